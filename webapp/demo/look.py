"""Who is drawn (`Look`) and how the picture is taken (`Shot`).

Lengths of a look are in half face widths: 1.0 is the distance from the middle of the face to a cheek. Lengths
of a shot are pixels of the 480 x 640 picture, as in the standard (教毕指〔2017〕99号).
"""

from dataclasses import dataclass
from typing import Literal

RGB = tuple[int, int, int]
HairStyle = Literal["crop", "short", "side_part", "tied", "long"]
Collar = Literal["shirt", "round", "jacket"]
Eyes = Literal["open", "closed", "wink"]
Backdrop = Literal["even", "gradient", "shadow"]

STANDARD_BLUE: RGB = (100, 197, 255)


@dataclass(frozen=True)
class Look:
    """One drawn person. The same look drawn twice is the same person to a face recogniser."""

    skin: RGB = (233, 192, 164)
    hair: RGB = (34, 28, 27)
    hair_style: HairStyle = "short"
    jaw: float = 1.02
    chin: float = 1.683
    cheek_fullness: float = 0.975
    eye_spacing: float = 0.499
    eye_width: float = 0.211
    eye_height: float = 0.112
    eye_tilt: float = -0.002
    double_lid: bool = True
    iris: RGB = (62, 38, 26)
    brow_height: float = 0.241
    brow_thickness: float = 0.091
    brow_arch: float = 0.058
    brow_tilt: float = 0.006
    nose_width: float = 0.193
    nose_length: float = 0.583
    nose_bridge: float = 0.747
    mouth_width: float = 0.425
    mouth_height: float = 0.936
    lip_fullness: float = 0.881
    lips: RGB = (190, 108, 100)
    smile: float = 0.052
    ears: float = 1.0
    neck: float = 0.64
    lashes: float = 0.3
    glasses: bool = False
    clothes: RGB = (44, 52, 74)
    collar: Collar = "shirt"
    seed: int = 1


@dataclass(frozen=True)
class Shot:
    """One picture taken of a person; the defaults meet every clause of the standard."""

    crown: float = 70.0
    eye_line: float = 265.0
    face_width: float = 230.0
    off_centre: float = 0.0
    roll_degrees: float = 0.0
    background: RGB = STANDARD_BLUE
    backdrop: Backdrop = "even"
    noise: float = 1.2
    eyes: Eyes = "open"
    mouth_open: float = 0.0
    sunglasses: bool = False
    hat: bool = False
    second_face: bool = False
    exposure_stops: float = 0.0
    blur: float = 0.0
    border: int = 0
    seed: int = 0
