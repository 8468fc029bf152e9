"""Lines on a terminal: cut at its width, coloured, and counted."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from align.model import Severity
from align.render.plain import columns
from align.render.view import View
from align.text import PDI

if TYPE_CHECKING:
    from rich.console import Console

SHAPES = {
    Severity.CRITICAL: ("◆", "bold red"),
    Severity.MAJOR: ("▲", "red"),
    Severity.MINOR: ("●", "yellow"),
    Severity.NEUTRAL: ("○", "cyan"),
}
NARROW = 80  # columns below which bars and long words give way
_LEAST = 40
_BAR = 20
_LRI = "\u2066"  # left-to-right isolate: a line that a terminal cannot turn around
_TRAILING = re.compile(r"[ \t]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


class Page:
    """What has been written so far; ``used`` is how many lines that is."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.width = max(view.width, _LEAST)
        self.wide = self.width >= NARROW
        self.used = 0
        self._output = io.StringIO()
        self._console = self._made()

    def _made(self) -> Console:
        from rich.console import Console

        color = self.view.color
        return Console(
            file=self._output,
            width=self.width,
            force_terminal=color,
            no_color=not color,
            color_system="standard" if color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )

    def line(self, *parts: tuple[str, str] | str, indent: int = 0) -> None:
        """One line, cut at the width."""
        from rich.text import Text

        text: Text = Text.assemble(" " * indent, *parts, no_wrap=True)
        if columns(text.plain) > self.width:  # never a document's words: those are cut
            text.truncate(self.width, overflow="ellipsis")
        if self.view.directed and text.plain.strip():
            text = Text.assemble(_LRI, text, PDI)
        self._console.print(text, overflow="ignore", no_wrap=True, crop=False)
        self.used += 1

    def room(self, kept: int) -> int | None:
        """The lines that are left on the screen if ``kept`` more are to come and a prompt follows.

        None where the report is not for a screen.
        """
        height = self.view.height
        return None if height is None else max(height - self.used - kept - 1, 0)

    def more(self, count: int, what: str) -> None:
        """How much was left out, if anything."""
        if count > 0:
            told = f"… and {counted(count, f'more {what}')} (--verbose or --format html)"
            self.line((told, "dim"))
            self.line()

    def text(self) -> str:
        """All lines, none with spaces at its end, no two empty ones in a row."""
        text = _TRAILING.sub(r"\1", self._output.getvalue())
        return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def counted(number: int, noun: str) -> str:
    """ "1 finding", "3 findings", "No findings"."""
    if number == 0:
        return f"No {noun}s"
    return f"{number} {noun}" + ("" if number == 1 else "s")


def percent(share: float) -> str:
    """ " 97 %": right-aligned, five columns."""
    return f"{share * 100:3.0f} %"


def bar(share: float) -> str:
    """A bar of twenty columns, filled as far as ``share`` says."""
    filled = round(share * _BAR)
    return "█" * filled + "░" * (_BAR - filled)
