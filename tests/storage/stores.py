"""Stores under test: the same promises are kept by a local folder and by a real object store."""

from __future__ import annotations

import itertools

from tests.services.object_store import ObjectStore
from webapp.storage.s3 import S3Storage

_bucket_numbers = itertools.count(1)


def s3_storage(server: ObjectStore, bucket: str | None = None, **changed: str) -> S3Storage:
    """A store in a bucket of the server: an existing one, or a new one when none is named."""
    login = {
        "endpoint": server.endpoint,
        "region": server.region,
        "access_key": server.access_key,
        "secret_key": server.secret_key,
    }
    store = S3Storage(bucket or f"test-{next(_bucket_numbers)}", **(login | changed))
    if bucket is None:
        store.create_bucket()
    return store
