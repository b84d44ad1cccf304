"""`<int:…>` in an address stands for a row: a number that no row can have is no page, and no error."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1  # of the columns that number the rows


class RowNumber(IntegerConverter):
    """An integer that a row may have as its number."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST, **options})


def register(app: Flask) -> None:
    """Take the place of Flask's own `int`; to be called before any rule is made."""
    app.url_map.converters["int"] = RowNumber
