"""How a measured number is written: short, but never on the allowed side of a limit that it is beyond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from webapp.photocheck.report import Allowed

_MOST_DECIMALS: Final = 6


def number(value: float, allowed: Allowed | None = None) -> str:
    """Whole numbers without a point, others with as few decimals as still say something.

    allowed: what the number is held against; it gets more decimals where it would seem to lie at the limit.
    """
    if value == round(value):
        return str(round(value))
    digits = range(2, _MOST_DECIMALS + 2)
    texts = (f"{value:.{count}g}" if abs(value) < 1 else f"{value:.{count - 1}f}" for count in digits)
    return _first_telling(texts, value, allowed)


def whole_number(value: float, allowed: Allowed) -> str:
    """Without decimals, as on a scale; with as many as are needed where it would seem to lie at the limit."""
    return _first_telling((f"{value:.{count}f}" for count in range(_MOST_DECIMALS)), value, allowed)


def limit(value: float) -> str:
    """A limit as it was set, all its decimals."""
    return f"{value:g}"


def _first_telling(texts: Iterable[str], value: float, allowed: Allowed | None) -> str:
    """The first of some texts, each longer than the last, that lies on the number's side of its limit."""
    for text in texts:
        if allowed is None or allowed.admits(float(text)) == allowed.admits(value):
            return text
    return str(value)
