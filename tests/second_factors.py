"""Second factors in known states, and the codes that a phone would show."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import time_machine

from webapp import clock
from webapp.domain import second_factor
from webapp.models import Staff

SEED = "5" * 40


def code_of(staff: Staff, steps: int = 0, seed: str = "") -> str:
    """What the phone shows now, or so many steps from now."""
    secret = second_factor.secret_text(staff, seed or staff.totp_seed).replace(" ", "")
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()), counter_offset=steps)


def turn_on(staff: Staff) -> list[str]:
    """A second factor whose first code was used a minute ago; the recovery codes."""
    with time_machine.travel(clock.now() - timedelta(minutes=1), tick=False):
        return second_factor.turn_on(staff, SEED, code_of(staff, seed=SEED))
