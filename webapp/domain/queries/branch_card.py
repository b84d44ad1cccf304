"""A branch as a page shows it: every number as printed, what can be dialled, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.notice.values import Phone
from webapp.domain.queries import notice
from webapp.language import translated
from webapp.models import Branch


@dataclass(frozen=True)
class Number:
    """One printed number. tel: digits to dial, "" when it cannot be; doubts: why it may be wrong."""

    label: str
    printed: str
    tel: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class BranchCard:
    """phones: numbers to call, office first. fax: None when none is printed."""

    branch: Branch
    phones: tuple[Number, ...]
    fax: Number | None
    missing: tuple[str, ...]
    address_doubts: tuple[str, ...]

    @property
    def as_text(self) -> str:
        """What is shared: as printed, in Chinese, for a message or a taxi driver."""
        phones = "、".join(number.printed for number in self.phones if number.tel)
        name = f"新华社{self.branch.name}（{self.branch.contact}）"
        return f"{name}\n电话：{phones}\n地址：{self.branch.address}\n去之前先打电话。"


def card_of(branch: Branch) -> BranchCard:
    """Everything printed about a branch, with the doubts beside the value they are about."""
    offices = notice.office_phones(branch)
    phones = [
        _number(branch, f"office.{index}", translated("办公"), phone.number)
        for index, phone in enumerate(offices)
    ]
    if branch.mobile:
        phones.append(_number(branch, "mobile", translated("手机"), branch.mobile))
    missing = () if branch.mobile else _doubts(branch, "mobile")
    fax = _number(branch, "fax", translated("传真"), branch.fax) if branch.fax else None
    return BranchCard(branch, tuple(phones), fax, missing, _doubts(branch, "address"))


def _number(branch: Branch, field: str, label: str, printed: str) -> Number:
    return Number(label, printed, Phone(printed).tel, _doubts(branch, field))


def _doubts(branch: Branch, field: str) -> tuple[str, ...]:
    return tuple(flag["reason"] for flag in branch.flags if flag["field"] == field)
