"""The limits a photo is held to, as data with their source.

Sources named below:
  规范      教毕指〔2017〕99号《高等教育学历证书电子注册图像采集规范及信息标准》
  notice    the college's notice, Attachment 2 (clause in brackets)
  measured  set from the development photographs, see docs/photo-checks.md: the standard gives no number there
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from .overrides import StandardError, coerced, require_order


@dataclass(frozen=True)
class Standard:
    """One set of limits. Lengths are pixels of the 480 x 640 picture; `*_warn` is where a warning begins."""

    version: str = "2017-99.1"

    # The file (规范 图像规格).
    width: int = 480
    height: int = 640
    dpi: int = 300
    quality_min: int = 60
    """JPEG quality, estimated from the quantization tables."""
    file_kb_low: float = 20.0
    file_kb_high: float = 40.0
    """20-40 KB is what most schools pass on; they contradict each other, so outside it is a warning."""
    file_kb_max: float = 200.0
    """Above this no collection system takes the file."""

    # Where the head stands (规范 头部位置及尺寸).
    crown_min: float = 50.0
    crown_max: float = 110.0
    """头顶发际距照片上边沿."""
    eye_line_min: float = 200.0
    eye_line_max: float = 300.0
    """双眼所在位置距照片上边沿."""
    face_width_min: float = 180.0
    face_width_max: float = 300.0
    """脸部宽度, from cheek to cheek."""
    center_warn: float = 20.0
    center_fail: float = 45.0
    """人像在相片矩形框内水平居中 gives no number. Measured: good photos lie within 10."""

    shoulders_warn: float = 17.0
    shoulders_fail: float = 27.0
    """Degrees between the shoulders (规范 双肩平正). Compliant photos: up to 14, collars included."""

    # How the head is held (规范 坐姿端正, 双眼自然睁开并平视). Degrees; measured.
    yaw_warn: float = 10.5
    yaw_fail: float = 17.0
    """Compliant photos turn up to 9, the labelled doubtful ones 12-15, the bad ones 20 and more."""
    pitch_warn: float = 22.0
    pitch_fail: float = 30.0
    """Wide, because beards and foreheads move this estimate: compliant photos lie within 16."""
    roll_warn: float = 4.5
    roll_fail: float = 8.0
    """Compliant photos tilt up to 1.5."""

    # The face (规范 双眼自然睁开并平视, 嘴唇自然闭合). Ratios of the face's own parts; measured.
    eye_open_fail: float = 0.13
    eye_open_warn: float = 0.142
    eye_open_unsure: float = 0.155
    """Area between the lids over the squared eye width, less where no iris and no white is seen. Open eyes
    from 0.14 (laughing), drawn closed ones: 98 in 100 below 0.13. Below `unsure` nearer looks are taken, and
    it may be the eye of a wink."""
    eye_pair_fail: float = 0.68
    """The less open eye over the other one where it is below `unsure`: open pairs 0.72 and more, drawn winks:
    96 in 100 below it."""
    gaze_warn: float = 0.095
    """How far the irises stand beside the middle of the eyes, in eye widths: compliant photos up to 0.04,
    faces turned by 10 degrees 0.075, drawn looks aside: three in four above 0.095."""
    mouth_gap_warn: float = 0.24
    mouth_gap_fail: float = 0.36
    """Gap over lip thickness. Compliant photos up to 0.19 (0.26 under a drawn beard), lips just apart 0.34,
    teeth from 0.52."""
    teeth_warn: float = 0.018
    teeth_fail: float = 0.03
    """Mean height of the teeth seen over the mouth's width. Closed lips, shining ones too, up to 0.011; real
    smiles laid on other faces 0.03-0.14, where the mesh shows a gap of 0.1-0.9."""
    mouth_dark_warn: float = 0.105
    mouth_dark_fail: float = 0.165
    """Height of the gap and of the dark in it, together, over the mouth's width: closed lips up to 0.095, 995
    in 1,000 up to 0.075; drawn gaps of 0.09: from 0.1, 0.13 on average; of 0.2: from 0.2."""

    # The background (notice, Attachment 2: 浅蓝色, 参考 RGB 100,197,255: L* 76, chroma 39, hue 253).
    background_colors: tuple[str, ...] = ("light_blue",)
    """Also "white" and "light_grey", the other two of the 规范, where a campaign takes them."""
    background_lightness: tuple[float, ...] = (50.0, 62.0, 93.0, 97.0)
    background_chroma: tuple[float, ...] = (14.0, 20.0, 52.0, 62.0)
    background_hue: tuple[float, ...] = (220.0, 230.0, 266.0, 282.0)
    """CIE L*C*h in degrees: below the first and above the last fails, beyond the middle ones warns. Chroma as
    the colour would have it at the reference's lightness, where it is lighter than that."""
    background_spread_warn: float = 5.5
    background_spread_fail: float = 9.0
    """CIE76. Measured: compliant photos up to 2.1, light that falls off by a tenth 5; shadows from 8."""
    background_relief_warn: float = 1.1
    """L*, against the surroundings. Compliant photos up to 0.55, rough walls 1.0; folds, curtains from
    1.3, faint ones from 0.6, half of them above 1.2."""

    # The light (规范 照明光线均匀, 曝光正确). Stops, measured; see checks/light.py for what is compared.
    under_stops_warn: float = 0.6
    under_stops_fail: float = 1.0
    """Compliant photos up to 0.3; one stop under 0.8-1.0, two stops 1.4 and more."""
    burnt_warn: float = 0.15
    burnt_fail: float = 0.3
    """Share of the face with two channels at their end. Very fair skin in hard light up to 0.04. A background
    burnt by the same light needs none of it."""
    uneven_stops_warn: float = 0.85
    uneven_stops_fail: float = 1.0
    """Right half of the face against the left. Compliant photos up to 0.74, also on darkened skin; half a
    face two stops darker, behind an edge a third of the face wide, from 1.03."""
    half_stops_warn: float = 0.31
    half_stops_fail: float = 0.42
    """The same beyond what modelling by light from one side makes. Compliant photos up to 0.21, 0.7 stops of
    light from the side added 0.34; one half two stops darker behind a soft edge from 0.45."""
    top_stops_warn: float = 0.92
    top_stops_fail: float = 1.2
    """Upper part of the face against the lower. Compliant photos up to 0.8; two stops of shadow from 1.6,
    over part of it from 0.9."""
    aslant_warn: float = 1.15
    """Halves and levels together, each over its limit. Compliant photos up to 1.05, modelled ones 1.1; half a
    face two stops darker, cut aslant, mostly more."""

    # The picture (规范 图像清晰, 颜色自然). Measured; see the modules of checks/ for what is compared.
    sharpness_fail: float = 1.55
    sharpness_warn: float = 1.64
    """Compliant photos from 1.9, the softest blurred by 0.7 px from 1.67; motion of 15 px up to 1.35, blur of
    2.5 px and sixfold enlargement up to 1.42, fivefold up to 1.5, threefold 1.5-1.75."""
    lost_detail_warn: float = 7.2
    """Contrast of detail of 5.3-10.7 px over that of 3.8-4.6 px: compliant photos 2-5, blurred by 0.7 px or
    shrunk to 360 px up to 6.5, those enlarged before up to 7; enlarged threefold by Lanczos 7.5-14."""
    own_pixels_fail: float = 0.35
    """The usual step between neighbouring pixels over the largest nearby: photos from 0.56 (JPEG quality 20:
    0.42), pixels repeated three times 0.22-0.38, more often up to 0.29."""
    cast_warn: float = 2.4
    cast_fail: float = 3.0
    """Skin from natural skin, in standard deviations. Compliant photos up to 1.6."""
    cast_warn_confirmed: float = 1.7
    cast_fail_confirmed: float = 2.5
    """The same where the background's blue is turned to the same side. Warm light on golden skin comes
    to 2.1, strong casts to 2.5 and more."""
    red_eye_warn: float = 0.15
    red_eye_fail: float = 0.35
    """Share of the pupils; brown ones up to 0.11, small red ones from 0.22."""
    clothes_alike_warn: float = 0.1
    clothes_alike_fail: float = 0.25
    """Share of the clothes in the background's colour. Compliant photos and light denim up to 0.02; blue
    shirts, part of which is taken for background, from 0.33."""
    mark_pixels_warn: float = 150.0
    mark_pixels_fail: float = 300.0
    """Edge pixels of a mark on the background. Compliant photos up to 49; a line of small print from 500."""
    pattern_warn: float = 0.55
    pattern_fail: float = 2.0
    """Amplitude of a regular pattern, in levels of 255. Compliant photos up to 0.12, rough walls 0.45; what
    JPEG leaves of screens and halftones from 0.5, mostly from 1."""

    # What covers the face (notice: no tinted glasses, hair off brows and eyes). Measured.
    tint_warn: float = 0.72
    tint_fail: float = 0.64
    """Lightness below the eyes over the skin's own, the lighter side: compliant 0.87 and more, black 0.1."""
    tint_hue_warn: float = 8.5
    tint_hue_fail: float = 12.0
    """Distance from the skin's a and b there, the nearer side: compliant photos and their variants (darker
    skin, warmer and cooler light, noise) up to 5.1; lenses of half a tint from 8."""
    glare_warn: float = 0.12
    glare_fail: float = 0.22
    """Share of an eye that is white: catchlights and shining lids up to 0.07, glare 0.7."""
    frame_bar_warn: float = 0.93
    """Share of one and a half eye widths that one dark row crosses."""
    brow_warn: float = 0.62
    brow_fail: float = 0.78
    """Covered share of the strip above a brow: compliant up to 0.5, a fringe that ends just above the
    brows up to 0.77, one over them 0.9 and more."""
    mask_warn: float = 12.0
    mask_fail: float = 15.0
    """Colour distance of the lower face from the upper one: compliant up to 8, masks 25-44."""
    lips_warn: float = 0.2
    lips_fail: float = 0.12
    """Contrast of the mouth's line: compliant 0.34 and more, a plain mask 0.04."""
    mouth_line_warn: float = 0.65
    mouth_line_fail: float = 0.55
    """Likeness of cuts across the mouth: lips from 0.75, in thick beards from 0.57; prints on masks 0.3-0.5,
    a hand before the mouth mostly less than 0.8."""
    cheek_warn: float = 0.028
    cheek_fail: float = 0.036
    """Fine contrast over lightness of a cheek: skin up to 0.022 (a grimace 0.030), hair over it 0.047."""
    skin_beside: float = 0.03
    """Skin further out than a head reaches that makes a hand worth looking for, in squared face widths: heads
    up to 0.004, but for hair as light as the skin; arms from 0.036."""
    hand_warn: float = 0.65
    hand_fail: float = 0.72
    """Score of the palm detector where it is asked: hands 0.7-0.98, none up to 0.5."""

    # Nothing on the head (notice: no hats). Measured on what is seen above the forehead. Hair may be dyed or
    # white: colours and brightness fail only beside another sign of cloth, and warn without one.
    cover_colors_warn: float = 0.14
    cover_colors_fail: float = 0.2
    """Share in colours that hair has not: hair up to 0.02 (dyed 0.13), caps and hoods from 0.27."""
    cover_spread_warn: float = 9.0
    cover_spread_fail: float = 9.8
    """Spread of its colours (Lab a, b): hair up to 8.1, printed caps 11-14."""
    cover_bright_warn: float = 1.2
    cover_bright_fail: float = 1.35
    """Lightness over the skin's: hair up to 0.75, bleached 1.04; a white cap on all but the palest more."""
    cover_texture_warn: float = 0.29
    cover_texture_fail: float = 0.25
    """Fine contrast over that of eyes and brows: hair from 0.36 (bleached 0.32), plain cloth up to 0.21."""
    cover_seam_warn: float = 10.0
    cover_seam_fail: float = 12.5
    """Step across the forehead, CIE76, where a head seems bald and plain: scalps up to 7, a rim from 13."""
    cover_rim_warn: float = 0.95
    cover_rim_fail: float = 1.0
    """A smooth sharp arc above the brows, or skin that ends low at one, 1 where no hair makes it: hair up to
    0.91, a straight-cut fringe up to 0.93; real caps and knitted hats put on other heads 1 and more in 19 of
    20."""
    cover_beside_warn: float = 0.022
    cover_beside_fail: float = 0.018
    """Contrast of locks over lightness where it is greatest, on top and beside the jaw, if both are covered
    in one colour: long hair from 0.06 (dyed light and softened as phones do 0.03), drawn hoods and scarves
    up to 0.014."""

    # Identity: distances between face descriptors; measured, see docs/photo-checks.md for how.
    same_shot_same: float = 0.23
    same_shot_different: float = 0.38
    """A print, a crop, a re-encoded or mirrored copy against its file: up to 0.14, an untrue screen 0.22.
    Strangers: 0.30 and more. Another photograph of the same person is no print of this one, and no stranger
    either: a person looks at what lies between."""
    other_shot_same: float = 0.35
    other_shot_different: float = 0.52
    """Two photographs of one person: median 0.31, 60 in 100 below 0.33, 95 below 0.43. Strangers: the nearest
    of 1,736 pairs at 0.30, 3 in 100 below 0.46; of the development set's 325 pairs the nearest at 0.43."""

    def with_overrides(self, overrides: Mapping[str, Any]) -> Standard:
        """This standard with some limits changed, as a campaign may.

        Raises StandardError, which names the field, for an unknown name, a value of the wrong type, one that
        is not finite, negative or above what its unit allows, or limits in the wrong order.
        """
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        values: dict[str, Any] = {}
        for name, value in overrides.items():
            if name not in kinds:
                raise StandardError(name, "unknown")
            values[name] = coerced(name, value, kinds[name], getattr(self, name))
        changed = replace(self, **values)
        require_order(changed, values)
        return changed


STANDARD = Standard()
"""The national standard as the notice repeats it; a campaign may override single limits."""
