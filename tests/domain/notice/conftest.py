"""A copy of the notice's data files, to be changed and read again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from webapp.domain.notice.reading import latest_notice_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with every file of the notice."""
    return Path(shutil.copytree(latest_notice_folder(), tmp_path / "notice_2024"))
