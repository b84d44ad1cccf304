"""The text that a counsellor pastes into a chat group: names, until when, and where. Never an ID number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.domain.chasing.stages import Stage
from webapp.domain.mail.notices import in_time

LONGEST = 1900  # characters; WeChat cuts a message at about 2,000
TAIL = 4  # characters of the 学号 behind equal names, at least
BETWEEN_NAMES = "、"

WORDS = {
    Stage.UNSUBMITTED: "未提交补拍材料",
    Stage.INACTIVE: "还没登录过补拍系统",
    Stage.NOTHING: "还没开始补拍",
    Stage.DRAFT: "补拍材料填了还没提交",
    Stage.RETURNED: "补拍材料被退回，要改好再提交",
    Stage.PAPER: "还没交纸质照片",
    Stage.CHSI: "还没核对学信网上的照片",
}
TO_DO = {
    Stage.RETURNED: "登录就能看到要改哪里。",
    Stage.PAPER: "请带上页面里的回执，把纸质照片交到学院。",
    Stage.CHSI: "请登录学信网看照片是否出现、是不是本人，再到补拍页面点“确认”。",
}


@dataclass(frozen=True)
class Missing:
    """One student as the text needs them. group: the class, as it stands in front of its names."""

    student_id: int
    name: str
    student_no: str
    group: str


@dataclass(frozen=True)
class Message:
    """One message, and who stands in it."""

    text: str
    student_ids: tuple[int, ...]


@dataclass(frozen=True)
class Frame:
    """What stands around the names. until: the deadline, None when there is none or it has passed.

    link: where to go, "" when nobody knows. closed: what to say once it is too late, else "".
    """

    stage: Stage
    until: datetime | None
    link: str
    closed: str = ""

    def head(self, count: int, part: str) -> str:
        """The first line; part: which message of several, or ""."""
        return f"【毕业照补拍】还有 {count} 位同学{WORDS[self.stage]}{part}："

    def foot(self) -> str:
        """What to do, until when and where, a line each."""
        until = f"截止：{in_time(self.until)}" if self.until else ""
        link = f"链接：{self.link}" if self.link else ""
        return "\n".join(filter(None, (TO_DO.get(self.stage, ""), until, self.closed, link)))


def messages(missing: Sequence[Missing], frame: Frame, longest: int = LONGEST) -> list[Message]:
    """As many messages as it takes, each whole in itself and at most `longest` characters.

    `missing` must be sorted by group. Only one group: its name is left out, the reader is in it.
    """
    room = longest - len(frame.head(len(missing), "（第 99/99 条）")) - len(frame.foot()) - 2
    parts = list(_parts(missing, _shown_names(missing), room))
    return [
        Message(_text(frame, len(missing), lines, number, len(parts)), ids)
        for number, (lines, ids) in enumerate(parts, start=1)
    ]


def _text(frame: Frame, count: int, lines: str, number: int, total: int) -> str:
    part = f"（第 {number}/{total} 条）" if total > 1 else ""
    return "\n".join(filter(None, (frame.head(count, part), lines, frame.foot())))


def _parts(
    missing: Sequence[Missing], names: dict[int, str], room: int
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Fill one message after the other; a group that goes on in the next is named there again."""
    tells_groups = len({one.group for one in missing}) > 1
    lines, group = "", None
    ids: list[int] = []
    for one in missing:
        new_line = f"{one.group}：{names[one.student_id]}" if tells_groups else names[one.student_id]
        if lines and one.group == group:
            piece = BETWEEN_NAMES + names[one.student_id]
        else:
            piece = ("\n" if lines else "") + new_line
        if lines and len(lines) + len(piece) > room:
            yield lines, tuple(ids)
            lines, ids, piece = "", [], new_line
        lines, group = lines + piece, one.group
        ids.append(one.student_id)
    if lines:
        yield lines, tuple(ids)


def _shown_names(missing: Iterable[Missing]) -> dict[int, str]:
    """The name alone; equal names get the end of the 学号, as much of it as tells them apart."""
    by_name: dict[str, list[Missing]] = {}
    for one in missing:
        by_name.setdefault(one.name, []).append(one)
    shown = {}
    for name, people in by_name.items():
        tail = _tail_length([one.student_no for one in people])
        for one in people:
            shown[one.student_id] = f"{name}（{one.student_no[-tail:]}）" if len(people) > 1 else name
    return shown


def _tail_length(numbers: list[str]) -> int:
    longest = max(map(len, numbers))
    for length in range(TAIL, longest):
        if max(Counter(number[-length:] for number in numbers).values()) == 1:
            return length
    return longest
