"""Is the face in focus, still, and made of its own pixels? (规范 图像清晰)

Blur of any kind takes away the fine edges and leaves the coarse ones. So the gradients of the face at a
fine scale are held against those at a coarse scale, in every direction at once: the smallest generalized
eigenvalue of the two structure tensors is the ratio in the worst direction, which is where a camera moved.
A ratio needs no knowledge of skin, light or contrast, and camera noise is subtracted as it shows on the
background.

A picture out of focus or enlarged lacks the fine in every direction. That is seen sooner in how the
gradients themselves change (the Laplacian), since coarse edges add little to it. The cube root of that
ratio, of energies a third power apart, comes to the same numbers as the first.

What an enlargement leaves behind without being soft is seen by `enlarged`.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from webapp.photocheck.analysis import Analysis
from webapp.photocheck.models import Floats, Pixels
from webapp.photocheck.patches import face_box
from webapp.photocheck.ranks import percentile
from webapp.photocheck.report import Allowed, Finding, Status, rounded
from webapp.photocheck.standard import Standard

from .enlarged import lost_detail, own_pixels

_FINE, _COARSE = 0.6, 2.0  # standard deviations in pixels of the smoothing before the gradient
_FOCUS: Final = 0.8  # the same before the Laplacian: finer, noise and JPEG would count as focus
_MARGIN: Final = 8  # pixels around the face that the smoothing may look at
_SKY: Final = 60  # rows from the top in which the background's noise is measured
_FEWEST_PIXELS: Final = 1500
_QUARTILE_OF_NORMAL: Final = 0.3186  # a quarter of a normal distribution's values are smaller than this sigma
_SURE: Final = 1.9  # as compliant photos are: sharper than threefold enlargement leaves any
_SMALLEST: Final = 32  # pixels: what the frame leaves of a face
_MOTION_RATIO: Final = 1.4  # the best direction over the worst: more, and the blur has a direction

Gradients = tuple[Floats, Floats]


def check_sharpness(analysis: Analysis, standard: Standard) -> Finding:
    """measured: fine gradients over coarse ones in the face's least sharp direction, 1 when there is nothing
    fine; or the same of the Laplacians, where that is less.
    """
    (left, top), (right, bottom) = analysis.points.min(axis=0), analysis.points.max(axis=0)
    rows = slice(max(0, int(top) - _MARGIN), int(bottom) + _MARGIN)
    columns = slice(max(0, int(left) - _MARGIN), int(right) + _MARGIN)
    crop, sky = _grey(analysis.rgb[rows, columns]), _grey(analysis.rgb[:_SKY])
    free = analysis.background[:_SKY]
    scales = {scale: (_smooth(crop, scale), _smooth(sky, scale)) for scale in (_FINE, _FOCUS, _COARSE)}
    fine, coarse = (_tensor(face) - _noise(around, free) for face, around in (scales[_FINE], scales[_COARSE]))
    ratios = np.linalg.eigvals(np.linalg.solve(coarse + 1e-6 * np.eye(2), fine)).real
    worst, best = float(ratios.min()), float(ratios.max())
    curves = [_curvature(*scales[scale], free) for scale in (_FOCUS, _COARSE)]
    focus = float(np.cbrt(curves[0] / max(curves[1], 1e-6)))
    measured, allowed = round(min(worst, focus), 2), Allowed(standard.sharpness_warn)
    if measured >= standard.sharpness_warn:
        inner = slice(_MARGIN, -_MARGIN)
        enlarged = _judge_pixels(analysis, crop[inner, inner], measured, standard)
        return enlarged or Finding("sharpness", Status.PASS, measured, allowed, "ratio", face_box(analysis))
    status = Status.FAIL if measured < standard.sharpness_fail else Status.WARN
    moved = worst <= focus and best - 1 > _MOTION_RATIO * (worst - 1)
    detail = "motion" if moved else "soft"
    return Finding("sharpness", status, measured, allowed, "ratio", face_box(analysis), detail=detail)


def _judge_pixels(analysis: Analysis, face: Floats, sharpness: float, standard: Standard) -> Finding | None:
    """The finding on a grey face (H, W) that is not soft but has no detail of its own; None for others."""
    if min(face.shape) < _SMALLEST:
        return None
    own, allowed = own_pixels(face), Allowed(standard.own_pixels_fail)
    if own < standard.own_pixels_fail:
        measured = rounded(own, 2, allowed)
        return Finding(
            "sharpness", Status.FAIL, measured, allowed, "ratio", face_box(analysis), detail="soft"
        )
    lost = lost_detail(face) if sharpness < _SURE else 0.0
    if lost <= standard.lost_detail_warn:
        return None
    allowed = Allowed(None, standard.lost_detail_warn)
    measured = rounded(lost, 1, allowed)
    return Finding("sharpness", Status.WARN, measured, allowed, "ratio", face_box(analysis), detail="soft")


def _grey(rgb: Pixels) -> Floats:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)


def _smooth(grey: Floats, scale: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), scale), dtype=np.float32)


def _curvature(face: Floats, sky: Floats, free: NDArray[np.bool_]) -> float:
    """Mean squared Laplacian of a crop, without its margin and without the background's noise."""
    inner = slice(_MARGIN, -_MARGIN)
    laplacian = np.asarray(cv2.Laplacian(face, cv2.CV_32F), dtype=np.float32)[inner, inner]
    noise = 0.0
    if np.count_nonzero(free) >= _FEWEST_PIXELS:
        noise = _sigma(np.asarray(cv2.Laplacian(sky, cv2.CV_32F), dtype=np.float32), free) ** 2
    return _mean_square(laplacian) - noise


def _gradients(smooth: Floats) -> Gradients:
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1, scale=1 / 32)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _tensor(smooth: Floats) -> NDArray[np.float64]:
    """(2, 2) mean structure tensor of a crop, without its margin."""
    inner = slice(_MARGIN, -_MARGIN)
    across, down = (gradient[inner, inner] for gradient in _gradients(smooth))
    mixed = float((across * down).mean(dtype=np.float64))
    return np.array([[_mean_square(across), mixed], [mixed, _mean_square(down)]])


def _mean_square(values: Floats) -> float:
    return cv2.norm(values, cv2.NORM_L2SQR) / max(values.size, 1)


def _noise(smooth: Floats, free: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(2, 2) the part of the tensor that is camera noise, from the even places of the background."""
    if np.count_nonzero(free) < _FEWEST_PIXELS:
        return np.zeros((2, 2))
    return np.diag([_sigma(gradient, free) ** 2 for gradient in _gradients(smooth)])


def _sigma(values: Floats, free: NDArray[np.bool_]) -> float:
    """Standard deviation of noise where the background is even."""
    some = values[::2, ::2][free[::2, ::2]]  # a quarter of the pixels has the same noise
    return percentile(np.abs(some), 25) / _QUARTILE_OF_NORMAL
