"""What a benchmark is made of: contenders, their runs, figures with a ratio, sections."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from align.evaluate.results import Plot

OURS = "align"
Work = Callable[[], Any]  # what is timed; returns what can be written as JSON


@dataclass(frozen=True, slots=True)
class Contender:
    """One system.

    ``prepare`` is given the folder with the texts, loads what the system needs, and returns the
    work. ``packages`` and ``program`` have to be installed; ``distribution`` is where its version
    is written. ``light``: part of the quick form.
    """

    name: str
    prepare: Callable[[Path], Work]
    packages: tuple[str, ...] = ()
    program: str = ""
    distribution: str = ""
    light: bool = False

    @property
    def lacks(self) -> str:
        """What is not installed, "" where it can be run."""
        missing = [f"package {name}" for name in self.packages if find_spec(name) is None]
        if self.program and found_program(self.program) is None:
            missing.append(f"{self.program} on PATH")
        return ", ".join(missing)


def found_program(name: str) -> str | None:
    """Where a program is: beside the interpreter, as pip puts it, or on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def version_of(distribution: str) -> str:
    """The installed version, "" where there is none."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Run:
    """One process.

    ``whole`` and ``used``: seconds from its start to its end, by the clock and of processor time;
    ``peak``: the most bytes that it, or a program that it ran, had resident. ``work`` and
    ``processor``: both kinds of seconds of the work alone, 0 of a command, which has none apart.
    """

    whole: float
    used: float
    peak: int
    work: float = 0.0
    processor: float = 0.0

    @property
    def start_up(self) -> float:
        """Seconds that were not work: the interpreter, imports, models."""
        return self.whole - self.work


@dataclass(frozen=True, slots=True)
class Row:
    """A contender's value of a figure, one a round."""

    contender: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of all contenders, ours first."""

    name: str
    rows: tuple[Row, ...]
    lower_is_better: bool = False
    ours: str = OURS

    def ratio(self, row: Row) -> float | None:
        """How many times ours the row's median is; None where ours is 0, or is not among them."""
        ours = next((r.median for r in self.rows if r.contender == self.ours), 0.0)
        return row.median / ours if ours else None


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture of one figure: (contender, value, what is told beside it), ours first."""

    title: str
    unit: str
    rows: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One task measured; ``absent``: contenders that were not, each with the reason."""

    name: str
    told: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Dots | Plot], ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """Gold that the user has, by what it is about."""

    words: tuple[Path, ...] = ()
    sentences: tuple[Path, ...] = ()
    documents: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured, and how: on which texts, how often, on how many threads.

    ``folder`` is for what the contenders read and write; ``patience``: seconds that one run has.
    """

    corpora: Path
    folder: Path
    gold: Gold = Gold()
    rounds: int = 3
    threads: int = 1
    quick: bool = False
    patience: float = 180.0

    def few(self, number: int) -> int | None:
        """``number`` in the quick form, None (all) otherwise."""
        return number if self.quick else None


Runs = Mapping[str, Sequence[Run]]


def figure(
    name: str, runs: Runs, value: Callable[[str, Run], float], *, lower: bool = False
) -> Figure:
    """One value a run of every contender."""
    rows = (Row(who, tuple(value(who, r) for r in own)) for who, own in runs.items() if own)
    return Figure(name, tuple(rows), lower)


def costs(runs: Runs) -> Iterator[Figure]:
    """Start-up and memory, as all sections have them."""
    yield figure("start-up, s", runs, lambda _, run: run.start_up, lower=True)
    yield figure("peak memory, MB", runs, lambda _, run: run.peak / 1e6, lower=True)
