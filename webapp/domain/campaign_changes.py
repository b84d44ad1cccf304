"""The history of what admins change of a campaign: limits of the photo standard, and words of the notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select, update

from webapp import clock
from webapp.domain import audit, typed
from webapp.domain.errors import InvalidError
from webapp.domain.queries.acts import names_of
from webapp.extensions import db
from webapp.models import Campaign, CampaignChange, Staff

STANDARD: Final = "standard"
TEXT: Final = "text"
LONGEST_REASON: Final = 200
RECENT: Final = 30
VALUE: Final = "value"
REASON_NEEDED = "请写明为什么改，方便以后查。"
REASON_TOO_LONG = f"原因最多 {LONGEST_REASON} 个字。"


@dataclass(frozen=True)
class Change:
    """One change with who made it. old, new: None where nothing was set beside the original."""

    row: CampaignChange
    who: str

    @property
    def old(self) -> Any:
        return self.row.old.get(VALUE)

    @property
    def new(self) -> Any:
        return self.row.new.get(VALUE)


def begin(campaign: Campaign) -> None:
    """Let one change of this campaign wait for the other: what follows reads what the other wrote."""
    same = update(Campaign).where(Campaign.id == campaign.id).values(class_year=Campaign.class_year)
    db.session.execute(same, execution_options={"synchronize_session": False})
    db.session.refresh(campaign)


def checked_reason(reason: str) -> str:
    """The reason as it is kept. Raises InvalidError without one."""
    reason = typed.words(reason)
    if not reason:
        raise InvalidError(REASON_NEEDED)
    if len(reason) > LONGEST_REASON:
        raise InvalidError(REASON_TOO_LONG)
    return reason


def record(  # noqa: PLR0913 - what a line of the history is made of
    staff: Staff | None, campaign: Campaign, area: str, name: str, *, old: Any, new: Any, reason: str
) -> CampaignChange:
    """Add a line to the history and to the record; the caller commits. old, new: None for "not set"."""
    row = CampaignChange(
        campaign_id=campaign.id,
        at=clock.now(),
        actor=audit.actor_name(staff),
        area=area,
        name=name,
        old=_kept(old),
        new=_kept(new),
        reason=reason,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(row.actor, f"{area}.change", f"campaign:{campaign.id}", what=name)
    return row


def history(campaign: Campaign, area: str, name: str = "", before: int | None = None) -> list[Change]:
    """The latest changes of an area, newest first: of one limit or text, or of all.

    before: those that are older than the one of this number.
    """
    wanted = select(CampaignChange).where(
        CampaignChange.campaign_id == campaign.id, CampaignChange.area == area
    )
    if name:
        wanted = wanted.where(CampaignChange.name == name)
    if before is not None:
        wanted = wanted.where(CampaignChange.id < before)
    rows = list(db.session.scalars(wanted.order_by(CampaignChange.id.desc()).limit(RECENT)))
    who = names_of(row.actor for row in rows)
    return [Change(row, who.get(row.actor, row.actor)) for row in rows]


def _kept(value: Any) -> dict[str, Any]:
    return {} if value is None else {VALUE: value}
