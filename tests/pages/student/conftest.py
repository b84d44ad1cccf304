"""A student's own browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client import LintingClient
from webapp.models import Staff, Student

Browser = Callable[[Student | Staff], LintingClient]


@pytest.fixture
def mine(student: Student, browser_of: Browser) -> LintingClient:
    """The student's own browser."""
    return browser_of(student)
