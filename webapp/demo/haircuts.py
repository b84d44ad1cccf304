"""The haircuts as outlines, in head coordinates."""

from dataclasses import dataclass

from webapp.demo.curves import Points, arch, knots, mirrored
from webapp.demo.look import HairStyle


@dataclass(frozen=True)
class Cut:
    """A haircut: its outer edge and its hairline, both from the left ear over the head to the right ear."""

    outer: Points
    hairline: Points
    combed_down: bool
    """Strands run from the parting down beside the face, instead of from the hairline to the back."""


CUTS: dict[HairStyle, Cut] = {
    "crop": Cut(
        arch(knots("0 -1.7, 0.36 -1.66, 0.66 -1.53, 0.88 -1.27, 1 -0.9, 1.02 -0.5, 1.01 -0.18, 0.985 0")),
        arch(knots("0 -1.06, 0.34 -1.05, 0.6 -0.97, 0.74 -0.8, 0.82 -0.66, 0.9 -0.45, 0.945 -0.18, 0.95 0")),
        combed_down=False,
    ),
    "short": Cut(
        arch(knots("0 -1.7, 0.36 -1.655, 0.68 -1.5, 0.93 -1.2, 1.05 -0.85, 1.075 -0.5, 1.05 -0.18, 1 0.04")),
        knots(
            "-0.95 0.1, -0.935 -0.1, -0.9 -0.38, -0.84 -0.6, -0.8 -0.8, -0.67 -0.97, -0.42 -0.99,"
            "-0.12 -0.93, 0.22 -0.95, 0.5 -1.01, 0.71 -0.94, 0.81 -0.77, 0.85 -0.58, 0.905 -0.36,"
            "0.935 -0.1, 0.95 0.1"
        ),
        combed_down=False,
    ),
    "side_part": Cut(
        arch(knots("0 -1.7, 0.4 -1.67, 0.76 -1.5, 1 -1.18, 1.1 -0.82, 1.1 -0.5, 1.06 -0.18, 1 0.04")),
        knots(
            "-0.95 0.1, -0.93 -0.15, -0.89 -0.42, -0.8 -0.66, -0.62 -0.86, -0.42 -1, -0.3 -1.1,"
            "0 -0.9, 0.34 -0.78, 0.62 -0.72, 0.8 -0.6, 0.9 -0.38, 0.935 -0.1, 0.95 0.1"
        ),
        combed_down=True,
    ),
    "tied": Cut(
        arch(knots("0 -1.7, 0.36 -1.655, 0.66 -1.49, 0.9 -1.18, 1.02 -0.82, 1.05 -0.45, 1.03 -0.1, 1 0.12")),
        arch(knots("0 -1.08, 0.34 -1.04, 0.6 -0.92, 0.78 -0.72, 0.88 -0.48, 0.94 -0.2, 0.955 0, 0.96 0.15")),
        combed_down=False,
    ),
    "long": Cut(
        arch(knots("0 -1.7, 0.4 -1.66, 0.76 -1.47, 1 -1.15, 1.12 -0.75, 1.15 -0.4, 1.15 -0.05")),
        arch(
            knots(
                "0 -1.14, 0.22 -1.06, 0.52 -0.9, 0.76 -0.68, 0.88 -0.44, 0.94 -0.22, 0.975 -0.04, 1.06 -0.08"
            )
        ),
        combed_down=True,
    ),
}
"""The crown of every cut is at (0, -1.7), which a pose puts on the shot's own crown."""

LONG_BACK = knots("-1 -0.6, 0 -1, 1 -0.6, 1 0.8, 0.95 2.2, 0 2.4, -0.95 2.2, -1 0.8")
"""Long hair behind the neck."""


@dataclass(frozen=True)
class Lock:
    """A lock of hair: its middle line from the head down, and half its width at even steps along it."""

    spine: Points
    half_width: tuple[float, ...]

    def on(self, side: int) -> "Lock":
        """The same lock on the other side of the head when `side` is -1."""
        return Lock(mirrored(self.spine, side), self.half_width)


PONYTAIL = Lock(
    knots("0.44 1, 0.66 1.5, 0.84 2, 0.92 2.5, 0.86 3, 0.74 3.45"), (0.10, 0.13, 0.155, 0.17, 0.13, 0.02)
)
LONG_LOCK = Lock(
    knots("0.98 -0.75, 1.01 -0.2, 0.99 0.4, 0.92 1, 0.9 1.6, 0.98 2.2, 1 2.7, 0.9 3.1"),
    (0.13, 0.16, 0.21, 0.26, 0.29, 0.29, 0.2, 0.02),
)
