"""Calendar files of the campus sessions."""

from __future__ import annotations

from flask import Response

from webapp.domain import calendar_file
from webapp.pages.access import Permission, allow
from webapp.pages.public.views import blueprint


@blueprint.get("/sessions/<int:session_id>.ics")
@allow(Permission.PUBLIC)
def session_calendar(session_id: int) -> Response:
    """One session for the phone's calendar; 404 while its day is to be announced."""
    session = calendar_file.dated_session(session_id)
    response = Response(calendar_file.session_calendar(session, session.campaign), mimetype="text/calendar")
    # Shown, not saved: phones then offer to add it to the calendar.
    response.headers["Content-Disposition"] = f"inline; filename=session-{session_id}.ics"
    return response
