"""Attachment 3 to read and to search: who is photographed on campus, when and where."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from webapp import clock
from webapp.domain.queries import notice, said
from webapp.models import Campaign, CampusSession


@dataclass(frozen=True)
class SessionDay:
    """One batch with its rows. day: None while the notice only gives an estimate, which the rows print."""

    batch: int
    day: date | None
    is_past: bool
    rows: tuple[CampusSession, ...]


@dataclass(frozen=True)
class SessionSearch:
    """words: what was searched for. is_found: whether a row names it; if not, `days` are the rows for all.

    colleges: all that the notice names, each once in printed order, to choose from without typing.
    """

    words: str
    is_found: bool
    days: tuple[SessionDay, ...]
    colleges: tuple[str, ...]


def search_sessions(campaign: Campaign, words: str = "") -> SessionSearch:
    """The rows that name a college or major containing `words` (all rows when empty).

    What no row names is photographed with '其他专业' or at the make-up session, so those are the answer then.
    """
    wanted = _plain(words)
    rows = notice.sessions_of(campaign)
    colleges = tuple(dict.fromkeys(name for row in rows for name in row.colleges))
    if not wanted:
        return SessionSearch("", True, by_day(rows), colleges)
    named = [row for row in rows if any(wanted in _plain(name) for name in _names(row))]
    if named:
        return SessionSearch(words.strip(), True, by_day(named), colleges)
    for_all = [row for row in rows if not row.colleges and not row.majors]
    return SessionSearch(words.strip(), False, by_day(for_all), colleges)


def by_day(rows: list[CampusSession]) -> tuple[SessionDay, ...]:
    """Rows under their batch and day, in the order given."""
    today = clock.today()
    return tuple(
        SessionDay(batch, day, day is not None and day < today, tuple(group))
        for (batch, day), group in groupby(rows, key=lambda row: (row.batch, row.day))
    )


def title(row: CampusSession) -> str:
    """A row in a few words for staff: batch, day, hour, whom it is for."""
    day = f"{row.day:%-m月%-d日}" if row.day else "日期待定"
    hour = f"{row.starts:%H:%M}" if row.starts else ""
    return " ".join(part for part in (f"第{row.batch}批", day, hour, audience(row)) if part)


def audience(row: CampusSession) -> str:
    """Whom a row is for: its colleges, or the words that the notice prints instead ("其他专业")."""
    return "、".join(row.colleges) or row.printed.partition("【")[0]


def _names(row: CampusSession) -> list[str]:
    """Everything by which somebody may look for a row, in either language.

    The printed words name '研究生' and '其他专业'.
    """
    english = said.names()
    chinese = [*row.colleges, *(major["name"] for major in row.majors), row.printed.partition("【")[0]]
    return [*chinese, row.printed, *(english[name] for name in chinese if name in english)]


def _plain(words: str) -> str:
    """Text as people mean it: no spaces, full-width letters made plain, small letters."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())
