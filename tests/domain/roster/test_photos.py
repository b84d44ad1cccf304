from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from webapp import current
from webapp.domain.roster import RosterFileError
from webapp.domain.roster.photos import MAX_PHOTO_BYTES, import_photos
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, IdType, Student


def _picture(shade: int, kind: str = "JPEG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (48, 64), (shade, 120, 200)).save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def packed(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """A function that writes a zip of these files and gives its path."""

    def pack(files: dict[str, bytes]) -> Path:
        path = tmp_path / "photos.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return path

    return pack


def _bytes_of(student: Student) -> bytes:
    with current.storage().open(student.admission_key) as stream:
        return stream.read()


def _keys() -> set[str]:
    return {entry.key for entry in current.storage().entries()}


def test_photos_find_their_students_by_number_in_any_folder(
    campaign: Campaign, make_student: Callable[..., Student], packed: Callable[[dict[str, bytes]], Path]
) -> None:
    by_number, by_id, by_passport = (
        make_student(),
        make_student(id_number="42120220020101005X"),
        make_student(id_type=IdType.PASSPORT, id_number="E12345678"),
    )
    result = import_photos(
        packed(
            {
                f"照片/{by_number.student_no}_张三.JPG": _picture(10),
                "42120220020101005x.png": _picture(20, "PNG"),
                "e12345678.jpeg": _picture(30),
                "__MACOSX/._x.jpg": b"",
                "说明.txt": b"",
            }
        ),
        campaign,
    )
    assert (result.new, result.replaced, result.unchanged) == (3, 0, 0)
    assert result.problems == ["说明.txt：不是 .jpg 或 .png"]
    shades = []
    for student in (by_number, by_id, by_passport):
        pixel = Image.open(io.BytesIO(_bytes_of(student))).getpixel((20, 20))
        assert isinstance(pixel, tuple)
        shades.append(round(pixel[0] / 10) * 10)
    assert shades == [10, 20, 30]


def test_the_same_photos_again_change_nothing(
    campaign: Campaign, student: Student, packed: Callable[[dict[str, bytes]], Path]
) -> None:
    zipped = packed({f"{student.student_no}.jpg": _picture(10)})
    import_photos(zipped, campaign)
    key, keys = student.admission_key, _keys()
    result = import_photos(zipped, campaign)
    assert (result.new, result.replaced, result.unchanged) == (0, 0, 1)
    assert (student.admission_key, _keys()) == (key, keys)
    kept = select(func.count()).where(AuditEvent.action == "roster.photos")
    assert db.session.scalar(kept) == 1


def test_another_photo_takes_the_place_and_the_old_file_goes(
    campaign: Campaign, student: Student, packed: Callable[[dict[str, bytes]], Path]
) -> None:
    import_photos(packed({f"{student.student_no}.jpg": _picture(10)}), campaign)
    old = student.admission_key
    result = import_photos(packed({f"{student.student_no}.jpg": _picture(200)}), campaign)
    assert (result.new, result.replaced) == (0, 1)
    assert _keys() == {student.admission_key}
    assert old != student.admission_key


def test_metadata_of_a_photo_is_not_kept(
    campaign: Campaign, student: Student, packed: Callable[[dict[str, bytes]], Path]
) -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "who was where"
    Image.new("RGB", (48, 64)).save(stream, "JPEG", exif=exif)
    import_photos(packed({f"{student.student_no}.jpg": stream.getvalue()}), campaign)
    assert b"who was where" not in _bytes_of(student)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("{no}.jpg", b"no picture at all", "不是能打开的照片"),
        ("{no}.jpg", b"", "不是能打开的照片"),
        ("{no}.jpg", _picture(1)[:300], "不是能打开的照片"),
        ("{no}.jpg", bytes(MAX_PHOTO_BYTES + 1), "超过 5 MB"),
        ("9999.jpg", _picture(1), "名册里没有这个学号或证件号码"),
        ("421202200201018888.jpg", _picture(1), "421202********8888.jpg：名册里没有"),
        ("张三_421202200201018888.jpg", _picture(1), "张三_421202********8888.jpg：名册里没有"),
        ("{no}.heic", _picture(1), "不是 .jpg 或 .png"),
    ],
)
def test_a_photo_that_cannot_be_used_is_named_and_the_others_go_on(
    campaign: Campaign,
    make_student: Callable[..., Student],
    packed: Callable[[dict[str, bytes]], Path],
    name: str,
    data: bytes,
    words: str,
) -> None:
    bad, good = make_student(), make_student()
    zipped = packed({name.format(no=bad.student_no): data, f"{good.student_no}.jpg": _picture(1)})
    result = import_photos(zipped, campaign)
    assert len(result.problems) == 1
    assert words in result.problems[0]
    assert result.new == 1
    assert (bad.admission_key, bool(good.admission_key)) == ("", True)


class _Named(zipfile.ZipInfo):
    """An entry whose name is written in another encoding than UTF-8, and without its flag."""

    encoding = "gbk"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile calls it so
        return self.filename.encode(self.encoding), self.flag_bits


class _NamedOnMac(_Named):
    encoding = "utf-8"


@pytest.mark.parametrize("entry", [_Named, _NamedOnMac, zipfile.ZipInfo])
def test_chinese_names_are_read_however_the_zip_was_packed(
    campaign: Campaign, make_student: Callable[..., Student], tmp_path: Path, entry: type[zipfile.ZipInfo]
) -> None:
    first, second, third = make_student(), make_student(), make_student()
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry(f"外国语学院/张三_{first.student_no}.jpg"), _picture(1))
        archive.writestr(entry(f"照片\\翻译\\{second.student_no}李四.jpg"), _picture(1))
        archive.writestr(entry("外国语学院/查无此人.jpg"), _picture(1))
        archive.writestr(entry(f"{third.student_no}和{first.student_no}.jpg"), _picture(1))
    result = import_photos(path, campaign)
    assert (bool(first.admission_key), bool(second.admission_key), third.admission_key) == (True, True, "")
    assert result.problems == [
        "查无此人.jpg：名册里没有这个学号或证件号码",
        f"{third.student_no}和{first.student_no}.jpg：文件名里有不止一名学生的号码",
    ]


def test_a_second_photo_of_one_student_is_left_out(
    campaign: Campaign, student: Student, packed: Callable[[dict[str, bytes]], Path]
) -> None:
    files = {f"a/{student.student_no}.jpg": _picture(1), f"b/{student.student_no}.jpg": _picture(200)}
    result = import_photos(packed(files), campaign)
    assert (result.new, len(_keys())) == (1, 1)
    assert "不止一张" in result.problems[0]


def test_names_that_climb_out_of_the_folder_reach_nothing(
    campaign: Campaign,
    student: Student,
    packed: Callable[[dict[str, bytes]], Path],
    tmp_path: Path,
) -> None:
    files = {
        "../../evil.jpg": _picture(1),
        "/etc/x\n\x1b[31m.jpg": _picture(1),
        f"../{student.student_no}.jpg": _picture(1),
    }
    result = import_photos(packed(files), campaign)
    assert result.new == 1
    assert not list(tmp_path.rglob("evil*"))
    assert all(problem.isprintable() for problem in result.problems)


def test_a_bomb_is_read_no_further_than_the_limit(
    campaign: Campaign, student: Student, packed: Callable[[dict[str, bytes]], Path]
) -> None:
    zipped = packed({f"{student.student_no}.jpg": bytes(200 * 1024 * 1024)})
    assert zipped.stat().st_size < 1024 * 1024
    assert "超过 5 MB" in import_photos(zipped, campaign).problems[0]


def test_what_is_no_zip_is_refused(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(RosterFileError, match="文件不是"):
        import_photos(path, campaign)


def test_too_many_files_are_refused(
    campaign: Campaign,
    packed: Callable[[dict[str, bytes]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("webapp.domain.roster.photos.MAX_ENTRIES", 2)
    with pytest.raises(RosterFileError, match="压缩包里超过"):
        import_photos(packed({f"{number}.jpg": b"" for number in range(3)}), campaign)
