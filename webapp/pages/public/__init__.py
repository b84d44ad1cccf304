"""Blueprint `public`."""

from webapp.pages.public.views import blueprint

__all__ = ["blueprint"]
