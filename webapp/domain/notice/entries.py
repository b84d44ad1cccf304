"""What each entry of a notice's data files holds: one function turns one entry into its value."""

from __future__ import annotations

from webapp.domain.notice.json_entry import Entry, read_whole
from webapp.domain.notice.values import (
    Batch,
    BranchContact,
    Campaign,
    ChsiCheck,
    CodeGuide,
    CodeWay,
    Deadline,
    Major,
    PhotoClause,
    Quote,
    Rule,
    Session,
    Step,
)
from webapp.photocheck.report import CODES

_PLATFORMS = ("phone_browser", "computer", "wechat", "app")


def _quote(entry: Entry) -> Quote:
    """Words of the notice with their section."""
    return Quote(section=entry.text("section"), printed=entry.text("printed"))


def _inner_quote(entry: Entry, field: str) -> Quote:
    """Words of the notice in a nested object."""
    return read_whole(_quote, entry.inner(field))


def campaign(entry: Entry) -> Campaign:
    """campaign.json."""
    return Campaign(
        school=entry.text("school"),
        office=entry.text("office"),
        title=entry.text("title"),
        addressee=entry.text("addressee"),
        class_year=entry.whole("class_year", 2000),
        issued=entry.day("issued"),
        time_zone=entry.text("time_zone"),
        photographer=entry.text("photographer"),
        purpose=_inner_quote(entry, "purpose"),
        deadline=read_whole(_deadline, entry.inner("deadline")),
        place=_inner_quote(entry, "place"),
        arrive_early_minutes=entry.whole("arrive_early_minutes", 0),
        batches=entry.each("batches", _batch),
        absent=entry.each("absent", _quote),
        fee=_inner_quote(entry, "fee"),
        fee_hint=entry.text("fee_hint"),
        without_photo=_inner_quote(entry, "without_photo"),
        own_photos=_inner_quote(entry, "own_photos"),
        comparison=_inner_quote(entry, "comparison"),
        check_on_chsi=read_whole(_chsi_check, entry.inner("check_on_chsi")),
        branch_contact=read_whole(_branch_contact, entry.inner("branch_contact")),
        chsi_url=entry.text("chsi_url"),
    )


def _deadline(entry: Entry) -> Deadline:
    return Deadline(before=entry.moment("before"), words=_quote(entry))


def _batch(entry: Entry) -> Batch:
    return Batch(
        number=entry.whole("number", 1), day=entry.optional_day("day"), words=entry.each("words", _quote)
    )


def _chsi_check(entry: Entry) -> ChsiCheck:
    return ChsiCheck(
        after=entry.day("after"),
        words=_quote(entry),
        printed_day=entry.day("printed_day"),
        correction=entry.text("correction"),
    )


def _branch_contact(entry: Entry) -> BranchContact:
    return BranchContact(
        section=entry.text("section"),
        name=entry.text("name"),
        address=entry.text("address"),
        phone=entry.text("phone"),
        email=entry.text("email"),
    )


def session(entry: Entry) -> Session:
    """A row of sessions.json."""
    row = Session(
        batch=entry.whole("batch", 1),
        day=entry.day("day"),
        half_day=entry.one_of("half_day", ("上午", "下午")),
        start=entry.clock("start"),
        end=entry.clock("end"),
        colleges=entry.texts("colleges"),
        audience=entry.maybe_empty("audience"),
        majors=entry.each("majors", _major),
        printed_time=entry.text("printed_time"),
        printed=entry.text("printed"),
    )
    if row.end <= row.start:
        raise entry.error("end", "must be later than start")
    if bool(row.colleges) == bool(row.audience):
        raise entry.error("audience", "must be given when no college is, and only then")
    return row


def _major(entry: Entry) -> Major:
    return Major(name=entry.text("name"), head_count=entry.optional_whole("head_count", 1))


def _codes(entry: Entry) -> tuple[str, ...]:
    codes = entry.texts("codes")
    for code in codes:
        if code not in CODES:
            raise entry.error("codes", f"{code!r} is not a code of the photo check")
    return codes


def rule(entry: Entry) -> Rule:
    """An entry of rules.json."""
    found = Rule(
        id=entry.text("id"),
        section=entry.text("section"),
        title=entry.text("title"),
        audience="student" if entry.one_of("audience", ("student", "college")) == "student" else "college",
        printed=entry.text("printed"),
        emphasis=entry.texts("emphasis"),
        codes=_codes(entry),
    )
    if not all(words in found.printed for words in found.emphasis):
        raise entry.error("emphasis", "must be words of `printed`")
    return found


def photo_clause(entry: Entry) -> PhotoClause:
    """An entry of photo_rules.json."""
    return PhotoClause(
        id=entry.text("id"),
        section=entry.text("section"),
        title=entry.text("title"),
        printed=entry.text("printed"),
        codes=_codes(entry),
    )


def code_guide(entry: Entry) -> CodeGuide:
    """collection_code.json."""
    return CodeGuide(
        title=entry.text("title"),
        words=_quote(entry),
        warning=_inner_quote(entry, "warning"),
        hints=entry.texts("hints"),
        ways=entry.each("ways", _code_way),
    )


def _code_way(entry: Entry) -> CodeWay:
    platforms = entry.texts("platforms")
    if not platforms or not set(platforms) <= set(_PLATFORMS):
        raise entry.error("platforms", f"must be some of {', '.join(_PLATFORMS)}")
    return CodeWay(
        id=entry.text("id"),
        title=entry.text("title"),
        platforms=platforms,
        printed=entry.text("printed"),
        steps=entry.each("steps", _step),
    )


def _step(entry: Entry) -> Step:
    return Step(title=entry.text("title"), printed=entry.text("printed"), note=entry.maybe_empty("note"))
