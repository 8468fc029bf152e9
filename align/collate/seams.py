"""Where a sentence passes from one statement of the base to another, or to words of its own.

A report joins sentences ("سدنا سليم، ولن نخفي رقماً"), adds what the base does not say ("… , a
forecast that economists consider hopeful"), or quotes the ends of two sentences as one. As one
unit such a sentence could belong to one statement only, and to none of them well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from align.collate.sources import Source, piece
from align.collate.support import word_support
from align.encode import Encoder
from align.encode.similarity import EncodedSide, Floats, encode_segments
from align.model import Language, Segment
from align.text import fold

# What a passage to another unit must gain, in fully supported content words.
SEAM = 1.5
# How much more it must gain where no mark parts the clauses.
UNMARKED = 0.5
# What a word of the document's own counts: a clause goes to a unit that supports it better.
OWN = 0.25
_MARKS = frozenset("،,;؛:–—-…")
_JOINING = {
    Language.EN: frozenset(
        ("and", "but", "because", "while", "whereas", "that", "which", "so", "or", "as")
    ),
    Language.AR: frozenset(("لكن", "لان", "بينما", "فيما", "بل", "علي", "حيث", "مما")),
}
_JOINED, _LETTERS = "وف", 4  # ولن, فهم: conjunctions written as one with a word


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens of one unit that one unit of the base supports, or None: the document's own."""

    base: int | None
    start: int
    end: int


def cut_at_seams(sources: Sequence[Source], base: int, encoder: Encoder) -> tuple[Source, ...]:
    """The documents with their units cut where the base's units take turns; the base as it is."""
    cut = [
        source.side.segments if number == base else _cut(source, sources[base].side)
        for number, source in enumerate(sources)
    ]
    changed = [n for n, own in enumerate(cut) if len(own) != len(sources[n].side.segments)]
    sides = encode_segments([cut[n] for n in changed], encoder) if changed else ()
    fresh = dict(zip(changed, sides, strict=True))
    return tuple(replace(s, side=fresh.get(n, s.side)) for n, s in enumerate(sources))


def _cut(source: Source, base: EncodedSide) -> tuple[Segment, ...]:
    side = source.side
    support = word_support(side, base) * side.weights[:, None]
    units: list[Segment] = []
    for number, unit in enumerate(side.segments):
        rows = side.rows(number, number + 1)
        runs = _runs(unit, support[rows], side.weights[rows])
        for run in runs:
            tokens = unit.tokens[run.start : run.end]
            part = unit if len(runs) == 1 else piece(unit, tokens, source.document.text)
            if part is not None:
                units.append(replace(part, index=len(units)))
    return tuple(units)


def _runs(unit: Segment, support: Floats, weights: Floats) -> list[_Run]:
    """The unit's clauses, each given to the base's unit that supports it; neighbours are joined."""
    clauses = _clauses(unit)
    edges = [0, *clauses, len(unit.tokens)]
    own = support.shape[1]
    if not clauses or not own:
        return [_Run(None, 0, len(unit.tokens))]
    gains = np.stack(
        [np.append(support[a:b].sum(axis=0), OWN * weights[a:b].sum()) for a, b in pairwise(edges)]
    )
    runs: list[_Run] = []
    for column, (start, end) in zip(_path(gains, clauses.values()), pairwise(edges), strict=True):
        base = None if column == own else column
        joined = bool(runs) and runs[-1].base == base
        runs.append(_Run(base, runs.pop().start if joined else start, end))
    return runs


def _path(gains: Floats, costs: Iterable[float]) -> list[int]:
    """For each row the column on the best path; ``costs``: of changing it before each but one."""
    best, came = gains[0], []
    for row, cost in zip(gains[1:], costs, strict=True):
        first = int(best.argmax())
        change = best[first] - cost
        came.append(np.where(best >= change, np.arange(len(best)), first))
        best = np.maximum(best, change) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


def _clauses(unit: Segment) -> dict[int, float]:
    """The tokens where a clause may begin, with what a passage there costs.

    That is after a comma or its like and, less willingly, at a conjunction.
    """
    found = {}
    for at, (before, token) in enumerate(pairwise(unit.tokens), 1):
        if not token.is_word or not 1 < at < len(unit.tokens) - 1:
            continue
        arabic = unit.language is Language.AR and len(token.form) >= _LETTERS
        if not before.is_word and _MARKS.intersection(before.form):
            found[at] = SEAM
        elif (arabic and token.form[0] in _JOINED) or fold(token.form) in _JOINING[unit.language]:
            found[at] = SEAM + UNMARKED
    return found
