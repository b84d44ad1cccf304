"""Blueprint `public`."""

from webapp.pages.public import calendar  # noqa: F401 - mounts its view
from webapp.pages.public.views import blueprint

__all__ = ["blueprint"]
