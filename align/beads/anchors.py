"""Where two long texts can be cut into blocks that are aligned one by one.

A monotone path of single segments is found from coarse to fine, as in Vecalign (Thompson and
Koehn 2019): runs of segments first, then their halves in a band around the path of the runs. Time
and memory grow with the length of the texts, not with its square. The texts are cut between two
segments that are each clearly nearest to their counterparts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.encode import Vectors, unit

Place = tuple[int, int]
Block = tuple[Place, Place]  # where it begins and ends on both sides
Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_WHOLE = 240  # segments of both sides together that need no cutting
_BLOCK = 60, 160  # what a block is to have
_COARSEST = 200
_BAND = 12  # how far from the coarser path the finer one may run
_GAP = 0.45  # what it costs to pass over a segment; to match two costs their distance by _FAR
_FAR = 0.83
_AROUND = 4  # competitors of an anchor: so many segments before and after
_CLEAR = 0.1  # by how much an anchor has to be nearer than its competitors
_UNCUT = 4  # times a block may grow while no clear place to cut is found
_MOST = 5 * _BLOCK[1]  # segments of a block, whatever stands where it is cut


def blocks(source: Vectors, target: Vectors) -> list[Block]:
    """Consecutive blocks that cover both sides, given (n, width) and (m, width) segment vectors.

    Symmetric. A single block where the texts are short.
    """
    end = (len(source), len(target))
    if sum(end) <= _WHOLE or not all(end):
        return [((0, 0), end)]
    if end[0] > end[1] or (end[0] == end[1] and target.tobytes() < source.tobytes()):
        # Sides must not matter.
        return [(begin[::-1], stop[::-1]) for begin, stop in blocks(target, source)]
    path = _coarse_to_fine(source, target)
    cuts = _chosen(_boundaries(unit(source), unit(target), path), end)
    return list(pairwise([*_halting(path, cuts), end]))


def _halting(path: list[Place], cuts: list[Place]) -> Iterator[Place]:
    """Where blocks begin: at the cuts, and on the path where one would grow beyond all bounds.

    That is where one text has no counterpart of the other, or too little to be cut at.
    """
    clear, at = {*cuts, path[-1]}, path[0]
    yield at
    last = at
    for place in path[1:]:
        if sum(place) - sum(at) > _MOST:
            at = last
            yield at
        if place in clear and place != path[-1]:
            at = place
            yield at
        last = place


@dataclass(frozen=True, slots=True)
class _Band:
    """For each of the n + 1 rows of a path's grid the first and last column that it may use."""

    first: Numbers
    last: Numbers

    @classmethod
    def full(cls, shape: Place) -> _Band:
        rows = shape[0] + 1
        return cls(np.zeros(rows, np.int64), np.full(rows, shape[1], np.int64))

    @classmethod
    def around(cls, nodes: list[Place], shape: Place) -> _Band:
        """A band around the nodes of a path through a grid half as fine."""
        rows, columns = shape
        first = np.full(rows + 1, columns, np.int64)
        last = np.zeros(rows + 1, np.int64)
        for i, j in nodes:
            for row in range(min(2 * i, rows), min(2 * i + 1, rows) + 1):
                first[row] = min(first[row], 2 * j)
                last[row] = max(last[row], 2 * j + 1)
        # A step to the next row may also move to the next column: rows have to meet.
        first = np.minimum.accumulate(first[::-1])[::-1]
        last = np.maximum.accumulate(last)
        wide = (first - _BAND).clip(0), (last + _BAND).clip(max=columns)
        return cls(_reached(wide[0], _BAND, np.minimum), _reached(wide[1], _BAND, np.maximum))


def _reached(edge: Numbers, rows: int, extreme: np.ufunc) -> Numbers:
    """The edge, moved outwards to what it is within so many rows: a band is as high as wide."""
    padded = np.pad(edge, rows, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * rows + 1)
    return np.asarray(extreme.reduce(windows, axis=1), np.int64)


def _coarse_to_fine(source: Vectors, target: Vectors) -> list[Place]:
    """The nodes of the cheapest path, from (0, 0) to the end."""
    levels = [(source, target)]
    while sum(map(len, levels[-1])) > _COARSEST and min(map(len, levels[-1])) > 1:
        levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
    nodes: list[Place] = []
    for ours, theirs in reversed(levels):
        shape = len(ours), len(theirs)
        band = _Band.around(nodes, shape) if nodes else _Band.full(shape)
        nodes = _path(unit(ours), unit(theirs), band)
    return nodes


def _halved(vectors: Vectors) -> Vectors:
    """The sums of every two rows."""
    return np.asarray(np.add.reduceat(vectors, np.arange(0, len(vectors), 2)), np.float32)


_LEFT, _UP, _BOTH = 0, 1, 2


def _path(ours: Vectors, theirs: Vectors, band: _Band) -> list[Place]:
    """The nodes of the cheapest path inside the band: matches, and segments passed over."""
    columns = np.arange(band.first[0], band.last[0] + 1)
    costs = columns * _GAP
    choices = [np.full(len(columns), _LEFT, np.int8)]
    for row in range(1, len(ours) + 1):
        before, columns = columns, np.arange(band.first[row], band.last[row] + 1)
        earlier = np.full(len(columns) + 1, np.inf)  # the row above, from one column further left
        shared = np.arange(max(before[0], columns[0] - 1), min(before[-1], columns[-1]) + 1)
        earlier[shared - columns[0] + 1] = costs[shared - before[0]]
        near = theirs[np.maximum(columns - 1, 0)] @ ours[row - 1]
        both = earlier[:-1] + (1 - near) / _FAR
        up = earlier[1:] + _GAP
        entered = np.minimum(both, up)
        gaps = columns * _GAP
        costs = np.minimum.accumulate(entered - gaps) + gaps
        choice = np.where(both <= up, _BOTH, _UP)
        choices.append(np.where(costs < entered - 1e-9, _LEFT, choice).astype(np.int8))
    return _traced(choices, band, (len(ours), len(theirs)))


def _traced(choices: list[NDArray[np.int8]], band: _Band, end: Place) -> list[Place]:
    i, j = end
    nodes = [end]
    while i or j:
        choice = int(choices[i][j - band.first[i]])
        i, j = i - (choice != _LEFT), j - (choice != _UP)
        nodes.append((i, j))
    return nodes[::-1]


def _boundaries(ours: Vectors, theirs: Vectors, path: list[Place]) -> list[tuple[Place, float]]:
    """Places between two matches that follow each other, and how clear the less clear one is."""
    steps = np.array([a for a, b in pairwise(path) if b == (a[0] + 1, a[1] + 1)], np.int64)
    if not len(steps):
        return []
    clear = np.minimum(_margin(ours, theirs, steps), _margin(theirs, ours, steps[:, ::-1]))
    joined = np.all(np.diff(steps, axis=0) == 1, axis=1)
    least = np.minimum(clear[:-1], clear[1:])
    return [
        ((int(i), int(j)), float(value))
        for (i, j), value in zip(steps[1:][joined], least[joined], strict=True)
    ]


def _margin(ours: Vectors, theirs: Vectors, pairs: Numbers) -> Floats:
    """By how much each pair's cosine exceeds those of its first segment with others around."""
    near = (ours[pairs[:, 0]] * theirs[pairs[:, 1]]).sum(axis=1)
    most = np.full(len(pairs), -1.0, np.float32)
    for offset in (k for k in range(-_AROUND, _AROUND + 1) if k):
        others = pairs[:, 1] + offset
        inside = (others >= 0) & (others < len(theirs))
        cosines = (ours[pairs[:, 0]] * theirs[others.clip(0, len(theirs) - 1)]).sum(axis=1)
        most = np.maximum(most, np.where(inside, cosines, -1))
    return np.asarray(near - most, np.float32)


def _chosen(boundaries: list[tuple[Place, float]], end: Place) -> list[Place]:
    """Places to cut at: the clearest one wherever a block has the size it is to have.

    A block grows while no place is clear enough, up to a limit, and is then cut at the best.
    """
    cuts: list[Place] = []
    start: Place = (0, 0)
    best: tuple[Place, float] | None = None
    for place, clear in boundaries:
        size = sum(place) - sum(start)
        if sum(end) - sum(place) < _BLOCK[0]:
            break
        limit = _BLOCK[1] if best and best[1] >= _CLEAR else _UNCUT * _BLOCK[1]
        if best and size > limit:
            cuts.append(best[0])
            start, best = best[0], None
            size = sum(place) - sum(start)
        if size >= _BLOCK[0] and (best is None or clear > best[1]):
            best = place, clear
    if best and sum(end) - sum(start) > _BLOCK[1]:
        cuts.append(best[0])
    return cuts
