"""Beads read again, word by word: a segment that took no part in one is left alone.

The path joins a lost sentence to its neighbour where that is a little cheaper than a null bead.
Once words compete for their counterparts it shows: those of the neighbour have them all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from align.beads.path import Step
from align.decode import LinkSettings, mutual_probability
from align.encode.similarity import EncodedSide, Floats, token_similarity

_FIRM = 0.4  # mean link score of a segment that is closely rendered
_SHARE = 0.4  # of it, what the weakest of a bead's segments has to have
_CONTENT = 0.5  # the weight from which a token counts
_FEWEST = 3  # content words by which a segment is judged


def reread(steps: list[Step], source: EncodedSide, target: EncodedSide) -> list[Step]:
    """``steps`` with segments taken off the ends of beads that hardly link to the other side."""
    found: list[Step] = []
    for step in steps:
        i, j = step[2]
        found += _taken_off(step, source, target) if i and j and i + j > 2 else [step]
    return found


def _taken_off(step: Step, source: EncodedSide, target: EncodedSide) -> Iterator[Step]:
    s, t, (i, j) = step
    rows, columns = source.rows(s, s + i), target.rows(t, t + j)
    score = mutual_probability(token_similarity(source, target, rows, columns), LinkSettings())
    first, last = _ends(_support(source, (s, s + i), score.max(axis=1, initial=0)))
    begin, end = _ends(_support(target, (t, t + j), score.max(axis=0, initial=0)))
    yield from ((s + k, t, (1, 0)) for k in range(first))
    yield from ((s + first, t + k, (0, 1)) for k in range(begin))
    yield s + first, t + begin, (last - first, end - begin)
    yield from ((s + k, t + end, (1, 0)) for k in range(last, i))
    yield from ((s + i, t + k, (0, 1)) for k in range(end, j))


def _support(side: EncodedSide, segments: tuple[int, int], best: Floats) -> list[float]:
    """Each segment's mean link score of content words; −1 where there are too few to judge by."""
    offset = side.rows(*segments).start
    support = []
    for k in range(*segments):
        rows = side.rows(k, k + 1)
        own = best[rows.start - offset : rows.stop - offset]
        content = own[side.weights[rows] >= _CONTENT]
        support.append(float(np.mean(content)) if len(content) >= _FEWEST else -1.0)
    return support


def _ends(support: list[float]) -> tuple[int, int]:
    """The segments that stay, as the first and the one behind the last."""
    first, last = 0, len(support)
    strongest = max(support)
    if strongest < _FIRM:
        return first, last
    weak = [0 <= value < _SHARE * strongest for value in support]
    while weak[first]:
        first += 1
    while weak[last - 1]:
        last -= 1
    return first, last
