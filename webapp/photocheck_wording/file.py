"""The part of `table.py` about the file itself."""

from __future__ import annotations

from typing import Final

from .kinds import Exact, Wording

ORIGINAL: Final = (
    "请向拍照网点要“原文件”：微信里发送时勾选“原图”，或者让对方用“文件”、邮箱发给你，再重新上传。"
)
EXPORT: Final = "请摄影师重新导出：JPEG 格式，480×640 像素，300 dpi，20 至 40 KB，再把原文件发给你。"

FILE_WORDING: Final[dict[str, Wording]] = {
    "file_type": Wording(
        "文件格式",
        "这个文件的内容是 {measured}，不是 JPEG 照片；只改扩展名是没有用的。",
        ORIGINAL,
        {
            "kind_empty": Exact("这个文件是空的，里面什么都没有。", ORIGINAL),
            "kind_heic": Exact("这是苹果手机的 HEIC 格式，不是拍照网点给的 JPEG 文件。"),
            "kind_png": Exact("这是 PNG 格式，多半是截图或转存过的，不是 JPEG 原文件。"),
            "kind_webp": Exact("这是 WebP 格式，多半是从网页或聊天里转存的，不是 JPEG 原文件。"),
            "kind_mpo": Exact("这个文件里装了不止一张照片（MPO 格式），只能交一张普通的 JPEG。", EXPORT),
            "kind_pdf": Exact("这是一份 PDF 文档，不是照片。"),
            "kind_zip": Exact(
                "这是一个压缩包，请先解压，上传里面的那张照片。", "解压以后，上传里面的 .jpg 文件。"
            ),
        },
    ),
    "integrity": Wording(
        "文件完整",
        "照片文件不完整或已经损坏。",
        ORIGINAL,
        {
            "jpeg_truncated": Exact("照片文件不完整，后半部分没有传完。"),
            "jpeg_damaged": Exact("照片文件的数据损坏了，画面会错位或变色。"),
            "jpeg_no_picture": Exact("文件开头像 JPEG，里面却没有能读出来的照片。"),
            "jpeg_too_large": Exact("照片太大了，没有办法检查。", EXPORT),
            "jpeg_too_many_scans": Exact("照片文件的结构不正常，没有办法检查。", EXPORT),
            "jpeg_hidden_file": Exact("照片后面还藏着另一个文件，这样的文件不能上报。"),
            "jpeg_trailing_data": Exact("照片后面多出一段不属于照片的数据，多半是手机软件加上去的。"),
        },
    ),
    "dimensions": Wording(
        "像素尺寸",
        "照片是 {measured}，应该正好是 {allowed} 像素（宽×高）。",
        EXPORT,
        {"lying": Exact("照片是横着存的（{measured}），应该竖着：{allowed} 像素（宽×高）。")},
    ),
    "file_size": Wording(
        "文件大小",
        "文件大小是 {measured}，一般是 {allowed}。",
        EXPORT,
        {
            "above_most": Exact("文件太大了：{measured}，一般是 {allowed}，这么大上报系统不收。"),
            "above_usual": Exact("文件比平常大：{measured}，一般是 {allowed}。多数情况能收，也可能被退回。"),
            "below_usual": Exact(
                "文件比平常小：{measured}，一般是 {allowed}。可能在聊天里被压缩过。", ORIGINAL
            ),
        },
    ),
    "color_mode": Wording(
        "颜色模式",
        "照片的颜色模式是 {measured}，应该是 24 位 RGB 彩色。",
        "请摄影师在导出时把颜色模式改成 RGB、8 位通道，再把原文件发给你。",
    ),
    "resolution": Wording(
        "分辨率标记",
        "文件里写的分辨率是 {measured}，应该是 {allowed}。画面不受影响，但有的系统会检查。",
        "请摄影师导出时把分辨率设成 300 dpi（像素尺寸不变）。",
        {"unstated": Exact("文件里没有写分辨率，应该写 {allowed}。画面不受影响，但有的系统会检查。")},
    ),
    "compression_quality": Wording(
        "压缩质量",
        "照片压缩得太厉害，质量约为 {measured}，应该{allowed}。",
        "请摄影师用更高的 JPEG 质量（80 左右）重新导出；如果是聊天里转来的，请要原文件。",
    ),
    "orientation": Wording(
        "照片方向",
        "照片没有正着放。",
        "请摄影师把照片转正以后重新导出。",
        {
            "exif_turn": Exact(
                "文件里带着“旋转 {measured}”的标记，有的软件会把照片显示成躺着的。",
                "请摄影师重新导出一次，去掉旋转标记（EXIF 方向为 1）。",
            ),
            "upside_down": Exact("照片上下颠倒了。"),
            "lying": Exact("照片是躺着的，需要转成竖的。"),
        },
    ),
}
