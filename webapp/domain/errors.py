"""What a domain function raises when it cannot do what was asked."""

from __future__ import annotations

from webapp.language import translated


class DomainError(Exception):
    """Something that the user can understand and mend; `message` says what to do next.

    It is in the language of the request in which it is raised, with {name} filled in from `values`.
    """

    def __init__(self, words: str, **values: object) -> None:
        self.message = translated(words, **values)
        super().__init__(self.message)


class StaleError(DomainError):
    """Somebody else was faster: the row is no longer as the page showed it. Answered with 409."""


class ClosedError(DomainError):
    """The deadline has passed, or the state does not allow it. Answered with 403."""


class NotFoundError(DomainError):
    """No such thing, or not for this user. Answered with 404."""


class InvalidError(DomainError):
    """The input is wrong. Answered with 422 and shown at the field."""
