"""Keys of stored files. We make them ourselves: nothing that a user typed or named is ever part of one."""

from __future__ import annotations

import re
import secrets
from typing import NamedTuple

from webapp.storage.errors import BadKey

_KEY = re.compile(r"(?P<kind>[a-z]{2,20})/(?P<shard>[0-9a-f]{2})/(?P<name>(?P=shard)[0-9a-f]{30}\.bin)")


class KeyParts(NamedTuple):
    """The two folders and the file name that a key is made of."""

    kind: str
    shard: str
    name: str


def new_key(kind: str) -> str:
    """A fresh key that nobody can guess, such as "electronic/3f/3f…c1.bin".

    kind: 2 to 20 small letters, for people who look into the store. Raises BadKey for anything else.
    """
    name = secrets.token_hex(16)
    key = f"{kind}/{name[:2]}/{name}.bin"
    split_key(key)
    return key


def split_key(key: str) -> KeyParts:
    """The parts of a key. Raises BadKey for anything that `new_key` does not make."""
    match = _KEY.fullmatch(key)
    if match is None:
        raise BadKey(f"not a key of this store: {key!r:.80}")
    return KeyParts(match["kind"], match["shard"], match["name"])


def is_key(text: str) -> bool:
    """Whether `new_key` could have made this."""
    return _KEY.fullmatch(text) is not None
