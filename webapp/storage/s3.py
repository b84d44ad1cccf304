"""Files in a bucket of an S3-compatible object store."""

from __future__ import annotations

import base64
import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

from webapp.storage.base import CHUNK_BYTES, Stored, StoredEntry
from webapp.storage.errors import KeyTaken, NotFound, StorageError
from webapp.storage.keys import is_key, split_key

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.literals import BucketLocationConstraintType

CONNECT_SECONDS = 5
READ_SECONDS = 30
ATTEMPTS = 4
PAGE_KEYS = 1000
_MEMORY_BYTES = 4 * 1024 * 1024  # a longer stream is put down on disk while its digest is taken
_MISSING = frozenset({"NoSuchKey", "404"})
_TAKEN = frozenset({"PreconditionFailed", "412"})


class S3Storage:
    """A `Storage` in one bucket, which must exist (`create_bucket` makes it)."""

    def __init__(self, bucket: str, *, endpoint: str, region: str, access_key: str, secret_key: str) -> None:
        """endpoint: URL of the store, or "" for Amazon's own."""
        self.bucket = bucket
        self.client: S3Client = boto3.client(
            "s3",
            endpoint_url=endpoint or None,
            region_name=region,
            aws_access_key_id=access_key,
            aws_secret_access_key=secret_key,
            config=_client_config(),
        )

    def put(self, key: str, data: bytes | BinaryIO) -> Stored:
        """See `Storage.put`. The store checks what it received against its MD5 before it keeps it."""
        split_key(key)
        with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as body:
            sha256, md5, size = _spool(io.BytesIO(data) if isinstance(data, bytes) else data, body)
            with _storage_errors(key):
                self.client.put_object(
                    Bucket=self.bucket,
                    Key=key,
                    Body=body,
                    ContentLength=size,
                    ContentMD5=base64.b64encode(md5).decode("ascii"),
                    ContentType="application/octet-stream",
                    IfNoneMatch="*",
                )
        return Stored(key, sha256, size)

    def open(self, key: str) -> BinaryIO:
        """See `Storage.open`."""
        split_key(key)
        with _storage_errors(key):
            answer = self.client.get_object(Bucket=self.bucket, Key=key)
        return io.BufferedReader(_Body(answer["Body"], key), CHUNK_BYTES)

    def delete(self, key: str) -> None:
        """See `Storage.delete`."""
        split_key(key)
        with _storage_errors(key):
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def entries(self) -> Iterator[StoredEntry]:
        """See `Storage.entries`."""
        with _storage_errors("the list"):
            for page in self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, PaginationConfig={"PageSize": PAGE_KEYS}
            ):
                for found in page.get("Contents", []):
                    if is_key(found["Key"]):
                        yield StoredEntry(found["Key"], found["LastModified"].astimezone(UTC), found["Size"])

    def remove_leftovers(self, older_than: timedelta) -> int:
        """See `Storage.remove_leftovers`. A put is one request: it leaves nothing behind."""
        del older_than
        return 0

    def ping(self) -> None:
        """See `Storage.ping`."""
        with _storage_errors(f"bucket {self.bucket}"):
            self.client.head_bucket(Bucket=self.bucket)

    def close(self) -> None:
        """Close the connections to the store."""
        self.client.close()

    def create_bucket(self) -> None:
        """Make the bucket; no error when we have it already."""
        region = self.client.meta.region_name
        with _storage_errors(f"bucket {self.bucket}"):
            try:
                if region == "us-east-1":  # the one region that must not be named
                    self.client.create_bucket(Bucket=self.bucket)
                else:
                    where = cast("BucketLocationConstraintType", region)
                    self.client.create_bucket(
                        Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": where}
                    )
            except self.client.exceptions.BucketAlreadyOwnedByYou:
                return


class _Body(io.RawIOBase):
    """The body of an answer as a plain stream whose failures are ours."""

    def __init__(self, body: StreamingBody, key: str) -> None:
        self._body = body
        self._key = key

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed asks for any buffer; BufferedReader passes a memoryview
        with _storage_errors(self._key):
            chunk = self._body.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._body.close()
        super().close()


def _client_config() -> Config:
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # The newer trailing checksums are not understood by every compatible store; we send Content-MD5.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _spool(source: BinaryIO, body: tempfile.SpooledTemporaryFile[bytes]) -> tuple[str, bytes, int]:
    """Copy a stream and rewind the copy. Returns SHA-256 in hexadecimal, MD5, and the size in bytes."""
    sha256, md5, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    while chunk := source.read(CHUNK_BYTES):
        sha256.update(chunk)
        md5.update(chunk)
        size += len(chunk)
        body.write(chunk)
    body.seek(0)
    return sha256.hexdigest(), md5.digest(), size


@contextmanager
def _storage_errors(what: str) -> Iterator[None]:
    """Turn the errors of the client library into ours."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in _MISSING:
            raise NotFound(f"nothing is stored under {what}") from error
        if code in _TAKEN:
            raise KeyTaken(f"already stored: {what}") from error
        raise StorageError(f"the store refused {what}: {code}") from error
    except (BotoCoreError, HTTPClientError, OSError) as error:
        raise StorageError(f"the store failed at {what}: {type(error).__name__}") from error
