from __future__ import annotations

import pytest

from webapp.storage import BadKey, new_key
from webapp.storage.keys import is_key, split_key


def test_new_keys_differ_and_are_keys() -> None:
    keys = {new_key("electronic") for _ in range(1000)}
    assert len(keys) == 1000
    assert all(is_key(key) for key in keys)


def test_a_key_splits_into_its_folders() -> None:
    kind, shard, name = split_key("paper/3f/3f" + "0" * 30 + ".bin")
    assert (kind, shard, name) == ("paper", "3f", "3f" + "0" * 30 + ".bin")


@pytest.mark.parametrize("kind", ["", "a", "Paper", "pa per", "../x", "纸质", "p" * 21, "paper\n"])
def test_kinds_are_small_letters(kind: str) -> None:
    with pytest.raises(BadKey):
        new_key(kind)


def test_errors_show_a_hostile_key_escaped_and_short() -> None:
    with pytest.raises(BadKey) as caught:
        split_key("\x1b[31m" + "a" * 5000)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200
