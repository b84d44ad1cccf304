"""Blueprint `student`."""

from webapp.pages.student import chsi_views  # noqa: F401 - mounts its views
from webapp.pages.student.views import blueprint

__all__ = ["blueprint"]
