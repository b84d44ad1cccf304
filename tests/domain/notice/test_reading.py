"""The data files against the figures of the notice."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from webapp.domain.notice.reading import latest_notice_folder, read_notice, read_provinces
from webapp.domain.notice.values import Branch, Notice, Phone
from webapp.photocheck.report import CODES


@pytest.fixture(scope="module")
def notice() -> Notice:
    return read_notice(latest_notice_folder())


def branch(notice: Notice, branch_id: str) -> Branch:
    return next(entry for entry in notice.branches if entry.id == branch_id)


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
