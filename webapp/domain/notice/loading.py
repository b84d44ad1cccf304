"""Loading a notice into the database: a campaign, its sessions and documents, and the branches.

What an admin has changed since is kept: a second load only adds what is missing, unless told to replace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from sqlalchemy import select, update

from webapp import clock
from webapp.domain import audit
from webapp.domain.errors import InvalidError
from webapp.domain.notice.branches import store_branches
from webapp.domain.notice.values import Batch, Notice, Session
from webapp.domain.notice.year import for_class_year
from webapp.domain.queries import notice as names
from webapp.domain.queries import roll_marks
from webapp.domain.queries.campaigns import campaign_of_year
from webapp.extensions import db
from webapp.models import Campaign, CampusSession, NoticeDocument
from webapp.models.base import Json

ATTACHMENT_3 = "附件3"
ROLL_CALLED = "已经有场次点过名，拍摄安排不能再按文件覆盖。请用 flask session edit 或在网页上逐场修改。"


class Outcome(StrEnum):
    """What became of one part of the notice."""

    NEW = "new"
    SAME = "same"
    KEPT = "kept"  # the database says something else, and was left as it is
    REPLACED = "replaced"


@dataclass(frozen=True)
class Loaded:
    """The campaign, and what became of each part of its notice: part's name -> outcome."""

    campaign: Campaign
    parts: dict[str, Outcome]


def next_class_year(notice: Notice, at: datetime | None = None) -> int:
    """The nearest class year whose deadline, by this notice, is still to come at `at` (now by default)."""
    at = at or clock.now()
    year = clock.local(at).year
    while for_class_year(notice, year).campaign.deadline.before <= at:
        year += 1
    return year


def load_notice(  # noqa: PLR0913 - each is a choice of whoever loads
    notice: Notice,
    *,
    class_year: int | None = None,
    activate: bool = False,
    replace: bool = False,
    is_demo: bool = False,
    actor: str = audit.OPERATOR,
) -> Loaded:
    """Load a notice, moved to `class_year` (its own by default), and commit.

    replace: parts that differ from the notice are overwritten; otherwise they stay as they are.
    activate: this campaign becomes the one that runs, and no other.
    """
    if class_year is not None:
        notice = for_class_year(notice, class_year)
    campaign, parts = _write(notice, replace=replace, is_demo=is_demo)
    turned_on = activate and not campaign.is_active
    if activate:
        make_active(campaign)
    if turned_on or {Outcome.NEW, Outcome.REPLACED} & set(parts.values()):
        audit.record(
            actor,
            "notice.load",
            f"campaign:{campaign.id}",
            class_year=campaign.class_year,
            activated=turned_on,
            parts={name: str(outcome) for name, outcome in parts.items()},
        )
    db.session.commit()
    return Loaded(campaign, parts)


def outcomes_of(notice: Notice) -> dict[str, Outcome]:
    """What loading this notice would do with each part; nothing is written."""
    _found, parts = _write(notice, replace=False, is_demo=False)
    db.session.rollback()
    return parts


def make_active(campaign: Campaign) -> None:
    """This campaign runs, and no other; the caller commits."""
    db.session.execute(update(Campaign).where(Campaign.id != campaign.id).values(is_active=False))
    campaign.is_active = True


def campaign_of(class_year: int | None) -> Campaign:
    """The campaign of a class year, or the one that runs when None.

    Raises InvalidError, saying which command to use, when there is none.
    """
    if class_year is None:
        found = names.active_campaign()
        missing = "现在没有启用任何一届。请先运行 flask notice load --activate，或用 --class-year 指定届别。"
    else:
        found = campaign_of_year(class_year)
        missing = (
            f"数据库里没有 {class_year} 届。请先运行 flask notice load --class-year {class_year} --activate。"
        )
    if found is None:
        raise InvalidError(missing)
    return found


def documents_of(notice: Notice) -> dict[str, Json]:
    """The documents that a campaign keeps of its notice, by name (`queries.notice`), ready for JSON."""
    bodies = {
        names.CAMPAIGN: asdict(notice.campaign),
        names.RULES: {"rules": [asdict(rule) for rule in notice.rules]},
        names.CODE_GUIDE: asdict(notice.code_guide),
        names.PHOTO_CLAUSES: {"clauses": [asdict(clause) for clause in notice.photo_clauses]},
        names.WITHOUT_BRANCH: {"provinces": [asdict(gap) for gap in notice.without_branch]},
        names.ENGLISH: {"words": {item.words: item.english for item in notice.english}},
    }
    return {name: _jsonable(body) for name, body in bodies.items()}


def _write(notice: Notice, *, replace: bool, is_demo: bool) -> tuple[Campaign, dict[str, Outcome]]:
    """Bring every part of the database in line with the notice; the caller commits."""
    campaign, parts = _campaign(notice, replace=replace, is_demo=is_demo)
    parts["sessions"] = _sessions(campaign, notice, replace)
    for name, body in documents_of(notice).items():
        parts[name] = _document(campaign, name, body, replace)
    parts["branches"] = Outcome(store_branches(notice.branches, replace=replace))
    return campaign, parts


def _campaign(notice: Notice, *, replace: bool, is_demo: bool) -> tuple[Campaign, dict[str, Outcome]]:
    said = {"title": notice.campaign.title, "deadline_at": notice.campaign.deadline.before}
    year = notice.campaign.class_year
    found = campaign_of_year(year)
    if found is None:
        found = Campaign(class_year=year, is_demo=is_demo, **said)
        db.session.add(found)
        db.session.flush()
        return found, {"campaign_row": Outcome.NEW}

    def write() -> None:
        for column, value in said.items():
            setattr(found, column, value)

    same = all(getattr(found, column) == value for column, value in said.items())
    return found, {"campaign_row": _settle(same, replace, write)}


def _sessions(campaign: Campaign, notice: Notice, replace: bool) -> Outcome:
    rows = _session_rows(notice)
    present = [_shape(row) for row in campaign.sessions]

    def write() -> None:
        _write_sessions(campaign, rows)

    if not present:
        write()
        return Outcome.NEW
    return _settle(present == rows, replace, write)


def _write_sessions(campaign: Campaign, rows: list[Json]) -> None:
    """One stored session for each row, by position: numbers stay, and with them leaders and calendar entries.

    Raises InvalidError once a roll call has begun: whoever was ticked would stand in another session.
    """
    if any(map(roll_marks.has_begun, campaign.sessions)):
        raise InvalidError(ROLL_CALLED)
    for stored, row in zip_longest(list(campaign.sessions), rows):
        if row is None:
            campaign.sessions.remove(stored)
        elif stored is None:
            campaign.sessions.append(CampusSession(**row))
        else:
            for column, value in row.items():
                setattr(stored, column, value)


def _document(campaign: Campaign, name: str, body: Json, replace: bool) -> Outcome:
    found = db.session.scalar(
        select(NoticeDocument).where(NoticeDocument.campaign_id == campaign.id, NoticeDocument.name == name)
    )
    if found is None:
        db.session.add(NoticeDocument(campaign_id=campaign.id, name=name, body=body))
        return Outcome.NEW

    def write() -> None:
        found.body = found.original = body

    return _settle(found.body == body, replace, write)


def _settle(same: bool, replace: bool, write: Callable[[], None]) -> Outcome:
    """What to do with a part that is already there."""
    if same:
        return Outcome.SAME
    if not replace:
        return Outcome.KEPT
    write()
    return Outcome.REPLACED


def _session_rows(notice: Notice) -> list[Json]:
    """The rows of Attachment 3, then one for each batch whose day is still to be announced."""
    place = notice.campaign.place.printed
    rows = [_dated(row, place) for row in notice.sessions]
    rows += [_undated(batch, place) for batch in notice.campaign.batches if batch.day is None]
    return [{"position": position, **row} for position, row in enumerate(rows)]


def _dated(row: Session, place: str) -> Json:
    return {
        "batch": row.batch,
        "day": row.day,
        "starts": row.start,
        "ends": row.end,
        "place": place,
        "colleges": list(row.colleges),
        "majors": [asdict(major) for major in row.majors],
        "printed": row.printed,
    }


def _undated(batch: Batch, place: str) -> Json:
    words = {quote.section: quote.printed for quote in batch.words}
    return {
        "batch": batch.number,
        "day": None,
        "starts": None,
        "ends": None,
        "place": place,
        "colleges": [],
        "majors": [],
        "printed": words.get(ATTACHMENT_3) or next(iter(words.values())),
    }


def _shape(row: CampusSession) -> Json:
    """A stored session as `_session_rows` describes one."""
    columns: Iterable[str] = ("position", "batch", "day", "starts", "ends", "place")
    return {
        **{column: getattr(row, column) for column in columns},
        "colleges": row.colleges,
        "majors": row.majors,
        "printed": row.printed,
    }


def _jsonable(value: Any) -> Any:
    """Plain JSON values: tuples become lists, days and moments ISO 8601 text."""
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if isinstance(value, date | time):  # a datetime too
        return value.isoformat()
    return value
