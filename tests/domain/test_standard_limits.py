"""Limits of the photo standard that an admin sets otherwise."""

from __future__ import annotations

from dataclasses import fields

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.domain import intake, standard_limits
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import AuditEvent, Campaign, Staff
from webapp.photocheck import STANDARD, Standard
from webapp.photocheck_wording.limits import LIMITS

WHY = "教务处 11 月会议"


def test_every_limit_has_a_name_and_a_source() -> None:
    assert set(LIMITS) == {field.name for field in fields(Standard)} - {"version"}


def test_a_change_counts_at_once_and_is_in_the_history(campaign: Campaign, admin: Staff) -> None:
    standard_limits.change(admin, campaign, "crown_min", " 40 ", WHY)
    standard = intake.standard_for(campaign)
    assert (standard.crown_min, standard.crown_max) == (40.0, STANDARD.crown_max)
    (change,) = standard_limits.history(campaign)
    assert standard.version == f"{STANDARD.version}+{change.row.id}"
    assert (change.who, change.row.reason) == (admin.name, WHY)
    assert standard_limits.change_words(change) == "50 → 40"
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.details) == ("standard.change", {"what": "crown_min"})


def test_the_way_back_leaves_the_standard_alone(campaign: Campaign, admin: Staff) -> None:
    standard_limits.change(admin, campaign, "quality_min", "50", WHY)
    standard_limits.change(admin, campaign, "background_colors", "light_blue，white", WHY)
    standard_limits.reset(admin, campaign, "quality_min", WHY)
    assert intake.standard_for(campaign).background_colors == ("light_blue", "white")
    standard_limits.change(admin, campaign, "background_colors", "light_blue", WHY)
    assert campaign.standard_overrides == {}
    assert intake.standard_for(campaign) == STANDARD
    assert len(standard_limits.history(campaign)) == 4
    (first, last) = standard_limits.history(campaign, "quality_min")
    assert (standard_limits.change_words(first), standard_limits.change_words(last)) == ("50 → 60", "60 → 50")


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("crown_min", "很高", "“头顶发际距上边沿，最小”要填数字"),
        ("quality_min", "60.5", "要填整数"),
        ("quality_min", "101", "不在允许的范围内"),
        ("crown_min", "-1", "不在允许的范围内"),
        ("crown_min", "nan", "不在允许的范围内"),
        ("crown_min", "120", "大小颠倒"),
        ("background_hue", "220, 230", "个数和原来一样"),
        ("background_hue", "220, 210, 266, 282", "大小颠倒"),
        ("background_colors", "pink", "light_grey"),
        ("background_colors", "", "light_grey"),
        ("crown_min", "50", "没有改动"),
    ],
)
def test_a_wrong_value_is_named_and_changes_nothing(
    campaign: Campaign, admin: Staff, field: str, text: str, words: str
) -> None:
    with pytest.raises(InvalidError, match=words):
        standard_limits.change(admin, campaign, field, text, WHY)
    assert campaign.standard_overrides == {}
    assert standard_limits.history(campaign) == []


def test_going_back_may_not_turn_a_pair_around(campaign: Campaign, admin: Staff) -> None:
    standard_limits.change(admin, campaign, "crown_max", "160", WHY)
    standard_limits.change(admin, campaign, "crown_min", "120", WHY)
    with pytest.raises(InvalidError, match="大小颠倒"):
        standard_limits.reset(admin, campaign, "crown_max", WHY)
    assert intake.standard_for(campaign).crown_max == 160.0


def test_a_reason_is_needed(campaign: Campaign, admin: Staff) -> None:
    for reason in (" ", "长" * 201):
        with pytest.raises(InvalidError, match=r"原因|为什么"):
            standard_limits.change(admin, campaign, "crown_min", "40", reason)


def test_an_earlier_class_and_what_is_no_limit_cannot_be_changed(campaign: Campaign, admin: Staff) -> None:
    for field in ("version", "with_overrides", "x"):
        with pytest.raises(NotFoundError):
            standard_limits.change(admin, campaign, field, "1", WHY)
    campaign.is_active = False
    db.session.commit()
    with pytest.raises(ClosedError, match="只能看"):
        standard_limits.change(admin, campaign, "crown_min", "40", WHY)


def test_another_process_reads_it_too(campaign: Campaign, admin: Staff, app: Flask) -> None:
    standard_limits.change(admin, campaign, "crown_min", "40", WHY)
    number = campaign.id
    db.session.remove()
    with app.app_context():
        assert intake.standard_for(db.session.get_one(Campaign, number)).crown_min == 40.0


def test_what_no_longer_fits_is_left_out_and_told(campaign: Campaign, admin: Staff) -> None:
    standard_limits.change(admin, campaign, "quality_min", "50", WHY)
    stored = {**campaign.standard_overrides, "eye_iris_seen": 0.4, "crown_min": 500.0}
    campaign.standard_overrides = stored  # as an older engine, which had these, left it
    db.session.commit()
    standard = intake.standard_for(campaign)
    assert (standard.quality_min, standard.crown_min) == (50, STANDARD.crown_min)
    told = standard_limits.left_out(campaign)
    assert told == {"eye_iris_seen": "0.4", LIMITS["crown_min"].name: "500"}
    standard_limits.change(admin, campaign, "crown_min", "40", WHY)
    assert set(campaign.standard_overrides) == {"quality_min", "crown_min", "version"}
    assert standard_limits.left_out(campaign) == {}
