from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.photocheck.defects import portrait, with_pixels
from webapp.demo.people import PEOPLE
from webapp.photocheck.analysis import Analysis
from webapp.photocheck.checks.clothing import check_clothing_contrast
from webapp.photocheck.report import Status
from webapp.photocheck.standard import STANDARD


def _dressed(color: tuple[int, int, int], part: float = 1.0) -> Analysis:
    rgb = portrait().rgb.copy()
    clothes = portrait().clothes.copy()
    rows = np.flatnonzero(clothes.any(axis=1))
    clothes[: int(rows[-1] - part * (rows[-1] - rows[0]))] = False
    rgb[clothes] = color
    return with_pixels(portrait(), rgb)


@pytest.mark.parametrize("person", list(PEOPLE)[:6])
def test_the_demo_people_are_dressed_well(person: str) -> None:
    assert check_clothing_contrast(portrait(person), STANDARD).status is Status.PASS


@pytest.mark.parametrize("color", [(100, 197, 255), (118, 205, 255), (88, 186, 245)])
def test_clothes_in_the_background_blue_fail(color: tuple[int, int, int]) -> None:
    finding = check_clothing_contrast(_dressed(color), STANDARD)
    assert finding.status is Status.FAIL
    assert finding.region is not None


@pytest.mark.parametrize("color", [(250, 250, 250), (20, 20, 24), (30, 60, 120), (170, 30, 30)])
def test_white_black_navy_and_red_pass(color: tuple[int, int, int]) -> None:
    assert check_clothing_contrast(_dressed(color), STANDARD).status is Status.PASS


@pytest.mark.parametrize(("part", "status"), [(0.1, Status.WARN), (0.25, Status.FAIL)])
def test_blue_on_part_of_the_clothes_is_told(part: float, status: Status) -> None:
    assert check_clothing_contrast(_dressed((100, 197, 255), part), STANDARD).status is status


def test_the_measure_is_the_share_of_blue() -> None:
    assert check_clothing_contrast(_dressed((100, 197, 255)), STANDARD).measured == pytest.approx(1, abs=0.1)


def test_without_clothes_nothing_is_claimed() -> None:
    bust = replace(portrait(), person=np.zeros_like(portrait().person))
    assert check_clothing_contrast(bust, STANDARD).status is Status.SKIPPED
