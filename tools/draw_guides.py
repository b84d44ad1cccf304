"""Write the illustrations of bupai to static/img/guide, and its icon, all in one hand.

    python -m tools.draw_guides

The written files are committed; a test holds them against what this program writes.
"""

from __future__ import annotations

from pathlib import Path

from tools.drawing import code_guide, frame, icon, mistakes, not_accepted, returned, states, way
from tools.drawing.figure import Look

IMAGES = Path(__file__).parents[1] / "static/img"
FOLDER = IMAGES / "guide"
ICON = IMAGES / "icon.svg"

_SERIES = (
    mistakes.MISTAKES,
    not_accepted.NOT_ACCEPTED,
    way.PICTURES,
    code_guide.CODE_GUIDE,
    states.STATES,
    returned.RETURNED,
)


def pictures() -> dict[str, str]:
    """Every picture as SVG text, by its name without '.svg'."""
    drawn = {
        "photo-good": mistakes.good(Look()),
        "photo-good-tied": mistakes.good(Look(hair="tied")),
        "photo-good-glasses": mistakes.good(Look(hair="cropped", glasses="clear")),
        "photo-frame": frame.photo_frame(),
    }
    for series in _SERIES:
        drawn |= {name: draw() for name, draw in series.items()}
    return drawn


def main() -> None:
    """Write the files, and remove those that are no longer drawn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = pictures()
    for old in FOLDER.glob("*.svg"):
        if old.stem not in drawn:
            old.unlink()
    for name, svg in drawn.items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
    ICON.write_text(icon.icon(), encoding="utf-8")


if __name__ == "__main__":
    main()
