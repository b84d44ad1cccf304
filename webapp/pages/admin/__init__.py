"""Blueprint `admin`: figures and students, the roster, exports, and what the notice says."""

from webapp.pages.admin import export_views, notice_views, roster_views, student_views
from webapp.pages.admin.blueprint import blueprint

__all__ = ["blueprint", "export_views", "notice_views", "roster_views", "student_views"]
