"""Pages opened in Chromium from the system, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.model import Report
from align.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("ALIGN_CHROMIUM") or shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Visit:
    """A page opened from a file, with all that it complained of or asked for."""

    def __init__(
        self, browser: Browser, path: Path, width: int = 1400, at: str = "", **context: Any
    ):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **context
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri() + at)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def words(self, selector: str) -> list[str]:
        """The text of all elements that match."""
        return self.page.locator(selector).all_inner_texts()

    def shown(self, selector: str) -> list[str]:
        """The ids of all elements that match and are visible."""
        found = self.page.locator(f"{selector}:visible")
        return [str(x) for x in found.evaluate_all("all => all.map((one) => one.id)")]

    def point(self, bead: str, side: str, word: str) -> None:
        """Move the pointer to a word of a bead, whose words get elements when it comes there."""
        cell = f"#{bead} .{side}"
        self.page.hover(cell, position={"x": 2, "y": 2})
        self.page.hover(f"{cell} .w:text-is('{word}')")


def written(report: Report, folder: Path) -> Path:
    """The report's page as a file."""
    path = folder / "report.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    return path
