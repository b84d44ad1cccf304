"""One submission that waits, and a reviewer's browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from tests.ready_made import FAILED, hand_in
from webapp.models import Staff, Student, Submission

BrowserOf = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def submission(student: Student) -> Submission:
    """One that waits, with a failed check and the student's note."""
    return hand_in(student, report=FAILED, note="检查有误：眼睛位置量错了", face_consent=False)


@pytest.fixture
def browser(browser_of: BrowserOf, reviewer: Staff) -> LintingClient:
    """The reviewer's browser."""
    return browser_of(reviewer)
