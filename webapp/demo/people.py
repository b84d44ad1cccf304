"""The drawn people of the demo, different enough to be told apart by a face recogniser.

Their figures in people.json were picked from 240 random looks so that the two most alike are far apart: 0.39
between face_recognition's descriptors, where good shots of one drawn person stay below 0.2.
"""

import json
from pathlib import Path
from typing import Any

from webapp.demo.look import Look


def _read(path: Path) -> dict[str, Look]:
    looks: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Look(**{key: _frozen(value) for key, value in look.items()}) for name, look in looks.items()
    }


def _frozen(value: Any) -> Any:
    """A JSON list is a colour: a tuple, so that the look can be hashed."""
    return tuple(value) if isinstance(value, list) else value


PEOPLE: dict[str, Look] = _read(Path(__file__).with_name("people.json"))
"""Looks by name: lin, chen, wang, zhao, liu, yang, zhou, guli, musa, amina. `Look()` is lin."""


def person(number: int) -> Look:
    """One of the ten looks by number, counted round and round: for a demo roster of any length."""
    return list(PEOPLE.values())[number % len(PEOPLE)]
