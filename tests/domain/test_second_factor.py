"""The second factor: codes count once, recovery codes count once, and guessing pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.at_once import at_once
from tests.people import PASSWORD
from tests.second_factors import SEED, code_of, turn_on
from webapp import clock, current
from webapp.domain import accounts, recovery_codes, second_factor
from webapp.domain.errors import InvalidError, StaleError
from webapp.domain.login_pause import PausedError
from webapp.domain.passwords import WrongPasswordError
from webapp.extensions import db
from webapp.models import AuditEvent, RecoveryCode, Staff


def test_the_secret_is_not_in_the_database(admin: Staff) -> None:
    turn_on(admin)
    secret = second_factor.secret_text(admin, SEED).replace(" ", "")
    row = str(tuple(db.session.execute(select(Staff.__table__)).one()))
    assert SEED in row
    assert secret not in row
    assert second_factor.secret_text(admin, "6" * 40) != second_factor.secret_text(admin, SEED)


def test_another_key_of_the_app_or_another_account_has_another_secret(
    app: Flask, admin: Staff, reviewer: Staff
) -> None:
    first = second_factor.secret_text(admin, SEED)
    assert second_factor.secret_text(reviewer, SEED) != first
    app.extensions[current.SETTINGS] = replace(current.settings(), secret_key="u" * 32)
    assert second_factor.secret_text(admin, SEED) != first


def test_a_right_code_is_good_once(admin: Staff) -> None:
    turn_on(admin)
    with time_machine.travel(clock.now(), tick=False):
        code = code_of(admin)
        second_factor.check_code(admin, f" {code[:3]} {code[3:]} ")
        with pytest.raises(InvalidError, match="已经用过"):
            second_factor.check_code(admin, code)


def test_the_code_that_turned_it_on_does_not_log_in(admin: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False):
        code = code_of(admin, seed=SEED)
        second_factor.turn_on(admin, SEED, code)
        with pytest.raises(InvalidError):
            second_factor.check_code(admin, code)


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_one_step_off(admin: Staff, steps: int, is_right: bool) -> None:
    turn_on(admin)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        code = code_of(admin, steps)
        if is_right:
            second_factor.check_code(admin, code)
        else:
            with pytest.raises(InvalidError):
                second_factor.check_code(admin, code)


def test_after_a_code_an_older_one_is_refused(admin: Staff) -> None:
    turn_on(admin)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        second_factor.check_code(admin, code_of(admin, 1))
        with pytest.raises(InvalidError):
            second_factor.check_code(admin, code_of(admin, 0))


def test_of_two_with_the_same_code_at_once_one_gets_in(app: Flask, admin: Staff) -> None:
    turn_on(admin)
    number = admin.id
    code = code_of(admin)

    def enter() -> str:
        second_factor.check_code(db.session.get_one(Staff, number), code)
        return "in"

    answers = at_once(app, [enter, enter])
    assert [answer for answer in answers if not isinstance(answer, InvalidError)] == ["in"]


def test_guessing_pauses_the_account_wherever_it_comes_from(admin: Staff) -> None:
    turn_on(admin)
    for _ in range(current.settings().login_failures):
        with pytest.raises(InvalidError):
            second_factor.check_code(admin, "000000x")
    with pytest.raises(PausedError):
        second_factor.check_code(admin, code_of(admin))
    with pytest.raises(PausedError):
        second_factor.check_recovery_code(admin, "whatever")
    refused = select(AuditEvent).where(AuditEvent.action == "second_factor.refused")
    assert len(db.session.scalars(refused).all()) == current.settings().login_failures


def test_a_recovery_code_is_good_once_however_it_is_typed(admin: Staff) -> None:
    codes = turn_on(admin)
    assert len(set(codes)) == recovery_codes.COUNT == recovery_codes.left(admin)
    second_factor.check_recovery_code(admin, codes[3].replace("-", " ").upper())
    assert recovery_codes.left(admin) == recovery_codes.COUNT - 1
    with pytest.raises(InvalidError, match="只能用一次"):
        second_factor.check_recovery_code(admin, codes[3])
    kept = str([row.digest for row in db.session.scalars(select(RecoveryCode))])
    assert not any(code.replace("-", "") in kept for code in codes)


def test_a_recovery_code_of_somebody_else_is_none(admin: Staff, reviewer: Staff) -> None:
    codes = turn_on(admin)
    turn_on(reviewer)
    with pytest.raises(InvalidError):
        second_factor.check_recovery_code(reviewer, codes[0])


def test_new_recovery_codes_make_the_older_ones_worthless(admin: Staff) -> None:
    old = turn_on(admin)
    with pytest.raises(WrongPasswordError):
        second_factor.new_recovery_codes(admin, "wrong", "network:1")
    new = second_factor.new_recovery_codes(admin, PASSWORD, "network:1")
    with pytest.raises(InvalidError):
        second_factor.check_recovery_code(admin, old[0])
    second_factor.check_recovery_code(admin, new[0])


def test_a_wrong_code_turns_nothing_on(admin: Staff) -> None:
    with pytest.raises(InvalidError):
        second_factor.turn_on(admin, SEED, "123")
    assert not admin.has_second_factor


def test_turning_it_on_ends_the_sessions_of_before(admin: Staff) -> None:
    before = admin.get_id()
    turn_on(admin)
    assert accounts.find(before) is None
    assert accounts.find(admin.get_id()) is not None


def test_two_who_set_up_at_once_do_not_both_win(app: Flask, admin: Staff) -> None:
    number = admin.id

    def set_up(seed: str) -> str:
        staff = db.session.get_one(Staff, number)
        code = code_of(staff, seed=seed)
        second_factor.turn_on(staff, seed, code)
        return seed

    answers = at_once(app, [lambda: set_up("1" * 40), lambda: set_up("2" * 40)])
    won = [answer for answer in answers if isinstance(answer, str)]
    assert admin.totp_seed in won
    assert all(isinstance(answer, StaleError) for answer in answers if answer not in won)
    assert recovery_codes.left(admin) == recovery_codes.COUNT


def test_another_phone_wants_the_password(admin: Staff) -> None:
    turn_on(admin)
    other = "7" * 40
    with pytest.raises(WrongPasswordError):
        second_factor.replace(admin, other, code_of(admin, seed=other), "wrong", "network:1")
    second_factor.replace(admin, other, code_of(admin, seed=other), PASSWORD, "network:1")
    assert admin.totp_seed == other


def test_turning_off_needs_the_password_and_a_role_that_may(
    admin: Staff, reviewer: Staff, totp_required: None
) -> None:
    turn_on(admin)
    turn_on(reviewer)
    with pytest.raises(InvalidError, match="不能关闭"):
        second_factor.turn_off(admin, PASSWORD, "network:1")
    with pytest.raises(WrongPasswordError):
        second_factor.turn_off(reviewer, "wrong", "network:1")
    second_factor.turn_off(reviewer, PASSWORD, "network:1")
    assert (admin.has_second_factor, reviewer.has_second_factor) == (True, False)
    assert recovery_codes.left(reviewer) == 0


def test_a_reset_ends_sessions_and_codes(admin: Staff) -> None:
    codes = turn_on(admin)
    session = admin.get_id()
    second_factor.reset(admin, actor="staff:99")
    assert accounts.find(session) is None
    assert not admin.has_second_factor
    assert recovery_codes.left(admin) == 0
    assert codes
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.actor, event.action) == ("staff:99", "staff.second_factor_reset")
    with pytest.raises(InvalidError, match="还没有开启"):
        second_factor.reset(admin)


def test_a_session_of_an_admin_without_one_counts_for_nothing(
    admin: Staff, reviewer: Staff, totp_required: None
) -> None:
    assert accounts.find(admin.get_id()) is None
    assert accounts.between_steps(admin.get_id()) is admin
    assert accounts.find(reviewer.get_id()) is reviewer
    turn_on(admin)
    assert accounts.find(admin.get_id()) is admin
