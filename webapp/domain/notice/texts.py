"""Words of the notice that an admin changes for a class, one at a time, with their history.

A text is named by its document and its path in there: "rules/rules/3/printed". What the notice itself says
stays in `NoticeDocument.original`, so the way back is always open. Numbers, dates and codes are no texts.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from webapp.domain import campaign_changes, typed
from webapp.domain.campaign_changes import Change
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError
from webapp.domain.queries import notice as documents
from webapp.extensions import db
from webapp.models import Campaign, NoticeDocument, Staff
from webapp.models.base import Json

LONGEST: Final = 1000
ENGLISH_NAME: Final = "english"  # in the history, where the English of a text was set
TITLES: Final = {
    documents.CAMPAIGN: "通知正文",
    documents.RULES: "须知和要求",
    documents.CODE_GUIDE: "采集码获取办法",
    documents.PHOTO_CLAUSES: "照片要求",
}
FIELDS: Final = {
    "printed": "原文",
    "title": "标题",
    "note": "补充说明",
    "hints": "提示",
    "fee_hint": "费用提示",
    "correction": "更正",
    "school": "学校",
    "office": "部门",
    "photographer": "拍摄单位",
    "name": "名称",
    "address": "地址",
    "phone": "电话",
    "email": "邮箱",
}
NO_TEXT = "没有这段文字。请从列表里选。"
CLOSED = "{class_year} 届没有启用，只能看，不能改。"
EMPTY = "请写上文字；要用通知的原话，就按“恢复原话”。"
TOO_LONG = f"最多 {LONGEST} 个字。"
SAME = "和现在的文字一样，没有改动。"


@dataclass(frozen=True)
class Text:
    """Words as pages show them, and as the notice says them. label: where they stand, for the admin."""

    name: str
    label: str
    words: str
    original: str

    @property
    def is_changed(self) -> bool:
        """Whether an admin has changed them."""
        return self.words != self.original


def texts_of(campaign: Campaign) -> list[tuple[str, list[Text]]]:
    """Every text of a campaign by its document: (title, texts). One query."""
    stored = {found.name: found for found in db.session.scalars(_documents(campaign))}
    return [(title, list(_texts(stored[name]))) for name, title in TITLES.items() if name in stored]


def find(campaign: Campaign, name: str) -> Text:
    """One text. Raises NotFoundError."""
    found = next((text for _title, texts in texts_of(campaign) for text in texts if text.name == name), None)
    if found is None:
        raise NotFoundError(NO_TEXT)
    return found


def english_of(campaign: Campaign, words: str) -> str:
    """The English of a text of this campaign; "" when there is none, and pages show the Chinese."""
    english: Json = documents.document(campaign, documents.ENGLISH).get("words", {})
    return str(english.get(words, ""))


def change(  # noqa: PLR0913, PLR0917 - what the form holds
    staff: Staff | None, campaign: Campaign, name: str, words: str, reason: str, english: str = ""
) -> None:
    """Set one text of the campaign that runs, and its English where there is some.

    Raises NotFoundError, ClosedError, InvalidError.
    """
    words, english = checked(campaign, name, words), typed.words(english)
    if len(english) > LONGEST:
        raise InvalidError(TOO_LONG)
    _set(staff, campaign, name, words, reason, english)


def reset(staff: Staff | None, campaign: Campaign, name: str, reason: str) -> None:
    """Go back to the notice's own words. Raises as `change` does."""
    _set(staff, campaign, name, find(campaign, name).original, reason)


def checked(campaign: Campaign, name: str, words: str) -> str:
    """Words as they would be kept. Raises NotFoundError, InvalidError."""
    found = find(campaign, name)
    words = typed.words(words)
    if not words and found.original:
        raise InvalidError(EMPTY)
    if len(words) > LONGEST:
        raise InvalidError(TOO_LONG)
    return words


def history(campaign: Campaign, name: str = "", before: int | None = None) -> list[Change]:
    """The latest changes of one text, or of all, newest first."""
    return campaign_changes.history(campaign, campaign_changes.TEXT, name, before)


def change_words(change: Change) -> str:
    """From what to what."""
    return f"{change.old or '（空）'}\n→ {change.new or '（空）'}"


def _set(  # noqa: PLR0913, PLR0917 - as above
    staff: Staff | None, campaign: Campaign, name: str, words: str, reason: str, english: str = ""
) -> None:
    reason = campaign_changes.checked_reason(reason)
    campaign_changes.begin(campaign)
    if not campaign.is_active:
        db.session.rollback()
        raise ClosedError(CLOSED, class_year=campaign.class_year)
    old = find(campaign, name).words
    known = english_of(campaign, words)
    if words == old and english in ("", known):
        db.session.rollback()
        raise InvalidError(SAME)
    if words != old:
        document, _, path = name.partition("/")
        _write(campaign, document, path.split("/"), words)
        _record(staff, campaign, name, old, words, reason)
    if english and english != known:
        _write(campaign, documents.ENGLISH, ["words", words], english)
        _record(staff, campaign, ENGLISH_NAME, known, english, reason)
    db.session.commit()


def _write(campaign: Campaign, document: str, path: list[str], words: str) -> None:
    row = db.session.scalars(_documents(campaign).where(NoticeDocument.name == document)).one_or_none()
    if row is None:  # a notice without English: it gets its first words
        row = NoticeDocument(campaign_id=campaign.id, name=document, body={path[0]: {}})
        db.session.add(row)
    body = copy.deepcopy(row.body)
    place: Any = body
    for step in path[:-1]:
        place = place[_step(place, step)]
    place[_step(place, path[-1])] = words
    row.body = body


def _step(place: Any, step: str) -> Any:
    return int(step) if isinstance(place, list) else step


def _record(  # noqa: PLR0913, PLR0917 - a line of the history
    staff: Staff | None, campaign: Campaign, name: str, old: str, new: str, reason: str
) -> None:
    campaign_changes.record(staff, campaign, campaign_changes.TEXT, name, old=old, new=new, reason=reason)


def _documents(campaign: Campaign) -> Any:
    return (
        select(NoticeDocument)
        .where(NoticeDocument.campaign_id == campaign.id)
        .execution_options(populate_existing=True)
    )


def _texts(document: NoticeDocument) -> Iterator[Text]:
    for path, label, words in _leaves(document.body, (), ""):
        original = _at(document.original, path)
        yield Text("/".join((document.name, *path)), label, words, words if original is None else original)


def _leaves(value: Any, path: tuple[str, ...], label: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Every text below a part of a document: its path, where it stands, and the words."""
    if isinstance(value, dict):
        # The title of a whole document stands above it already.
        marks = (value.get("section"), value.get("title")) if path else ()
        here = " · ".join(part for part in (label, *marks) if part)
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key), here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, str(index)), label)
    elif isinstance(value, str):
        field = next((step for step in reversed(path) if not step.isdecimal()), "")
        if field in FIELDS:
            yield path, " · ".join(part for part in (label, FIELDS[field]) if part), value


def _at(value: Any, path: tuple[str, ...]) -> str | None:
    """The words at a path; None where the original has nothing there."""
    for step in path:
        try:
            value = value[_step(value, step)]
        except (KeyError, IndexError, TypeError):
            return None
    return value if isinstance(value, str) else None
