"""A claim through the page."""

from __future__ import annotations

from tests.client import LintingClient
from webapp.models import Submission


def taken(browser: LintingClient, submission: Submission) -> str:
    """Claim through the page; gives the submission's URL."""
    url = f"/review/{submission.id}"
    answer = browser.send(url, action=f"{url}/claim", follow=False)
    assert answer.headers["Location"] == url
    return url
