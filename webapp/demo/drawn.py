"""The demo's pictures, drawn beforehand: drawing them takes half a minute, which nobody waits for twice.

    python -m webapp.demo.drawn

draws all of them anew into webapp/demo/drawn/ after a change of the drawing code; commit the result.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

from webapp.demo.look import Look, Shot
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import demo_files, print_on_desk
from webapp.demo.portrait import draw_portrait, portrait_jpeg

FOLDER: Final = Path(__file__).with_name("drawn")
TO_TRY: Final = FOLDER / "files"
PRINT_SIZE: Final = (1200, 900)
ADMISSION_SIZE: Final = (240, 320)
# Years before: other clothes, another backdrop, farther away.
ADMISSION_SHOT: Final = Shot(
    crown=84, eye_line=268, face_width=212, background=(238, 240, 242), exposure_stops=-0.12, seed=9
)

# How a photo in the story differs from a good one: name -> what the photographer did.
FAULTS: Final[dict[str, Shot]] = {
    "small_head": Shot(crown=150, eye_line=262, face_width=132),
    "grey_background": Shot(background=(158, 158, 156)),
}


def portrait(look: str, fault: str = "") -> bytes:
    """The electronic photo (JPEG) of one of `PEOPLE`, good or with one of `FAULTS`."""
    return _file(look, fault or "good").read_bytes()


def paper_print(look: str) -> bytes:
    """A phone's picture (JPEG) of that person's good photo on paper."""
    return _file(look, "print").read_bytes()


def admission(look: str) -> bytes:
    """The small photo (JPEG) from that person's admission to the school."""
    return _file(look, "admission").read_bytes()


def copy_files_to_try(folder: Path) -> list[Path]:
    """Put the files that visitors may upload into a folder; what is there stays. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for source in sorted(TO_TRY.iterdir()):
        path = folder / source.name
        if not path.exists():
            shutil.copyfile(source, path)
        paths.append(path)
    return paths


def draw_all(cast: Mapping[str, str], admitted: Iterable[str]) -> None:
    """Draw everything anew, and only then replace what is there, since others may be reading it.

    cast: look -> the fault in the photo they hand in, or "". admitted: looks with an admission photo.
    """
    pictures: dict[Path, bytes] = {}
    for look, fault in cast.items():
        good = portrait_jpeg(PEOPLE[look])
        shown = portrait_jpeg(PEOPLE[look], FAULTS[fault]) if fault else good
        pictures[_file(look, fault or "good")] = shown
        with Image.open(io.BytesIO(good)) as opened:
            pictures[_file(look, "print")] = _small(print_on_desk(opened.convert("RGB")))
    pictures |= {_file(look, "admission"): _admission(PEOPLE[look]) for look in admitted}
    with TemporaryDirectory() as folder:
        pictures |= {TO_TRY / path.name: path.read_bytes() for path in demo_files(Path(folder))}
    _replace(pictures)


def _replace(pictures: dict[Path, bytes]) -> None:
    TO_TRY.mkdir(parents=True, exist_ok=True)
    for path, data in pictures.items():
        path.write_bytes(data)
    for path in FOLDER.rglob("*"):
        if path.is_file() and path not in pictures:
            path.unlink()


def _admission(look: Look) -> bytes:
    younger = replace(look, clothes=(226, 228, 232), collar="round", glasses=False)
    stream = io.BytesIO()
    draw_portrait(younger, ADMISSION_SHOT).resize(ADMISSION_SIZE, Image.Resampling.LANCZOS).save(
        stream, "JPEG", quality=85
    )
    return stream.getvalue()


def _small(data: bytes) -> bytes:
    """A phone picture small enough to be kept in the repository."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.resize(PRINT_SIZE, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _file(look: str, what: str) -> Path:
    return FOLDER / f"{look}-{what}.jpg"


if __name__ == "__main__":
    from webapp.demo.story import ADMITTED, cast

    draw_all(cast(), ADMITTED.values())
