"""Who may run which roll call: an admin every one, others those that an admin gave them."""

from __future__ import annotations

from sqlalchemy import select

from webapp.domain import audit
from webapp.domain.errors import NotFoundError
from webapp.domain.queries.notice import active_campaign
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, Role, Staff
from webapp.models.people import staff_session

NO_CAMPAIGN = "现在没有正在进行的采集。"
NOT_YOURS = "没有找到这一场，或者它没有分给你。请从“点名”里重新选，或请管理员把这一场分给你。"


def the_campaign() -> Campaign:
    """The campaign that runs: roll calls of earlier classes are over. Raises NotFoundError."""
    campaign = active_campaign()
    if campaign is None:
        raise NotFoundError(NO_CAMPAIGN)
    return campaign


def led_by(staff: Staff) -> set[int] | None:
    """The ids of the sessions of the campaign that runs that somebody may call; None for all of them."""
    if staff.role is Role.ADMIN:
        return None
    wanted = (
        select(CampusSession.id)
        .join(staff_session, staff_session.c.session_id == CampusSession.id)
        .join(Campaign, Campaign.id == CampusSession.campaign_id)
        .where(staff_session.c.staff_id == staff.id, Campaign.is_active)
    )
    return set(db.session.scalars(wanted))


def find(staff: Staff, session_id: int) -> CampusSession:
    """A session of the campaign that runs, for whoever may call it. Raises NotFoundError."""
    session = db.session.get(CampusSession, session_id)
    led = led_by(staff)
    if session is None or not session.campaign.is_active or (led is not None and session.id not in led):
        raise NotFoundError(NOT_YOURS)
    return session


def record_look(staff: Staff, session: CampusSession, what: str) -> None:
    """Write down that somebody opened a list of students. what: "list", "print"."""
    target = f"campus_session:{session.id}"
    audit.record(audit.actor_name(staff), "roll_call.look", target, what=what)
    db.session.commit()
