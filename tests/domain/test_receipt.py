"""The receipt's number: short, checked, and not to be guessed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw
from stdnum import luhn

from webapp import current
from webapp.domain import receipt
from webapp.domain.errors import InvalidError
from webapp.models import Submission


def number_of(submission_id: int) -> str:
    return receipt.receipt_number(Submission(id=submission_id))


@pytest.mark.parametrize("submission_id", [1, 32, 1023, 32**4 - 1, 32**4, 3_000_000])
def test_it_leads_back_to_its_submission(app: Flask, submission_id: int) -> None:
    assert receipt.submission_id_of(number_of(submission_id)) == submission_id


def test_it_is_short_and_the_same_every_time(app: Flask) -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{3}){2}", number_of(7))
    assert number_of(7) == number_of(7)


def test_it_may_be_typed_carelessly(app: Flask) -> None:
    for submission_id in range(1, 40):
        number = number_of(submission_id)
        careless = f" {number.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}　"
        assert receipt.submission_id_of(careless) == submission_id


def test_every_single_wrong_letter_is_noticed(app: Flask) -> None:
    number = number_of(1234).replace("-", "")
    for place, right in enumerate(number):
        for wrong in set(receipt.ALPHABET) - {right}:
            with pytest.raises(InvalidError, match="回执编号不对"):
                receipt.submission_id_of(number[:place] + wrong + number[place + 1 :])


def test_a_number_with_a_right_check_letter_but_made_up_is_refused(app: Flask) -> None:
    body = number_of(5).replace("-", "")[:-1]
    made_up = body[:3] + "6" + body[4:]
    made_up += luhn.calc_check_digit(made_up, receipt.ALPHABET)
    with pytest.raises(InvalidError):
        receipt.submission_id_of(made_up)


def test_another_school_makes_other_receipts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    here = number_of(5)
    monkeypatch.setitem(app.extensions, current.SETTINGS, replace(current.settings(), secret_key="u" * 32))
    with pytest.raises(InvalidError):
        receipt.submission_id_of(here)


@pytest.mark.parametrize("typed", ["", "-", "回执", "000-4K7", "0" * 9, "Z" * 5000, "💥" * 9])
def test_anything_else_is_refused_kindly(app: Flask, typed: str) -> None:
    with pytest.raises(InvalidError, match="对照回执"):
        receipt.submission_id_of(typed)


def test_the_qr_can_be_scanned(app: Flask) -> None:
    number = number_of(42)
    svg = receipt.receipt_qr_svg(number)
    assert "style=" not in svg and number in svg
    assert zxingcpp.read_barcodes(drawn(svg))[0].text == number


def drawn(svg: str) -> Image.Image:
    """The rows of strokes that segno writes, as pixels: 'M x y', 'm dx dy', 'h length'."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index] # it is there
    picture = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(picture)
    path = re.search(r'class="qrline"[^>]* d="([^"]+)"', svg)[1]  # type: ignore[index] # it is there
    x = y = 0.0
    for command, values in re.findall(r"([Mmh])([-\d. ]+)", path):
        moves = [float(value) for value in re.findall(r"-?[\d.]+", values)]
        if command == "h":
            draw.line([(x, int(y)), (x + moves[0] - 1, int(y))], fill=0)
            x += moves[0]
        else:
            x, y = (moves[0], moves[1]) if command == "M" else (x + moves[0], y + moves[1])
    return picture.resize((size * 8, size * 8), Image.Resampling.NEAREST)
