"""What beads cost: span vectors, words, numbers and lengths of every two runs of segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.similarity import EncodedSide, span_vectors, token_similarity
from align.text import comparable_length, main_language

Floats = NDArray[np.float32]
Move = tuple[int, int]
Costs = dict[Move, Floats]

MOVES: tuple[Move, ...] = tuple(
    sorted(
        {move for i in range(1, 5) for j in range(1, 9) for move in ((i, j), (j, i))},
    )
)


@dataclass(frozen=True, slots=True)
class BeadCosts:
    """What the path pays; tuned on the project's gold, see docs/design.md.

    ``null``: a segment without counterpart, to which ``usual`` times what a segment of this text
    usually costs is added: in a free translation all sentences are less alike. ``length``: per
    unit of |log length ratio|. ``lexical``: the share of the word evidence against the span
    vectors'. ``merge``: per segment beyond one on each side. ``open``: beads whose sides agree
    less than this are taken apart. ``largest``: segments of both sides together that a bead may
    have.
    """

    null: float = 0.32
    usual: float = 0.8
    length: float = 0.1
    lexical: float = 0.7
    merge: float = 0.1
    open: float = 0.0
    largest: int = 12


USUAL = 0.27  # what a segment costs in close translations

# Versions in one language quote and cut each other rather than render each other whole, and what
# is unrelated is still alike in vocabulary.
WITHIN = BeadCosts(null=0.45, usual=0, open=0.3, largest=4)


def usual_costs(source: EncodedSide, target: EncodedSide) -> BeadCosts:
    """The costs for a translation, or for two versions in one language."""
    ours, theirs = (main_language(side.segments) for side in (source, target))
    return WITHIN if ours is theirs else BeadCosts()


def cost_tables(
    source: EncodedSide, target: EncodedSide, costs: BeadCosts, moves: tuple[Move, ...] = MOVES
) -> Costs:
    """For each move (i, j) the cost of joining i segments from s with j from t, (n−i+1, m−j+1)."""
    n, m = len(source.segments), len(target.segments)
    lexical = _LexicalEvidence(source, target)
    lengths = _lengths(source), _lengths(target)
    spans_source = {i: span_vectors(source, i) for i in {i for i, _ in moves} if i <= n}
    spans_target = {j: span_vectors(target, j) for j in {j for _, j in moves} if j <= m}
    table: Costs = {}
    for i, j in moves:
        if i > n or j > m or (i + j > costs.largest and (i, j) != (n, m)):
            continue
        pooled = spans_source[i] @ spans_target[j].T
        ratio = _log_ratio(lengths[0], lengths[1], (i, j))
        size = (i + j) / 2
        whole = (1 - costs.lexical) * (1 - pooled) / POOLED_RANDOM + costs.length * ratio
        parts = costs.lexical * lexical.distance(i, j)
        table[i, j] = np.asarray(whole * size + parts + costs.merge * (i + j - 2), np.float32)
    return table


# What spans are held to differ by that have nothing in common. Unrelated ones of the packaged
# encoder differ by .58 in the mean, but at that weight of the spans literature was aligned worse.
POOLED_RANDOM = 0.83
# Coverage by chance of a word by a span of n words: CHANCE + CHANCE_GROWTH · log n.
CHANCE, CHANCE_GROWTH, PRIOR_WEIGHT = 0.19, 0.066, 6.0
_CELLS = 2**24  # similarities of words that are held at a time


def _lengths(side: EncodedSide) -> Floats:
    return np.array([comparable_length(segment) for segment in side.segments], np.float32)


def _log_ratio(source: Floats, target: Floats, move: Move) -> Floats:
    ours, theirs = (
        _run_sums(side, size) for side, size in zip((source, target), move, strict=True)
    )
    return np.asarray(np.abs(np.log(ours)[:, None] - np.log(theirs)[None, :]), np.float32)


def _run_sums(values: Floats, size: int) -> Floats:
    """Sums of every run of ``size`` rows."""
    sums = np.concatenate((np.zeros_like(values[:1]), np.cumsum(values, axis=0)))
    return np.asarray(sums[size:] - sums[:-size], np.float32)


def unit_scores(source: EncodedSide, target: EncodedSide) -> Floats:
    """(n, m): how surely each source segment alone renders each target segment alone, 0 to 1."""
    return calibrated(raw_agreement(source, target, (1, 1)), source, target)


def unit_score(source: EncodedSide, target: EncodedSide) -> float:
    """How surely all segments of one side together render all of the other, 0 to 1."""
    raw = raw_agreement(source, target, (len(source.segments), len(target.segments)))
    return round(float(calibrated(raw, source, target)[0, 0]), 4)


def raw_agreement(source: EncodedSide, target: EncodedSide, move: Move) -> Floats:
    """(n−i+1, m−j+1): 1 for spans that agree in everything, about 0 for unrelated ones."""
    return agreement(cost_tables(source, target, BeadCosts(), moves=(move,))[move], move)


def agreement(cost: Floats, move: Move) -> Floats:
    """A bead cost as agreement: 1 for spans alike in everything, about 0 for unrelated ones."""
    return np.asarray(1 - 2 * cost / sum(move), np.float32)


def calibrated(raw: Floats, source: EncodedSide, target: EncodedSide) -> Floats:
    """Agreement as a probability, by the curve for the two sides' languages.

    Spans are taken to be in the language of the segment they begin with.
    """
    ours, theirs = (np.array([s.language for s in side.segments]) for side in (source, target))
    within = (ours[:, None] == theirs[None, :])[: raw.shape[0], : raw.shape[1]]
    curves = source.calibration.within, source.calibration.across
    own, other = (
        1 / (1 + np.exp(np.clip(-slope * (raw - middle), -50, 50))) for slope, middle in curves
    )
    return np.asarray(np.where(within, own, other), np.float32)


class _LexicalEvidence:
    """How well the words of a span are covered by their best counterparts in another."""

    def __init__(self, source: EncodedSide, target: EncodedSide) -> None:
        self._forward, self._backward = _best_both_ways(source, target)
        self._source, self._target = source, target
        self._known: tuple[dict[int, Floats], dict[int, Floats]] = ({}, {})
        self._words = tuple(
            np.diff(np.concatenate(([0], np.cumsum(side.weights > 0)))[side.starts])
            for side in (source, target)
        )

    def distance(self, i: int, j: int) -> Floats:
        """(n−i+1, m−j+1): summed over the i + j segments, half of each one's own distance.

        0 for a segment whose words all find themselves again in the other span, about a half for
        an unrelated one; so a segment that the other span does not support pays for itself.
        """
        return np.asarray((_run_sums(self._ours(j), i) + _run_sums(self._theirs(i), j).T) / 2)

    def _ours(self, j: int) -> Floats:
        """(n, m−j+1): each source segment's distance from each run of ``j`` target segments."""
        if j not in self._known[0]:
            coverage = _directed(self._forward, self._source, j)
            self._known[0][j] = _relative(coverage, _run_sums(self._words[1], j))
        return self._known[0][j]

    def _theirs(self, i: int) -> Floats:
        """(m, n−i+1): the same of target segments and source runs."""
        if i not in self._known[1]:
            coverage = _directed(self._backward, self._target, i)
            self._known[1][i] = _relative(coverage, _run_sums(self._words[0], i))
        return self._known[1][i]


def _relative(coverage: Floats, size: Floats) -> Floats:
    """1 − coverage (segments, spans), against what is usual for spans of ``size`` words.

    The more words a span has, the better any word is covered by chance, and some spans are near
    to everything: the usual is what this document shows, joined to a prior where it is short.
    """
    prior = CHANCE + CHANCE_GROWTH * np.log(np.maximum(size, 1))[None, :]
    rows, columns = coverage.shape
    by_span = (coverage.sum(0, keepdims=True) + PRIOR_WEIGHT * prior) / (rows + PRIOR_WEIGHT)
    by_segment = (coverage.sum(1, keepdims=True) + PRIOR_WEIGHT * prior) / (columns + PRIOR_WEIGHT)
    usual = (by_span + by_segment) / 2
    return np.asarray((1 - coverage) / np.maximum(1 - usual, 0.05), np.float32)


def _best_both_ways(source: EncodedSide, target: EncodedSide) -> tuple[Floats, Floats]:
    """(tokens, segments) of the source by the target, and of the target by the source.

    A long text's tokens are compared some segments at a time: the table of all similarities would
    grow with the product of both lengths in words.
    """
    columns = slice(0, len(target.inner))
    forward, backward = [], []
    first = 0
    while first < len(source.segments):
        room = int(source.starts[first]) + _CELLS // max(1, len(target.inner))
        last = max(first + 1, int(np.searchsorted(source.starts, room, side="right")) - 1)
        similarity = token_similarity(source, target, source.rows(first, last), columns)
        starts = source.starts[first : last + 1] - source.starts[first]
        forward.append(_best_by_segment(similarity, target.starts))
        backward.append(_best_by_segment(similarity.T, starts))
        first = last
    return np.concatenate(forward), np.concatenate(backward, axis=1)


def _best_by_segment(similarity: Floats, starts: NDArray[np.int64]) -> Floats:
    """(tokens, segments): each row token's best similarity within each column segment."""
    return _by_segment(np.maximum, similarity.T, starts).T


def _by_segment(gathered: np.ufunc, rows: Floats, starts: NDArray[np.int64]) -> Floats:
    """(segments, n): ``gathered`` over each segment's token rows; 0 for one without tokens."""
    filled = np.flatnonzero(np.diff(starts))
    found = np.zeros((len(starts) - 1, rows.shape[1]), np.float32)
    if len(filled):
        found[filled] = gathered.reduceat(rows, starts[filled], axis=0)
    return found


def _directed(best: Floats, side: EncodedSide, count: int) -> Floats:
    """(segments, runs of ``count``): weighted mean best similarity of a segment's tokens."""
    window = best[:, : best.shape[1] - count + 1]
    for k in range(1, count):
        window = np.maximum(window, best[:, k : k + window.shape[1]])
    weights = side.weights[:, None]
    summed = _by_segment(np.add, np.maximum(window, 0) * weights, side.starts)
    total = _by_segment(np.add, weights, side.starts)
    return np.asarray(summed / np.maximum(total, 1e-6), np.float32)
