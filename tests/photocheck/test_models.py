"""The networks are the files they are said to be, and answer whoever asks."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import webapp.photocheck
from tests.photocheck import files
from webapp.photocheck.models import Network, Pixels, face_detector, face_mesh

FOLDER = Path(webapp.photocheck.__file__).parent / "models_data"


def test_every_network_has_the_hash_its_readme_names() -> None:
    """A file that was swapped or cut short must not go unnoticed."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `(\S+\.(?:tflite|onnx))` .*`([0-9a-f]{64})` \|$", text, re.MULTILINE))
    files = [path for path in FOLDER.iterdir() if path.suffix in (".tflite", ".onnx")]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert found == named


def shown(side: int, turns: int = 0) -> Pixels:
    """A drawn portrait as a network wants it, turned by `turns` quarters."""
    picture = np.asarray(files.drawn().convert("RGB").resize((side, side)))
    return np.ascontiguousarray(np.rot90(picture, turns))


def test_outputs_come_in_the_order_asked_for() -> None:
    picture = shown(128)
    boxes, scores = face_detector().run(picture)
    turned = Network("face_detection_short_range.tflite", 128, ("classificators", "regressors"), low=-1.0)
    assert [len(boxes), len(scores)] == [896 * 16, 896]
    assert [len(found) for found in turned.run(picture)] == [896, 896 * 16]
    assert scores.max() > 1.0  # the drawn face is seen, so black and white are what they should be


def test_threads_get_the_answer_to_their_own_picture() -> None:
    pictures = [shown(192, turns) for turns in range(4)]
    alone = [face_mesh().run(picture)[0] for picture in pictures]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda index: face_mesh().run(pictures[index % 4])[0], range(80)))
    assert all(np.array_equal(found, alone[index % 4]) for index, found in enumerate(together))
    assert not np.array_equal(alone[0], alone[1])


def test_an_answer_stays_when_the_next_one_comes() -> None:
    (first, _) = face_mesh().run(shown(192))
    kept = first.copy()
    face_mesh().run(shown(192, 1))
    assert np.array_equal(first, kept)


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="Dimension mismatch"):
        face_mesh().run(shown(128))


def test_loading_says_nothing_and_leaves_the_standard_error_as_it_was() -> None:
    """Who runs `flask photo check` reads a table or JSON, and nothing of the library's greeting."""
    code = "import os; from webapp.photocheck import preload; preload(); os.write(2, b'still here')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert done.stderr == "still here"


def test_networks_loaded_by_several_threads_leave_the_standard_error_open() -> None:
    """As in a development server, where nothing is loaded before the first requests."""
    code = """if True:
        import os
        from concurrent.futures import ThreadPoolExecutor
        from webapp.photocheck import models
        loaders = [models.face_detector, models.face_mesh, models.eye_mesh, models.palm_detector] * 4
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda load: load.__wrapped__(), loaders))
        os.write(2, b"still here")
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "still here"


def test_a_service_without_a_standard_error_loads_too() -> None:
    code = "import os; os.close(2); from webapp.photocheck import preload; preload(); print('loaded')"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout == "loaded\n"
