"""Prints, codes and the files for visitors to try."""

from __future__ import annotations

import io
from pathlib import Path

import face_recognition
import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp
from PIL import Image

from webapp.demo.people import PEOPLE
from webapp.demo.pictures import DEMO_CODE, code_picture, demo_files, print_on_desk
from webapp.demo.portrait import draw_portrait
from webapp.photocheck import check_photo
from webapp.photocheck.report import Status


def descriptor(image: Image.Image) -> npt.NDArray[np.float64]:
    rgb = np.asarray(image.convert("RGB"))
    faces = face_recognition.face_locations(rgb, number_of_times_to_upsample=0)
    assert len(faces) == 1
    encoding: npt.NDArray[np.float64] = face_recognition.face_encodings(rgb, faces)[0]
    return encoding


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "可以试着上传的文件"
    written = demo_files(folder)
    assert sorted(written) == sorted(folder.iterdir())
    return folder


def test_a_print_on_a_desk_is_the_same_shot_and_nobody_else() -> None:
    portrait = draw_portrait(PEOPLE["wang"])
    data = print_on_desk(portrait)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (1600, 1200))
    seen = descriptor(picture)
    assert np.linalg.norm(seen - descriptor(portrait)) < 0.2
    assert np.linalg.norm(seen - descriptor(draw_portrait(PEOPLE["lin"]))) > 0.35
    assert print_on_desk(portrait) == data


def test_a_code_picture_is_a_qr_code_that_decodes_to_its_payload() -> None:
    data = code_picture("CHSI-DEMO:某某/1+2=")
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(data)))
    assert [code.text for code in codes] == ["CHSI-DEMO:某某/1+2="]
    assert codes[0].format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("合格照片.jpg", set()),
        ("头部太小.jpg", {"crown_position", "face_width"}),
        ("嘴巴张开.jpg", {"mouth_closed"}),
        ("眼睛闭着.jpg", {"eyes_open"}),
        ("背景灰色.jpg", {"background_color"}),
        ("微信压缩过的照片.jpg", {"dimensions", "compression_quality"}),
    ],
)
def test_the_photo_check_says_what_the_file_name_says(folder: Path, name: str, codes: set[str]) -> None:
    findings = check_photo((folder / name).read_bytes()).findings
    assert {finding.code for finding in findings if finding.status is Status.FAIL} == codes


def test_the_paper_photos_show_the_student_and_somebody_else(folder: Path) -> None:
    good = descriptor(Image.open(folder / "合格照片.jpg"))
    assert np.linalg.norm(good - descriptor(Image.open(folder / "纸质照片.jpg"))) < 0.2
    assert np.linalg.norm(good - descriptor(Image.open(folder / "别人的纸质照片.jpg"))) > 0.35


def test_only_the_collection_code_holds_a_code(folder: Path) -> None:
    assert [c.text for c in zxingcpp.read_barcodes(Image.open(folder / "采集码.png"))] == [DEMO_CODE]
    assert zxingcpp.read_barcodes(Image.open(folder / "不是采集码.png")) == []
