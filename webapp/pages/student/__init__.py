"""Blueprint `student`."""

from webapp.pages.student.views import blueprint

__all__ = ["blueprint"]
