"""The calendar file of a session, as a phone fetches it."""

from __future__ import annotations

from tests.client import LintingClient
from tests.domain.test_calendar_file import PLACE, event_of, session_of
from webapp.models import Campaign


def test_anybody_can_take_a_session_to_their_calendar(client: LintingClient, campaign: Campaign) -> None:
    session = session_of(campaign)
    answer = client.get(f"/sessions/{session.id}.ics")
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Content-Disposition"] == f"inline; filename=session-{session.id}.ics"
    assert str(event_of(answer.data)["location"]) == PLACE


def test_a_session_without_a_day_or_that_does_not_exist_is_not_found(
    client: LintingClient, campaign: Campaign
) -> None:
    session = session_of(campaign, day=None, starts=None, ends=None)
    assert client.get(f"/sessions/{session.id}.ics").status_code == 404
    assert client.get("/sessions/999.ics").status_code == 404
