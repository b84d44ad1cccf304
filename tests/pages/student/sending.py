"""What a student sends through the pages."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from bs4 import BeautifulSoup

from tests import handed_in
from tests.client import LintingClient
from webapp import clock


def send(client: LintingClient, kind: str, data: bytes, name: str = "file") -> BeautifulSoup:
    """Upload through the page, and see what it says."""
    answer = client.send(f"/me/upload/{kind}", {"file": (BytesIO(data), name)})
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html5lib")


def details(branch_id: object = None, **values: object) -> dict[str, object]:
    """A filled details form."""
    return {
        "branch_id": str(branch_id or handed_in.branch().id),
        "shot_on": (clock.today() - timedelta(days=2)).isoformat(),
        "face_consent": "no",
        **values,
    }
