"""Bootstrap is cut down to what the pages use (`make css`), and each page has one stylesheet: its bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import flask_bootstrap
import pytest

from webapp.assets import IMPORT, contents
from webapp.config import ROOT

STATIC = ROOT / "static"
BUNDLES = sorted((STATIC / "bundles").glob("*.css"))
WHOLE = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
# The same as in tools/css/cut.mjs: class="…", and the strings of Jinja and of scripts.
CLASSES = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
ADVICE = "run `make css` and commit what it writes"


def cut() -> str:
    """Bootstrap as it is served: exactly one version of it."""
    (path,) = (STATIC / "vendor").glob("bootstrap-*.cut.css")
    return path.read_text(encoding="utf-8")


def spots() -> Iterator[str]:
    """Every piece of a template or script that may name a class."""
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        yield from CLASSES.findall(text)
        for code in JINJA.findall(text):
            yield from STRING.findall(code)
    for script in STATIC.glob("*.js"):
        yield from STRING.findall(script.read_text(encoding="utf-8"))


def classes_of(styles: str) -> set[str]:
    """The classes that a stylesheet has rules for."""
    return set(CLASS.findall(re.sub(r'/\*.*?\*/|url\("[^"]*"\)', "", styles, flags=re.DOTALL)))


def test_every_class_of_bootstrap_that_a_page_names_was_kept() -> None:
    words = {word for spot in spots() for word in WORD.findall(spot)}
    named = words & classes_of(WHOLE.read_text(encoding="utf-8"))
    assert {"btn", "btn-primary", "form-control", "visually-hidden"} <= named
    assert named - classes_of(cut()) == set(), ADVICE


def test_the_cut_is_of_the_installed_version() -> None:
    version = re.search(r"Bootstrap\s+v[\d.]+", WHOLE.read_text(encoding="utf-8"))
    assert version and version[0] in cut(), ADVICE


@pytest.mark.parametrize(
    "needed", ["[hidden]{", ".form-check-input[type=radio]{", "(prefers-color-scheme:dark)"]
)
def test_what_no_template_spells_out_was_kept(needed: str) -> None:
    assert needed in cut()


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.stem)
def test_a_bundle_stands_alone(bundle: Path) -> None:
    styles = contents(bundle).decode()
    assert "@import" not in styles
    assert "url(" not in re.sub(r'url\("data:[^"]*"\)', "", styles), "a bundle must not fetch anything more"
    assert "data-bs-theme" not in styles, "dark mode follows the phone, without a script"
    unknown = set(re.findall(r"var\((--[\w-]+)\)", styles)) - set(re.findall(r"(--[\w-]+)\s*:", styles))
    assert not {name for name in unknown if not name.startswith("--bs-")}, (
        "a colour or size that is defined nowhere"
    )


def test_every_stylesheet_is_in_a_bundle() -> None:
    imported = {
        (path.parent / name.decode()).resolve()
        for path in BUNDLES
        for name in IMPORT.findall(path.read_bytes())
    }
    assert set(STATIC.glob("*.css")) | set((STATIC / "vendor").glob("*.css")) == imported


def test_pages_link_bundles_only() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        links = re.findall(r"filename='([^']*\.css)'", template.read_text(encoding="utf-8"))
        assert all(link.startswith("bundles/") for link in links), template.name
