"""Blueprint `admin`: figures and students, the roster, exports, the notice, accounts, the record."""

from webapp.pages.admin import (
    audit_views,
    campaign_views,
    dashboard_views,
    export_views,
    notice_views,
    purge_views,
    roster_views,
    session_views,
    staff_views,
    standard_views,
    student_views,
    text_views,
)
from webapp.pages.admin.blueprint import blueprint

__all__ = [
    "audit_views",
    "blueprint",
    "campaign_views",
    "dashboard_views",
    "export_views",
    "notice_views",
    "purge_views",
    "roster_views",
    "session_views",
    "staff_views",
    "standard_views",
    "student_views",
    "text_views",
]
