"""What production refuses to run over, and how SQLite is opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from webapp import create_app
from webapp.config import Settings, SettingsError
from webapp.extensions import db
from webapp.models import Campaign, Staff


def in_production(settings: Settings) -> Settings:
    return replace(settings, environment="production", insecure_cookies=False)


def test_production_starts_over_its_own_database(
    settings: Settings, campaign: Campaign, admin: Staff
) -> None:
    create_app(in_production(settings))


def test_production_refuses_a_demo_campaign(settings: Settings, campaign: Campaign) -> None:
    campaign.is_demo = True
    db.session.commit()
    with pytest.raises(SettingsError, match="demo data"):
        create_app(in_production(settings))


def test_production_refuses_a_demo_account(settings: Settings, admin: Staff) -> None:
    admin.is_demo = True
    db.session.commit()
    with pytest.raises(SettingsError, match="demo data"):
        create_app(in_production(settings))


def test_sqlite_writes_ahead_and_keeps_foreign_keys(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite only")
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
