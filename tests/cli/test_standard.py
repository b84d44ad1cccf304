"""`flask standard`: the limits at the command line."""

from __future__ import annotations

from tests.cli.conftest import Run
from webapp.domain import intake
from webapp.extensions import db
from webapp.models import Campaign
from webapp.photocheck import STANDARD


def test_showing_changing_and_going_back(run: Run, campaign: Campaign) -> None:
    assert "头顶发际距上边沿，最小" in run("standard", "show").output
    run("standard", "set", "crown_min", "40", "--reason", "试点")
    assert intake.standard_for(campaign).crown_min == 40.0
    assert "50 → 40" in run("standard", "history").output
    run("standard", "reset", "crown_min", "--reason", "试点结束")
    assert intake.standard_for(campaign) == STANDARD
    refused = run("standard", "set", "crown_min", "abc", "--reason", "试点")
    assert refused.exit_code == 1
    assert "要填数字" in refused.output


def test_a_limit_that_the_engine_lost_is_named(run: Run, campaign: Campaign) -> None:
    campaign.standard_overrides = {"eye_iris_seen": 0.4}
    db.session.commit()
    assert "“eye_iris_seen”改成了 0.4，但程序更新后不再适用" in run("standard", "show").output
