"""Write the picture that chats show beside a shared link, static/img/share.png.

    python -m tools.draw_share_picture

A PNG, since WeChat and others take no SVG. Chromium paints it, so its fonts are those of this machine.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.drawing.share import SIZE, share

FILE = Path(__file__).parents[1] / "static/img/share.png"
COLOURS = 64  # of a palette: flat drawings need no more


def main() -> int:
    """Paint and write it. Returns 1 when there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        page.set_content(f'<body style="margin:0">{share()}')
        painted = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    painted.quantize(COLOURS, dither=Image.Dither.NONE).save(FILE, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
