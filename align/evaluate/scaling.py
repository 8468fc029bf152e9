"""Seconds, memory and accuracy of sentence alignment as texts grow, beside other aligners.

One text is made of the gold's sentence pairs by a seeded generator; its beginnings are the sizes.
It is encoded once. Every aligner then runs on every size in a process of its own, one after the
other, until it takes too long or too much.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from align.encode import Calibration, Encoder, Encoding
from align.encode.similarity import encode_segments, part
from align.errors import AlignError
from align.evaluate.aligners import ALIGNERS, Aligner, Sides
from align.evaluate.beads import strict
from align.evaluate.gold import digest, read_table
from align.evaluate.results import Curve, Evaluation, Figure, Options, Plot, Reference
from align.evaluate.synthetic import Unit, altered_units, made_text
from align.evaluate.timed import Timing, give, timed
from align.pipeline import signature
from align.segment import lines

SEED = 20261126
_SIZES = 1000, 2000, 5000, 10_000, 20_000, 25_000, 50_000
_OCTAVES = 4  # the last slope is over sizes from the largest one's fourth part on
_DOCUMENT = "docid", "doc"  # columns that say which rows are a document
_GIGABYTE = 10**9
# What the others are stopped at; the memory is what ours is to stay under at the largest size.
_PATIENCE, _ROOM = 60.0, 2 * _GIGABYTE
_AIM = 100.0  # seconds, at the largest size
_NOTE = (
    "Seconds are of the alignment alone, after encoding, each in a fresh process on one thread:"
    " processor time, with which the clock agrees on an idle machine. Peak memory is that of the"
    " whole process: interpreter, libraries, texts and the vectors that it reads, which"
    " for ours are those of words and spans. Strict F1 is over beads with two sides. Slopes are of"
    " the logarithms, by least squares: 1 where twice the length takes twice as much; the last one"
    " is over the lengths from a fourth of an aligner's longest on."
)


@dataclass(frozen=True, slots=True)
class Run:
    """An aligner on the text's first ``size`` segments and a few: how fast, how large, how well."""

    aligner: str
    size: int
    timing: Timing
    f1: float


@dataclass(frozen=True, slots=True)
class _WithoutPieces:
    """An encoder that gives what beads read: a long text's word pieces take more than its words."""

    encoder: Encoder

    @property
    def signature(self) -> str:
        return self.encoder.signature

    @property
    def threads(self) -> int:
        return self.encoder.threads

    @property
    def calibration(self) -> Calibration:
        return self.encoder.calibration

    def encode(self, texts: Sequence[Sequence[str]], *, spans: bool = True) -> tuple[Encoding, ...]:
        """The encoder's, but for the pieces."""
        encoded = self.encoder.encode(texts, spans=spans)
        none = np.zeros((0, 0), np.float32), np.zeros(0, np.int64)
        return tuple(replace(full, pieces=none[0], owners=none[1]) for full in encoded)


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation of one text of all tables (``ar``, ``en``); ``limit``: segments a side."""
    limit = options.limit or _SIZES[-1]
    sizes = tuple(takewhile(lambda size: size <= limit, _SIZES)) or (limit,)
    units = generate(paths, sizes[-1])
    aligners = [a for a in ALIGNERS[: None if options.baselines else 1] if a.installed]
    missing = [a.name for a in ALIGNERS if options.baselines and not a.installed]
    runs, notes = _measured(units, sizes, aligners, encoder)
    if missing:
        notes.append(f"Not installed: {', '.join(missing)}.")
    text = made_text("scaling", units, range(len(units)))
    yield Evaluation(
        kind="scaling",
        gold=", ".join(path.name.split(".")[0] for path in paths),
        items=len(text.beads),
        unit=f"beads, seed {SEED}",
        sha256=digest(paths),
        signature=signature(encoder),
        figures=tuple(_figures(runs, sizes)),
        notes=(_NOTE, *notes),
        plot=_plot(runs),
    )


def generate(paths: Sequence[Path], size: int, seed: int = SEED) -> list[Unit]:
    """Beads of a text with at least ``size`` segments a side; the same for the same seed.

    The tables' documents in shuffled order, in as many passes as it takes, their sentences
    removed, joined and split anew in each. Where no
    column says which rows are a document, each is one.
    Raises AlignError where no row has both sides.
    """
    sources = [pairs for path in paths for pairs in documents(path)]
    if not sources:
        raise AlignError(", ".join(map(str, paths)), "no sentence pairs")
    rng = random.Random(seed)
    units: list[Unit] = []
    while _shorter(units) < size:
        for pairs in rng.sample(sources, len(sources)):
            units += altered_units(pairs, rng)
    return beginning(units, size)


def documents(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentence pairs of every document of a table; each is one where no column says which."""
    table = read_table(path, "ar", "en")
    column = next((name for name in _DOCUMENT if name in table.columns), None)
    names = table[column] if column else range(len(table))
    rows = zip(names, table["ar"], table["en"], strict=True)
    for _, group in groupby(rows, key=lambda row: row[0]):
        pairs = [(ar, en) for _, ar, en in group if ar.strip() and en.strip()]
        if pairs:
            yield pairs


def beginning(units: Sequence[Unit], size: int) -> list[Unit]:
    """The fewest first units that have ``size`` segments on both sides; all if none have."""
    counts = [0, 0]
    for number, unit in enumerate(units, 1):
        counts = [count + len(own) for count, own in zip(counts, unit, strict=True)]
        if min(counts) >= size:
            return list(units[:number])
    return list(units)


def _shorter(units: Sequence[Unit]) -> int:
    """The segments of the side that has fewer."""
    return min(sum(len(unit[side]) for unit in units) for side in (0, 1))


def _measured(
    units: list[Unit], sizes: Sequence[int], aligners: list[Aligner], encoder: Encoder
) -> tuple[list[Run], list[str]]:
    """Every aligner on every size, and what there is to say of it."""
    text = made_text("scaling", units, range(len(units)))
    begun = time.perf_counter()
    read = lines(text.source), lines(text.target)
    source, target = encode_segments(read, _WithoutPieces(encoder))
    distinct = len({s.text for side in (source, target) for s in side.segments})
    notes = [f"Encoding {distinct:,} distinct lines: {time.perf_counter() - begun:.1f} s."]
    runs: list[Run] = []
    for size in sizes:
        beads = text.beads[: len(beginning(units, size))]
        ends = [
            max(max(side, default=-1) for side in sides) + 1 for sides in zip(*beads, strict=True)
        ]
        sides = part(source, 0, ends[0]), part(target, 0, ends[1])
        for aligner, timing in _timed(sides, aligners, notes):
            f1 = strict(timing.beads, beads).f1
            runs.append(Run(aligner.name, size, timing, f1))
    return runs, notes


def _timed(
    sides: Sides, aligners: list[Aligner], notes: list[str]
) -> Iterator[tuple[Aligner, Timing]]:
    """Every aligner's run on one size; those that were stopped are taken off the list."""
    size = min(len(side.segments) for side in sides)
    with TemporaryDirectory(prefix="align-") as folder:
        give(Path(folder), sides)
        for aligner in list(aligners):
            ours = aligner is ALIGNERS[0]
            try:
                timing = timed(aligner, Path(folder), None if ours else _PATIENCE)
            except AlignError as error:
                if ours:
                    raise
                notes.append(f"{error}, at {size:,} segments.")
                aligners.remove(aligner)
                continue
            reason = "" if ours else _stopped(timing)
            if reason:
                notes.append(f"{aligner.name} stopped at {size:,} segments: {reason}.")
                aligners.remove(aligner)
            if timing is not None:
                yield aligner, timing


def _stopped(timing: Timing | None) -> str:
    """Why an aligner is not tried on longer texts, "" if it is."""
    if timing is None:
        return f"over {_PATIENCE:.0f} s"
    return f"over {_ROOM / _GIGABYTE:.0f} GB" if timing.peak > _ROOM else ""


def _figures(runs: Sequence[Run], sizes: Sequence[int]) -> Iterator[Figure]:
    found = {(run.aligner, run.size): run for run in runs}
    halves = {
        (aligner, size): run.timing.seconds / found[aligner, size // 2].timing.seconds
        for (aligner, size), run in found.items()
        if size % 2 == 0 and (aligner, size // 2) in found
    }
    measures: tuple[tuple[str, dict[tuple[str, int], float], bool], ...] = (
        ("seconds", {key: run.timing.seconds for key, run in found.items()}, True),
        ("seconds by the clock", {key: run.timing.elapsed for key, run in found.items()}, True),
        ("times the seconds of half", halves, True),
        ("peak GB", {key: run.timing.peak / _GIGABYTE for key, run in found.items()}, True),
        ("strict F1", {key: run.f1 for key, run in found.items()}, False),
    )
    for name, values, low in measures:
        for size in sizes:
            if (ALIGNERS[0].name, size) in values:
                ours, *others = (
                    Reference(a.name, values[a.name, size])
                    for a in ALIGNERS
                    if (a.name, size) in values
                )
                yield Figure(f"{name} at {size:,}", ours.value, size, low, tuple(others))
    for name, values in (
        ("seconds", measures[0][1]),
        ("peak GB", measures[3][1]),
    ):
        yield from _slopes(name, values)


def _slopes(name: str, values: dict[tuple[str, int], float]) -> Iterator[Figure]:
    """How ``values`` by aligner and size grow with the size, where two sizes or more tell."""
    for told, part_ in (("slope of", 0), ("last slope of", 1 / _OCTAVES)):
        found = []
        for each in ALIGNERS:
            own = sorted((size, value) for (who, size), value in values.items() if who == each.name)
            points = [(size, value) for size, value in own if size >= part_ * own[-1][0]]
            if len(points) > 1:
                found.append(Reference(each.name, slope(points)))
        if found and found[0].system == ALIGNERS[0].name:
            ours, *others = found
            sizes = sum(who == ours.system for who, _ in values)
            yield Figure(f"{told} {name}", ours.value, sizes, True, tuple(others))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The power of x by which y grows: the least-squares slope of their logarithms."""
    x, y = ([math.log(max(point[k], 1e-6)) for point in points] for k in (0, 1))
    return statistics.linear_regression(x, y).slope


def _plot(runs: Sequence[Run]) -> Plot:
    drawn = []
    for each in ALIGNERS:
        points = tuple((r.size, r.timing.seconds) for r in runs if r.aligner == each.name)
        if points:
            grown = f": {slope(points):.2f}" if len(points) > 1 else ""
            drawn.append(Curve(each.name + grown, points))
    title = "Sentence alignment: processor seconds by the length of the texts, and their slopes"
    return Plot(title, "segments a side", "seconds", _AIM, tuple(drawn))
