"""Do the clothes stand out from the background? (notice, Attachment 2: 着装与背景色有明显区别)"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.colors import lab_of, to_lab
from webapp.photocheck.models import Floats
from webapp.photocheck.report import Allowed, Finding, Region, Status, rounded
from webapp.photocheck.standard import Standard

_CELL: Final = 8  # side in pixels of the cells that colours are compared over
_FEWEST_CELLS: Final = 50
_ALIKE: Final = 20.0  # CIE76: nearer than this, a shoulder line is hard to see
_COVERED: Final = 200  # of 255: a cell that is clothes nearly all over


def check_clothing_contrast(analysis: Analysis, standard: Standard) -> Finding:
    """measured: the share of the clothes that has the background's colour."""
    size = (analysis.width // _CELL, analysis.height // _CELL)
    allowed = Allowed(None, standard.clothes_alike_warn)
    share = cv2.resize(analysis.clothes.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA)
    clothes = np.asarray(share > _COVERED)
    if np.count_nonzero(clothes) < _FEWEST_CELLS:
        return Finding("clothing_contrast", Status.SKIPPED, None, allowed, detail="no_clothes")
    cells = to_lab(np.asarray(cv2.resize(analysis.rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))
    distance: Floats = np.linalg.norm(cells - lab_of(analysis.background_color), axis=2)
    alike = float((distance[clothes] < _ALIKE).mean())
    status = Status.PASS
    if alike > standard.clothes_alike_warn:
        status = Status.FAIL if alike > standard.clothes_alike_fail else Status.WARN
    rows, columns = np.nonzero(clothes)
    left, top = int(columns.min()) * _CELL, int(rows.min()) * _CELL
    width, height = (int(columns.max()) + 1) * _CELL - left, (int(rows.max()) + 1) * _CELL - top
    region = Region(left, top, width, height)
    return Finding("clothing_contrast", status, rounded(alike, 2, allowed), allowed, "ratio", region)
