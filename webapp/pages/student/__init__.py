"""Blueprint `student`."""

from webapp.pages.student import chsi_views, notice_views  # noqa: F401 - mount their views
from webapp.pages.student.views import blueprint

__all__ = ["blueprint"]
