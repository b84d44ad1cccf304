"""The committed illustrations: drawn by the generator, small, harmless, described in Chinese."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools.draw_guides import FOLDER, ICON, pictures
from tools.drawing import figure, frame
from tools.drawing.icon import icon
from webapp.photocheck import STANDARD

ROOT = Path(__file__).parents[2]
DRAWN = pictures()
DESCRIBED = json.loads((ROOT / "webapp/data/pictures.json").read_text(encoding="utf-8"))
NOTICE = ROOT / "webapp/data/notice_2024"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "g", "path", "rect", "circle", "ellipse", "text", "clipPath", "linearGradient", "stop"}


def test_the_committed_files_are_what_the_generator_writes() -> None:
    committed = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.svg")}
    assert committed == DRAWN, "run: python -m tools.draw_guides"
    assert ICON.read_text(encoding="utf-8") == icon()


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_small_and_holds_shapes_only(name: str) -> None:
    """Nothing that runs, loads or needs a style: a strict Content-Security-Policy changes nothing in it."""
    svg = DRAWN[name]
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert attribute.split("}")[-1] not in {"style", "href", "src"}
            assert re.fullmatch(r"url\(#\w+\)", value) or "url(" not in value
    assert len(svg.encode()) < 6000


@pytest.mark.parametrize("name", DRAWN)
def test_what_a_picture_refers_to_is_in_it_once(name: str) -> None:
    ids = re.findall(r' id="(\w+)"', DRAWN[name])
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#(\w+)\)", DRAWN[name])) == set(ids)


def test_every_picture_has_an_alternative_text_and_its_size() -> None:
    assert set(DESCRIBED) == set(DRAWN)
    for name, entry in DESCRIBED.items():
        root = ElementTree.fromstring(DRAWN[name])  # noqa: S314 - our own text
        assert re.search(r"[\u4e00-\u9fff]{3}", entry["alt"]), name
        assert re.match(r"[A-Z][a-z]*[ :]", entry["alt_en"]), name
        assert [entry["width"], entry["height"]] == [int(root.attrib["width"]), int(root.attrib["height"])]


def test_a_mistake_shows_a_clause_and_is_marked_by_shape() -> None:
    """The badge is a cross and the mark is dashed: red alone would say nothing to many readers."""
    clauses = {clause["id"] for clause in _read("photo_rules.json")} | {
        rule["id"] for rule in _read("rules.json")
    }
    for name, entry in DESCRIBED.items():
        if name.startswith("bad-"):
            assert entry["clause"] in clauses, name
            assert 'fill="#c8281e"' in DRAWN[name]


def test_every_clause_of_attachment_2_is_drawn() -> None:
    shown = {entry.get("clause") for entry in DESCRIBED.values()}
    assert {clause["id"] for clause in _read("photo_rules.json")} <= shown


def test_the_frame_shows_the_standard_and_the_figure_keeps_it() -> None:
    """The figure is drawn at half the size of the photo."""
    assert (
        (STANDARD.width, STANDARD.height),
        (STANDARD.crown_min, STANDARD.crown_max),
    ) == (frame.PHOTO, frame.CROWN_BAND)
    assert (STANDARD.eye_line_min, STANDARD.eye_line_max) == frame.EYE_BAND
    assert (STANDARD.face_width_min, STANDARD.face_width_max) == frame.FACE_WIDTH
    assert STANDARD.crown_min <= 2 * figure.CROWN <= STANDARD.crown_max
    assert STANDARD.eye_line_min <= 2 * figure.EYE_LINE <= STANDARD.eye_line_max
    assert STANDARD.face_width_min <= 2 * (figure.FACE_RIGHT - figure.FACE_LEFT) <= STANDARD.face_width_max


def test_every_step_of_attachment_1_is_drawn_once() -> None:
    guide = json.loads((NOTICE / "collection_code.json").read_text(encoding="utf-8"))
    steps = [(way["id"], number) for way in guide["ways"] for number in range(1, len(way["steps"]) + 1)]
    assert [(entry["way"], entry["step"]) for entry in DESCRIBED.values() if "way" in entry] == steps


def test_words_in_a_picture_are_large_enough_to_read() -> None:
    """A picture 240 wide is shown 160 wide or more; then no word is under 9 px, and full width it is 19."""
    for svg in DRAWN.values():
        for size in re.findall(r'font-size="([\d.]+)"', svg):
            assert float(size) >= 14


def _read(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((NOTICE / name).read_text(encoding="utf-8"))
    return found
