"""Why a submission goes back: stable codes, stored with the submission, and what the student reads.

The photo's reasons are the clauses of Attachment 2 of the notice (webapp/data/notice_*/photo_rules.json names
them) and of the standard (教毕指〔2017〕99号). A code begins with the part that it is about; a code that was
ever stored keeps its meaning, so wording may change here and codes may not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from webapp.language import marked, together, translated
from webapp.models import Kind
from webapp.photocheck import Report, Status


class Part(StrEnum):
    """What a reason is about; the beginning of its code."""

    PHOTO = "photo"
    PAPER = "paper"
    CODE = "code"
    DETAILS = "details"


PART_NAMES: Final = {
    Part.PHOTO: "电子照片",
    Part.PAPER: "纸质照片",
    Part.CODE: "图像采集码",
    Part.DETAILS: "拍摄信息",
}
KINDS: Final = {Part.PHOTO: Kind.ELECTRONIC, Part.PAPER: Kind.PAPER, Part.CODE: Kind.CODE}


@dataclass(frozen=True)
class Reason:
    """One reason. `label` is short, for the reviewer; `advice` tells the student what to do.

    short, mend: the constants behind them, a sentence each.
    clause: id of the clause in the notice's photo_rules.json, "" for reasons of the standard or of our own.
    checks: codes of the check whose failure suggests this reason.
    """

    code: str
    short: str
    mend: tuple[str, ...]
    clause: str = ""
    checks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What is wrong, in the language of the request."""
        return translated(self.short)

    @property
    def advice(self) -> str:
        """What the student does about it, in the language of the request."""
        return together(*map(translated, self.mend))

    @property
    def part(self) -> Part:
        """What this is about."""
        return Part(self.code.partition("_")[0])


_RESHOOT: Final = marked("需要回分社重拍。")
_REDO: Final = marked("请分社从原片重新裁切或处理，一般不用重拍。")

REASONS: Final[tuple[Reason, ...]] = (
    Reason(
        "photo_size",
        marked("尺寸或人像大小不对"),
        (marked("要宽 480、高 640 像素，人像比例符合图样。"), _REDO),
        "size",
        ("dimensions", "crown_position", "eye_line", "face_width", "centering"),
    ),
    Reason(
        "photo_background",
        marked("背景不均匀或有杂物"),
        (marked("背景要均匀无渐变，没有阴影、别人或物体。"), _REDO),
        "background",
        ("background_uniformity", "single_face"),
    ),
    Reason(
        "photo_background_color",
        marked("背景颜色不对"),
        (marked("背景要用浅蓝色（参考 RGB 100,197,255）。"), _REDO),
        checks=("background_color",),
    ),
    Reason(
        "photo_posture",
        marked("姿势不正或表情不自然"),
        (marked("要坐端正，表情自然，两耳对称，两肩放平。"), _RESHOOT),
        "posture",
        ("head_pose", "shoulders_level"),
    ),
    Reason(
        "photo_eyes",
        marked("眼睛没睁开或没看镜头"),
        (marked("双眼要自然睁开，看着镜头。"), _RESHOOT),
        "eyes",
        ("eyes_open",),
    ),
    Reason(
        "photo_mouth",
        marked("嘴唇没有闭合"),
        (marked("嘴唇要自然闭合。"), _RESHOOT),
        "mouth",
        ("mouth_closed",),
    ),
    Reason(
        "photo_hair",
        marked("头发遮住耳朵或眉毛"),
        (marked("头发不能遮挡耳朵和眉毛，不戴发饰。"), _RESHOOT),
        "hair",
        ("occlusion",),
    ),
    Reason(
        "photo_glasses",
        marked("眼镜反光、有色或遮眼"),
        (marked("眼镜不能反光、不能有颜色（含美瞳），镜框不能遮住眼睛。"), _RESHOOT),
        "glasses",
        ("glasses",),
    ),
    Reason(
        "photo_head_covering",
        marked("戴了帽子或头巾"),
        (marked("不能戴帽子、头巾（宗教、医疗和文化需要的除外，但不能遮脸）。"), _RESHOOT),
        "head-covering",
        ("head_covering",),
    ),
    Reason(
        "photo_jewellery",
        marked("戴了耳环、项链等饰品"),
        (marked("请摘下耳环、项链等饰品。"), _RESHOOT),
        "jewellery",
    ),
    Reason("photo_makeup", marked("妆太浓"), (marked("请不化浓妆。"), _RESHOOT), "makeup"),
    Reason(
        "photo_clothes",
        marked("衣服和背景太像或太花"),
        (marked("衣服颜色要和背景分明，避免复杂图案、条纹。"), _RESHOOT),
        "clothes",
        ("clothing_contrast",),
    ),
    Reason("photo_coat", marked("毛领、厚外套或吊带"), (marked("请换一件合适的上衣。"), _RESHOOT), "coat"),
    Reason(
        "photo_light",
        marked("光线不匀、偏色或过暗"),
        (marked("脸上光线要均匀，颜色自然，没有高光和红眼。"), _RESHOOT),
        checks=("exposure", "even_lighting", "natural_color"),
    ),
    Reason(
        "photo_blurred",
        marked("照片模糊或压缩太狠"),
        (marked("请向分社要原始文件。微信要选“原图”，或者用文件、邮箱发送；还是模糊就要重拍。"),),
        checks=("sharpness", "compression_quality", "resolution"),
    ),
    Reason(
        "photo_retouched",
        marked("修图过度，不像本人"),
        (marked("照片不能磨皮、瘦脸、放大眼睛、镜像。请分社给没有修过的原片。"),),
    ),
    Reason(
        "photo_not_original",
        marked("翻拍、截图或有边框"),
        (marked("请上传分社给的电子文件本身，不要翻拍纸质照片，不要截图。"),),
        checks=("photo_of_photo", "foreign_content", "file_type", "integrity", "color_mode"),
    ),
    Reason(
        "photo_self_made",
        marked("不是分社拍摄的照片"),
        (marked("学校不收自己拍的照片。请到新华社分社拍摄，再上传分社给的文件。"),),
    ),
    Reason(
        "photo_other_person",
        marked("不像本人"),
        (marked("照片和你本人或录取照片对不上。请核对有没有传错；没有传错请联系学院老师。"),),
    ),
    Reason(
        "paper_unclear",
        marked("纸质照片拍得不清楚"),
        (marked("请把纸质照片平放在亮处，从正上方重新拍，四角拍全，不要反光。"),),
        checks=("paper_no_face", "paper_many_faces"),
    ),
    Reason(
        "paper_different",
        marked("和电子照片不是同一张"),
        (marked("纸质照片和电子照片要是同一次拍的同一张。请核对后重新上传。"),),
    ),
    Reason(
        "code_unreadable",
        marked("采集码不清楚或扫不出"),
        (marked("请回学信网长按采集码保存图片，再上传保存下来的那张。"),),
        checks=("code_not_found",),
    ),
    Reason(
        "code_wrong",
        marked("不是这次学历的采集码"),
        (marked("请登录自己的学信网账号，选这次毕业的学历，重新获取采集码。"),),
        checks=("code_used",),
    ),
    Reason(
        "details_wrong", marked("分社或拍摄日期不对"), (marked("请核对拍照的分社和拍摄日期，改好再提交。"),)
    ),
)
_BY_CODE: Final = {reason.code: reason for reason in REASONS}


def is_known(code: str) -> bool:
    """Whether a code is one of ours."""
    return code in _BY_CODE


def described(codes: Iterable[str]) -> list[Reason]:
    """The reasons behind stored codes, in the order of the table; codes that are not ours are left out."""
    wanted = set(codes)
    return [reason for reason in REASONS if reason.code in wanted]


def by_part() -> dict[Part, list[Reason]]:
    """All reasons, for the reviewer to pick from."""
    return {part: [reason for reason in REASONS if reason.part is part] for part in Part}


def kind_of(code: str) -> Kind | None:
    """Which file a stored reason is about; None when it is about none of them."""
    reason = _BY_CODE.get(code)
    return KINDS.get(reason.part) if reason else None


def suggested(reports: Iterable[Report]) -> set[str]:
    """Codes of the reasons that failed checks point at. A suggestion: the reviewer decides."""
    failed = {
        finding.code for report in reports for finding in report.findings if finding.status is Status.FAIL
    }
    return {reason.code for reason in REASONS if failed.intersection(reason.checks)}
