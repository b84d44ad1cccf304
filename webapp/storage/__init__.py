"""The one gate to uploaded files: put, open and delete by key, in a local folder or in an object store."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from webapp.storage.base import Storage, Stored, StoredEntry
from webapp.storage.errors import BadKey, Damaged, KeyTaken, NotFound, StorageError
from webapp.storage.keys import new_key
from webapp.storage.local import LocalStorage
from webapp.storage.verify import open_verified, read_verified

__all__ = [
    "BadKey",
    "Damaged",
    "KeyTaken",
    "LocalStorage",
    "NotFound",
    "Storage",
    "StorageError",
    "Stored",
    "StoredEntry",
    "make_storage",
    "new_key",
    "open_verified",
    "read_verified",
]


class StorageSettings(Protocol):
    """The settings that say which store to use: `storage` is "local" or "s3"."""

    @property
    def storage(self) -> str: ...
    @property
    def uploads_folder(self) -> Path: ...
    @property
    def s3_endpoint(self) -> str: ...
    @property
    def s3_bucket(self) -> str: ...
    @property
    def s3_region(self) -> str: ...
    @property
    def s3_access_key(self) -> str: ...
    @property
    def s3_secret_key(self) -> str: ...


def make_storage(settings: StorageSettings) -> Storage:
    """The store that the settings ask for. Nothing is contacted or created before the first use."""
    if settings.storage == "local":
        return LocalStorage(settings.uploads_folder)
    from webapp.storage.s3 import S3Storage  # boto3 takes long to load, and a local copy never needs it

    return S3Storage(
        settings.s3_bucket,
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
    )
