"""What can go wrong in a store; callers catch `StorageError` or one of its kinds."""

from __future__ import annotations


class StorageError(Exception):
    """The store cannot be reached, refuses, or fails; trying again later may help."""


# The kinds are named by what happened, as people say it: `raise NotFound`. Hence no "Error" at their end.


class BadKey(StorageError):  # noqa: N818
    """A key that `new_key` did not make. Never trust where it came from."""


class KeyTaken(StorageError):  # noqa: N818
    """Something is already stored under this key; stored bytes are never replaced."""


class NotFound(StorageError):  # noqa: N818
    """Nothing is stored under this key."""


class Damaged(StorageError):  # noqa: N818
    """The stored bytes are not the ones that were put in."""
