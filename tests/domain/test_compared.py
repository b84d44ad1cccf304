"""What of a comparison lists filter by."""

from __future__ import annotations

import pytest

from webapp.domain import compared


@pytest.mark.parametrize(
    ("verdicts", "agree"),
    [
        ({}, None),
        ({"paper": "same"}, True),
        ({"paper": "same", "admission": "same"}, True),
        ({"paper": "unsure"}, False),
        ({"paper": "same", "admission": "different"}, False),
    ],
)
def test_faces_agree_when_every_pair_is_the_same(verdicts: dict[str, str], agree: bool | None) -> None:
    comparison = {name: {"verdict": verdict} for name, verdict in verdicts.items()}
    assert compared.columns(comparison) == {"comparison": comparison, "faces_agree": agree}
