"""What only an object store can do to us: refuse, vanish, break off, hold more than a page of keys."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.services.object_store import ObjectStore
from tests.storage.stores import s3_storage
from webapp.storage import NotFound, StorageError, make_storage, new_key, read_verified
from webapp.storage.s3 import S3Storage

pytestmark = pytest.mark.s3


@contextmanager
def one_answer(answer: bytes) -> Iterator[str]:
    """A server that gives every connection the same answer and hangs up; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def unreachable(endpoint: str) -> S3Storage:
    return S3Storage("bucket", endpoint=endpoint, region="us-east-1", access_key="a", secret_key="b")


@pytest.mark.parametrize("wrong", ["access_key", "secret_key"])
def test_wrong_credentials_are_a_storage_error(s3_server: ObjectStore, wrong: str) -> None:
    right = s3_storage(s3_server)
    key = new_key("electronic")
    right.put(key, b"x")
    store = s3_storage(s3_server, right.bucket, **{wrong: "test:wrong"})
    for attempt in (store.ping, lambda: store.put(new_key("paper"), b"x"), lambda: store.open(key)):
        with pytest.raises(StorageError):
            attempt()
    assert [entry.key for entry in right.entries()] == [key]
    store.close()
    right.close()


def test_bytes_that_change_on_the_way_are_refused(s3_server: ObjectStore) -> None:
    store = s3_storage(s3_server)

    def corrupt(request: Any, **_: Any) -> None:
        request.body = b"phot0"

    store.client.meta.events.register("before-send.s3.PutObject", corrupt)
    with pytest.raises(StorageError, match="refused"):
        store.put(new_key("electronic"), b"photo")
    assert list(store.entries()) == []
    store.close()


def test_a_bucket_that_is_not_there(s3_server: ObjectStore) -> None:
    store = s3_storage(s3_server, "no-such-bucket")
    with pytest.raises(StorageError, match="no-such-bucket"):
        store.ping()
    with pytest.raises(StorageError):
        store.put(new_key("electronic"), b"x")
    store.close()


def test_creating_the_bucket_twice_is_no_error(s3_server: ObjectStore) -> None:
    store = s3_storage(s3_server)
    store.create_bucket()
    store.ping()
    store.close()


def test_more_keys_than_one_page(s3_server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store = s3_storage(s3_server)
    monkeypatch.setattr("webapp.storage.s3.PAGE_KEYS", 2)
    keys = {new_key("electronic") for _ in range(5)}
    for key in keys:
        store.put(key, b"x")
    assert {entry.key for entry in store.entries()} == keys
    store.close()


def test_objects_that_are_not_ours_are_left_alone(s3_server: ObjectStore) -> None:
    store = s3_storage(s3_server)
    store.client.put_object(Bucket=store.bucket, Key="notes.txt", Body=b"x")
    assert list(store.entries()) == []
    store.close()


def test_a_store_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.s3.ATTEMPTS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    store = unreachable(f"http://127.0.0.1:{port}")
    with pytest.raises(StorageError, match="EndpointConnectionError"):
        store.ping()
    store.close()


def test_an_answer_that_breaks_off_is_no_shorter_file() -> None:
    head = b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: "x"\r\nConnection: close\r\n\r\n'
    with one_answer(head + b"half of it") as endpoint:
        store = unreachable(endpoint)
        with store.open(new_key("electronic")) as stream, pytest.raises(StorageError):
            stream.read()
        store.close()


def test_make_storage_connects_with_the_settings(s3_server: ObjectStore) -> None:
    prepared = s3_storage(s3_server)

    class Chosen:
        storage = "s3"
        uploads_folder = Path("unused")
        s3_endpoint = s3_server.endpoint
        s3_bucket = prepared.bucket
        s3_region = s3_server.region
        s3_access_key = s3_server.access_key
        s3_secret_key = s3_server.secret_key

    store = make_storage(Chosen())
    assert isinstance(store, S3Storage)
    key = new_key("electronic")
    stored = store.put(key, b"photo")
    assert read_verified(prepared, key, stored.sha256) == b"photo"
    with pytest.raises(NotFound):
        store.open(new_key("electronic"))
    store.close()
    prepared.close()
