"""Who is who in the demo: what each invented person of roster.csv has done so far, and what to try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from webapp.models import Role

STUDENT_PASSWORD: Final = "bupai-student"  # noqa: S105 - printed for every visitor of the demo
STAFF_PASSWORD: Final = "bupai-teacher"  # noqa: S105 - the same


class Stage(StrEnum):
    """How far a student has come."""

    NEW = "new"  # has not set a password
    NOTHING = "nothing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ATTENDED = "attended"


STAGE_NAMES: Final = {
    Stage.NEW: "没登录过",
    Stage.NOTHING: "还没上传",
    Stage.DRAFT: "传了一半",
    Stage.SUBMITTED: "等待审核",
    Stage.RETURNED: "被退回",
    Stage.APPROVED: "已通过",
    Stage.ATTENDED: "集中拍过",
}


@dataclass(frozen=True)
class Actor:
    """A student of the story.

    look: in `people.PEOPLE`, "" when no picture is needed. fault: in `drawn.FAULTS`, what is wrong with the
    photo. note: what they tell the reviewer. hours: how long ago they handed in. to_try: for visitors.
    """

    student_no: str
    stage: Stage
    look: str = ""
    fault: str = ""
    note: str = ""
    hours: int = 0
    consents: bool = True
    reasons: tuple[str, ...] = ()
    text: str = ""
    to_try: str = ""


@dataclass(frozen=True)
class Teacher:
    """A member of staff of the story. `colleges` is empty for an admin and for a leader.

    leads: the college whose campus session is theirs to call, "" for none.
    """

    username: str
    name: str
    role: Role
    colleges: tuple[str, ...]
    to_try: str
    leads: str = ""


ACTORS: Final[tuple[Actor, ...]] = (
    Actor("202310002", Stage.NEW, to_try="第一次登录：点“第一次使用”，设置自己的密码"),
    Actor("202310001", Stage.NOTHING, to_try="从头走一遍：看怎么补拍，上传 demo-files 里的文件，提交"),
    Actor(
        "202311001",
        Stage.DRAFT,
        look="zhou",
        fault="small_head",
        to_try="照片没通过检查：看哪里不对、谁能改",
    ),
    Actor("202310003", Stage.SUBMITTED, look="wang", hours=29, to_try="等待审核：可以撤回"),
    Actor(
        "202311002",
        Stage.SUBMITTED,
        look="yang",
        fault="small_head",
        note="摄影师说这是按新的尺寸裁的，请老师看看能不能用。",
        hours=22,
        consents=False,
    ),
    Actor("202310010", Stage.SUBMITTED, look="musa", hours=7),
    Actor("202312005", Stage.SUBMITTED, look="amina", hours=3),
    Actor(
        "202310007",
        Stage.RETURNED,
        look="liu",
        fault="grey_background",
        note="照相馆只有灰色背景，不知道行不行。",
        hours=26,
        reasons=("photo_background_color",),
        text="请联系分社换成浅蓝色背景，一般不用重拍。",
        to_try="被退回：看原因，改好再交",
    ),
    Actor("202311003", Stage.APPROVED, look="zhao", hours=50, to_try="审核通过"),
    Actor("202312001", Stage.APPROVED, look="guli", hours=31),
    Actor("202312004", Stage.NOTHING, to_try="集中拍照就在今天：看自己的场次；leader 结束点名以后再来看"),
    Actor("202311004", Stage.ATTENDED, to_try="参加过集中拍摄：不用补拍"),
)

LED_TODAY: Final = "艺术与设计学院"
"""The college that is photographed on the day on which the demo is filled; the others were before."""

TICKED: Final = ("202312002", "202312003")
"""Students whom the leader has ticked so far."""

TEACHERS: Final[tuple[Teacher, ...]] = (
    Teacher(
        "reviewer",
        "李敏",
        Role.REVIEWER,
        ("外国语学院", "计算机科学与技术学院"),
        "审核老师（两个学院）：打开队列，通过或退回",
    ),
    Teacher(
        "reviewer2",
        "周强",
        Role.REVIEWER,
        ("外国语学院", "艺术与设计学院"),
        "另一位审核老师：和李老师共管外国语学院，不会审到同一份",
    ),
    Teacher(
        "leader",
        "陈晨",
        Role.LEADER,
        (),
        "点名负责人（学生干部）：用手机给今天这一场点名，结束点名",
        leads=LED_TODAY,
    ),
    Teacher("admin", "王芳", Role.ADMIN, (), "管理员：看各学院进度，导出照片和名单，给学生延期"),
)

ADMITTED: Final = {"202310001": "lin", "202310003": "wang", "202312005": "amina", "202311003": "zhao"}
"""Students whose admission photo the college has: 学号 -> look."""

CONTACTS: Final = {
    "外国语学院": "学院办公室李老师 0715-0000001",
    "计算机科学与技术学院": "学院办公室李老师 0715-0000002",
    "艺术与设计学院": "学院办公室周老师 0715-0000003",
}
"""Whom students call; numbers that nobody has."""


def cast() -> dict[str, str]:
    """The looks of the story and the fault in what each hands in, for `drawn.draw_all`."""
    return {actor.look: actor.fault for actor in ACTORS if actor.look}
