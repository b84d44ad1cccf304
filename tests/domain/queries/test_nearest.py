"""Branches by distance: known distances, the right order, honest about provinces without one."""

from __future__ import annotations

import math

import pytest
from flask import Flask

from webapp.domain.notice.loading import load_notice
from webapp.domain.notice.reading import latest_notice_folder, read_notice
from webapp.domain.notice.values import Province
from webapp.domain.queries import nearest
from webapp.domain.queries.nearest import NearBranch

WITHOUT = ("北京市", "江苏省", "香港特别行政区", "澳门特别行政区", "台湾省")


@pytest.fixture(autouse=True)
def notice(app: Flask) -> None:
    load_notice(read_notice(latest_notice_folder()), activate=True)


@pytest.mark.parametrize(
    ("places", "km"),
    [
        ((0, 0, 0, 0), 0),
        ((0, 0, 0, 1), math.pi * 6371 / 180),
        ((90, 0, -90, 0), math.pi * 6371),
        ((0, 179.5, 0, -179.5), math.pi * 6371 / 180),  # across the date line
        ((30.59, 114.30, 39.90, 116.41), 1053),  # Wuhan to Beijing
    ],
)
def test_distances(places: tuple[float, float, float, float], km: float) -> None:
    assert nearest.distance_km(*places) == pytest.approx(km, rel=0.003, abs=0.001)


def test_by_place_nearest_first() -> None:
    found = nearest.find_branches(30.59, 114.30)
    assert found.branches[0].branch.name == "湖北分社"
    distances = [item.km for item in found.branches if item.km is not None]
    assert len(distances) == 30
    assert distances == sorted(distances)


def test_a_place_is_rounded_before_it_is_used() -> None:
    exact = nearest.find_branches(30.594321, 114.304321).branches[0].km
    assert exact == nearest.find_branches(30.59, 114.30).branches[0].km


def test_a_place_counts_more_than_a_province() -> None:
    assert nearest.find_branches(30.59, 114.30, "海南省").branches[0].branch.name == "湖北分社"


@pytest.mark.parametrize("unit", [unit for unit in nearest.provinces() if unit.name not in WITHOUT])
def test_a_province_begins_with_its_own(unit: Province) -> None:
    found = nearest.find_branches(province_name=unit.name)
    assert found.has_branch
    assert found.branches[0].branch.province == unit.name


@pytest.mark.parametrize("name", WITHOUT)
def test_a_province_without_branch_is_told_and_gets_the_nearest(name: str) -> None:
    found = nearest.find_branches(province_name=name)
    assert not found.has_branch
    assert found.province is not None
    distances = [item.km for item in found.branches if item.km is not None]
    assert distances == sorted(distances)


@pytest.mark.parametrize("name", [None, "", "火星省"])
def test_nobody_said_where_they_are(name: str | None) -> None:
    found = nearest.find_branches(province_name=name)
    assert found.province is None
    assert [item.branch.position for item in found.branches] == list(range(30))
    assert {item.km for item in found.branches} == {None}


def test_within_a_city_no_kilometres_are_claimed() -> None:
    branch = nearest.find_branches().branches[0].branch
    assert [NearBranch(branch, km).is_close for km in (None, 0.0, 19.9, 20.0)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("province", "city", "first", "has_branch"),
    [
        ("湖北省", "恩施州", "重庆分社", True),  # over the mountains Wuhan is farther
        ("湖北省", "武汉市", "湖北分社", True),
        ("江苏省", "连云港市", "山东分社", False),
        ("内蒙古自治区", "呼伦贝尔市", "黑龙江分社", True),
    ],
)
def test_from_a_city_the_nearest_come_first(province: str, city: str, first: str, has_branch: bool) -> None:
    found = nearest.find_branches(province_name=province, city_name=city)
    assert found.branches[0].branch.name == first
    assert (found.start, found.has_branch) == (city, has_branch)
    distances = [item.km for item in found.branches if item.km is not None]
    assert distances == sorted(distances)


@pytest.mark.parametrize("city", ["", "火星市", "徐州市"])  # the last is of another province
def test_a_city_that_is_not_there_is_passed_over(city: str) -> None:
    found = nearest.find_branches(province_name="湖北省", city_name=city)
    assert (found.city, found.start) == (None, "武汉市")


def test_cities_lie_in_their_province() -> None:
    """A slip of the hand would put one far from its neighbours; no province is wider than this."""
    for unit in nearest.provinces():
        assert len({city.name for city in unit.cities}) == len(unit.cities)
        if unit.cities:
            assert unit.capital in {city.name for city in unit.cities}
        for city in unit.cities:
            assert nearest.distance_km(unit.lat, unit.lng, city.lat, city.lng) < 1200, city.name
