"""The data files against the notice itself: its figures, and, where ../shared is there, its very words."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from webapp.domain.notice_file import latest_notice_folder, read_notice, read_provinces
from webapp.domain.notice_types import Branch, Notice, NoticeError, Phone
from webapp.photocheck.report import CODES

SOURCE_FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "notice"


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


def branch(notice: Notice, branch_id: str) -> Branch:
    return next(entry for entry in notice.branches if entry.id == branch_id)


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


# What the notice says, in figures


def test_campaign_dates(notice: Notice) -> None:
    campaign = notice.campaign
    assert campaign.class_year == 2024
    assert campaign.issued == date(2023, 12, 7)
    assert campaign.deadline.before == datetime(2024, 3, 1, tzinfo=ZoneInfo(campaign.time_zone))
    assert [batch.day for batch in campaign.batches] == [date(2023, 12, 9), date(2023, 12, 24), None]
    assert campaign.arrive_early_minutes == 10


def test_slip_is_kept_beside_its_correction(notice: Notice) -> None:
    check = notice.campaign.check_on_chsi
    assert check.printed_day == date(2023, 1, 10)
    assert "2023年1月10日" in check.words.printed
    assert check.after == date(2024, 1, 10) > notice.campaign.issued


def test_sessions_are_the_fifteen_rows(notice: Notice) -> None:
    assert [row.batch for row in notice.sessions] == [1] * 10 + [2] * 5
    assert sum(len(row.majors) for row in notice.sessions) == 29
    for before, after in zip(notice.sessions, notice.sessions[1:], strict=False):
        assert (before.day, before.end) <= (after.day, after.start), "rows are in order and do not overlap"


def test_half_day_agrees_with_the_clock(notice: Notice) -> None:
    assert all((row.half_day == "上午") == (row.start < time(12)) for row in notice.sessions)


def test_head_counts(notice: Notice) -> None:
    counts = {m.name: m.head_count for row in notice.sessions for m in row.majors if m.head_count}
    assert counts == {
        "临床医学村医": 102,
        "临床医学专科": 91,
        "临床医学本科": 6,
        "临床医学专升本": 461,
        "眼视光技术": 64,
        "口腔医学本科": 2,
        "口腔医学专升本": 180,
        "护理专科": 85,
    }
    assert sum(count for count in counts.values() if count) == 991


def test_rows_out_of_the_ordinary(notice: Notice) -> None:
    by_words = {row.printed: row for row in notice.sessions}
    assert by_words["其他专业"].audience == "其他专业"
    assert by_words["其他专业"].colleges == ()
    assert by_words["研究生【1. 药学】"].audience == "研究生"
    assert by_words["人文与传媒学院"].majors == ()
    shared = next(row for row in notice.sessions if len(row.colleges) > 1)
    assert shared.colleges == ("自动化学院", "核技术与化学生物学院")
    assert [major.name for major in shared.majors] == ["机械设计制造及其自动化", "化学"]


def test_three_ways_to_the_code(notice: Notice) -> None:
    ways = notice.code_guide.ways
    assert [(way.id, len(way.steps)) for way in ways] == [("archive", 4), ("wechat", 2), ("app", 2)]
    assert ways[1].steps[0].note, "the step that breaks off in the source says so"


def test_rules_of_each_section(notice: Notice) -> None:
    sections = [rule.section for rule in notice.rules]
    assert sections == [f"二.{n}" for n in range(1, 6)] + [f"三.{n}" for n in range(1, 6)] + ["四.1", "四.2"]


def test_photo_clauses_name_the_checks_of_attachment_2(notice: Notice) -> None:
    codes = {code for clause in notice.photo_clauses for code in clause.codes}
    assert codes <= set(CODES)
    assert {"head_pose", "eyes_open", "mouth_closed", "glasses", "occlusion", "dimensions"} <= codes
    assert [clause.id for clause in notice.photo_clauses if not clause.codes] == [
        "jewellery",
        "makeup",
        "coat",
    ]


# Attachment 4


def test_thirty_contacts_in_twenty_nine_provinces(notice: Notice) -> None:
    assert len(notice.branches) == 30
    assert len({entry.province for entry in notice.branches}) == 29
    assert [entry.contact for entry in notice.branches if entry.province == "吉林省"] == ["高崇", "丁立冬"]


def test_each_province_has_a_branch_or_is_named_as_without(notice: Notice) -> None:
    provinces = [province.name for province in read_provinces()]
    listed = {entry.province for entry in notice.branches}
    without = [gap.province for gap in notice.without_branch]
    assert len(provinces) == 34
    assert without == ["北京市", "江苏省", "香港特别行政区", "澳门特别行政区", "台湾省"]
    assert listed | set(without) == set(provinces)


def test_coordinates_are_those_of_the_capital(notice: Notice) -> None:
    """A swapped latitude, or the coordinates of the next row, would not pass."""
    capitals = {province.name: province for province in read_provinces()}
    for entry in notice.branches:
        capital = capitals[entry.province]
        assert entry.city == capital.capital
        assert (entry.lat, entry.lng) == (capital.lat, capital.lng)
    assert len({(capital.lat, capital.lng) for capital in capitals.values()}) == 34


def test_seven_digits_are_flagged_where_the_city_has_eight_and_nowhere_else(notice: Notice) -> None:
    flagged = {
        (entry.city, flag.field)
        for entry in notice.branches
        for flag in entry.flags
        if flag.kind == "seven_digits"
    }
    cities = ("昆明市", "贵阳市", "长沙市", "南昌市")
    assert flagged == {(city, field) for city in cities for field in ("office.0", "fax")}
    assert branch(notice, "yunnan-1").office[0] == Phone("0871-4094593", "(O)")


def test_odd_contacts_stay_as_printed_and_are_flagged(notice: Notice) -> None:
    shaanxi = branch(notice, "shaanxi-1")
    assert shaanxi.office == (Phone("029-87290749", ""), Phone("029-87395802", "(O)"))
    assert {flag.field for flag in shaanxi.flags} == {"office.1", "mobile", "fax"}
    anhui = branch(notice, "anhui-1")
    assert (anhui.fax.number, anhui.fax.tel) == ("69095", "")
    assert [flag.kind for flag in anhui.flags_of("fax")] == ["cut_short"]
    chongqing = branch(notice, "chongqing-1")
    assert chongqing.mobile.number == "023-66911687"
    assert [flag.kind for flag in chongqing.flags] == ["landline_as_mobile"]
    assert branch(notice, "hubei-1").mobile.number == ""
    assert [flag.kind for flag in branch(notice, "guangxi-1").flags_of("address")] == ["old_name"]


@pytest.mark.parametrize(
    ("printed", "tel"),
    [
        ("0451-82336776", "045182336776"),
        ("0871-4094593", "08714094593"),
        ("021-56315305", "02156315305"),
        ("13384510101", "13384510101"),
        ("69095", ""),
        ("", ""),
    ],
)
def test_numbers_to_dial(printed: str, tel: str) -> None:
    assert Phone(printed).tel == tel


# The very words


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


# Files that cannot be right


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(latest_notice_folder(), tmp_path / "notice_2024"))


def change(path: Path, edit: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "edit", "message"),
    [
        ("campaign.json", lambda c: c.pop("school"), "campaign.json: campaign: school: missing"),
        ("campaign.json", lambda c: c.update(school=""), "school: must not be empty"),
        ("campaign.json", lambda c: c.update(schol="x"), "campaign.json: campaign: schol: unknown field"),
        ("campaign.json", lambda c: c.update(class_year="2024"), "class_year: must be a whole number"),
        ("campaign.json", lambda c: c.update(class_year=True), "class_year: must be a whole number"),
        ("campaign.json", lambda c: c.update(issued="2023-02-30"), "issued: must be a date"),
        (
            "campaign.json",
            lambda c: c["deadline"].update(before="2024-03-01T00:00:00"),
            "campaign.deadline: before: needs its offset",
        ),
        ("campaign.json", lambda c: c["batches"][1].update(number=1), "batches: '1' is there twice"),
        (
            "sessions.json",
            lambda c: c[3].update(end="10:40"),
            "sessions.json: sessions[3]: end: must be later",
        ),
        ("sessions.json", lambda c: c[3].update(start="25:00"), "sessions[3]: start: must be a time"),
        ("sessions.json", lambda c: c[3].update(colleges=[]), "sessions[3]: audience: must be given"),
        ("sessions.json", lambda c: c[3].update(batch=9), "sessions[3]: batch: is not in campaign.json"),
        (
            "sessions.json",
            lambda c: c[3].update(day="2023-12-10"),
            "sessions[3]: day: is not the day of its batch",
        ),
        (
            "sessions.json",
            lambda c: c[0]["majors"][1].update(head_count=0),
            "sessions[0].majors[1]: head_count",
        ),
        (
            "rules.json",
            lambda c: c[2].update(codes=["hat"]),
            "rules.json: rules[2]: codes: 'hat' is not a code",
        ),
        ("rules.json", lambda c: c[2].update(id="before-code"), "rules.json: entry 2: id"),
        ("rules.json", lambda c: c[2].update(emphasis=["帽子"]), "rules[2]: emphasis: must be words of"),
        ("rules.json", lambda c: c[2].update(audience="all"), "rules[2]: audience: must be one of"),
        ("collection_code.json", lambda c: c["ways"][0].update(platforms=["fax"]), "ways[0]: platforms"),
        ("photo_rules.json", lambda c: c[0].update(codes="glasses"), "photo_rules[0]: codes: must be a list"),
        ("photo_rules.json", lambda c: c.append("x"), "photo_rules[12]: -: must be an object"),
        (
            "branches.json",
            lambda c: c["branches"][0].update(lat=126.53),
            "branches.branches[0]: lat: must be",
        ),
        ("branches.json", lambda c: c["branches"][0].update(mobile="133"), "mobile: '133' cannot be dialled"),
        ("branches.json", lambda c: c["branches"][6]["flags"][0].update(field="pager"), "no field 'pager'"),
        ("branches.json", lambda c: c["branches"][6]["flags"][0].update(kind="odd"), "kind: must be one of"),
        (
            "branches.json",
            lambda c: c["without_branch"][0].update(province="湖北省"),
            "branches.without_branch[0]: province: has a branch",
        ),
        (
            "branches.json",
            lambda c: c["without_branch"][0].update(neighbours=["江苏省"]),
            "neighbours: 江苏省 has no branch",
        ),
    ],
)
def test_errors_name_file_entry_and_field(
    folder: Path, file: str, edit: Callable[[Any], object], message: str
) -> None:
    change(folder / file, edit)
    with pytest.raises(NoticeError) as caught:
        read_notice(folder)
    assert message in str(caught.value)


def test_files_that_cannot_be_read(folder: Path) -> None:
    (folder / "rules.json").write_text("[{", encoding="utf-8")
    with pytest.raises(NoticeError, match=r"rules.json: file: -: is not JSON in UTF-8"):
        read_notice(folder)
    (folder / "rules.json").write_bytes('["湖北"]'.encode("gb18030"))
    with pytest.raises(NoticeError, match="is not JSON in UTF-8"):
        read_notice(folder)
    (folder / "rules.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NoticeError, match="must hold a list"):
        read_notice(folder)
    (folder / "rules.json").unlink()
    with pytest.raises(NoticeError, match="cannot be read"):
        read_notice(folder)


def test_newest_folder_is_taken(tmp_path: Path) -> None:
    with pytest.raises(NoticeError):
        latest_notice_folder(tmp_path)
    for name in ("notice_2025", "notice_2024", "other"):
        (tmp_path / name).mkdir()
    assert latest_notice_folder(tmp_path).name == "notice_2025"
