"""The English beside the notice: complete, exact in its figures, and refused when it does not fit."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.domain.notice.changing import change
from webapp.domain.notice.english import shown_words
from webapp.domain.notice.reading import latest_notice_folder, read_glossary, read_notice
from webapp.domain.notice.values import Notice, NoticeError, Translation
from webapp.domain.notice.year import for_class_year

CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(latest_notice_folder())


@pytest.fixture(scope="module")
def english(notice: Notice) -> dict[str, str]:
    return {item.words: item.english for item in notice.english}


def test_every_text_of_the_notice_has_english(notice: Notice, english: dict[str, str]) -> None:
    words = set(shown_words(notice))
    assert set(english) == words
    assert notice.campaign.own_photos.printed in words
    assert set(notice.code_guide.hints) <= words
    assert {flag.reason for branch in notice.branches for flag in branch.flags} <= words
    assert {branch.name for branch in notice.branches} <= words
    assert not {branch.contact for branch in notice.branches} & words, "people's names are not translated"


def test_chinese_stays_only_where_it_names_what_is_on_a_screen_or_on_paper(english: dict[str, str]) -> None:
    for text in english.values():
        quoted = re.sub(r"“[^”]*”?|[(][^)]*[)]|学信档案|学信网|学籍|登录学信", "", text)
        assert not CHINESE.search(quoted), text


def figures(words: str) -> list[str]:
    """The numbers in a text, months by name as numbers, in any order; ordinals of lists left out."""
    for number, month in list(enumerate(month_name))[1:]:
        words = words.replace(month, f" {number} ")
    words = re.sub(r"附件\s?\d|Attachment \d|第\d批|Batch \d|[Ss]ection [\d.]+", "", words)
    return sorted(re.findall(r"\d+", words))


def test_figures_are_those_of_the_chinese(english: dict[str, str]) -> None:
    spelt_out = {
        "方式一、学信网学信档案（手机端和 PC 端流程一致）",
        "方式二、“学信网”微信公众号",
        "方式三、学信网 APP",
        "图书馆负一楼(学术报告厅前)",
    }
    for words, text in english.items():
        if words in spelt_out or "10分钟到图书馆负一楼" in words:
            continue
        if "普通本科毕业生" in words:  # the preamble names the class of year once as a class, once as a year
            assert set(figures(words)) == set(figures(text))
            continue
        assert figures(words) == figures(text), words


def test_dates_in_english_move_with_the_class_year(notice: Notice) -> None:
    moved = {item.words: item.english for item in for_class_year(notice, 2027).english}
    assert moved["2027年3月1日前将本人纸质照片及电子照片交本人学院。"].endswith("before 1 March 2027.")
    assert moved["第1批: 2026年12月9日(周三)"] == "Batch 1: Wednesday, 9 December 2026"
    assert moved["关于2027届毕业生图像信息采集工作的通知"].endswith("the class of 2027")
    assert set(moved) == set(shown_words(for_class_year(notice, 2027)))
    text = " ".join(moved.values())
    assert "2023" not in text and "2024" not in text


def test_the_glossary_names_every_college_and_major_of_attachment_3(notice: Notice) -> None:
    glossary = {item.words for item in read_glossary()}
    for row in notice.sessions:
        named = {*row.colleges, *(major.name for major in row.majors), row.audience} - {""}
        assert named <= glossary
    assert {rule.section for rule in notice.rules} <= glossary


@pytest.mark.parametrize(
    ("file", "edit", "message"),
    [
        ("en.json", lambda c: c[0].update(zh="湖北"), "en.json: en[0]: zh: '湖北' is not in the notice"),
        ("en.json", lambda c: c.append(c[2]), "is there twice"),
        ("en.json", lambda c: c.pop(0), "en.json: file: -: '湖北科技学院' has no English"),
        ("en.json", lambda c: c[3].update(en=""), "en.json: en[3]: en: must not be empty"),
        ("rules.json", lambda c: c[3].update(title="排好队"), "'按顺序排队，不喧哗' is not in the notice"),
    ],
)
def test_english_that_does_not_fit_is_refused(
    folder: Path, file: str, edit: Callable[[Any], object], message: str
) -> None:
    change(folder / file, edit)
    with pytest.raises(NoticeError) as caught:
        read_notice(folder)
    assert message in str(caught.value)


def test_a_notice_may_come_without_english(folder: Path, notice: Notice) -> None:
    (folder / "en.json").unlink()
    without = read_notice(folder)
    assert without.english == ()
    assert without.campaign == notice.campaign


def test_an_entry_holds_both_languages(notice: Notice) -> None:
    assert notice.english[0] == Translation("湖北科技学院", "Hubei University of Science and Technology")
