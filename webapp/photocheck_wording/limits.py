"""What each limit of the photo standard is called, for admins who change one: name, unit and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STANDARD: Final = "规范（教毕指〔2017〕99号）"
NOTICE: Final = "通知附件 2"
SCHOOLS: Final = "各校惯例"
MEASURED: Final = "实测（见 docs/photo-checks.md）"

PIXELS: Final = "像素"
DEGREES: Final = "度"
SHARE: Final = "比例，0–1"
STOPS: Final = "档曝光"
COLOR: Final = "色差（CIE76）"
RATIO: Final = "比值"


@dataclass(frozen=True)
class Limit:
    """field: of `Standard`. Names end with what is outside: 提醒 warns, 不合格 fails."""

    field: str
    name: str
    unit: str
    source: str


@dataclass(frozen=True)
class Group:
    """Limits that belong together."""

    title: str
    limits: tuple[Limit, ...]


def _pair(
    field: str, name: str, unit: str, source: str = MEASURED, word: str = "超过"
) -> tuple[Limit, Limit]:
    """The two limits of one quantity: where a warning begins, and where it fails."""
    return (
        Limit(f"{field}_warn", f"{name}{word}就提醒", unit, source),
        Limit(f"{field}_fail", f"{name}{word}就不合格", unit, source),
    )


GROUPS: Final = (
    Group(
        "文件",
        (
            Limit("width", "照片宽度", PIXELS, STANDARD),
            Limit("height", "照片高度", PIXELS, STANDARD),
            Limit("dpi", "分辨率（不符就提醒）", "dpi", STANDARD),
            Limit("quality_min", "JPEG 压缩质量，低于就不合格", "1–100", STANDARD),
            Limit("file_kb_low", "文件大小，低于就提醒", "KB", SCHOOLS),
            Limit("file_kb_high", "文件大小，超过就提醒", "KB", SCHOOLS),
            Limit("file_kb_max", "文件大小，超过就不合格", "KB", SCHOOLS),
        ),
    ),
    Group(
        "头部的位置和大小",
        (
            Limit("crown_min", "头顶发际距上边沿，最小", PIXELS, STANDARD),
            Limit("crown_max", "头顶发际距上边沿，最大", PIXELS, STANDARD),
            Limit("eye_line_min", "眼睛距上边沿，最小", PIXELS, STANDARD),
            Limit("eye_line_max", "眼睛距上边沿，最大", PIXELS, STANDARD),
            Limit("face_width_min", "脸宽，最小", PIXELS, STANDARD),
            Limit("face_width_max", "脸宽，最大", PIXELS, STANDARD),
            *_pair("center", "脸偏离中线", PIXELS),
        ),
    ),
    Group(
        "姿势",
        (
            *_pair("shoulders", "两肩高低", DEGREES),
            *_pair("yaw", "左右转头", DEGREES),
            *_pair("pitch", "抬头或低头", DEGREES),
            *_pair("roll", "歪头", DEGREES),
        ),
    ),
    Group(
        "眼睛和嘴",
        (
            *_pair("eye_open", "睁眼程度", RATIO, word="低于"),
            Limit("eye_open_unsure", "睁眼程度，低于就还要和另一只眼睛比", RATIO, MEASURED),
            Limit("eye_pair_fail", "两眼睁开之比，低于就不合格", RATIO, MEASURED),
            Limit("gaze_warn", "虹膜偏离眼睛中央，超过就提醒", "眼宽的比例", MEASURED),
            *_pair("mouth_gap", "嘴唇张开", "唇厚的比例"),
            *_pair("teeth", "露出的牙齿高度", "嘴宽的比例"),
            *_pair("mouth_dark", "唇缝和嘴里暗处的高度之和", "嘴宽的比例"),
        ),
    ),
    Group(
        "背景",
        (
            Limit("background_colors", "允许的背景颜色", "light_blue、white、light_grey", NOTICE),
            Limit("background_lightness", "浅蓝的明度：不合格、提醒、提醒、不合格", "CIE L*", MEASURED),
            Limit("background_chroma", "浅蓝的彩度：不合格、提醒、提醒、不合格", "CIE C*", MEASURED),
            Limit("background_hue", "浅蓝的色相：不合格、提醒、提醒、不合格", DEGREES, MEASURED),
            *_pair("background_spread", "背景不均匀", COLOR),
            Limit("background_relief_warn", "背景局部明暗起伏（皱褶、影子），超过就提醒", "L*", MEASURED),
        ),
    ),
    Group(
        "光线",
        (
            *_pair("under_stops", "曝光不足", STOPS),
            *_pair("burnt", "脸上过曝", SHARE),
            *_pair("uneven_stops", "脸左右明暗之差", STOPS),
            *_pair("half_stops", "半边脸在阴影里", STOPS),
            *_pair("top_stops", "脸上下明暗之差", STOPS),
            Limit("aslant_warn", "左右和上下的明暗之差合在一起（斜影），超过就提醒", RATIO, MEASURED),
        ),
    ),
    Group(
        "画面",
        (
            *_pair("sharpness", "清晰度", "分", word="低于"),
            Limit("lost_detail_warn", "粗细节比细细节的反差（小图放大），超过就提醒", RATIO, MEASURED),
            Limit("own_pixels_fail", "相邻像素的差别（马赛克），低于就不合格", RATIO, MEASURED),
            *_pair("cast", "偏色", "标准差"),
            Limit("cast_warn_confirmed", "偏色（背景也偏向同一边），超过就提醒", "标准差", MEASURED),
            Limit("cast_fail_confirmed", "偏色（背景也偏向同一边），超过就不合格", "标准差", MEASURED),
            *_pair("red_eye", "红眼", SHARE),
            *_pair("clothes_alike", "衣服和背景同色", SHARE),
            *_pair("mark_pixels", "背景上的字或标记", PIXELS),
            *_pair("pattern", "翻拍的网纹", "灰阶，0–255"),
        ),
    ),
    Group(
        "遮挡",
        (
            *_pair("tint", "镜片透光", RATIO, word="低于"),
            *_pair("tint_hue", "镜片颜色", "色差（a、b）"),
            *_pair("glare", "镜片反光", SHARE),
            Limit("frame_bar_warn", "镜框压住眼睛，超过就提醒", SHARE, MEASURED),
            *_pair("brow", "眉毛被遮住", SHARE),
            *_pair("mask", "下半脸颜色不同（口罩）", "色差（Lab）"),
            *_pair("mouth_line", "嘴唇的线条", "相关系数", word="低于"),
            *_pair("lips", "看得见嘴唇", "对比度", word="低于"),
            *_pair("cheek", "脸颊被头发遮住", "对比度"),
            Limit("skin_beside", "伸出头外的皮肤，超过就找手", SHARE, MEASURED),
            *_pair("hand", "脸旁有手", "得分，0–1"),
        ),
    ),
    Group(
        "头上的遮盖",
        (
            *_pair("cover_colors", "头发不会有的颜色", SHARE),
            *_pair("cover_spread", "头上颜色的杂乱", "色差（a、b）"),
            *_pair("cover_bright", "头上比皮肤亮", RATIO),
            *_pair("cover_texture", "头发的纹理", RATIO, word="低于"),
            *_pair("cover_seam", "额头上的边沿（看着像光头时）", COLOR),
            *_pair("cover_rim", "额头上方像帽檐的弧线", RATIO),
            *_pair("cover_beside", "头顶和脸两侧同色处的发丝纹理", RATIO, word="低于"),
        ),
    ),
    Group(
        "是不是同一个人",
        (
            Limit("same_shot_same", "纸质和电子照片，低于就是同一张", "人脸距离", MEASURED),
            Limit("same_shot_different", "纸质和电子照片，超过就不是同一人", "人脸距离", MEASURED),
            Limit("other_shot_same", "和录取照片，低于就是同一人", "人脸距离", MEASURED),
            Limit("other_shot_different", "和录取照片，超过就不是同一人", "人脸距离", MEASURED),
        ),
    ),
)

LIMITS: Final = {limit.field: limit for group in GROUPS for limit in group.limits}
