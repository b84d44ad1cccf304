"""What a domain function raises when it cannot do what was asked."""

from __future__ import annotations


class DomainError(Exception):
    """Something that the user can understand and mend; `message` is Chinese and says what to do next."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StaleError(DomainError):
    """Somebody else was faster: the row is no longer as the page showed it. Answered with 409."""


class ClosedError(DomainError):
    """The deadline has passed, or the state does not allow it. Answered with 403."""


class NotFoundError(DomainError):
    """No such thing, or not for this user. Answered with 404."""


class InvalidError(DomainError):
    """The input is wrong. Answered with 422 and shown at the field."""
