from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from webapp.photocheck.report import BROKEN, CODES, Allowed, Finding, Fixer, Status
from webapp.photocheck_wording import FIXER_HEADINGS, STATUS_LABELS, UPLOADS, WORDING, describe
from webapp.photocheck_wording.languages import LANGUAGES

CHECKS = Path(__file__).parents[2] / "webapp" / "photocheck"
TOKEN = re.compile(r"[a-z]+(_[a-z]+)*")
NO_DETAILS = {
    *CODES,
    *("px", "deg", "stops", "ratio", "rgb"),  # units
    *("white", "light_grey", "light_blue"),  # colours of the standard, compared and not told
    "wrap",  # a mode of NumPy
}


def texts() -> list[tuple[str, str]]:
    """Every sentence of the tables, with the code it belongs to."""
    found = []
    for code, wording in {**WORDING, **UPLOADS}.items():
        found += [(code, wording.title), (code, wording.wrong), (code, wording.mend)]
        found += [(code, text) for exact in wording.details.values() for text in (exact.wrong, exact.mend)]
    return [(code, text) for code, text in found if text]


def test_every_code_status_and_fixer_has_words() -> None:
    assert set(WORDING) == set(CODES)
    assert set(STATUS_LABELS) == set(Status)
    assert set(FIXER_HEADINGS) == set(Fixer)
    assert not set(UPLOADS) & set(CODES)


@pytest.mark.parametrize(("code", "text"), texts())
def test_sentences_are_chinese_and_fill_in_known_numbers_only(code: str, text: str) -> None:
    assert re.search("[一-鿿]", text), code
    assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= {
        "measured",
        "size",
        "allowed",
    }


@pytest.mark.parametrize(("code", "text"), [pair for pair in texts() if "{" not in pair[1]])
def test_sentences_end_like_sentences(code: str, text: str) -> None:
    assert text[-1] in "。：）" or text in {w.title for w in (WORDING | UPLOADS).values()}, code


def test_every_detail_in_the_table_is_one_that_the_engine_gives() -> None:
    source = "".join(path.read_text("utf-8") for path in CHECKS.rglob("*.py"))
    for code, wording in WORDING.items():
        for detail in wording.details:
            token = detail.removeprefix("kind_") if code == "file_type" else detail
            assert f'"{token}"' in source, (code, detail)


def tokens_of_the_checks() -> set[str]:
    """Every detail that a check may give: its words in quotes that are no code, unit or colour."""
    found = {"check_error"}
    for path in (CHECKS / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and TOKEN.fullmatch(node.value):
                found.add(node.value)
    return found - NO_DETAILS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_detail_that_a_check_may_give_has_words(language: str) -> None:
    speech = LANGUAGES[language]
    told = {detail for wording in speech.wording.values() for detail in wording.details} | set(speech.reasons)
    assert tokens_of_the_checks() <= told, tokens_of_the_checks() - told


def test_what_was_skipped_says_why() -> None:
    hidden = describe(Finding("eyes_open", Status.SKIPPED, detail="eyes_hidden"))
    assert hidden.text == LANGUAGES["zh"].reasons["eyes_hidden"]
    assert describe(Finding("eyes_open", Status.SKIPPED)).text == LANGUAGES["zh"].skipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_check_that_broke_says_so_and_asks_for_nothing(language: str) -> None:
    told = describe(Finding("eyes_open", Status.WARN, fixer=Fixer.COLLEGE, detail=BROKEN), language)
    assert (told.text, told.mend) == (LANGUAGES[language].reasons[BROKEN], "")


def test_a_failure_names_what_was_measured_and_what_is_allowed() -> None:
    told = describe(Finding("crown_position", Status.FAIL, 146.0, Allowed(50, 110), "px"))
    assert told.title == "头顶位置"
    assert told.text == "头顶离照片上边 146 像素，应该在 50 至 110 像素之间。"
    assert told.mend
    assert (told.measured_text, told.allowed_text) == ("146 像素", "50 至 110 像素")
    assert (told.status_label, told.fixer_label) == ("不合格", "请摄影师修改")


def test_a_detail_picks_the_more_exact_words() -> None:
    finding = Finding(
        "integrity", Status.FAIL, "jpeg_truncated", fixer=Fixer.STUDENT, detail="jpeg_truncated"
    )
    told = describe(finding)
    assert "没有传完" in told.text
    assert told.mend == WORDING["integrity"].mend
    assert told.fixer_label == "我自己就能改"


def test_what_passed_or_was_not_checked_asks_for_nothing() -> None:
    assert describe(Finding("sharpness", Status.PASS, 2.1, Allowed(1.54))).mend == ""
    skipped = describe(Finding("sharpness", Status.SKIPPED))
    assert skipped.mend == ""
    assert skipped.text != describe(Finding("sharpness", Status.PASS)).text


@pytest.mark.parametrize(
    ("measured", "unit", "allowed", "measured_text", "allowed_text"),
    [
        ((480.0, 639.0), "px", Allowed(values=("480x640",)), "480×639 像素", "480×640"),
        ((100.0, 197.0, 255.0), "rgb", Allowed(values=("light_blue",)), "RGB 100，197，255", "浅蓝色"),
        ("heic", "", Allowed(values=("jpeg",)), "HEIC", "JPEG"),
        (30.0, "", Allowed(60), "30", "不小于 60"),
        (0.123, "ratio", Allowed(None, 0.1), "0.12", "不大于 0.1"),
        (-12.34, "deg", Allowed(-10.5, 10.5), "-12.3°", "-10.5 至 10.5°"),
        (1.8, "stops", Allowed(None, 0.6), "1.8 档", "不大于 0.6 档"),
        (2.0, "", Allowed(1, 1), "2", "1"),
        (None, "dpi", Allowed(300, 300), "没有写明", "300 dpi"),
        (None, "", None, "没有写明", ""),
    ],
)
def test_numbers_are_written_as_people_write_them(
    measured: float | str | tuple[float, ...] | None,
    unit: str,
    allowed: Allowed | None,
    measured_text: str,
    allowed_text: str,
) -> None:
    told = describe(Finding("x", Status.FAIL, measured, allowed, unit))
    assert (told.measured_text, told.allowed_text) == (measured_text, allowed_text)


def test_an_unknown_code_from_an_older_version_is_still_told() -> None:
    assert describe(Finding("gone", Status.FAIL)).text
    assert describe(Finding("code_used", Status.FAIL, fixer=Fixer.STUDENT)).title == "图像采集码"


def test_a_sentence_with_a_direction_has_no_sign() -> None:
    left = Finding("centering", Status.FAIL, -61.0, Allowed(-20, 20), "px", detail="too_far_left")
    assert describe(left).text.startswith("人像偏左了 61 像素")
    assert describe(left).measured_text == "-61 像素"
