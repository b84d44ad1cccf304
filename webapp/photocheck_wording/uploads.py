"""Words for the picture of the paper photo, for that of the code, and for what people must look at."""

from __future__ import annotations

from typing import Final

from .kinds import Wording

UPLOADS: Final[dict[str, Wording]] = {
    "paper_unreadable": Wording(
        "纸质照片", "这张图片打不开，或者不是图片。", "请用手机重新拍一张纸质照片再上传。"
    ),
    "paper_no_face": Wording(
        "纸质照片", "图片里没有找到人脸。", "请把纸质照片平放在亮的地方，离近一点，对着照片正上方重新拍。"
    ),
    "paper_many_faces": Wording(
        "纸质照片", "图片里不止一张脸。", "请只拍一张照片，旁边不要放别的照片或证件。"
    ),
    "paper_other_person": Wording(
        "纸质照片",
        "纸质照片和电子照片看起来不是同一个人。",
        "请检查有没有传错；没有传错的话，可以写明情况后提交。",
    ),
    "code_unreadable": Wording(
        "图像采集码", "这张图片打不开，或者不是图片。", "请重新保存图像采集码的图片再上传。"
    ),
    "code_not_found": Wording(
        "图像采集码",
        "图片里没有认出图像采集码。",
        "请在学信网长按二维码保存图片（不要截图或拍屏幕），再上传保存下来的图片。",
    ),
    "code_many": Wording(
        "图像采集码", "图片里有不止一个二维码。", "请只保留图像采集码那一个，裁掉别的再上传。"
    ),
    "code_used": Wording(
        "图像采集码",
        "这个图像采集码已经有别的同学交过了。",
        "请登录自己的学信网账号，重新获取自己的采集码；有更低学历的，请看清是不是这次的学历。",
    ),
}
"""What can be wrong with the picture of the paper photo and with that of the collection code."""

PEOPLE_LOOK_AT: Final[tuple[str, ...]] = (
    "妆容是否淡雅自然：有没有浓妆、假睫毛",
    "有没有戴美瞳或彩色隐形眼镜",
    "有没有修图：磨皮、瘦脸、放大眼睛、去痣",
    "照片是不是左右镜像的（看衣服的扣子和文字）",
    "着装是否得体，有没有校外标志或夸张的首饰",
    "照片和本人、和录取照片是否像同一个人",
)
"""What a machine cannot know: shown to the reviewer to look at, never a verdict."""
