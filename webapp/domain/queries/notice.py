"""What pages read of the notice: the campaign that runs, its sessions, its documents, the branches."""

from __future__ import annotations

from sqlalchemy import select

from webapp.domain.notice.values import Phone
from webapp.domain.queries import membership
from webapp.extensions import db
from webapp.models import Branch, Campaign, CampusSession, NoticeDocument, Student
from webapp.models.base import Json

# Names of the documents of a campaign, and what the body of each holds. The entries are those of
# `domain.notice.values`, as `dataclasses.asdict` gives them, with days and moments as ISO 8601 text.
CAMPAIGN = "campaign"  # the fields of values.Campaign
RULES = "rules"  # {"rules": [Rule, ...]}
CODE_GUIDE = "code_guide"  # the fields of values.CodeGuide
PHOTO_CLAUSES = "photo_clauses"  # {"clauses": [PhotoClause, ...]}
WITHOUT_BRANCH = "without_branch"  # {"provinces": [WithoutBranch, ...]}
ENGLISH = "english"  # {"words": {words of the notice: their English}}

NUMBER_SEPARATOR = " / "  # between the office numbers of one branch


def active_campaign() -> Campaign | None:
    """The campaign that students take part in now; None before the first notice is loaded."""
    return db.session.scalar(
        select(Campaign).where(Campaign.is_active).order_by(Campaign.class_year.desc()).limit(1)
    )


def sessions_of(campaign: Campaign) -> list[CampusSession]:
    """Every row of Attachment 3 by batch and time, as printed; within a batch, what has no day comes last."""
    return list(
        db.session.scalars(
            select(CampusSession)
            .where(CampusSession.campaign_id == campaign.id)
            .order_by(
                CampusSession.batch,
                CampusSession.day.nulls_last(),
                CampusSession.starts.nulls_last(),
                CampusSession.position,
            )
        )
    )


def sessions_for(student: Student) -> list[CampusSession]:
    """The rows that concern one student (`membership.sessions_for`)."""
    return membership.sessions_for(sessions_of(student.campaign), membership.group_of(student))


def document(campaign: Campaign, name: str) -> Json:
    """A part of the notice by its name (the constants above); {} when this campaign has none."""
    body = db.session.scalar(
        select(NoticeDocument.body).where(
            NoticeDocument.campaign_id == campaign.id, NoticeDocument.name == name
        )
    )
    return body or {}


def all_branches() -> list[Branch]:
    """Every contact of Attachment 4 in printed order."""
    return list(db.session.scalars(select(Branch).order_by(Branch.position)))


def office_phones(branch: Branch) -> list[Phone]:
    """The office numbers of a branch one by one; `Phone.tel` is what can be dialled."""
    return [Phone(number) for number in branch.office_phone.split(NUMBER_SEPARATOR) if number]
