"""What comparing the faces found, as the columns of a submission keep it."""

from __future__ import annotations

from typing import Any

SAME = "same"  # photocheck's Comparison; anything else is for a person to look at


def columns(comparison: dict[str, Any]) -> dict[str, Any]:
    """The columns for a comparison ("paper" / "admission" -> Comparison): whole, and what lists filter by.

    faces_agree: None when nothing was compared, False when any pair is unsure or different.
    """
    verdicts = [found.get("verdict") for found in comparison.values()]
    agree = all(verdict == SAME for verdict in verdicts) if verdicts else None
    return {"comparison": comparison, "faces_agree": agree}
