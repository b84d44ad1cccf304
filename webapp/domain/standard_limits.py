"""Limits of the photo standard that an admin sets otherwise for a class, with their history.

They are read from the campaign at every check (`intake.standard_for`), so a change counts at once in every
worker. Verdicts that are stored keep the version of the limits that they were made with: "2017-99.1+12" is
the standard as the change number 12 left it. At submit every photo is checked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from webapp.domain import campaign_changes, typed
from webapp.domain.campaign_changes import Change
from webapp.domain.errors import ClosedError, InvalidError, NotFoundError
from webapp.extensions import db
from webapp.models import Campaign, Staff
from webapp.photocheck import STANDARD, StandardError
from webapp.photocheck_wording.limits import GROUPS, LIMITS, Limit

VERSION: Final = "version"
NO_LIMIT = "照片标准里没有“{name}”这一项。"
CLOSED = "{class_year} 届没有启用，只能看，不能改。"
SAME = "和现在的数值一样，没有改动。"
PROBLEMS: Final = {
    "type": "“{name}”要填{kind}。",
    "range": "“{name}”的数值不在允许的范围内。",
    "order": "“{name}”和与它成对的数值大小颠倒了。请先改另一个，或者换一个数。",
}
KINDS: Final = {
    int: "整数，例如 60",
    float: "数字，例如 50 或 0.35",
    tuple: "几个数值，用逗号分开，个数和原来一样",
}
COLORS = "颜色，写 light_blue、white 或 light_grey，用逗号分开"
_SEPARATOR = re.compile(r"[,，、\s]+")


@dataclass(frozen=True)
class Shown:
    """A limit on a page. standard, own: values as people read them; own is "" where the standard holds."""

    limit: Limit
    standard: str
    own: str

    @property
    def value(self) -> str:
        """What counts."""
        return self.own or self.standard


def in_force(campaign: Campaign) -> dict[str, Any]:
    """What the class sets otherwise, as `Standard.with_overrides` takes it, without what no longer fits.

    The engine may lose a limit that was stored, or move another one past it. Then the standard's own value
    counts and the admin sees which (`left_out`): no student's upload may fail because of it.
    """
    own = dict(campaign.standard_overrides)
    while True:
        try:
            STANDARD.with_overrides(own)
        except StandardError as error:
            del own[error.field]
        else:
            return own


def left_out(campaign: Campaign) -> dict[str, str]:
    """What is stored and does not count, by the name of its limit or, where that is gone, of its field."""
    own = in_force(campaign)
    gone = {name: value for name, value in campaign.standard_overrides.items() if name not in own}
    return {LIMITS[name].name if name in LIMITS else name: words(value) for name, value in gone.items()}


def shown(campaign: Campaign) -> list[tuple[str, list[Shown]]]:
    """Every limit by its group: (title, limits)."""
    own = in_force(campaign)
    return [(group.title, [_shown(own, limit) for limit in group.limits]) for group in GROUPS]


def find(campaign: Campaign, field: str) -> Shown:
    """One limit. Raises NotFoundError."""
    if field not in LIMITS:
        raise NotFoundError(NO_LIMIT, name=field)
    return _shown(in_force(campaign), LIMITS[field])


def change(staff: Staff | None, campaign: Campaign, field: str, text: str, reason: str) -> None:
    """Set one limit of the campaign that runs, as typed. Raises NotFoundError, ClosedError, InvalidError."""
    limit = find(campaign, field).limit
    _set(staff, campaign, limit, _read(limit, text), reason)


def reset(staff: Staff | None, campaign: Campaign, field: str, reason: str) -> None:
    """Go back to the standard's own value. Raises as `change` does."""
    _set(staff, campaign, find(campaign, field).limit, None, reason)


def history(campaign: Campaign, field: str = "", before: int | None = None) -> list[Change]:
    """The latest changes of one limit, or of all, newest first."""
    return campaign_changes.history(campaign, campaign_changes.STANDARD, field, before)


def words(value: Any) -> str:
    """A value as people read it: "0.35", "50，62，93，97", "light_blue"."""
    if isinstance(value, tuple | list):
        return "，".join(map(words, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def change_words(change: Change) -> str:
    """From what to what, where the standard's own value stands for "not set"."""
    own = getattr(STANDARD, change.row.name, "")
    return " → ".join(words(own if value is None else value) for value in (change.old, change.new))


def _set(staff: Staff | None, campaign: Campaign, limit: Limit, value: Any, reason: str) -> None:
    reason = campaign_changes.checked_reason(reason)
    campaign_changes.begin(campaign)
    if not campaign.is_active:
        db.session.rollback()
        raise ClosedError(CLOSED, class_year=campaign.class_year)
    own = {name: set_ for name, set_ in in_force(campaign).items() if name != VERSION}
    old = own.pop(limit.field, None)
    try:
        new = _fitting(own, limit.field, value)
        if new == old:
            raise InvalidError(SAME)
    except InvalidError:
        db.session.rollback()
        raise
    if new is not None:
        own[limit.field] = new
    row = campaign_changes.record(
        staff, campaign, campaign_changes.STANDARD, limit.field, old=old, new=new, reason=reason
    )
    campaign.standard_overrides = {**own, VERSION: f"{STANDARD.version}+{row.id}"} if own else {}
    db.session.commit()


def _fitting(own: dict[str, Any], field: str, value: Any) -> Any:
    """The value as it is stored beside the other limits of the class; None for the standard's own.

    Raises InvalidError when the limits do not go together.
    """
    usual = getattr(STANDARD, field)
    try:
        changed = getattr(STANDARD.with_overrides({**own, field: usual if value is None else value}), field)
    except StandardError as error:
        limit = LIMITS[error.field]
        raise InvalidError(PROBLEMS[error.reason], name=limit.name, kind=_kind(limit)) from error
    if changed == usual:
        return None
    return list(changed) if isinstance(changed, tuple) else changed


def _shown(own: dict[str, Any], limit: Limit) -> Shown:
    value = own.get(limit.field)
    return Shown(limit, words(getattr(STANDARD, limit.field)), "" if value is None else words(value))


def _read(limit: Limit, text: str) -> Any:
    """What was typed, as a value of the limit's type. Raises InvalidError."""
    text = typed.words(text)
    default = getattr(STANDARD, limit.field)
    try:
        if isinstance(default, tuple):
            parts = [part for part in _SEPARATOR.split(text) if part]
            return parts if isinstance(default[0], str) else [float(part) for part in parts]
        return int(text) if isinstance(default, int) else float(text)
    except ValueError:
        raise InvalidError(PROBLEMS["type"], name=limit.name, kind=_kind(limit)) from None


def _kind(limit: Limit) -> str:
    default = getattr(STANDARD, limit.field)
    if isinstance(default, tuple) and isinstance(default[0], str):
        return COLORS
    return KINDS[type(default)]
