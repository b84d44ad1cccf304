"""A number beyond its limit is never written as if it lay at it: in the report, in words, on the ruler."""

from __future__ import annotations

import pytest

from webapp.pages.ruler import ruler_of
from webapp.photocheck.report import Allowed, Finding, Region, Report, Status, rounded
from webapp.photocheck_wording import describe
from webapp.photocheck_wording.languages import LANGUAGES
from webapp.photocheck_wording.numbers import number, whole_number

AT_MOST, AT_LEAST = Allowed(None, 0.6), Allowed(1.64)


@pytest.mark.parametrize(
    ("value", "decimals", "allowed", "kept"),
    [
        (0.62, 1, AT_MOST, 0.62),
        (0.6004, 1, AT_MOST, 0.6004),
        (0.6, 1, AT_MOST, 0.6),
        (0.58, 1, AT_MOST, 0.6),
        (0.73, 1, AT_MOST, 0.7),
        (1.6399, 2, AT_LEAST, 1.6399),
        (40.04, 1, Allowed(20, 40), 40.04),
        (19.96, 1, Allowed(20, 40), 19.96),
        (-20.03, 1, Allowed(-20, 20), -20.03),
        (0.1352, 2, Allowed(0.135), 0.14),
        (0.1348, 2, Allowed(0.1347), 0.135),
    ],
)
def test_a_measure_keeps_the_decimals_that_tell(
    value: float, decimals: int, allowed: Allowed, kept: float
) -> None:
    assert rounded(value, decimals, allowed) == kept


def test_what_no_decimals_tell_is_kept_whole() -> None:
    value = 0.6 + 1e-9
    assert rounded(value, 1, AT_MOST) == value
    assert float(number(value, AT_MOST)) > 0.6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("finding", "measured", "allowed"),
    [
        (Finding("exposure", Status.WARN, 0.62, AT_MOST, "stops", detail="under"), "0.62", "0.6"),
        (Finding("exposure", Status.WARN, 0.7, AT_MOST, "stops", detail="under"), "0.7", "0.6"),
        (Finding("sharpness", Status.WARN, 1.63, AT_LEAST, "ratio", detail="soft"), "1.6", "1.64"),
        (
            Finding("eyes_open", Status.WARN, 0.134, Allowed(0.135), "ratio", detail="half_closed"),
            *("0.13", "0.135"),
        ),
        (Finding("mouth_closed", Status.WARN, 0.2404, Allowed(0, 0.24), "ratio"), "0.2404", "0.24"),
        (
            Finding("file_size", Status.WARN, 40.04, Allowed(20, 40), "KB", detail="above_usual"),
            "40.04",
            "40",
        ),
        (
            Finding("background_uniformity", Status.WARN, 5.52, Allowed(0.0, 5.5), detail="shadow"),
            "5.52",
            "5.5",
        ),
    ],
)
def test_words_show_a_number_beyond_its_limit(
    finding: Finding, measured: str, allowed: str, language: str
) -> None:
    words = describe(finding, language)
    unit = LANGUAGES[language].numbers.units.get(finding.unit, "")
    assert words.measured_text == measured + unit
    assert words.allowed_text.removesuffix(unit).endswith(allowed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_size_of_a_shift_shows_it_too(language: str) -> None:
    shift = Finding("centering", Status.WARN, -20.03, Allowed(-20, 20), "px", detail="too_far_left")
    assert "20.03" in describe(shift, language).text
    turned = Finding(
        "head_pose", Status.WARN, (10.54, -3.0, 1.2), Allowed(-10.5, 10.5), "deg", detail="turned"
    )
    assert "10.54" in describe(turned, language).measured_text


def test_the_ruler_writes_whole_pixels_but_at_a_limit() -> None:
    def crown(value: float, status: Status) -> str:
        place = Region(100, value, 200, 0)
        report = Report((Finding("crown_position", status, value, Allowed(50, 110), "px", place),), "test")
        return ruler_of(report).levels[0].number

    assert crown(76.3, Status.PASS) == "76"
    assert crown(110.0, Status.PASS) == "110"
    assert crown(110.3, Status.FAIL) == "110.3"
    assert crown(49.6, Status.FAIL) == "49.6"
    assert crown(121.4, Status.FAIL) == "121"
    assert whole_number(179.96, Allowed(180, 300)) == "179.96"
