"""`flask campaign`, and the words of a notice at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.domain.notice.test_sent import ours, zipped
from webapp.domain.notice import texts
from webapp.models import Campaign

NAME = "rules/rules/3/printed"


def test_a_class_from_a_zip_and_which_runs(run: Run, campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "notice.zip"
    path.write_bytes(zipped(ours()))
    assert "新载入" in run("notice", "load", str(path), "--class-year", "2028", "--preview").output
    assert "2028" not in run("campaign", "list").output
    run("notice", "load", str(path), "--class-year", "2028", "--activate")
    assert not campaign.is_active
    assert "2028 届  进行中" in run("campaign", "list").output
    run("campaign", "activate", "2027")
    assert campaign.is_active
    assert run("campaign", "activate", "1999").exit_code == 1


def test_a_broken_zip_is_named(run: Run, tmp_path: Path, campaign: Campaign) -> None:
    path = tmp_path / "notice.zip"
    path.write_bytes(zipped({**ours(), "rules.json": b"["}))
    refused = run("notice", "load", str(path))
    assert refused.exit_code == 1
    assert "须知 rules.json" in refused.output


@pytest.mark.usefixtures("campaign")
def test_changing_words_and_going_back(run: Run, campaign: Campaign) -> None:
    run("notice", "load", "--class-year", "2027")
    assert NAME in run("notice", "texts").output
    run("notice", "set-text", NAME, "请穿深色上衣", "--reason", "会议")
    assert texts.find(campaign, NAME).words == "请穿深色上衣"
    assert "请穿深色上衣" in run("notice", "text-history").output
    run("notice", "reset-text", NAME, "--reason", "会议")
    assert not texts.find(campaign, NAME).is_changed
    assert run("notice", "set-text", "x", "y", "--reason", "会议").exit_code == 1
