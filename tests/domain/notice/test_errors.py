"""Data files that cannot be right are refused, and the message says where to look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.domain.notice.changing import change
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import NoticeError


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
