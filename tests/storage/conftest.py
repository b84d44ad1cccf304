from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.stores import s3_storage
from webapp.storage import LocalStorage, Storage


@pytest.fixture(params=["local", pytest.param("s3", marks=pytest.mark.s3)])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    """An empty store of each kind."""
    if request.param == "local":
        yield LocalStorage(tmp_path / "uploads")
        return
    store = s3_storage(request.getfixturevalue("s3_server"))
    yield store
    store.close()
