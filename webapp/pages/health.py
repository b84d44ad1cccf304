"""Whether this copy can serve: for load balancers and people on call."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp import current
from webapp.extensions import db, limiter, talisman
from webapp.pages.access import Permission, allow
from webapp.storage import StorageError

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow(Permission.PUBLIC)
@talisman(force_https=False)  # type: ignore[untyped-decorator] # no types; a probe comes over plain http
@limiter.exempt
def healthz() -> ResponseReturnValue:
    """200 with the database and the storage reachable, 503 otherwise, naming which."""
    parts = {"database": _database_answers(), "storage": _storage_answers()}
    status = 200 if all(parts.values()) else 503
    return jsonify({name: "ok" if works else "unreachable" for name, works in parts.items()}), status


def _database_answers() -> bool:
    try:
        return db.session.scalar(select(1)) == 1
    except SQLAlchemyError:
        return False


def _storage_answers() -> bool:
    try:
        current.storage().ping()
    except StorageError:
        return False
    return True
