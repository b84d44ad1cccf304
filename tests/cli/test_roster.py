from __future__ import annotations

import zipfile
from pathlib import Path

from sqlalchemy import func, select

from tests.cli.conftest import Run
from tests.domain.roster.rosters import LIBREOFFICE, csv_bytes, person
from webapp.extensions import db
from webapp.models import Campaign, Student


def _students() -> int:
    return db.session.scalar(select(func.count()).select_from(Student)) or 0


def test_an_import_tells_what_it_did_and_the_next_one_that_nothing_changed(
    run: Run, campaign: Campaign
) -> None:
    dry = run("roster", "import", str(LIBREOFFICE), "--dry-run")
    assert "什么都没有写入" in dry.output
    assert _students() == 0
    first = run("roster", "import", str(LIBREOFFICE))
    assert "新增 5 人，有变化 0 人，没有变化 0 人。" in first.output
    assert "新学院：外国语学院" in first.output
    assert "提示：没有用到这些列：序号" in first.output
    second = run("roster", "import", str(LIBREOFFICE), "--class-year", str(campaign.class_year))
    assert "新增 0 人，有变化 0 人，没有变化 5 人。" in second.output
    assert _students() == 5


def test_errors_are_listed_and_the_exit_code_tells(run: Run, campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(csv_bytes(person(2, 性别="?"), person(4, 学号=""), encoding="gb18030"))
    result = run("roster", "import", str(file))
    assert result.exit_code == 1
    assert "第 2 行「性别」：应填“男”或“女”" in result.output
    assert "第 3 行「学号」：是空的" in result.output
    assert "共 2 处错误，什么都没有写入" in result.output
    assert _students() == 0


def test_changes_and_students_who_are_gone_are_named_by_number(
    run: Run, campaign: Campaign, tmp_path: Path
) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes(csv_bytes(*(person(serial) for serial in range(2, 30, 2))))
    run("roster", "import", str(file))
    file.write_bytes(csv_bytes(*(person(serial, 班级="翻译2302") for serial in range(2, 26, 2))))
    output = run("roster", "import", str(file)).output
    assert "有变化 12 人" in output
    assert "  2023000002：班级" in output
    assert "另有 2 人" in output
    assert "库里有、文件里没有的 2 人（没有删除）：2023000026、2023000028" in output


def test_a_file_that_is_no_roster_is_refused_without_a_traceback(
    run: Run, campaign: Campaign, tmp_path: Path
) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    result = run("roster", "import", str(file))
    assert result.exit_code == 1
    assert "文件不完整或已损坏" in result.output


def test_without_a_campaign_the_command_to_run_is_named(run: Run) -> None:
    result = run("roster", "import", str(LIBREOFFICE))
    assert result.exit_code == 1
    assert "flask notice load --activate" in result.output


def test_photos_are_counted_and_those_left_out_named(run: Run, campaign: Campaign, tmp_path: Path) -> None:
    file = tmp_path / "photos.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("9999.jpg", b"")
    output = run("roster", "photos", str(file)).output
    assert "没有导入：9999.jpg：名册里没有这个学号或证件号码" in output
    assert "新增 0 张，替换 0 张，没有变化 0 张。" in output


def test_help_is_in_chinese_and_names_the_columns(run: Run) -> None:
    output = run("roster", "import", "--help").output
    assert "学号、姓名、身份证号、性别、学院、专业、班级、层次、是否参加集中采集" in output
