"""Segments that no bead pairs, on both sides, and that are each other's: the text was moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from align.beads.costs import unit_scores
from align.encode import Vectors, unit
from align.encode.similarity import EncodedSide, restricted
from align.model import Bead

MOVED = 0.5  # the score from which two segments are taken to be the same, moved
_LEAST = 0.3  # cosine under which they are not compared word by word
_CHUNK = 48  # pairs compared at a time
_ROWS = 1024  # of the table of cosines
Pair = tuple[int, int]


def with_moves(beads: Sequence[Bead], source: EncodedSide, target: EncodedSide) -> tuple[Bead, ...]:
    """``beads`` with null beads joined that are each other's best; scores of the others set.

    A moved bead stands where its source segment does. A null bead scores less, the more it is like
    a segment of the other side that is without counterpart as well.
    """
    ours = [b.source[0] for b in beads if not b.target]
    theirs = [b.target[0] for b in beads if not b.source]
    likeness = dict(_likeness(source, ours, target, theirs)) if ours and theirs else {}
    best: tuple[dict[int, Pair], dict[int, Pair]] = ({}, {})
    for pair in sorted(likeness, key=lambda p: (likeness[p], (-p[0], -p[1]))):
        best[0][pair[0]] = best[1][pair[1]] = pair
    moved = {
        i: pair
        for i, pair in best[0].items()
        if likeness[pair] >= MOVED and best[1][pair[1]] == pair
    }
    gone = {j for _, j in moved.values()}
    return tuple(
        _scored(bead, moved, best, likeness)
        for bead in beads
        if bead.source or bead.target[0] not in gone
    )


def _scored(
    bead: Bead,
    moved: dict[int, Pair],
    best: tuple[dict[int, Pair], dict[int, Pair]],
    likeness: dict[Pair, float],
) -> Bead:
    if bead.source and bead.target:
        return bead
    own = bead.source or bead.target
    pair = best[0 if bead.source else 1].get(own[0])
    alike = likeness[pair] if pair else 0.0
    if bead.source and own[0] in moved:
        return Bead(own, (moved[own[0]][1],), round(alike, 4))
    return Bead(bead.source, bead.target, round(1 - alike, 4))


def _likeness(
    source: EncodedSide, ours: Sequence[int], target: EncodedSide, theirs: Sequence[int]
) -> Iterator[tuple[Pair, float]]:
    """How surely two segments render each other, for each one's nearest of the other side."""
    pairs = sorted(set(_nearest(source.spans, ours, target.spans, theirs)))
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        rows, columns = (sorted({pair[side] for pair in chunk}) for side in (0, 1))
        scores = unit_scores(restricted(source, rows), restricted(target, columns))
        for i, j in chunk:
            yield (i, j), float(scores[rows.index(i), columns.index(j)])


def _nearest(
    source: Vectors, ours: Sequence[int], target: Vectors, theirs: Sequence[int]
) -> Iterator[Pair]:
    """Pairs of a segment and the nearest one of the other side, from either side."""
    rows, columns = unit(source[list(ours)]), unit(target[list(theirs)])
    most = np.full(len(columns), -1.0, np.float32)
    nearest: NDArray[np.int64] = np.zeros(len(columns), np.int64)
    for start in range(0, len(rows), _ROWS):
        cosines = rows[start : start + _ROWS] @ columns.T
        for i, j in enumerate(cosines.argmax(axis=1)):
            if cosines[i, j] >= _LEAST:
                yield ours[start + i], theirs[int(j)]
        better = cosines.max(axis=0) > most
        nearest[better] = start + cosines.argmax(axis=0)[better]
        most = np.maximum(most, cosines.max(axis=0))
    for j in np.flatnonzero(most >= _LEAST):
        yield ours[int(nearest[j])], theirs[int(j)]
