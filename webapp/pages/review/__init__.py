"""Blueprint `review`."""

from webapp.pages.review.views import blueprint

__all__ = ["blueprint"]
