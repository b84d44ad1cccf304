from __future__ import annotations

import pytest

from tests.photocheck import files
from webapp.photocheck.sniff import content_kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.photo(), "jpeg"),
        (files.animated("MPO"), "mpo"),
        (files.encoded(files.drawn(), "PNG"), "png"),
        (files.encoded(files.drawn(), "WEBP"), "webp"),
        (files.encoded(files.drawn(), "HEIF"), "heic"),
        (files.encoded(files.drawn(), "AVIF"), "avif"),
        (files.encoded(files.drawn(), "GIF"), "gif"),
        (files.encoded(files.drawn(), "TIFF"), "tiff"),
        (files.encoded(files.drawn(), "BMP"), "bmp"),
        (files.encoded(files.drawn(), "JPEG2000"), "jpeg2000"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "video"),
        (files.SVG, "svg"),
        (files.PDF, "pdf"),
        (files.ZIP, "zip"),
        (b"<!DOCTYPE html><title>x</title>", "html"),
        ("我的照片".encode(), "text"),
        (b"\xef\xbb\xbfhello", "text"),
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 9, "unknown"),
    ],
)
def test_files_are_known_by_their_content(data: bytes, kind: str) -> None:
    assert content_kind(data) == kind


def test_a_long_text_cut_inside_a_character_is_still_text() -> None:
    assert content_kind("照片".encode() * 200) == "text"
