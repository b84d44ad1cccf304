"""Words for the tokens in `measured` and `allowed`; a token without words is shown as it is."""

from __future__ import annotations

from typing import Final

TOKENS: Final[dict[str, str]] = {
    "jpeg": "JPEG",
    "mpo": "MPO",
    "png": "PNG",
    "webp": "WebP",
    "heic": "HEIC",
    "avif": "AVIF",
    "gif": "GIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "psd": "PSD",
    "ico": "图标",
    "jpeg2000": "JPEG 2000",
    "jxl": "JPEG XL",
    "svg": "SVG 矢量图",
    "pdf": "PDF 文档",
    "zip": "压缩包",
    "video": "视频",
    "html": "网页",
    "text": "文本",
    "empty": "空文件",
    "unknown": "无法识别的内容",
    "whole": "完整",
    "jpeg_truncated": "不完整",
    "jpeg_damaged": "有损坏",
    "jpeg_no_picture": "没有照片",
    "jpeg_too_large": "太大",
    "jpeg_too_many_scans": "结构不正常",
    "jpeg_hidden_file": "藏有别的文件",
    "jpeg_trailing_data": "多出数据",
    "rgb": "RGB 彩色",
    "grey": "灰度",
    "cmyk": "CMYK",
    "light_blue": "浅蓝色",
    "white": "白色",
    "light_grey": "浅灰色",
}
