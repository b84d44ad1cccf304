"""Blueprint `auth`."""

from webapp.pages.auth.views import blueprint

__all__ = ["blueprint"]
