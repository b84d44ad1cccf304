"""Blueprint `account`: what every member of staff does with their own account."""

from webapp.pages.account.views import blueprint

__all__ = ["blueprint"]
