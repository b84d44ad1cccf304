"""What pages read of the notice: the campaign that runs, its sessions, its documents, the branches."""

from __future__ import annotations

from sqlalchemy import select

from webapp.domain.notice.values import Phone
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
_POSTGRADUATE = ("研究生", "硕士", "博士")


def active_campaign() -> Campaign | None:
    """The campaign that students take part in now; None before the first notice is loaded."""
    return db.session.scalar(
        select(Campaign).where(Campaign.is_active).order_by(Campaign.class_year.desc()).limit(1)
    )


def sessions_of(campaign: Campaign) -> list[CampusSession]:
    """Every row of Attachment 3 in printed order; a make-up day still to be announced comes last."""
    return list(
        db.session.scalars(
            select(CampusSession)
            .where(CampusSession.campaign_id == campaign.id)
            .order_by(CampusSession.position)
        )
    )


def sessions_for(student: Student) -> list[CampusSession]:
    """The rows that concern one student: those of the college and major, or else '其他专业'; then the
    make-up day for all.

    A row that lists majors is for those only. The notice prints some majors with their level ("护理专科"):
    then the level must fit too.
    """
    rows = sessions_of(student.campaign)
    dated = [row for row in rows if row.day is not None]
    own = [row for row in dated if _names(row, student)]
    return (own or [row for row in dated if _is_for_all(row)]) + [row for row in rows if row.day is None]


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


def _is_for_all(row: CampusSession) -> bool:
    return not row.colleges and not row.majors


def _names(row: CampusSession, student: Student) -> bool:
    """Whether a row names the student's college (or, for postgraduates, no college) and major."""
    if _is_for_all(row):
        return False
    if row.colleges:
        return student.college.name in row.colleges and (not row.majors or _lists_major(row, student))
    is_for_postgraduates = any(word in row.printed for word in _POSTGRADUATE)
    is_postgraduate = any(word in student.level for word in _POSTGRADUATE)
    return is_for_postgraduates == is_postgraduate and _lists_major(row, student)


def _lists_major(row: CampusSession, student: Student) -> bool:
    return any(_is_major(major["name"], student) for major in row.majors)


def _is_major(printed: str, student: Student) -> bool:
    rest = printed.removeprefix(student.major)
    return printed == student.major or (rest != printed and rest in student.level)
