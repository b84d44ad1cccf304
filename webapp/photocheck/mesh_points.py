"""Numbers of the points of MediaPipe's canonical face mesh. "Right" and "left" are the person's own."""

from __future__ import annotations

from typing import Final

Ring = tuple[int, ...]

_OVAL_LEFT: Final = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377)
_OVAL_RIGHT: Final = (152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
FACE_OVAL: Final[Ring] = (*_OVAL_LEFT, *_OVAL_RIGHT)

RIGHT_CHEEK: Final[Ring] = (116, 117, 118, 101, 36, 205, 187, 123)
LEFT_CHEEK: Final[Ring] = (345, 346, 347, 330, 266, 425, 411, 352)
NOSE_BRIDGE: Final[Ring] = (193, 122, 196, 3, 51, 5, 281, 248, 419, 351, 417, 8)

RIGHT_EYE: Final[Ring] = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
LEFT_EYE: Final[Ring] = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
RIGHT_BROW: Final[Ring] = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW: Final[Ring] = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)

INNER_LIPS: Final[Ring] = (
    *(78, 191, 80, 81, 82, 13, 312, 311, 310, 415),
    *(308, 324, 318, 402, 317, 14, 87, 178, 88, 95),
)
OUTER_LIPS: Final[Ring] = (
    *(61, 185, 40, 39, 37, 0, 267, 269, 270, 409),
    *(291, 375, 321, 405, 314, 17, 84, 181, 91, 146),
)

CHEEK_ENDS: Final[Ring] = (234, 454)
EYE_CORNERS: Final[tuple[Ring, Ring]] = ((33, 133), (263, 362))
"""Outer and inner corner of the right and of the left eye."""

FOREHEAD_TOP: Final = 10
CHIN: Final = 152
NOSE_TIP: Final = 1
