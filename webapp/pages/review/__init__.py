"""Blueprint `review`."""

from webapp.pages.review import picture_views, sheet_views, undo_views, views  # noqa: F401 - mount their views
from webapp.pages.review.blueprint import blueprint

__all__ = ["blueprint"]
