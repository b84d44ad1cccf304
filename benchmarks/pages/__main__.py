"""How light and how quick the student's pages are on a phone.

Run it with `make bench-pages`, or parts of it with

    .venv/bin/python -m benchmarks.pages --only wire
    .venv/bin/python -m benchmarks.pages --only axe --state upload --pictures FOLDER
    .venv/bin/python -m benchmarks.pages --only lighthouse --runs 1

It starts copies of the app in folders of their own, prints a table a part, and exits with 1 when a goal is
missed. `axe` walks every page in every state (states.py).

Needs Chromium (Debian: chromium, fonts-noto-cjk), and Node 20 or newer for Lighthouse,
whose version is pinned in package-lock.json. Timings depend on what else the machine does: this is no test.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.pages.axe import measure_axe
from benchmarks.pages.lighthouse import measure_lighthouse
from benchmarks.pages.prepared import launch, prepared_app
from benchmarks.pages.wire import measure_wire

PARTS = ("wire", "axe", "lighthouse")


def main() -> int:
    """Measure; 0 when every goal is reached."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages", description=__doc__.split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--runs", type=int, default=3, help="Lighthouse runs a page; the median counts")
    parser.add_argument("--state", default="", help="axe: only states with this in their names")
    parser.add_argument("--pictures", type=Path, help="axe: a folder for a picture of every state and screen")
    options = parser.parse_args()
    good = True
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if options.only in (None, "axe"):
            good &= measure_axe(browser, options.pictures, options.state)
        if options.only != "axe":
            with prepared_app(browser) as prepared:
                if options.only in (None, "wire"):
                    good &= measure_wire(browser, prepared)
                if options.only in (None, "lighthouse"):
                    good &= measure_lighthouse(prepared, options.runs)
        browser.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
