"""What a notice says, as plain values: the shape that `reading` reads and the database is filled from.

`printed` always holds the notice's own words; everything else that is text is ours. Where the paper breaks a
line is not part of the words, nor are Markdown marks and the angle brackets round the address.
`section` says where the words stand: a number of the notice ("三.5") or an attachment ("附件3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

_AREA_AND_NUMBER = re.compile(r"0\d{2,3}-?\d{7,8}")
_MOBILE = re.compile(r"1\d{10}")


class NoticeError(Exception):
    """A data file that cannot be used; the message names the file, the entry, the field and the reason."""

    def __init__(self, file: str, entry: str, field: str, problem: str) -> None:
        super().__init__(f"{file}: {entry}: {field}: {problem}")
        self.file = file
        self.entry = entry
        self.field = field
        self.problem = problem


@dataclass(frozen=True)
class Quote:
    """Words of the notice and where they stand."""

    section: str
    printed: str


@dataclass(frozen=True)
class Deadline:
    """`before` is the first moment that is too late (aware)."""

    before: datetime
    words: Quote


@dataclass(frozen=True)
class Batch:
    """One campus session day. `day` is None while the notice only gives an estimate; its `words` tell it."""

    number: int
    day: date | None
    words: tuple[Quote, ...]


@dataclass(frozen=True)
class ChsiCheck:
    """From when CHSI shows the photo. `printed_day` is the notice's slip, `after` the corrected day."""

    after: date
    words: Quote
    printed_day: date
    correction: str


@dataclass(frozen=True)
class BranchContact:
    """The branch that photographs on campus, for whoever misses an image on CHSI."""

    section: str
    name: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True)
class Campaign:
    """The notice as a whole. `fee_hint` is our advice, not the notice's; `time_zone` is an IANA name."""

    school: str
    office: str
    title: str
    addressee: str
    class_year: int
    issued: date
    time_zone: str
    photographer: str
    purpose: Quote
    deadline: Deadline
    place: Quote
    arrive_early_minutes: int
    batches: tuple[Batch, ...]
    absent: tuple[Quote, ...]
    fee: Quote
    fee_hint: str
    without_photo: Quote
    own_photos: Quote
    comparison: Quote
    check_on_chsi: ChsiCheck
    branch_contact: BranchContact
    chsi_url: str


@dataclass(frozen=True)
class Major:
    """`head_count` is None where the notice prints none."""

    name: str
    head_count: int | None = None


@dataclass(frozen=True)
class Session:
    """One row of Attachment 3; times are local to the campaign's time zone.

    colleges: empty for a row that names none; then `audience` says whom it is for ("研究生", "其他专业").
    majors: as listed in the row; with two colleges the notice does not say which major is whose.
    """

    batch: int
    day: date
    half_day: str
    start: time
    end: time
    colleges: tuple[str, ...]
    audience: str
    majors: tuple[Major, ...]
    printed_time: str
    printed: str


@dataclass(frozen=True)
class Rule:
    """A rule of sections 二 to 四. `emphasis` holds the words printed bold.

    codes: the photo checks (`photocheck.report.CODES`) that look at it.
    """

    id: str
    section: str
    title: str
    audience: Literal["student", "college"]
    printed: str
    emphasis: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step to the collection code. `note` is ours: what the student may find different, or ""."""

    title: str
    printed: str
    note: str


@dataclass(frozen=True)
class CodeWay:
    """One of the ways to the collection code; any of them will do."""

    id: str
    title: str
    platforms: tuple[str, ...]
    printed: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class CodeGuide:
    """Attachment 1. `hints` are ours."""

    title: str
    words: Quote
    warning: Quote
    hints: tuple[str, ...]
    ways: tuple[CodeWay, ...]


@dataclass(frozen=True)
class PhotoClause:
    """A clause of Attachment 2. No codes: only people can judge it."""

    id: str
    section: str
    title: str
    printed: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Phone:
    """A number as printed and the mark beside it, "(O)" for office or ""."""

    number: str
    mark: str = ""

    @property
    def tel(self) -> str:
        """The digits for a `tel:` link; "" when none that can be dialled were printed."""
        if _AREA_AND_NUMBER.fullmatch(self.number) or _MOBILE.fullmatch(self.number):
            return self.number.replace("-", "")
        return ""


@dataclass(frozen=True)
class Flag:
    """A doubt about a printed value, which stays as printed.

    field: "office.0" (the first office number), "mobile", "fax" or "address".
    kind: "seven_digits", "cut_short", "landline_as_mobile", "mark_misplaced", "missing" or "old_name".
    reason: for people.
    """

    field: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Branch:
    """A contact of Attachment 4. lat, lng: the city's centre in degrees (WGS84), not the house."""

    id: str
    name: str
    province: str
    city: str
    contact: str
    office: tuple[Phone, ...]
    mobile: Phone
    fax: Phone
    address: str
    lat: float
    lng: float
    precision: str
    flags: tuple[Flag, ...]

    def flags_of(self, field: str) -> Iterator[Flag]:
        """The doubts about one field, named as in `Flag.field`."""
        return (flag for flag in self.flags if flag.field == field)


@dataclass(frozen=True)
class WithoutBranch:
    """A province for which Attachment 4 lists nobody, and the provinces beside it that have a branch."""

    province: str
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class Translation:
    """Words of the notice, or ours about it, and their English."""

    words: str
    english: str


@dataclass(frozen=True)
class Notice:
    """Everything one notice says. Tuples keep the printed order.

    english: for each text that pages show, or empty for a notice that has none.
    """

    campaign: Campaign
    sessions: tuple[Session, ...]
    rules: tuple[Rule, ...]
    code_guide: CodeGuide
    photo_clauses: tuple[PhotoClause, ...]
    branches: tuple[Branch, ...]
    without_branch: tuple[WithoutBranch, ...]
    english: tuple[Translation, ...] = ()


@dataclass(frozen=True)
class City:
    """A prefecture (or a city of its rank) by its everyday name; lat, lng in degrees, to about 10 km."""

    name: str
    lat: float
    lng: float
    english: str


@dataclass(frozen=True)
class Province:
    """A province-level unit; lat, lng: the centre of its capital in degrees (WGS84).

    english, capital_english: what English maps call them. cities: () where the whole unit is one city.
    """

    name: str
    short_name: str
    capital: str
    lat: float
    lng: float
    english: str
    capital_english: str
    cities: tuple[City, ...]
