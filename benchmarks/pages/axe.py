"""What is wrong with a page for people who see, hear or touch otherwise: in every state, language and colour.

axe has the rules that a program can check. Beside it: nothing is wider than the screen (also at 200% text, in
landscape, above a soft keyboard), and whatever stands by itself to be touched is 44 px high.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from benchmarks.pages.prepared import PHONE
from benchmarks.pages.states import STATES, PageState
from benchmarks.pages.walk import demo_copy, walk

COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCREENS: dict[str, ViewportSize] = {
    "phone": PHONE,
    "small": {"width": 360, "height": 640},
    "landscape": {"width": 844, "height": 390},
    "keyboard": {"width": 390, "height": 420},
}
SMALLEST_TOUCH = 44  # CSS pixels (issue 4; WCAG 2.5.5, which exempts links within a sentence)
OPEN_FOLDS = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_LOW = """(smallest) => [...document.querySelectorAll("a, button, summary, select, input, textarea")]
    .filter((node) => node.type !== "hidden")
    .filter((node) => !node.closest("svg, .visually-hidden, .skip-link, .picker-input"))
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => !(node.tagName === "A" && getComputedStyle(node).display === "inline"
        && [...node.parentNode.childNodes].some((other) => other !== node && other.textContent.trim())))
    .map((node) => (node.type === "radio" ? node.closest("label") : node))
    .filter((node) => node.getBoundingClientRect().height < smallest - 0.5)
    .map((node) => `${node.tagName.toLowerCase()} ${node.textContent.trim().slice(0, 20)} `
        + `${Math.round(node.getBoundingClientRect().height)} px`)"""


def measure_axe(browser: Browser, pictures: Path | None = None, only: str = "") -> bool:
    """Print what is found; False when that is not nothing.

    pictures: a folder to put a picture of every state and screen into. only: a part of the states' names.
    """
    rows: list[tuple[str, str, str, str]] = []
    count = 0

    def look(page: Page, state: PageState, tongue: str) -> None:
        nonlocal count
        count += 1
        if pictures:
            take_pictures(page, pictures, f"{state.era.name.lower()}-{state.name}-{tongue}")
        for what, where in problems(page):
            rows.append((state.name, tongue, what, where))
            print(*rows[-1], sep=" · ", flush=True)  # at once: all states take some minutes

    with demo_copy(browser) as copy:
        walk(copy, look, [state for state in STATES if only in state.name])
    print(f"\naxe, touch and width: {count} states, {len(rows)} problems")
    return not rows


def problems(page: Page) -> list[tuple[str, str]]:
    """What is wrong with the page as it stands: the rule, and where. Folded parts are opened first."""
    page.evaluate(OPEN_FOLDS)
    found = [("touch below 44 px", where) for where in page.evaluate(TOO_LOW, SMALLEST_TOUCH)]
    for colours in COLOURS:
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")  # no colour is still on its way
        for violation in Axe().run(page).response["violations"]:
            places = " | ".join(str(node["target"][0]) for node in violation["nodes"][:3])
            found.append((f"{violation['id']} ({colours})", places))
    page.emulate_media(color_scheme="light")
    return found + _too_wide(page)


def _too_wide(page: Page) -> list[tuple[str, str]]:
    found = []
    for name, size in SCREENS.items():
        page.set_viewport_size(size)
        if (pixels := page.evaluate(TOO_WIDE)) > 0:
            found.append((f"wider than the screen ({name})", f"{pixels} px"))
    page.set_viewport_size(SCREENS["small"])
    enlarge(page, 200)
    if (pixels := page.evaluate(TOO_WIDE)) > 0:
        found.append(("wider than the screen (200% text)", f"{pixels} px"))
    enlarge(page, 100)
    page.set_viewport_size(PHONE)
    return found


def enlarge(page: Page, percent: int) -> None:
    """Set the size of all text."""
    page.evaluate("percent => { document.documentElement.style.fontSize = `${percent}%`; }", percent)


def take_pictures(page: Page, folder: Path, name: str) -> None:
    """Pictures of the page as it stands: the whole page and what each screen shows first."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", name.lower())
    page.screenshot(path=folder / f"{name}.png", full_page=True, caret="initial")
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        page.screenshot(path=folder / f"{name}-{screen}.png", caret="initial")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=folder / f"{name}-dark.png", full_page=True, caret="initial")
    page.emulate_media(color_scheme="light")
    enlarge(page, 200)
    page.screenshot(path=folder / f"{name}-large.png", full_page=True, caret="initial")
    enlarge(page, 100)
