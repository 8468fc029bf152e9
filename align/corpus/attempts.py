"""How often a pair is tried, and what is said of one that is given up.

Processes of this machine are watched by who began them (``workers``). On a cluster whoever tries a
shard again may be another machine: what was tried before is then read from a file beside the
tables, written before the work, so that it outlives whoever dies.
"""

from __future__ import annotations

import faulthandler
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from align.corpus.job import SCRATCH, HaltError

TRIES = 3  # a process may be killed for reasons that have nothing to do with its pair
_BEGUN, _LATE = "begun", "Timeout"  # the second is how faulthandler begins


def too_late(seconds: float) -> str:
    """The reason of a pair that took longer than it may."""
    return f"took longer than {seconds:g} s"


def too_deadly(why: str = "") -> str:
    """The reason of a pair whose process died as often as it was tried."""
    return f"the process comparing it died {TRIES} times" + (f" ({why})" if why else "")


def stillborn(why: str = "") -> HaltError:
    """What is raised where processes die before they begin a pair."""
    told = f"{TRIES} of them died before they began"
    return HaltError("workers", told + (f" ({why})" if why else ""))


@contextmanager
def attempted(out: Path, shard: int, seconds: float | None) -> Iterator[Attempt]:
    """A shard's attempt, noted as one that killed its process unless this block is left.

    ``seconds``: what a pair may take; whoever takes longer ends the process, even in a library
    that lets no Python run. Raises HaltError where that cannot be noted, and where processes die
    before they begin.
    """
    path = out / SCRATCH / f"tries-{shard:06}"
    try:
        before = path.read_text("ascii", "replace") if path.exists() else ""
        with path.open("a", encoding="ascii") as stream:
            stream.write(f"{_BEGUN}\n")
            stream.flush()
            os.fsync(stream.fileno())  # a machine that goes down every time must be told by it
            try:
                yield Attempt(stream, _given_up(before.splitlines(), seconds), seconds)
            finally:
                faulthandler.cancel_dump_traceback_later()
                with suppress(OSError):
                    path.unlink(missing_ok=True)
    except OSError as error:
        raise HaltError(path, f"cannot be written ({error.strerror or error})") from error


class Attempt:
    """What earlier attempts gave up, and where this one is."""

    def __init__(self, stream: IO[str], given_up: dict[int, str], seconds: float | None) -> None:
        self.given_up = given_up
        self._stream = stream
        self._seconds = seconds

    def heard(self, number: int) -> None:
        """A pair is begun; its time runs from now."""
        self._stream.write(f"{number}\n")
        self._stream.flush()
        if self._seconds is not None:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._stream)


def _given_up(lines: Iterable[str], seconds: float | None) -> dict[int, str]:
    """By number, why a pair is not tried again, after attempts that all ended with a process."""
    deaths: Counter[int | None] = Counter()
    given_up: dict[int, str] = {}
    for number, late in _ends(lines):
        if late and number is not None:
            given_up[number] = too_late(seconds or 0)
        else:
            deaths[number] += 1
    if deaths.pop(None, 0) >= TRIES:
        raise stillborn()
    fatal = {n: too_deadly() for n, times in deaths.items() if n is not None and times >= TRIES}
    return fatal | given_up


def _ends(lines: Iterable[str]) -> Iterator[tuple[int | None, bool]]:
    """For each attempt the pair that it came to, and whether that took too long."""
    number: int | None = None
    late = begun = False
    for line in lines:
        if line == _BEGUN:
            if begun:
                yield number, late
            number, late, begun = None, False, True
        elif line.isdecimal():
            number = int(line)
        elif line.startswith(_LATE):
            late = True
    if begun:
        yield number, late
