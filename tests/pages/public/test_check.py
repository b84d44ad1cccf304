"""The public check of a photo: everything told, nothing kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from tests import pictures
from tests.client import LintingClient
from webapp import current
from webapp.extensions import db
from webapp.models import Submission


def send(client: LintingClient, data: bytes, name: str = "photo.jpg") -> str:
    answer = client.send("/check", {"photo": (BytesIO(data), name)})
    assert answer.status_code == 200
    return answer.text


def test_check_tells_all_findings_and_keeps_nothing(client: LintingClient, app: Flask) -> None:
    text = send(client, pictures.portrait(crown=20.0))
    assert 'id="finding-crown_position"' in text
    assert "data:image/jpeg;base64," in text
    assert "ruler-fail" in text
    assert not list(current.storage().entries())
    assert db.session.query(Submission).count() == 0


def test_check_passes_a_good_photo(client: LintingClient) -> None:
    assert "ruler-fail" not in send(client, pictures.portrait())


@pytest.mark.parametrize("data", [b"%PDF-1.4 not a photo", b"\xff\xd8\xff broken", b"hello"])
def test_check_says_what_is_no_photo(client: LintingClient, data: bytes) -> None:
    text = send(client, data)
    assert 'id="finding-file_type"' in text
    assert "<image" not in text


@pytest.mark.parametrize(("name", "words"), [("", "还没有选择文件"), ("empty.jpg", "这个文件是空的")])
def test_check_without_a_file_says_so_at_the_field(client: LintingClient, name: str, words: str) -> None:
    answer = client.send("/check", {"photo": (BytesIO(b""), name)} if name else {})
    assert answer.status_code == 422
    assert words in answer.text


def test_check_is_limited(client: LintingClient, app: Flask) -> None:
    codes = {client.send("/check", {}).status_code for _ in range(31)}
    assert codes == {422, 429}
