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
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from align.corpus.job import SCRATCH, HaltError

TRIES = 3  # a process may be killed for reasons that have nothing to do with its pair
_BEGUN, _ENDED, _LATE = "begun", "ended", "Timeout"  # the last is how faulthandler begins


@dataclass(slots=True)
class Deaths:
    """How many processes died over which pair of which shard, and the pairs ``given_up`` so far."""

    given_up: dict[int, str] = field(default_factory=dict)
    _counted: Counter[tuple[int, int | None]] = field(default_factory=Counter)

    def late(self, number: int, seconds: float | None) -> None:
        """A pair took longer than it may: it is given up."""
        self.given_up[number] = f"took longer than {seconds or 0:g} s"

    def died(self, shard: int, number: int | None, how: str = "") -> None:
        """A process died over a pair, or, None, before the first or after the last of its shard.

        Raises HaltError where it will go on like this, whatever is given up.
        """
        self._counted[shard, number] += 1
        times = self._counted[shard, number]
        if times < TRIES:
            return
        why = f"died {TRIES} times" + (f" ({how})" if how else "")
        if number is None or times > 2 * TRIES:
            reason = f"the process doing it {why}, and not over one of its pairs"
            raise HaltError(f"shard {shard}", reason)
        self.given_up.setdefault(number, f"the process comparing it {why}")


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
                given_up = _read(before.splitlines(), shard, seconds).given_up
                yield Attempt(stream, given_up, seconds)
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

    def heard(self, number: int | None) -> None:
        """A pair is begun, its time runs from now; None: all are done."""
        self._stream.write(f"{_ENDED if number is None else number}\n")
        self._stream.flush()
        if number is None:
            faulthandler.cancel_dump_traceback_later()
        elif self._seconds is not None:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._stream)


def _read(lines: Iterable[str], shard: int, seconds: float | None) -> Deaths:
    """What came of attempts that all ended with a process."""
    deaths = Deaths()
    for number, late in _ends(lines):
        if late and number is not None:
            deaths.late(number, seconds)
        deaths.died(shard, number)
    return deaths


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
        elif line == _ENDED:
            number = None
        elif line.startswith(_LATE):
            late = True
    if begun:
        yield number, late
