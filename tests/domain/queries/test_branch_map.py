"""The dot map: true directions, everything on the canvas, labels that can be read, no outline."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string

from webapp.config import ROOT
from webapp.domain.queries import branch_map
from webapp.domain.queries.branch_map import HEIGHT, LABEL_SIZE, WIDTH, Dot, Kind, dots
from webapp.models import Branch

Box = tuple[float, float, float, float]  # left, top, right, bottom
NOTICE = ROOT / "webapp/data/notice_2024/branches.json"
WUXI = (31.49, 120.31)  # in Jiangsu, which has no branch


@pytest.fixture
def branches() -> list[Branch]:
    """The contacts of Attachment 4; no database is needed to draw them."""
    entries = json.loads(NOTICE.read_text(encoding="utf-8"))["branches"]
    return [
        Branch(
            id=number, name=entry["name"], city=entry["city"], latitude=entry["lat"], longitude=entry["lng"]
        )
        for number, entry in enumerate(entries)
    ]


def test_cities_lie_as_on_the_ground(branches: list[Branch]) -> None:
    shown = {dot.title: dot for dot in dots(branches)}
    harbin, haikou = shown["黑龙江分社（哈尔滨市）"], shown["海南分社（海口市）"]
    lhasa, shanghai = shown["西藏分社（拉萨市）"], shown["上海采集中心（上海市）"]
    assert harbin.y < shanghai.y < haikou.y
    assert lhasa.x < haikou.x < shanghai.x


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    corner, east, north = (
        Branch(id=number, name="分社", city="市", latitude=lat, longitude=lng)
        for number, (lat, lng) in enumerate([(30, 110), (30, 120), (40, 110)])
    )
    west, right, top = dots([corner, east, north])
    assert (right.x - west.x) / (west.y - top.y) == pytest.approx(math.cos(math.radians(35)), abs=0.01)


def test_contacts_in_one_place_share_a_dot(branches: list[Branch]) -> None:
    """Jilin has two contacts at one address; 30 contacts are 29 cities."""
    shown = dots(branches)
    assert len(shown) == 29
    assert [dot.title for dot in shown].count("吉林分社（长春市）") == 1


def test_every_city_is_on_the_canvas_and_labelled(branches: list[Branch]) -> None:
    for dot in dots(branches):
        assert 4 <= dot.x <= WIDTH - 4
        assert 4 <= dot.y <= HEIGHT - 4
        assert dot.label is not None, dot.title


def test_labels_cover_neither_one_another_nor_a_dot_nor_leave_the_canvas(branches: list[Branch]) -> None:
    """For every branch as the nearest, with a reader beside it."""
    for nearest in branches:
        shown = dots(branches, nearest, (nearest.latitude + 0.8, nearest.longitude - 1))
        boxes = [_box(dot) for dot in shown if dot.label]
        assert all(
            a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1] for a, b in combinations(boxes, 2)
        )
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert right <= WIDTH
            assert top >= 0
            assert bottom <= HEIGHT
            assert not any(left < dot.x < right and top < dot.y < bottom for dot in shown)


def test_an_english_map_names_cities_in_english_where_there_is_room(branches: list[Branch]) -> None:
    english = {"哈尔滨市": "Harbin", "呼和浩特市": "Hohhot", "石家庄市": "Shijiazhuang"}
    shown = {dot.title: dot for dot in dots(branches, say=lambda words: english.get(words, words))}
    harbin = shown["黑龙江分社（Harbin）"]
    assert harbin.label is not None
    assert harbin.label.words == "Harbin"
    boxes = [_box(dot) for dot in shown.values() if dot.label]
    assert all(_are_apart(a, b) for a, b in combinations(boxes, 2))


def test_the_nearest_is_marked_labelled_and_drawn_above_the_others(branches: list[Branch]) -> None:
    for nearest in branches:
        *_, last = dots(branches, nearest)
        assert last.kind == Kind.NEAREST
        assert nearest.name in last.title
        assert last.label is not None


def test_the_reader_is_shown_where_they_are(branches: list[Branch]) -> None:
    hangzhou = next(branch for branch in branches if branch.city == "杭州市")
    *_, nearest, here = dots(branches, hangzhou, WUXI)
    assert (here.kind, here.title) == (Kind.HERE, "我的位置")
    assert math.dist((here.x, here.y), (nearest.x, nearest.y)) < 20


@pytest.mark.parametrize("abroad", [(51.5, -0.1), (-33.9, 151.2)])
def test_a_reader_far_outside_is_left_out(branches: list[Branch], abroad: tuple[float, float]) -> None:
    assert {dot.kind for dot in dots(branches, None, abroad)} == {Kind.BRANCH}


def test_without_branches_there_is_nothing_to_draw() -> None:
    assert dots([], None, WUXI) == []


def test_one_branch_stands_in_the_middle() -> None:
    (only,) = dots([Branch(id=1, name="湖北分社", city="武汉市", latitude=30.59, longitude=114.31)])
    assert (only.x, only.y) == (WIDTH / 2, HEIGHT / 2)


def test_the_picture_says_what_it_shows_without_style_or_outline(app: Flask, branches: list[Branch]) -> None:
    shown = dots(branches, branches[9], WUXI)
    with app.test_request_context():
        page = BeautifulSoup(_render(shown), "html5lib")
    svg = page.select_one("svg")
    assert svg is not None
    assert svg["role"] == "img"
    assert svg["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    assert svg["aria-label"] == "各地分社的位置，共 29 个城市，离你最近的是上海采集中心（上海市）"
    assert len(svg.select(".map-branch circle")) == 28
    assert not page.select("[style]")
    assert len(svg.select("path")) == 3  # the pin, the reader, the way between: no border of anything


def test_the_style_sheet_sets_the_letters_as_large_as_the_labels_are_reckoned() -> None:
    sheet = (ROOT / "static/branch_map.css").read_text(encoding="utf-8")
    assert f"font-size: {LABEL_SIZE}px" in sheet


def _render(shown: list[Dot]) -> str:
    source = '{% from "components/branch_map.html" import branch_map %}{{ branch_map(dots) }}'
    return render_template_string(source, dots=shown)


def _are_apart(a: Box, b: Box) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def _box(dot: Dot) -> Box:
    """What a label covers, reckoned anew from what is drawn."""
    label = dot.label
    assert label is not None
    width = LABEL_SIZE * len(label.words)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    bottom = label.y + (1 - branch_map.BASELINE - 0.5) * LABEL_SIZE
    return left + 0.1, bottom - LABEL_SIZE + 0.1, left + width - 0.1, bottom - 0.1
