"""Static files under names that hold their hash, so that a browser may keep them for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import brotli
from flask import Blueprint, Flask, Response, abort, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue

HASH_LENGTH = 10
YEAR_SECONDS = 365 * 24 * 3600
COMPRESSED = (".css", ".js", ".svg", ".json", ".txt")
IMPORT = re.compile(rb'^@import "([^"]+)";$', re.MULTILINE)


class QuietSessions(SecureCookieSessionInterface):
    """Static files neither renew the session nor vary by it: a log-in must not empty the browser's cache.

    Pictures do not renew it either. They arrive beside pages: one that was asked for before an action and
    comes after it would put the session of before back, and what the next page has to say would be lost.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie, except on a static file and on a picture that changed nothing."""
        is_static = request.endpoint is not None and request.endpoint.endswith("static")
        is_picture = (response.mimetype or "").startswith("image/") and not session.modified
        if not is_static and not is_picture:
            super().save_session(app, session, response)


def register(app: Flask) -> None:
    """Give every static file of the app and of the libraries it serves a hashed URL and a year of cache."""
    app.session_interface = QuietSessions()
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
        return _answer(root / plain)

    app.url_defaults(add_hash)
    app.view_functions[endpoint] = serve


def _answer(path: Path) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    encoding = None
    if path.suffix in COMPRESSED:
        encoding = request.accept_encodings.best_match(["br", "gzip"])
    answer = Response(_packed(path, encoding), mimetype=kind)
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    answer.headers["Vary"] = "Accept-Encoding"
    answer.cache_control.public = True
    answer.cache_control.max_age = YEAR_SECONDS
    answer.cache_control.immutable = True
    return answer


@cache
def _packed(path: Path, encoding: str | None) -> bytes:
    """A file's bytes, compressed as tightly as it gets: once a process, since the name holds the hash."""
    data = contents(path)
    if encoding == "br":
        return bytes(brotli.compress(data))
    return gzip.compress(data, mtime=0) if encoding == "gzip" else data


def contents(path: Path) -> bytes:
    """A file's bytes; what a stylesheet imports stands in its place, so that a page waits for one request."""
    data = path.read_bytes()
    if path.suffix != ".css":
        return data
    return IMPORT.sub(lambda found: contents(path.parent / found[1].decode()), data)


@cache
def hashed(root: Path, filename: str) -> str:
    """'site.css' -> 'site.3f2a9b1c04.css'. A file that is not there keeps its name, and answers 404."""
    path = PurePosixPath(filename)
    if path.is_absolute() or ".." in path.parts or not (root / path).is_file():
        return filename
    digest = hashlib.sha256(contents(root / path)).hexdigest()[:HASH_LENGTH]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def plain_name(filename: str) -> str | None:
    """The name on disk of a hashed name; None when there is no hash in it."""
    path = PurePosixPath(filename)
    stem, _, digest = path.stem.rpartition(".")
    if not stem or len(digest) != HASH_LENGTH:
        return None
    return str(path.with_name(stem + path.suffix))
