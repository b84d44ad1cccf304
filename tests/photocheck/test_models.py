"""The networks are the files they are said to be."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import webapp.photocheck

FOLDER = Path(webapp.photocheck.__file__).parent / "models_data"


def test_every_network_has_the_hash_its_readme_names() -> None:
    """A file that was swapped or cut short must not go unnoticed."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `(\S+\.(?:tflite|onnx))` .*`([0-9a-f]{64})` \|$", text, re.MULTILINE))
    files = [path for path in FOLDER.iterdir() if path.suffix in (".tflite", ".onnx")]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert found == named
