from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from webapp.cli.notice import PARTS
from webapp.domain.queries.notice import active_campaign


def test_load_says_what_became_of_each_part_and_show_shows_it(run: Run) -> None:
    loaded = run("notice", "load", "--class-year", "2027", "--activate")
    assert loaded.exit_code == 0
    assert loaded.output.count("新载入") == len(PARTS)
    assert "2027 届（已启用）" in loaded.output
    assert "2027-03-01 00:00（北京时间）" in loaded.output
    shown = run("notice", "show").output
    assert "2026-12-09  08:30-10:00  电子与信息工程学院" in shown
    assert "日期待定" in shown
    assert "各地分社：30 个联系人" in shown


def test_a_second_load_tells_how_to_replace_what_was_changed(run: Run) -> None:
    run("notice", "load", "--activate")
    assert run("notice", "load").output.count("没有变化") == len(PARTS)
    campaign = active_campaign()
    assert campaign is not None
    campaign.title = "改过的标题"
    kept = run("notice", "load").output
    assert "保留现有内容" in kept
    assert "--replace" in kept
    assert "已按文件覆盖" in run("notice", "load", "--replace").output


def test_a_broken_data_file_is_named_without_a_traceback(run: Run, tmp_path: Path) -> None:
    result = run("notice", "load", str(tmp_path))
    assert result.exit_code == 1
    assert "branches.json" in result.output
    assert "Traceback" not in result.output


def test_show_without_a_notice_says_what_to_run(run: Run) -> None:
    result = run("notice", "show")
    assert result.exit_code == 1
    assert "flask notice load" in result.output
