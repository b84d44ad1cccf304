"""Every page of students and of the public, in every state: a list to walk, for axe, pictures and measures.

The entries are data; `walk.py` opens them. A test holds the list against the pages that there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from playwright.sync_api import FilePayload

from benchmarks.pages.steps import (
    Step,
    choose,
    fill,
    go,
    press,
    send_often,
    send_plainly,
    without_its_token,
    without_network,
)

NOT_A_PICTURE: FilePayload = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": b"no picture " * 99}
TOO_LARGE: FilePayload = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": b"\0" * (23 << 20)}
EMAIL = "a@example.org"  # of Who.DRAFT
UNSUBSCRIBE = "/unsubscribe/EMAIL"  # walk.py puts the signed link in its place
A_NEW_STUDENT = {"student_no": "202310002", "name": "陈思雨", "id_tail": "146744"}  # of the demo's roster
NOBODY_KNOWS = {"student_no": "209900000", "name": "无名", "id_tail": "000000"}
NOBODYS_PASSWORD = "wrong"  # noqa: S105 - opens nothing
CHECKS_IN_TEN_MINUTES = 30  # Settings.check_limit


class Era(IntEnum):
    """How the copy stands. Walked in this order: each makes the next by changing its database."""

    EMPTY = 0  # before the first notice
    OPEN = 1
    CLOSED = 2  # the deadline has passed
    OVER = 3  # no campaign runs any more


class Who(StrEnum):
    """Whose browser it is: students of the demo by their number, named by where they stand."""

    NOBODY = ""
    NOTHING = "202310001"
    DRAFT = "202311001"
    SUBMITTED = "202310003"
    RETURNED = "202310007"
    APPROVED = "202311003"
    ATTENDED = "202311004"
    TODAY = "202312004"  # whose college is photographed on campus today


@dataclass(frozen=True)
class PageState:
    """One page in one state.

    once: done before all else and in Chinese only, since it changes what is stored. steps: done after `path`
    is open, in each language. status: of the answer to `path`.
    """

    name: str
    path: str
    who: Who = Who.NOBODY
    era: Era = Era.OPEN
    status: int = 200
    once: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = ()


PUBLIC_PAGES = {
    "home": "/",
    "sessions": "/sessions",
    "branches": "/branches",
    "code guide": "/guide/code",
    "photo guide": "/guide/photo",
    "check": "/check",
    "card": "/card",
    "privacy": "/privacy",
    "log-in": "/login",
    "activate": "/activate",
    "staff log-in": "/staff/login",
    "language": "/language",
}
KINDS = ("electronic", "paper", "code")


def _public(era: Era) -> list[PageState]:
    return [PageState(name, path, era=era) for name, path in PUBLIC_PAGES.items()]


def _uploads(who: Who, era: Era = Era.OPEN, kinds: tuple[str, ...] = KINDS) -> list[PageState]:
    return [PageState(f"upload {kind}", f"/me/upload/{kind}", who, era) for kind in kinds]


SEARCHES = [
    PageState("sessions, found", "/sessions?q=翻译"),
    PageState("sessions, not named", "/sessions?q=没有这个专业"),
    PageState("sessions, error", "/sessions?q=" + "长" * 41, status=422),
    PageState("branches, by place", "/branches?lat=30.60&lng=114.30"),
    PageState("branches, province", "/branches?province=湖北省"),
    PageState("branches, none there", "/branches?province=江苏省"),
    PageState(
        "branches, city", "/branches?province=江苏省&city=徐州市", steps=(press(".city-choice summary"),)
    ),
    PageState("branches, one unfolded", "/branches", steps=(press(".branch-rows summary"),)),
    PageState("branches, error", "/branches?lat=999&lng=0", status=422),
    PageState("branches, place refused", "/branches", steps=(press("#locate button"),)),
]
CHECKS = [
    PageState("check, good", "/check", steps=(choose("合格照片.jpg"),)),
    PageState("check, failing", "/check", steps=(choose("头部太小.jpg"),)),
    PageState("check, chat copy", "/check", steps=(choose("微信压缩过的照片.jpg"),)),
    PageState("check, no picture", "/check", steps=(choose(NOT_A_PICTURE),)),
    PageState("check, nothing chosen", "/check", steps=(send_plainly,)),
    PageState("check, too large", "/check", steps=(choose(TOO_LARGE, answered=False),)),
    PageState("check, offline", "/check", steps=(without_network, choose("合格照片.jpg", answered=False))),
    PageState(
        "check, too often",
        "/check",
        once=(go("/check"), send_often("/check", CHECKS_IN_TEN_MINUTES)),
        steps=(send_plainly,),
    ),
]
LOG_INS = [
    PageState("log-in, empty", "/login", steps=(press(),)),
    PageState(
        "log-in, wrong", "/login", steps=(fill(student_no="202310009", password=NOBODYS_PASSWORD), press())
    ),
    PageState("log-in, sent here", "/me"),
    PageState("activate, empty", "/activate", steps=(press(),)),
    PageState("activate, not known", "/activate", steps=(fill(**NOBODY_KNOWS), press())),
    PageState("choose a password", "/activate", steps=(fill(**A_NEW_STUDENT), press())),
    PageState("choose a password, error", "/activate", steps=(fill(**A_NEW_STUDENT), press(), press())),
    PageState("change password", "/password", Who.NOTHING),
    PageState("change password, error", "/password", Who.NOTHING, steps=(press(),)),
    PageState("staff log-in, empty", "/staff/login", steps=(press(),)),
    PageState(
        "staff log-in, wrong", "/staff/login", steps=(fill(username="li", password=NOBODYS_PASSWORD), press())
    ),
]
ERRORS = [
    PageState("error 404", "/nothing", status=404),
    PageState("error 405", "/logout", status=405),
    PageState("error 403", "/review/", Who.NOTHING, status=403),
    PageState("error 400, page too old", "/login", steps=(without_its_token, press())),
    PageState("calendar, none", "/sessions/999999.ics", status=404),
]
MAIL = [
    PageState("notices, empty", "/me/notices", Who.NOTHING),
    PageState("notices, error", "/me/notices", Who.NOTHING, steps=(fill(email="no address"), press())),
    PageState(
        "notices, filled",
        "/me/notices",
        Who.DRAFT,
        once=(go("/me/notices"), fill(email=EMAIL), press()),
    ),
    PageState("home, address saved", "/me", Who.DRAFT),
    PageState("stop mails", UNSUBSCRIBE),
    PageState("stop mails, done", UNSUBSCRIBE, once=(go(UNSUBSCRIBE), press())),
]
NOTHING_YET = [
    PageState("student home, nothing yet", "/me", Who.NOTHING),
    PageState("public home, logged in", "/", Who.NOTHING),
    PageState("card, no code yet", "/card", Who.NOTHING),
    *_uploads(Who.NOTHING),
    PageState("upload, nothing chosen", "/me/upload/paper", Who.NOTHING, steps=(send_plainly,)),
    PageState("upload, no picture", "/me/upload/paper", Who.NOTHING, steps=(choose(NOT_A_PICTURE),)),
    PageState("upload, no code", "/me/upload/code", Who.NOTHING, steps=(choose("不是采集码.png"),)),
    PageState(
        "upload, offline",
        "/me/upload/code",
        Who.NOTHING,
        steps=(without_network, choose("采集码.png", answered=False)),
    ),
    PageState("details, empty", "/me/details", Who.NOTHING),
    PageState("details, error", "/me/details", Who.NOTHING, steps=(press(),)),
    PageState("submit, all missing", "/me/submit", Who.NOTHING),
    PageState(
        "student home, on CHSI",
        "/me",
        Who.NOTHING,
        once=(go("/me"), press("button[name=has_photo][value=yes]")),
    ),
]
HALF_DONE = [
    PageState("student home, half done", "/me", Who.DRAFT),
    *_uploads(Who.DRAFT),
    PageState("submit, some missing", "/me/submit", Who.DRAFT),
    PageState("upload, refused", "/me/upload/electronic", Who.DRAFT, steps=(choose(NOT_A_PICTURE),)),
    PageState(
        "upload, chat copy", "/me/upload/electronic", Who.DRAFT, steps=(choose("微信压缩过的照片.jpg"),)
    ),
    PageState("upload, good", "/me/upload/electronic", Who.DRAFT, steps=(choose("合格照片.jpg"),)),
]
BEFORE_THE_SESSION = [
    PageState("student home, session today", "/me", Who.TODAY),
    PageState("upload, unreadable", "/me/upload/electronic", Who.TODAY, steps=(choose(NOT_A_PICTURE),)),
    PageState("submit, photo blocked", "/me/submit", Who.TODAY),
    PageState("student home, photo blocked", "/me", Who.TODAY),
]
HANDED_IN = [
    PageState("student home, submitted", "/me", Who.SUBMITTED),
    *_uploads(Who.SUBMITTED),
    PageState("details, submitted", "/me/details", Who.SUBMITTED),
    PageState("submit, submitted", "/me/submit", Who.SUBMITTED),
    PageState("card with code", "/card", Who.SUBMITTED),
]
SENT_BACK = [
    PageState("student home, returned", "/me", Who.RETURNED),
    *_uploads(Who.RETURNED),
    PageState("details, returned", "/me/details", Who.RETURNED),
    PageState("submit, needs a note", "/me/submit", Who.RETURNED),
    PageState("submit, no note", "/me/submit", Who.RETURNED, steps=(press(),)),
    PageState(
        "submit, ready",
        "/me/submit",
        Who.RETURNED,
        once=(go("/me/upload/electronic"), choose("合格照片.jpg")),
    ),
    PageState("student home, corrected", "/me", Who.RETURNED),
]
THE_END = [
    PageState("student home, approved", "/me", Who.APPROVED),
    *_uploads(Who.APPROVED),
    PageState("student home, attended", "/me", Who.ATTENDED),
    PageState("upload, attended", "/me/upload/code", Who.ATTENDED),
    PageState(
        "student home, seen on CHSI", "/me", Who.APPROVED, once=(go("/me"), press(".card-box form button"))
    ),
]
TOO_LATE = [
    PageState("home, closed", "/", era=Era.CLOSED),
    PageState("student home, closed with nothing", "/me", Who.NOTHING, Era.CLOSED),
    PageState("student home, closed half done", "/me", Who.DRAFT, Era.CLOSED),
    PageState("student home, closed after a return", "/me", Who.RETURNED, Era.CLOSED),
    *_uploads(Who.DRAFT, Era.CLOSED),
    PageState("details, closed", "/me/details", Who.DRAFT, Era.CLOSED),
    PageState("submit, closed", "/me/submit", Who.DRAFT, Era.CLOSED),
]
NO_CAMPAIGN = [
    *_public(Era.OVER),
    PageState("student home, over", "/me", Who.NOTHING, Era.OVER),
    PageState("student home, approved and over", "/me", Who.APPROVED, Era.OVER),
]

STATES: tuple[PageState, ...] = (
    *_public(Era.EMPTY),
    *_public(Era.OPEN),
    *SEARCHES,
    *CHECKS,
    *LOG_INS,
    *ERRORS,
    *NOTHING_YET,
    *HALF_DONE,
    *BEFORE_THE_SESSION,
    *MAIL,
    *HANDED_IN,
    *SENT_BACK,
    *THE_END,
    *TOO_LATE,
    *NO_CAMPAIGN,
)
