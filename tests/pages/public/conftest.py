"""The notice that the public pages show."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.models import Campaign


@pytest.fixture
def notice(app: Flask) -> Campaign:
    """The real notice, as printed."""
    return load_notice(read_notice(latest_notice_folder()), activate=True).campaign
