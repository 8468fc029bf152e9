"""Segments that stand elsewhere in the other text: found after the monotone path, told as moved.

Where a segment without counterpart and one elsewhere are each other's nearest, they are joined if
that costs less than the beads that they stand in now, though a moved bead pays for its crossing.
The other one may be without counterpart as well, or the path joined it to a neighbour or to a
stranger; that bead is then left to the segments that remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from align.beads.costs import USUAL, BeadCosts, Move, raw_agreement, unit_score
from align.beads.reread import Reader
from align.encode import Vectors, unit
from align.encode.similarity import EncodedSide, part
from align.model import Bead, Side

_CROSSING = 0.3  # what a moved bead pays
_ALIKE = 0.4  # cosine under which two segments are not compared word by word
_RELATED = 0.1  # agreement under which they are no pair
_DOUBTFUL = 0.2  # score of a bead whose segments may belong elsewhere
_LARGEST = 3  # segments of a moved bead
_ROUNDS = 4
_ROWS = 1024  # of the table of cosines
_STRIP, _REACH = 4096, 2  # loose segments are sought so many strips of so many away, see _strips

Run = tuple[int, ...]
Sides = tuple[Run, Run]


def moves(beads: Sequence[Bead], reader: Reader, costs: BeadCosts) -> tuple[list[Bead], list[Bead]]:
    """``beads``, which are monotone, without the segments that were moved; and the moved beads.

    A bead that lost segments to a moved one keeps its place; its score is set anew.
    """
    search = _Search(reader, costs, beads)
    search.unfold()
    for _ in range(_ROUNDS):
        if not search.improve():
            break
    return search.monotone, search.moved


def inserted(beads: Sequence[Bead], moved: Sequence[Bead]) -> tuple[Bead, ...]:
    """All of them; a moved bead stands before the first whose source segments come after it."""
    waiting = sorted(moved, key=lambda bead: bead.source, reverse=True)
    found: list[Bead] = []
    for bead in beads:
        while waiting and bead.source > waiting[-1].source:
            found.append(waiting.pop())
        found.append(bead)
    return (*found, *reversed(waiting))


class _Search:
    """The beads of two texts, and those found to be moved."""

    def __init__(self, reader: Reader, costs: BeadCosts, beads: Sequence[Bead]) -> None:
        source, target = self._sides = reader.source, reader.target
        self._reader = reader
        self._units = unit(source.spans), unit(target.spans)
        self._null = costs.null + costs.usual * USUAL
        self.monotone = list(beads)
        self.moved: list[Bead] = []
        self._known: dict[Sides, float] = {}

    def improve(self) -> bool:
        """Makes the moves that save most, none touching another's beads; true if any was made."""
        owners: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for number, bead in enumerate(self.monotone):
            if _loose(bead):
                owners[0].update((i, number) for i in bead.source)
                owners[1].update((j, number) for j in bead.target)
        options = sorted(
            (option for pair in self._nearest(owners) for option in self._options(pair, owners)),
            key=lambda option: (-option[0], [sum(side) for side in option[1]]),
        )
        left: dict[int, list[Bead]] = {}
        for _, sides in options:
            touched = _touched(sides, owners)
            if touched.isdisjoint(left):
                left.update((n, list(self._rest(self.monotone[n], sides))) for n in touched)
                self.moved.append(self._bead(sides))
        self.monotone = [bead for n, own in enumerate(self.monotone) for bead in left.get(n, [own])]
        return bool(left)

    def unfold(self) -> None:
        """Takes beads apart whose segments pair better one by one, in another order."""
        found: list[Bead] = []
        for bead in self.monotone:
            if min(len(bead.source), len(bead.target)) < 2 or bead.score >= _DOUBTFUL:
                found.append(bead)
                continue
            ours, theirs = list(bead.source), list(bead.target)
            near = _mutual(self._units[0][ours], self._units[1][theirs])
            pairs = [((ours[i],), (theirs[j],)) for i, j in near]
            kept = self._longest(pairs)
            rest = _without(bead, (_all(s for s, _ in pairs), _all(t for _, t in pairs)))
            cost = sum(map(self._cost, pairs)) + _CROSSING * (len(pairs) - len(kept))
            if cost + self._cost(rest) >= self._cost((bead.source, bead.target)):
                found.append(bead)
                continue
            self.moved += (self._bead(pair) for pair in pairs if pair not in kept)
            found += _in_order([self._bead(pair) for pair in kept], rest)
        self.monotone = found

    def _longest(self, pairs: Sequence[Sides]) -> list[Sides]:
        """Of the chains of pairs that run in one order on both sides the longest, then likest."""

        def worth(chain: list[Sides]) -> tuple[int, float]:
            return len(chain), sum(map(self._agreement, chain))

        chains: list[list[Sides]] = []
        for pair in sorted(pairs):
            before = [chain for chain in chains if chain[-1][1] < pair[1]]
            chains.append([*max(before, key=worth, default=[]), pair])
        return max(chains, key=worth, default=[])

    def _options(
        self, pair: tuple[int, int], owners: tuple[dict[int, int], dict[int, int]]
    ) -> Iterator[tuple[float, Sides]]:
        """What is saved by joining a pair, alone and with a neighbour, and the joined segments."""
        i, j = pair
        if self._agreement(((i,), (j,))) < _RELATED:
            return
        runs = [((k,), (k - 1, k), (k, k + 1)) for k in pair]
        for ours, theirs in product(*runs):
            sides = ours, theirs
            if sum(map(len, sides)) > _LARGEST or any(
                k not in own for side, own in zip(sides, owners, strict=True) for k in side
            ):
                continue
            before = [self.monotone[n] for n in _touched(sides, owners)]
            if all(b.source and b.target for b in before) or any(
                _meet(b.source, sides[0]) and _meet(b.target, sides[1]) for b in before
            ):
                continue
            after = [_without(bead, sides) for bead in before]
            cost = self._cost(sides) + _CROSSING + sum(map(self._cost, after))
            saved = sum(self._cost((b.source, b.target)) for b in before) - cost
            if saved > 0 and not self._strange(sides, pair):
                yield saved, sides

    def _strange(self, sides: Sides, pair: tuple[int, int]) -> bool:
        """True if a neighbour that was taken along has no counterpart in the pair."""
        if any(side[-1] - side[0] >= len(side) for side in sides):
            return True
        runs = tuple((side[0], side[-1] + 1) for side in sides)
        return any(
            self._reader.absent((runs[0], runs[1]), side, k)
            for side, own, first in zip(Side, sides, pair, strict=True)
            for k in own
            if k != first
        )

    def _rest(self, bead: Bead, taken: Sides) -> Iterator[Bead]:
        """What is left of a bead."""
        sides = _without(bead, taken)
        if all(sides):
            yield self._bead(sides)
        else:
            yield from (Bead((i,), (), 1.0) for i in sides[0])
            yield from (Bead((), (j,), 1.0) for j in sides[1])

    def _cost(self, sides: Sides) -> float:
        size = sum(map(len, sides))
        return self._null * size if not all(sides) else (1 - self._agreement(sides)) * size / 2

    def _agreement(self, sides: Sides) -> float:
        """The raw agreement of two runs of segments; −∞ where one is no run."""
        if any(side[-1] - side[0] >= len(side) for side in sides):
            return -np.inf
        if sides not in self._known:
            self._known[sides] = float(raw_agreement(*self._parts(sides), _move(sides))[0, 0])
        return self._known[sides]

    def _bead(self, sides: Sides) -> Bead:
        return Bead(*sides, unit_score(*self._parts(sides)))

    def _parts(self, sides: Sides) -> tuple[EncodedSide, EncodedSide]:
        ours, theirs = (
            part(own, side[0], side[-1] + 1) for own, side in zip(self._sides, sides, strict=True)
        )
        return ours, theirs

    def _nearest(self, owners: tuple[dict[int, int], dict[int, int]]) -> Iterator[tuple[int, int]]:
        """Loose segments that are each other's nearest."""
        rows, columns = (sorted(own) for own in owners)
        if rows and columns:
            vectors = self._units[0][rows], self._units[1][columns]
            for i, j in _mutual(*vectors):
                yield rows[i], columns[j]


def _in_order(beads: Sequence[Bead], rest: Sides) -> list[Bead]:
    """``beads`` and a null bead for each of the other segments, each before what follows it."""
    found = list(beads)
    for side, segments in enumerate(rest):
        for k in segments:
            alone = Bead((k,), (), 1.0) if side == 0 else Bead((), (k,), 1.0)
            own = [(bead.source, bead.target)[side] for bead in found]
            place = next((n for n, other in enumerate(own) if other and other[0] > k), len(found))
            found.insert(place, alone)
    return found


def _all(runs: Iterable[Run]) -> Run:
    return tuple(k for run in runs for k in run)


def _loose(bead: Bead) -> bool:
    """True if a segment of the bead may belong elsewhere."""
    return len(bead.source) + len(bead.target) != 2 or bead.score < _DOUBTFUL


def _touched(sides: Sides, owners: tuple[dict[int, int], dict[int, int]]) -> set[int]:
    return {own[k] for side, own in zip(sides, owners, strict=True) for k in side}


def _without(bead: Bead, taken: Sides) -> Sides:
    ours, theirs = (
        tuple(k for k in own if k not in gone)
        for own, gone in zip((bead.source, bead.target), taken, strict=True)
    )
    return ours, theirs


def _meet(own: Run, other: Run) -> bool:
    return not set(own).isdisjoint(other)


def _move(sides: Sides) -> Move:
    return len(sides[0]), len(sides[1])


def _mutual(source: Vectors, target: Vectors) -> Iterator[tuple[int, int]]:
    """Rows that are each other's nearest; given unit vectors."""
    most = np.full(len(target), _ALIKE, np.float32)
    back: NDArray[np.int64] = np.full(len(target), -1, np.int64)
    forth: list[int] = []
    for rows, columns in _strips(len(source), len(target)):
        cosines = source[rows] @ target[columns].T
        forth += (columns.start + cosines.argmax(axis=1)).tolist()
        highest = cosines.max(axis=0)
        better = columns.start + np.flatnonzero(highest > most[columns])
        back[better] = rows.start + cosines.argmax(axis=0)[better - columns.start]
        most[columns] = np.maximum(most[columns], highest)
    yield from ((i, j) for i, j in enumerate(forth) if back[j] == i)


def _strips(rows: int, columns: int) -> Iterator[tuple[slice, slice]]:
    """The rows in blocks, each with the columns that it is compared with; symmetric.

    All of them up to 12,288 on the longer side. Beyond that both sides are cut into as many strips
    of their own, and only near strips are compared, so that time grows with the length alone.
    """
    count = max(1, -(-max(rows, columns) // _STRIP))
    for strip in range(count):
        near = max(0, strip - _REACH), min(count, strip + _REACH + 1)
        across = slice(near[0] * columns // count, near[1] * columns // count)
        end = (strip + 1) * rows // count
        for start in range(strip * rows // count, end, _ROWS):
            if across.start < across.stop:
                yield slice(start, min(start + _ROWS, end)), across
