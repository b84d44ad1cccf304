"""The migrations lead to the models, and data survives the way down and up."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from webapp.extensions import db
from webapp.models import Base, Student


def test_head_equals_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_keeps_the_data(app: Flask, student: Student) -> None:
    number = student.student_no
    db.session.remove()
    upgrade()
    assert db.session.query(Student).filter_by(student_no=number).count() == 1
    db.session.remove()


def test_the_way_down_is_whole(app: Flask) -> None:
    db.session.remove()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())
