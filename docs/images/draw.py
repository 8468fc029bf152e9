"""Draws a page as Chromium shows it: ``python docs/images/draw.py PAGE.html PICTURE.png``.

Chromium is the system's (``apt-get install chromium``, or ALIGN_CHROMIUM), driven by Playwright.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

WIDTH, HEIGHT = 1280, 760
KEYS = "jj"  # to the second finding: the texts beside each other, the words marked


def draw(page: Path, picture: Path, program: str) -> None:
    """Writes ``page`` at a finding, in its light theme, to ``picture``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        shown = context.new_page()
        shown.goto(page.resolve().as_uri())
        shown.evaluate("document.fonts.ready")
        for key in KEYS:
            shown.keyboard.press(key)
        shown.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    chromium = os.environ.get("ALIGN_CHROMIUM") or shutil.which("chromium")
    if chromium is None or len(sys.argv) != 3:
        sys.exit("usage: draw.py PAGE.html PICTURE.png, with Chromium installed")
    draw(Path(sys.argv[1]), Path(sys.argv[2]), chromium)
