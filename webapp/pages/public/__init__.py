"""Blueprint `public`."""

from webapp.pages.public import calendar, card, unsubscribe  # noqa: F401 - mount their views
from webapp.pages.public.views import blueprint

__all__ = ["blueprint"]
