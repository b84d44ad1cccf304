"""The background as a surface: its colours cell by cell, and the strokes that stand on it.

Looked at once for each photo: evenness, foreign content and patterns are judged from the same view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from .colors import to_lab
from .models import Floats, Pixels
from .ranks import median_color, percentile

Mask = NDArray[np.bool_]

CELL: Final = 8
"""Side in pixels of the cells that evenness is measured over."""

_RIM_CELLS: Final = 3  # cells at the edges, where a border would be: `foreign_content` reports it
_RIM: Final = 3  # pixels at the edges that strokes are not looked for in
_LEAST_RANGE: Final = 12  # levels between neighbours: above the ringing of JPEG at quality 60
_NOISE_FACTOR: Final = 2.5
_LEAST_DEPTH: Final = 5  # levels a stroke differs from what is around it: the edge of a shadow does not
_HALO: Final = 17  # pixels around a stroke that its blur and ringing reach
_EVEN: Final = 3.0  # CIE76: up to here noise and JPEG alone go
_ODDEST: Final = (
    98  # percentile: the oddest 2% are left out, as the edge of the hair is not known to the pixel
)
_ODD: Final = 6.0  # CIE76: above what noise, JPEG and the ringing around letters leave of a cell
_AROUND: Final = 9  # side in cells of the surroundings that a fold stands out from
_FEWEST_CLEAR: Final = 40  # cells: fewer say nothing of the surface between the strokes
_STRUCK: Final = 0.4  # share of the cells with a stroke: a wall of bricks 0.7, a watermark up to 0.25
_SURFACE_CELLS: Final = (
    8  # odd cells side by side without a stroke in them: a shadow with a hard edge, no letters
)


@dataclass(frozen=True)
class Backdrop:
    """cells: float32 (H / 8, W / 8, 3) L*a*b* behind a median filter, so that noise and JPEG do not count.
    free: which cells are background all over, away from the edges. clear: those away from strokes too.
    plain: free cells without a stroke in them. distance: of each free cell from the typical colour, CIE76; 0
    elsewhere.
    strokes: (H, W) edges of thin things on the background: neither noise, shadow nor gradient makes them.
    """

    cells: Floats
    free: Mask
    clear: Mask
    plain: Mask
    distance: Floats
    strokes: Mask

    @property
    def spread(self) -> float:
        """How far the oddest part is from the rest, CIE76; 0 without any background.

        Letters on an even background are left out; among the things of a real scene nothing is, nor of a
        shadow whose hard edge looks like strokes.
        """
        clear = self._oddest(self.clear)
        writing = clear <= _EVEN and not self._has_odd_surface() and not self.patterned
        return clear if writing else self._oddest(self.free)

    @property
    def patterned(self) -> bool:
        """Strokes all over, as a wall of bricks or a printed cloth has them, and no writing."""
        return bool(self.free.any()) and float(self.plain[self.free].mean()) < 1 - _STRUCK

    @property
    def relief(self) -> float:
        """How far the oddest parts are lighter or darker than their surroundings, L*.

        Folds and shadows are; a light that falls off slowly, as in every studio, makes next to none.
        """
        known = self.clear if np.count_nonzero(self.clear) >= _FEWEST_CLEAR else self.free
        lightness, weight = self.cells[:, :, 0], known.astype(np.float32)
        total, count = (
            cv2.boxFilter(values, -1, (_AROUND, _AROUND), normalize=False)
            for values in (lightness * weight, weight)
        )
        apart = np.abs(lightness - total / np.maximum(count, 1))[known]
        return percentile(apart, _ODDEST) if apart.size else 0.0

    def _has_odd_surface(self) -> bool:
        odd = (self.plain & (self.distance > _ODD)).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(odd)
        return bool((stats[1:, cv2.CC_STAT_AREA] >= _SURFACE_CELLS).any())

    def _oddest(self, where: Mask) -> float:
        return percentile(self.distance[where], _ODDEST) if where.any() else 0.0


def look_at_backdrop(rgb: Pixels, background: Mask) -> Backdrop:
    """View the background of a picture (H, W, 3); `background` (H, W) says where it surely is."""
    rows, columns = rgb.shape[0] // CELL, rgb.shape[1] // CELL
    quarter = cv2.resize(rgb, (columns * 2, rows * 2), interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.medianBlur(quarter, 5), dtype=np.uint8)
    thin = (largest_channel(cv2.absdiff(quarter, smooth)) > _LEAST_DEPTH).astype(np.uint8)
    strokes = _edges(rgb, background) & _grown(thin, 5, rgb)
    cells = to_lab(np.ascontiguousarray(smooth[::2, ::2]))
    halo = cv2.dilate(strokes.astype(np.uint8), np.ones((_HALO, _HALO), np.uint8))
    free, clear = (_whole_cells(mask, rows, columns) for mask in (background, background & (halo == 0)))
    struck = cv2.resize(strokes.astype(np.uint8) * 255, (columns, rows), interpolation=cv2.INTER_AREA) > 0
    known = clear if clear.any() else free
    typical = median_color(cells[known]) if known.any() else np.zeros(3, np.float32)
    distance = np.where(free, np.linalg.norm(cells - typical, axis=2), 0.0).astype(np.float32)
    return Backdrop(cells, free, clear, free & ~struck, distance, strokes)


def _whole_cells(mask: Mask, rows: int, columns: int) -> Mask:
    """Which cells lie in a mask all over, away from the edges of the picture."""
    share = cv2.resize(mask.astype(np.uint8) * 255, (columns, rows), interpolation=cv2.INTER_AREA)
    whole = np.asarray(share == 255)
    whole[:_RIM_CELLS] = whole[-_RIM_CELLS:] = whole[:, :_RIM_CELLS] = whole[:, -_RIM_CELLS:] = False
    return whole


def _grown(small: NDArray[np.uint8], size: int, rgb: Pixels) -> Mask:
    """A mask at a quarter of the resolution, grown by `size` there and brought to the picture's size."""
    grown = cv2.dilate(small, np.ones((size, size), np.uint8))
    return np.asarray(cv2.resize(grown, rgb.shape[1::-1], interpolation=cv2.INTER_NEAREST) > 0)


def _edges(rgb: Pixels, background: Mask) -> Mask:
    """Where neighbours on the background differ by more than noise and JPEG make them."""
    smooth = cv2.GaussianBlur(rgb, (3, 3), 0.8)
    square = np.ones((3, 3), np.uint8)
    spread = largest_channel(cv2.subtract(cv2.dilate(smooth, square), cv2.erode(smooth, square)))
    free = background.copy()
    free[:_RIM] = free[-_RIM:] = free[:, :_RIM] = free[:, -_RIM:] = False
    values = spread[::3, ::3][free[::3, ::3]]
    usual = percentile(values, 60) if values.size else 0.0
    return np.asarray((spread > max(_LEAST_RANGE, _NOISE_FACTOR * usual)) & free)


def largest_channel(picture: NDArray[Any]) -> Pixels:
    """(H, W) the largest of the three channels at each pixel."""
    red, green, blue = cv2.split(picture)
    return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)
