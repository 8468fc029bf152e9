"""Sentence aligners that can be timed on the same texts: ours, and those that are installed.

None of the others is a dependency. Each is run as it ships, without a model of its own: the ones
that compare vectors are given ours, the ones that compare lengths need no more than the lines.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import numpy as np

from align.encode import Vectors
from align.encode.similarity import EncodedSide
from align.evaluate.lengths import BeadPair, gale_church, nltk_gale_church
from align.segment import tokenize

Lines = tuple[str, ...]
Sides = tuple[EncodedSide, EncodedSide]
Given = Literal["sides", "spans", "lines"]
Align = Callable[[Any], list[BeadPair]]


@dataclass(frozen=True, slots=True)
class Aligner:
    """One system.

    ``prepare`` imports what it needs and returns the function that is timed. That is ``given``
    what it reads and no more, since that counts as its memory: both sides encoded, or the vectors
    and lines of both, or the lines of both. ``package`` or ``program``: what has to be installed.
    """

    name: str
    prepare: Callable[[], Align]
    given: Given = "lines"
    package: str = ""
    program: str = ""

    @property
    def installed(self) -> bool:
        """True where it can be run."""
        if self.program:
            return shutil.which(self.program) is not None
        return not self.package or find_spec(self.package) is not None


def given_to_aligners(sides: Sides) -> dict[Given, Any]:
    """What there is to give of one text.

    Word pieces are left out of the sides: links read them, beads do not.
    """
    read = tuple(replace(s, pieces=()) for s in sides)
    plain = tuple(tuple(s.text for s in side.segments) for side in sides)
    vectors = tuple(side.spans for side in sides)
    return {"sides": read, "spans": (vectors, plain), "lines": plain}


def _ours() -> Align:
    from align.beads import align_segments

    def run(sides: Sides) -> list[BeadPair]:
        return [(bead.source, bead.target) for bead in align_segments(*sides)]

    return run


def _vecalign() -> Align:
    """Vecalign's code (Thompson and Koehn 2019) as the package sentalign has it."""
    module = import_module("sentalign")

    def run(given: tuple[tuple[Vectors, Vectors], tuple[Lines, Lines]]) -> list[BeadPair]:
        vectors, lines = given
        aligned = module.sentalign(*lines, encoder=_Runs(vectors))
        return [(tuple(a.src_indices), tuple(a.tgt_indices)) for a in aligned.alignments]

    return run


class _Runs:
    """Vectors of runs of lines, in the order in which Vecalign asks for them.

    It wants those of the source's single lines, of pairs of lines, and so on, each run under the
    number of its last line, then the target's. A run's vector is the sum of its lines', as in ours.
    """

    def __init__(self, vectors: Sequence[Vectors]) -> None:
        self._sums = [np.cumsum(own, axis=0, dtype=np.float64) for own in vectors]
        self._size = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a run; runs that would begin before the text are cut short."""
        if self._size and texts[0] != _PADDED:
            self._sums, self._size = self._sums[1:], 0
        self._size += 1
        rows = self._sums[0].copy()
        rows[self._size :] -= self._sums[0][: -self._size]
        return rows.astype(np.float32)


_PADDED = "PAD"  # how Vecalign calls a run that would begin before the text


def _dense_gale_church() -> Align:
    return lambda lines: gale_church(*_lengths(lines))


def _nltk() -> Align:
    # Its guard against hostile input, which these texts are not.
    vars(import_module("nltk.translate.gale_church"))["MAX_ALIGN_BLOCKS"] = 10**9
    return lambda lines: nltk_gale_church(*_lengths(lines))


def _lengths(lines: tuple[Lines, Lines]) -> tuple[list[int], list[int]]:
    source, target = ([len(line) for line in side] for side in lines)
    return source, target


def _rust_gale_church() -> Align:
    module = import_module("galechurch")

    def run(lines: tuple[Lines, Lines]) -> list[BeadPair]:
        aligned = module.align(*map(list, lines), max_block_size=10**12)
        return [
            (
                tuple(range(b.source_start, b.source_end)),
                tuple(range(b.target_start, b.target_end)),
            )
            for b in aligned.beads
        ]

    return run


def _hunalign() -> Align:
    """Without a dictionary, by which it falls back on lengths, then with the one it makes."""

    def run(lines: tuple[Lines, Lines]) -> list[BeadPair]:
        with TemporaryDirectory(prefix="align-") as folder:
            paths = [Path(folder) / name for name in ("null.dic", "source", "target")]
            for path, side in zip(paths, ((), *lines), strict=True):
                path.write_text("".join(f"{_spaced(line)}\n" for line in side), "utf-8")
            command = ["hunalign", "-utf", "-realign", *map(str, paths)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
        rungs = [tuple(map(int, line.split("\t")[:2])) for line in done.stdout.splitlines()]
        return [
            (tuple(range(s, s_end)), tuple(range(t, t_end)))
            for (s, t), (s_end, t_end) in pairwise(rungs)
        ]

    return run


def _spaced(line: str) -> str:
    return " ".join(token.form for token in tokenize(line))


ALIGNERS = (
    Aligner("align", _ours, "sides"),
    Aligner("Vecalign (sentalign), same vectors", _vecalign, "spans", package="sentalign"),
    Aligner("hunalign", _hunalign, program="hunalign"),
    Aligner("Gale-Church (galechurch)", _rust_gale_church, package="galechurch"),
    Aligner("Gale-Church (numpy)", _dense_gale_church),
    Aligner("Gale-Church (nltk)", _nltk, package="nltk"),
)
