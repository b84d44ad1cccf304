"""What is kept of the bytes that a student sends."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tests import pictures
from webapp.domain import intake
from webapp.domain.errors import InvalidError
from webapp.models import Campaign, Kind
from webapp.photocheck import STANDARD, Report, Status
from webapp.photocheck.qr import read_code


def failed(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.status is Status.FAIL]


def with_location(data: bytes) -> bytes:
    """A picture as a phone makes it: with the place and the camera in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[2] = (30.0, 35.0, 0.0)
    stream = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").save(stream, "JPEG", exif=exif, comment=b"at home")
    return stream.getvalue()


def metadata(data: bytes) -> tuple[int, Any]:
    with Image.open(io.BytesIO(data)) as picture:
        return len(picture.getexif()), picture.info.get("comment")


@pytest.mark.parametrize("data", [pictures.portrait(), b"%PDF-1.4", b"\xff\xd8\xff cut"])
def test_the_electronic_photo_is_kept_bit_for_bit(data: bytes) -> None:
    assert intake.take_in(Kind.ELECTRONIC, data, STANDARD).data == data


def test_the_electronic_photo_is_checked() -> None:
    assert failed(intake.take_in(Kind.ELECTRONIC, pictures.portrait(), STANDARD).report) == []
    high = intake.take_in(Kind.ELECTRONIC, pictures.portrait(crown=20.0), STANDARD)
    assert "crown_position" in failed(high.report)


def test_the_limits_of_the_campaign_count() -> None:
    campaign = Campaign(standard_overrides={"crown_min": 10.0})
    report = intake.take_in(
        Kind.ELECTRONIC, pictures.portrait(crown=20.0), intake.standard_for(campaign)
    ).report
    assert "crown_position" not in failed(report)


@pytest.mark.parametrize(
    ("kind", "data"), [(Kind.PAPER, pictures.print_of()), (Kind.CODE, pictures.code("x" * 90))]
)
def test_other_pictures_are_written_anew_without_metadata(kind: Kind, data: bytes) -> None:
    sent = with_location(data)
    assert metadata(sent)[0] > 0
    kept = intake.take_in(kind, sent, STANDARD).data
    assert metadata(kept) == (0, None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pictures.print_of(), []),
        (pictures.print_of(count=3), ["paper_many_faces"]),
        (pictures.table(), ["paper_no_face"]),
    ],
)
def test_one_face_on_the_paper_photo(data: bytes, expected: list[str]) -> None:
    assert failed(intake.take_in(Kind.PAPER, data, STANDARD).report) == expected


def test_a_print_taken_lying_still_shows_its_face() -> None:
    stream = io.BytesIO()
    with Image.open(io.BytesIO(pictures.print_of())) as picture:
        picture.rotate(90, expand=True).save(stream, "JPEG")
    assert failed(intake.take_in(Kind.PAPER, stream.getvalue(), STANDARD).report) == []


def test_the_kept_code_still_reads_the_same() -> None:
    taken = intake.take_in(Kind.CODE, pictures.code("secret" * 40), STANDARD)
    assert read_code(taken.data).payload == ("secret" * 40).encode()
    assert taken.code_digest is not None
    assert len(taken.code_digest) == 64
    again = intake.take_in(Kind.CODE, taken.data, STANDARD)
    assert again.code_digest == taken.code_digest


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (Kind.ELECTRONIC, b"", "空的"),
        (Kind.PAPER, b"<svg/>", "不是能打开的图片"),
        (Kind.CODE, b"GIF89a", "不是能打开的图片"),
        (Kind.PAPER, pictures.print_of()[:400], "损坏"),
        (Kind.CODE, pictures.table(), "没有从这张图里读到采集码"),
        (Kind.CODE, pictures.two_codes(), "好几个不同的二维码"),
    ],
)
def test_what_cannot_be_used_says_what_to_do(kind: Kind, data: bytes, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        intake.take_in(kind, data, STANDARD)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (pictures.portrait(), True),
        (pictures.portrait()[:9000], False),
        (b"%PDF-1.4", False),
        (pictures.code("x"), True),  # a PNG: the wrong kind of file, and still a picture
    ],
)
def test_only_a_picture_that_was_read_is_shown(data: bytes, shown: bool) -> None:
    assert intake.can_be_shown(intake.take_in(Kind.ELECTRONIC, data, STANDARD).report) is shown
