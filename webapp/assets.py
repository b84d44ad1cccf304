"""Static files under names that hold their hash, so that a browser may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from flask import Blueprint, Flask, abort, send_from_directory
from flask.typing import ResponseReturnValue

HASH_LENGTH = 10
YEAR_SECONDS = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Give every static file of the app and of the libraries it serves a hashed URL and a year of cache."""
    _serve_hashed(app, "static", app.static_folder)
    for name, blueprint in app.blueprints.items():
        if isinstance(blueprint, Blueprint) and blueprint.static_folder:
            _serve_hashed(app, f"{name}.static", blueprint.static_folder)


def _serve_hashed(app: Flask, endpoint: str, folder: str | None) -> None:
    if folder is None or endpoint not in app.view_functions:
        return
    root = Path(folder)

    def add_hash(wanted: str, values: dict[str, Any]) -> None:
        if wanted == endpoint:
            values["filename"] = hashed(root, values["filename"])

    def serve(filename: str) -> ResponseReturnValue:
        plain = plain_name(filename)
        if plain is None or filename != hashed(root, plain):
            abort(404)
        answer = send_from_directory(root, plain, max_age=YEAR_SECONDS)
        answer.cache_control.immutable = True
        return answer

    app.url_defaults(add_hash)
    app.view_functions[endpoint] = serve


@cache
def hashed(root: Path, filename: str) -> str:
    """'site.css' -> 'site.3f2a9b1c04.css'. A file that is not there keeps its name, and answers 404."""
    path = PurePosixPath(filename)
    if path.is_absolute() or ".." in path.parts or not (root / path).is_file():
        return filename
    digest = hashlib.sha256((root / path).read_bytes()).hexdigest()[:HASH_LENGTH]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def plain_name(filename: str) -> str | None:
    """The name on disk of a hashed name; None when there is no hash in it."""
    path = PurePosixPath(filename)
    stem, _, digest = path.stem.rpartition(".")
    if not stem or len(digest) != HASH_LENGTH:
        return None
    return str(path.with_name(stem + path.suffix))
