"""Blueprint `admin`."""

from webapp.pages.admin.views import blueprint

__all__ = ["blueprint"]
