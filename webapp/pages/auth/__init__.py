"""Blueprint `auth`."""

from webapp.pages.auth import second_step, views
from webapp.pages.auth.blueprint import blueprint

__all__ = ["blueprint", "second_step", "views"]
