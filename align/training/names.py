"""Lists of names in both scripts as something to learn from.

A name by itself teaches little: with nothing to choose from, every link is right. So several
pairs make up one text, in another order on each side, and the encoder has to tell them apart by
their letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from align.errors import AlignError
from align.training.bitext import Row
from align.training.exclusion import key
from align.training.files import whole
from align.training.linked import LinkedRow
from align.training.links import AGREED, Weighted
from align.training.vocab import Splitter
from align.training.work import Work

_TOGETHER = 8
_LONGEST = 3  # words; longer ones are titles of works and organisations


Pairs = list[tuple[str, str]]


def read_names(path: Path) -> Pairs:
    """The pairs of a TSV file without header, Arabic first; AlignError where it has none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AlignError(path, str(error)) from error
    pairs = [(cells[0], cells[1]) for line in lines if len(cells := line.split("\t")) > 1]
    if not pairs:
        raise AlignError(path, "holds no pairs of names")
    return [pair for pair in pairs if all(pair)]


def gather_names(work: Work, lists: Sequence[Path], held_out: Sequence[Path]) -> int:
    """How many pairs of ``lists`` were written to ``work``; those of ``held_out`` are left out."""
    without = {key(name) for path in held_out for pair in read_names(path) for name in pair}
    pairs = dict.fromkeys(
        pair
        for path in lists
        for pair in read_names(path)
        if not any(key(name) in without for name in pair)
    )
    work.add_sets({f"names_{path.stem}": len(read_names(path)) for path in lists})
    with whole(work.names) as partial:
        partial.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
    return len(pairs)


def name_rows(pairs: Pairs, count: int, generator: np.random.Generator) -> Iterator[LinkedRow]:
    """``count`` texts of names drawn from ``pairs``, each name linked with itself."""
    splitter = Splitter()
    for _ in range(count):
        drawn = [pairs[int(k)] for k in generator.choice(len(pairs), _TOGETHER, replace=False)]
        names = [(splitter.words(arabic), splitter.words(english)) for arabic, english in drawn]
        names = [n for n in names if all(1 <= len(words) <= _LONGEST for words in n)]
        yield _row(names, generator.permutation(len(names)))


def _row(names: Sequence[tuple[list[str], list[str]]], order: np.ndarray) -> LinkedRow:
    arabic: list[str] = []
    places = []
    for words, _ in names:
        places.append(range(len(arabic), len(arabic) + len(words)))
        arabic += words
    english: list[str] = []
    links: list[Weighted] = []
    for k in order:
        words = names[k][1]
        for j in range(len(english), len(english) + len(words)):
            links += [(i, j, AGREED) for i in places[k]]
        english += words
    row = Row("names", "", " ".join(arabic), " ".join(english))
    return LinkedRow(row, arabic, english, sorted(links), [])
