"""Progress on standard error, drawn only where a person is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

Tick = Callable[[int, int], None]
"""Called with how much is done and how much there is, 0 if unknown."""
_WIDTH = 30
_PAUSE = 0.2  # seconds between two drawings


def silent(_done: int, _total: int) -> None:
    """Nothing drawn."""


class Bar:
    """A line that is redrawn in place; nothing at all where standard error is no terminal."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = sys.stderr.isatty()
        self._drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Drawn: ``done`` of ``total``, or the count alone where the total is 0."""
        now = time.monotonic()
        if not self._shown or (now - self._drawn < _PAUSE and done != total):
            return
        self._drawn = now
        figure = f"{done:,}"
        if total:
            filled = _WIDTH * done // total
            figure = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,} of {total:,}"
        sys.stderr.write(f"\r{self._label} {figure}\x1b[K")
        sys.stderr.flush()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and self._drawn:
            sys.stderr.write("\n")
