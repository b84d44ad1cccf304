"""The words themselves. `{measured}` and `{allowed}` are filled in by `describe`.

`wrong` says what is wrong, `mend` what to do or what exactly to ask the photographer for; `details` holds
more exact words for the detail tokens of the engine. The student reads these, so they are plain and kind.
"""

from __future__ import annotations

from typing import Final

from .file import FILE_WORDING, ORIGINAL
from .kinds import Exact, Wording

_RETAKE: Final = "这个问题后期改不了，请联系拍照网点补拍一张。"
_REFRAME: Final = "请摄影师从原始照片重新裁剪，不用重拍；把这一条给摄影师看就可以。"
_BACKDROP: Final = "请摄影师把背景换成均匀的浅蓝色（参考 RGB 100，197，255），不要渐变、阴影和杂物。"

_HEAD: Final[dict[str, Wording]] = {
    "single_face": Wording(
        "单人照片",
        "照片里应该正好有一张脸。",
        _RETAKE,
        {
            "no_face": Exact("照片里没有找到人脸。", "请看看是不是传错了文件；没有错的话，请联系拍照网点。"),
            "many_faces": Exact(
                "照片里找到了 {measured} 张脸，只能有你一个人。",
                "请传只有自己的那一张；网点给的就是这样，请联系网点补拍。",
            ),
        },
    ),
    "head_pose": Wording(
        "头部端正",
        "头没有摆正（左右转、抬低头、歪头约为 {measured}）。",
        _RETAKE + "拍的时候身体坐正，脸正对镜头，下巴不抬也不收。",
        {
            "turned": Exact("脸转向了一边（左右转、抬低头、歪头约为 {measured}），两只耳朵应该一样能看见。"),
            "bowed": Exact("头低了一些（左右转、抬低头、歪头约为 {measured}）。"),
            "raised": Exact("下巴抬高了一些（左右转、抬低头、歪头约为 {measured}）。"),
            "tilted": Exact(
                "头歪了一些（左右转、抬低头、歪头约为 {measured}）。",
                "歪得不多时，请摄影师把照片转正再裁剪；歪得多就要补拍。",
            ),
        },
    ),
    "centering": Wording(
        "左右居中",
        "人像偏离中线 {measured}，允许 {allowed}。",
        _REFRAME,
        {
            "too_far_left": Exact("人像偏左了 {size}，应该在正中间（允许 {allowed}）。"),
            "too_far_right": Exact("人像偏右了 {size}，应该在正中间（允许 {allowed}）。"),
        },
    ),
    "crown_position": Wording("头顶位置", "头顶离照片上边 {measured}，应该在 {allowed}之间。", _REFRAME),
    "eye_line": Wording("眼睛位置", "眼睛离照片上边 {measured}，应该在 {allowed}之间。", _REFRAME),
    "face_width": Wording(
        "脸的宽度",
        "脸宽 {measured}，应该在 {allowed}之间。",
        _REFRAME,
        {
            "too_small": Exact("脸太小了：宽 {measured}，应该在 {allowed}之间。"),
            "too_large": Exact("脸太大了：宽 {measured}，应该在 {allowed}之间。"),
        },
    ),
    "shoulders_level": Wording(
        "肩膀端平", "两边肩膀不一样高（约 {measured}）。", _RETAKE + "拍的时候坐正，双肩放平。"
    ),
}

_FACE: Final[dict[str, Wording]] = {
    "eyes_open": Wording(
        "眼睛睁开",
        "眼睛没有自然睁开。",
        _RETAKE + "拍的时候双眼自然睁开，看着镜头。",
        {
            "one_closed": Exact("有一只眼睛闭着或眯着。"),
            "closed": Exact("眼睛是闭着的。"),
            "half_closed": Exact("眼睛好像眯着，可能会被退回。"),
            "looking_aside": Exact("眼睛没有看着镜头。"),
        },
    ),
    "mouth_closed": Wording(
        "嘴唇闭合",
        "嘴没有自然闭上。",
        _RETAKE + "拍的时候嘴唇轻轻合上，不露牙齿。",
        {
            "lips_apart": Exact("嘴唇好像没有完全合上，可能会被退回。"),
            "open": Exact("嘴张开了，或者露出了牙齿。"),
        },
    ),
    "glasses": Wording(
        "眼镜",
        "眼镜挡住了眼睛，或者反光、有颜色。",
        _RETAKE + "可以戴无色透明的眼镜，但不能反光，镜框不能挡眼睛；最稳妥的是摘下来拍。",
        {
            "tinted": Exact("镜片有颜色，看不清眼睛。"),
            "glare": Exact("镜片反光，挡住了眼睛。"),
            "frame_over_eye": Exact("镜框好像挡住了眼睛，可能会被退回。"),
        },
    ),
    "occlusion": Wording(
        "五官没有遮挡",
        "脸上有东西挡住了五官。",
        _RETAKE + "拍之前把头发梳到眉毛以上、耳朵后面，摘下口罩，手不要碰脸。",
        {
            "brows": Exact("头发挡住了眉毛或眼睛。", _RETAKE + "拍之前把刘海梳到眉毛以上。"),
            "cheek": Exact("头发挡住了一边脸。", _RETAKE + "拍之前把头发梳到耳朵后面。"),
            "hair_or_rim": Exact(
                "脸颊上部好像有头发，也可能是大镜框。",
                "是镜框就没有问题，不用重拍，老师会看；如果是头发挡住了脸，请联系拍照网点补拍一张。",
            ),
            "mask": Exact("口罩或围巾挡住了脸。", _RETAKE + "拍的时候请摘下口罩。"),
            "mouth_hidden": Exact("嘴被挡住了。"),
            "hand": Exact("照片里有手碰到头或脸。", _RETAKE + "拍的时候双手自然放下。"),
        },
    ),
    "head_covering": Wording(
        "头上没有饰物",
        "头上好像戴着帽子或头巾。",
        _RETAKE + "拍的时候请摘下帽子、头巾和发饰；没有戴的话，提交时写一句说明就可以。",
        {
            "unnatural_color": Exact("头上有头发不会有的颜色，好像戴着帽子或头巾。"),
            "many_colors": Exact("头上有好几种颜色，好像戴着有花纹的帽子或头巾。"),
            "brighter_than_skin": Exact("头上有一块比皮肤还亮的东西，好像戴着浅色的帽子或头巾。"),
            "smooth": Exact("头上有一块看不出发丝的东西，好像戴着帽子或头巾。"),
            "rim": Exact("额头上方有一道像帽檐的弧线，好像戴着帽子或头巾。"),
            "around": Exact("头顶和脸两侧是同一种颜色，又看不出发丝，好像戴着帽兜或头巾。"),
            "skin_colored": Exact("头上有接近肤色、又不像皮肤的东西，好像戴着帽子或头巾。"),
        },
    ),
    "clothing_contrast": Wording(
        "衣服颜色",
        "衣服的颜色和背景太接近，肩膀看不清楚。",
        _RETAKE + "请换一件和浅蓝色差别大的上衣，比如深色或白色，不要穿浅蓝色。",
    ),
}

_PICTURE: Final[dict[str, Wording]] = {
    "background_color": Wording(
        "背景颜色",
        "背景颜色是 {measured}，不是要求的浅蓝色（参考 RGB 100，197，255）。",
        _BACKDROP,
        {
            "too_dark": Exact("背景太深了（{measured}），应该是浅蓝色（参考 RGB 100，197，255）。"),
            "too_deep": Exact("背景蓝得太浓（{measured}），应该是浅蓝色（参考 RGB 100，197，255）。"),
            "greenish": Exact("背景偏绿（{measured}），应该是浅蓝色（参考 RGB 100，197，255）。"),
            "purplish": Exact("背景偏紫（{measured}），应该是浅蓝色（参考 RGB 100，197，255）。"),
            "greyish": Exact("背景是灰色（{measured}），应该是浅蓝色（参考 RGB 100，197，255）。"),
            "white": Exact("背景是白色（{measured}），这次要求浅蓝色（参考 RGB 100，197，255）。"),
        },
    ),
    "background_uniformity": Wording(
        "背景均匀",
        "背景不均匀，应该是一整片干净的浅蓝色。",
        _BACKDROP,
        {
            "gradient": Exact("背景是渐变的，从一边到另一边颜色不一样。"),
            "shadow": Exact("背景上有影子。"),
            "patches": Exact("背景上有皱褶或者深浅不一的地方。"),
            "objects": Exact("背景里有别的东西。"),
        },
    ),
    "exposure": Wording(
        "曝光",
        "照片的明暗不合适。",
        "请摄影师从原始照片重新调整曝光；调不回来就需要补拍。",
        {
            "under": Exact("照片整体太暗了（比应有的亮度低约 {measured}）。"),
            "over": Exact("脸上太亮，皮肤的细节已经看不见了（过曝的比例 {measured}）。"),
            "over_all": Exact("照片整体太亮，连背景的颜色都被冲淡了。"),
            "face_dark": Exact("脸上太暗，五官看不清楚。"),
        },
    ),
    "even_lighting": Wording(
        "光线均匀",
        "脸上的光线不均匀。",
        _RETAKE + "请摄影师在两侧都打光，脸上不要有明显的阴影。",
        {
            "left_dark": Exact("照片里左半边脸比右半边暗很多（相差约 {measured}）。"),
            "right_dark": Exact("照片里右半边脸比左半边暗很多（相差约 {measured}）。"),
            "top_dark": Exact("脸的上半部分有阴影，比下半部分暗很多（相差约 {measured}）。"),
            "bottom_dark": Exact("脸的下半部分有阴影，比上半部分暗很多（相差约 {measured}）。"),
            "aslant": Exact("脸的一角有斜着的阴影。"),
        },
    ),
    "natural_color": Wording(
        "颜色自然",
        "照片的颜色不自然。",
        "请摄影师重新校正颜色（白平衡），让肤色自然。",
        {
            "cast_green": Exact("整张照片偏绿。"),
            "cast_blue": Exact("整张照片偏蓝。"),
            "cast_magenta": Exact("整张照片偏紫红。"),
            "cast_yellow": Exact("整张照片偏黄。"),
            "cast_red": Exact("整张照片偏红。"),
            "no_color": Exact("这是一张黑白照片，需要彩色的。"),
            "red_eye": Exact("眼睛里有闪光灯造成的“红眼”。", "请摄影师做一次“去红眼”；不行就补拍。"),
        },
    ),
    "sharpness": Wording(
        "清晰",
        "照片不够清晰。",
        "请向摄影师要没有缩小过的原始照片导出；如果原片就是糊的，需要补拍。",
        {
            "motion": Exact("照片拍糊了，像是拍的时候动了。", _RETAKE),
            "soft": Exact("照片发虚：没有对上焦，或者是用小图放大的。"),
        },
    ),
    "foreign_content": Wording(
        "没有多余内容",
        "照片上有不属于照片的内容。",
        "请摄影师去掉边框、文字、日期和水印，重新导出。",
        {
            "border": Exact("照片四周有边框。"),
            "text": Exact("照片上有文字、数字、日期或水印。"),
            "marks": Exact("背景上好像有文字、标志或污点。"),
            "writing": Exact("照片下方好像有一行文字、数字或日期。"),
            "earring": Exact(
                "耳朵旁边好像有耳环。",
                _RETAKE + "拍的时候请摘下耳环、项链等饰品；没有戴的话，提交时写一句说明就可以。",
            ),
        },
    ),
    "photo_of_photo": Wording(
        "不是翻拍",
        "照片上有网格一样的纹路，像是对着屏幕或纸质照片翻拍的。",
        "请不要翻拍。" + ORIGINAL,
    ),
}

WORDING: Final[dict[str, Wording]] = {**FILE_WORDING, **_HEAD, **_FACE, **_PICTURE}
"""Every code of `webapp.photocheck.CODES`."""
