"""The entries of Attachment 4 (branches.json) and of provinces.json."""

from __future__ import annotations

from webapp.domain.notice.json_entry import Entry
from webapp.domain.notice.values import Branch, City, Flag, Phone, Province, WithoutBranch

_FLAG_KINDS = ("seven_digits", "cut_short", "landline_as_mobile", "mark_misplaced", "missing", "old_name")


def branch_list(entry: Entry) -> tuple[tuple[Branch, ...], tuple[WithoutBranch, ...]]:
    """branches.json: the contacts in printed order, and the provinces that have none."""
    entry.text("section")
    entry.text("title")
    return entry.each("branches", _branch), entry.each("without_branch", _without_branch)


def province(entry: Entry) -> Province:
    """An entry of provinces.json."""
    return Province(
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        capital=entry.text("capital"),
        lat=entry.degrees("lat", 90),
        lng=entry.degrees("lng", 180),
        english=entry.text("en"),
        capital_english=entry.text("capital_en"),
        cities=entry.each("cities", _city),
    )


def _city(entry: Entry) -> City:
    return City(
        name=entry.text("name"),
        lat=entry.degrees("lat", 90),
        lng=entry.degrees("lng", 180),
        english=entry.text("en"),
    )


def _without_branch(entry: Entry) -> WithoutBranch:
    return WithoutBranch(province=entry.text("province"), neighbours=entry.texts("neighbours"))


def _branch(entry: Entry) -> Branch:
    branch = Branch(
        id=entry.text("id"),
        name=entry.text("name"),
        province=entry.text("province"),
        city=entry.text("city"),
        contact=entry.text("contact"),
        office=entry.each("office", _phone),
        mobile=Phone(entry.maybe_empty("mobile")),
        fax=Phone(entry.maybe_empty("fax")),
        address=entry.text("address"),
        lat=entry.degrees("lat", 90),
        lng=entry.degrees("lng", 180),
        precision=entry.one_of("precision", ("city",)),
        flags=entry.each("flags", _flag),
    )
    _require_flagged_fields(entry, branch)
    return branch


def _phone(entry: Entry) -> Phone:
    return Phone(number=entry.text("number"), mark=entry.maybe_empty("mark"))


def _flag(entry: Entry) -> Flag:
    return Flag(
        field=entry.text("field"), kind=entry.one_of("kind", _FLAG_KINDS), reason=entry.text("reason")
    )


def _require_flagged_fields(entry: Entry, branch: Branch) -> None:
    """A flag points at a field that exists, and a number that cannot be dialled is never left without one."""
    numbers = {f"office.{index}": phone for index, phone in enumerate(branch.office)}
    numbers |= {"mobile": branch.mobile, "fax": branch.fax}
    for flag in branch.flags:
        if flag.field not in (*numbers, "address"):
            raise entry.error("flags", f"there is no field {flag.field!r}")
    for field, phone in numbers.items():
        if not phone.tel and not any(branch.flags_of(field)):
            raise entry.error(field, f"{phone.number!r} cannot be dialled, and no flag says so")
