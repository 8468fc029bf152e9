"""Progress of long work: a line on standard error where that is a terminal, and nowhere else."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_DELAY = 1.0  # seconds: shorter work shows nothing


class Meter:
    """Told how many of how many are done, it shows that once the work has taken a second."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.done, self.total = 0, 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._ended = False
        self._lock = Lock()
        self._timer = Timer(_DELAY, self._begin)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` are done."""
        with self._lock:
            self.done, self.total = done, total
            self._update()

    def end(self) -> None:
        """Takes the line away."""
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._bar is not None:
                self._bar.stop()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        always = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        counted = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("left"))
        console = Console(stderr=True)
        with self._lock:
            if self._ended:
                return
            several = self.total > 1
            columns = (*always, *counted) if several else always
            self._bar = Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task(self.what, total=self.total if several else None)
            self._update()
            self._bar.start()

    def _update(self) -> None:
        if self._bar is not None and self._task is not None and self.total > 1:
            self._bar.update(self._task, completed=self.done, total=self.total)


class Log:
    """Told how many of how many are done, it writes a line a minute, with an estimate.

    For long work whose standard error goes to a file, where nobody watches a bar.
    """

    def __init__(self, every: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._every, self._clock = every, clock
        self._begun = self._told = clock()
        self._first: int | None = None

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` are done."""
        now = self._clock()
        if self._first is None:  # what an earlier run did took this one no time
            self._first, self._begun = done, now
        if now - self._told < self._every or done >= total:
            return
        self._told = now
        fresh, left = done - self._first, ""
        if fresh:
            left = f", about {_spelled((total - done) * (now - self._begun) / fresh)} left"
        print(f"align: {done:,} of {total:,} done{left}", file=sys.stderr, flush=True)


def _spelled(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


@contextmanager
def progress(what: str, total: int = 0, *, quiet: bool = False) -> Iterator[Meter | None]:
    """A Meter for ``what`` as long as the work takes; None where nobody would see it.

    ``total``: how much there is to do, where that can be counted.
    """
    dumb = os.environ.get("TERM") == "dumb"
    if quiet or dumb or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    meter = Meter(what)
    meter.total = total
    try:
        yield meter
    finally:
        meter.end()
