"""Beads read again, word by word: is a segment at the end of a bead, or beside one, part of it?

The path joins a lost sentence to its neighbour where that is a little cheaper than a null bead,
and leaves a clause alone where its neighbour has no room for it. Once words compete for their
counterparts it shows: the words of a segment that belongs have counterparts as good as the
others', and without it words of the other side would lose theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from align.beads.costs import USUAL, raw_agreement, unit_score
from align.decode import LinkSettings, mutual_probability
from align.encode.similarity import EncodedSide, Floats, part, token_similarity
from align.model import Bead, Side

_ABSENT, _PRESENT = 0.75, 0.4  # from which a segment is taken off a bead, up to which it joins one
_UNRELATED = 0.5  # from which a bead's sides are taken apart
_DOUBTFUL = 0.1  # score under which a bead is looked at for that
_FEWEST = 5  # content words of either side below which too little is said to tell
_ALONE = 0.98  # the probability where there is no bead that a segment could belong to
_CONTENT = 0.5  # the weight from which a token counts
_LARGEST = 12  # segments of both sides that are read together
_SAMPLED, _PRIOR = 60, 8  # beads that say how alike a text's sides are; as many say it beforehand

Run = tuple[int, int]  # the first segment, and the one behind the last


@dataclass(frozen=True, slots=True)
class Reader:
    """Two texts whose beads are read; ``usual``: how far beads of these texts agree."""

    source: EncodedSide
    target: EncodedSide
    usual: float

    @classmethod
    def of(cls, beads: Sequence[Bead], source: EncodedSide, target: EncodedSide) -> Reader:
        """A reader of these beads' texts."""
        paired = [b for b in beads if b.source and b.target]
        sampled = paired[:: 1 + len(paired) // _SAMPLED]
        reader = cls(source, target, 1 - 2 * USUAL)
        agreements = [reader._agreement((_run(b.source), _run(b.target))) for b in sampled]
        return cls(source, target, median([*agreements, *[reader.usual] * _PRIOR]))

    def absence(self, runs: tuple[Run, Run], side: Side, segment: int) -> float:
        """The probability that the other run has no counterpart of ``segment``, which is an end.

        A logistic of ``features``, fitted by ``align train calibrate``.
        """
        return _logistic(self.source.calibration.absent, self.features(runs, side, segment))

    def unrelated(self, runs: tuple[Run, Run]) -> float:
        """The probability that two runs say nothing of each other; 0 where one says too little."""
        features = self.pair_features(runs)
        return _logistic(self.source.calibration.unrelated, features) if features else 0.0

    def pair_features(self, runs: tuple[Run, Run]) -> tuple[float, float, float, float] | None:
        """What speaks for two runs and against them; None where one has too few content words.

        1; the texts' usual agreement; the runs' own; times the usual one, the mean link score of
        the content words of the side that has the better ones.
        """
        content = [
            side.weights[side.rows(*run)] >= _CONTENT
            for side, run in zip((self.source, self.target), runs, strict=True)
        ]
        if min(int(own.sum()) for own in content) < _FEWEST:
            return None
        rows, columns = self.source.rows(*runs[0]), self.target.rows(*runs[1])
        similarity = token_similarity(self.source, self.target, rows, columns)
        scores = mutual_probability(similarity, LinkSettings())
        linked = max(float(scores.max(axis=1 - k)[own].mean()) for k, own in enumerate(content))
        return 1.0, self.usual, self._agreement(runs), self.usual * linked

    def _agreement(self, runs: tuple[Run, Run]) -> float:
        sides = part(self.source, *runs[0]), part(self.target, *runs[1])
        sizes = runs[0][1] - runs[0][0], runs[1][1] - runs[1][0]
        return float(raw_agreement(*sides, sizes)[0, 0])

    def bead(self, source: tuple[int, ...], target: tuple[int, ...]) -> Bead:
        """A bead of these segments with its score."""
        sides = part(self.source, *_run(source)), part(self.target, *_run(target))
        return Bead(source, target, unit_score(*sides))

    def absent(self, runs: tuple[Run, Run], side: Side, segment: int) -> bool:
        """True if ``segment``, which is an end of its run, is to be taken off it."""
        return self.absence(runs, side, segment) >= _ABSENT

    def features(
        self, runs: tuple[Run, Run], side: Side, segment: int
    ) -> tuple[float, float, float, float]:
        """What speaks for and against a segment's absence, scaled by how alike the texts are.

        1; the texts' usual agreement; times it, the segment's link score against that of the best
        segment of its run; times it, the link score that the other side's words lose without the
        segment, per word of its own. Of content words alone.
        """
        own, other = self.source, self.target
        similarity = token_similarity(own, other, own.rows(*runs[0]), other.rows(*runs[1]))
        if side is Side.TARGET:
            own, other, runs, similarity = other, own, runs[::-1], similarity.T
        content = other.weights[other.rows(*runs[1])] >= _CONTENT
        scores = mutual_probability(similarity, LinkSettings())
        support = _support(own, runs[0], scores.max(axis=1, initial=0))
        rows, offset = own.rows(segment, segment + 1), own.rows(*runs[0]).start
        rest = np.delete(similarity, np.s_[rows.start - offset : rows.stop - offset], axis=0)
        best, without = (
            matrix.max(axis=0, initial=0)[content]
            for matrix in (scores, mutual_probability(rest, LinkSettings()))
        )
        words = max(1, int((own.weights[rows] >= _CONTENT).sum()))
        lost = float(np.maximum(best - without, 0).sum()) / words
        relative = support[segment - runs[0][0]] / max(*support, 0.05)
        return 1.0, self.usual, self.usual * relative, self.usual * lost


def reread(beads: Sequence[Bead], reader: Reader) -> list[Bead]:
    """``beads`` without what has no counterpart there, and with lone segments that have one."""
    related = [own for bead in beads for own in _apart(bead, reader)]
    found = [own for bead in related for own in _taken_off(bead, reader)]
    return _joined(found, reader)


def with_absence(beads: Sequence[Bead], reader: Reader) -> list[Bead]:
    """``beads`` with the score of each null bead set: how surely no bead beside it has room."""
    found = list(beads)
    for number, around in _paired_around(beads):
        hosts = _hosts(beads, number, around, reader)
        chance = min((chance for chance, _, _ in hosts), default=_ALONE)
        found[number] = Bead(beads[number].source, beads[number].target, round(chance, 4))
    return found


def _apart(bead: Bead, reader: Reader) -> Iterator[Bead]:
    """The bead, or its segments if its sides have nothing to do with each other."""
    if bead.source and bead.target and bead.score < _DOUBTFUL:
        chance = reader.unrelated((_run(bead.source), _run(bead.target)))
        if chance > _UNRELATED:
            yield from (_alone(Side.SOURCE, i) for i in bead.source)
            yield from (_alone(Side.TARGET, j) for j in bead.target)
            return
    yield bead


def _taken_off(bead: Bead, reader: Reader) -> Iterator[Bead]:
    """The bead, without the segments at its ends that it has no counterpart of, and these."""
    runs = {side: list(own) for side, own in zip(Side, (bead.source, bead.target), strict=True)}
    before: list[tuple[Side, int]] = []
    after: list[tuple[Side, int]] = []
    while all(runs.values()) and sum(map(len, runs.values())) > 2:
        ends = [(side, at) for side in Side if len(runs[side]) > 1 for at in (0, -1)]
        bounds = _run(runs[Side.SOURCE]), _run(runs[Side.TARGET])
        chances = [reader.absence(bounds, side, runs[side][at]) for side, at in ends]
        if max(chances) < _ABSENT:
            break
        side, at = ends[chances.index(max(chances))]
        (after if at else before).append((side, runs[side].pop(at)))
    if not before and not after:
        yield bead
        return
    yield from (_alone(*gone) for gone in sorted(before))
    yield reader.bead(tuple(runs[Side.SOURCE]), tuple(runs[Side.TARGET]))
    yield from (_alone(*gone) for gone in sorted(after))


def _joined(beads: list[Bead], reader: Reader) -> list[Bead]:
    """``beads`` with null ones joined to the bead beside them that has their counterpart."""
    found = list(beads)
    joined = set()
    for number, around in _paired_around(beads):
        beside = [host for host in around if _beside(found[number], found[host])]
        hosts = _hosts(found, number, beside, reader)
        chance, host, sides = min(hosts, default=(1.0, 0, ((), ())))
        if chance < _PRESENT:
            found[host] = reader.bead(*sides)
            joined.add(number)
    return [bead for number, bead in enumerate(found) if number not in joined]


def _paired_around(beads: Sequence[Bead]) -> Iterator[tuple[int, list[int]]]:
    """The number of each null bead, and those of the last bead before it and the next one after
    it that have two sides."""
    waiting: list[int] = []
    last: list[int] = []
    for number, bead in enumerate(beads):
        if not (bead.source and bead.target):
            waiting.append(number)
            continue
        yield from ((null, [*last, number]) for null in waiting)
        waiting, last = [], [number]
    yield from ((null, last) for null in waiting)


def _hosts(
    beads: Sequence[Bead], number: int, around: Sequence[int], reader: Reader
) -> Iterator[tuple[float, int, tuple[tuple[int, ...], tuple[int, ...]]]]:
    """For the beads of the numbers ``around`` a null bead: the probability that it has no
    counterpart there, the number of that bead, and the segments that were read."""
    null = beads[number]
    side, (segment,) = (Side.SOURCE, null.source) if null.source else (Side.TARGET, null.target)
    for host in around:
        bead = beads[host]
        own, other = (bead.source, bead.target) if null.source else (bead.target, bead.source)
        first, last = min(own[0], segment), max(own[-1], segment)
        if last + 1 - first + len(other) <= _LARGEST:
            own = tuple(range(first, last + 1))
            sides = (own, other) if null.source else (other, own)
            yield reader.absence((_run(sides[0]), _run(sides[1])), side, segment), host, sides


def _beside(null: Bead, host: Bead) -> bool:
    """True if no other segment lies between a null bead and another."""
    own, other = (null.source, host.source) if null.source else (null.target, host.target)
    return own[0] in (other[0] - 1, other[-1] + 1)


def _alone(side: Side, segment: int) -> Bead:
    return Bead((segment,), (), 1.0) if side is Side.SOURCE else Bead((), (segment,), 1.0)


def _run(segments: Sequence[int]) -> Run:
    return segments[0], segments[-1] + 1


def _logistic(weights: Sequence[float], features: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-np.dot(weights, features))))


def _support(side: EncodedSide, run: Run, best: Floats) -> list[float]:
    """The mean link score of each segment's content words."""
    offset = side.rows(*run).start
    support = []
    for segment in range(*run):
        rows = side.rows(segment, segment + 1)
        own = best[rows.start - offset : rows.stop - offset]
        content = own[side.weights[rows] >= _CONTENT]
        support.append(float(content.mean()) if len(content) else 0.0)
    return support
