"""A contact as printed, with its doubts."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.queries import branch_card, notice
from webapp.domain.queries.branch_card import BranchCard


@pytest.fixture
def cards(app: Flask) -> dict[str, BranchCard]:
    load_notice(read_notice(latest_notice_folder()), activate=True)
    return {branch.name: branch_card.card_of(branch) for branch in notice.all_branches()}


def test_numbers_as_printed_with_what_to_dial(cards: dict[str, BranchCard]) -> None:
    zhejiang = cards["浙江分社"]
    assert [(it.label, it.printed, it.tel, it.doubts) for it in zhejiang.phones] == [
        ("办公", "0571-87056261", "057187056261", ()),
        ("手机", "13588022609", "13588022609", ()),
    ]
    assert zhejiang.fax is not None
    assert zhejiang.missing == ()


def test_seven_digits_can_be_dialled_but_are_doubted(cards: dict[str, BranchCard]) -> None:
    office = cards["云南分社"].phones[0]
    assert office.tel == "08714094593"
    assert office.doubts


def test_a_fax_that_was_cut_short_is_not_dialled(cards: dict[str, BranchCard]) -> None:
    fax = cards["安徽分社"].fax
    assert fax is not None
    assert (fax.printed, fax.tel) == ("69095", "")
    assert "不完整" in fax.doubts[0]


def test_a_missing_mobile_is_said(cards: dict[str, BranchCard]) -> None:
    hubei = cards["湖北分社"]
    assert [number.label for number in hubei.phones] == ["办公"]
    assert hubei.missing


def test_two_office_numbers_stand_apart(cards: dict[str, BranchCard]) -> None:
    assert len([number for number in cards["陕西分社"].phones if number.label == "办公"]) == 2


def test_a_doubtful_address_says_why(cards: dict[str, BranchCard]) -> None:
    assert "广西壮族自治区" in cards["广西分社"].address_doubts[0]


def test_what_is_shared_holds_all_that_one_needs_to_go(cards: dict[str, BranchCard]) -> None:
    text = cards["安徽分社"].as_text
    assert cards["安徽分社"].branch.address in text
    assert all(number.printed in text for number in cards["安徽分社"].phones)
    assert "69095" not in text, "a fax is not to be called"
    assert "先打电话" in text
