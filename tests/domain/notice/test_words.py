"""The data files against the very words of the notice, where ../shared is beside the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import Notice

SOURCE_FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "notice"


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(latest_notice_folder())


@pytest.fixture(scope="module")
def source() -> str:
    """The notice's text without blanks, line breaks and the marks that its conversion added."""
    files = sorted(SOURCE_FOLDER.glob("*.txt"))
    if not files:
        pytest.skip("the notice itself is not here (../shared/notice)")
    return squeezed("".join(path.read_text(encoding="utf-8") for path in files))


def squeezed(text: str) -> str:
    return re.sub(r"[\s<>]|\*\*", "", text)


def values_of(part: Any, wanted: str) -> Iterator[str]:
    """Every text field of this name anywhere in a notice."""
    if isinstance(part, tuple):
        for item in part:
            yield from values_of(item, wanted)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name == wanted and isinstance(value, str):
                yield value
            else:
                yield from values_of(value, wanted)


@pytest.mark.parametrize(
    "field", ["printed", "printed_time", "number", "address", "contact", "phone", "email"]
)
def test_words_stand_in_the_notice(notice: Notice, source: str, field: str) -> None:
    words = [squeezed(value) for value in values_of(notice, field)]
    assert any(words)
    assert [value for value in words if value not in source] == []


def test_head_of_the_notice(notice: Notice, source: str) -> None:
    campaign = notice.campaign
    for words in (campaign.school, campaign.office, campaign.title, campaign.photographer, campaign.chsi_url):
        assert words in source
    assert squeezed(notice.code_guide.title) in source


def test_sessions_read_as_the_table_does(notice: Notice, source: str) -> None:
    table = source[source.rindex("图像信息采集时段安排表") :]
    position = 0
    for row in notice.sessions:
        position = table.index(squeezed(row.printed_time + row.printed), position)
        for words in (*row.colleges, row.audience, *(major.name for major in row.majors)):
            assert words in row.printed
        for major in row.majors:
            if major.head_count:
                assert re.search(rf"{major.name}\s*{major.head_count}人", row.printed)
    assert len(re.findall(r"\d{1,2}:\d{2}—", table)) == len(notice.sessions)
    assert len(re.findall(r"\d\.", table)) == sum(len(row.majors) for row in notice.sessions)


def test_contacts_read_as_the_list_does(notice: Notice, source: str) -> None:
    """Names, numbers, marks and address stand together, in this order: none is in another row."""
    contacts = source[source.rindex("各地新华通讯社图像采集部联系方式及地址") :]
    position = 0
    for entry in notice.branches:
        first, *others = entry.office
        row = (
            entry.name
            + entry.contact
            + first.number
            + first.mark
            + squeezed(entry.address)
            + entry.mobile.number
        )
        row += "".join(phone.number + phone.mark for phone in others)
        row += f"{entry.fax.number}(FAX)" if entry.fax.number else ""
        position = contacts.index(row, position) + len(row)
    assert position == len(contacts), "nothing of the list is left over"


def test_bold_words(notice: Notice) -> None:
    files = sorted(SOURCE_FOLDER.glob("*.txt"))
    if not files:
        pytest.skip("the notice itself is not here (../shared/notice)")
    text = files[0].read_text(encoding="utf-8")
    bold = re.findall(
        r"\*\*(.+?)\*\*", text[text.index("二、毕业生图像采集须知") : text.index("五、新华通讯社")]
    )
    assert [words for rule in notice.rules for words in rule.emphasis] == bold
