"""Sentence alignment by length alone: the baselines that need no knowledge of either language."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Indices = tuple[int, ...]
BeadPair = tuple[Indices, Indices]
Floats = NDArray[np.float64]

# Gale and Church (1993), table 5, and their variance of characters a character.
_PRIORS = {
    (1, 1): 0.89,
    (1, 0): 0.0099,
    (0, 1): 0.0099,
    (2, 1): 0.089,
    (1, 2): 0.089,
    (2, 2): 0.011,
}
_VARIANCE = 6.8
# Numerical Recipes' approximation of erfc, highest power first; good to 1.2e-7 at any argument.
_ERFC = (
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418,
    0.37409196, 1.00002368, -1.26551223,
)  # fmt: skip


def gale_church(source: Sequence[int], target: Sequence[int]) -> list[BeadPair]:
    """The beads of Gale and Church (1993) for the lengths in characters of both sides.

    As in the paper but for two things that real texts need: the ratio of the languages is that of
    the two texts, and the tail probability is taken in logarithms, so that it cannot underflow.
    """
    n, m = len(source), len(target)
    ours, theirs = _sums(source), _sums(target)
    ratio = theirs[-1] / ours[-1] if ours[-1] and theirs[-1] else 1.0
    costs = {move: _costs(ours, theirs, ratio, move) for move in _PRIORS}
    best: Floats = np.full((n + 1, m + 1), np.inf)
    skipped = np.concatenate(([0.0], np.cumsum(costs[0, 1][0])))
    for i in range(n + 1):
        row: Floats = np.full(m + 1, np.inf)
        if i == 0:
            row[0] = 0.0
        for (a, b), cost in costs.items():
            if 0 < a <= i and b <= m:
                row[b:] = np.minimum(row[b:], best[i - a, : m + 1 - b] + cost[i - a])
        best[i] = np.minimum.accumulate(row - skipped) + skipped
    return _traced(best, costs)


def _sums(lengths: Sequence[int]) -> Floats:
    return np.concatenate(([0.0], np.cumsum(np.asarray(lengths, np.float64))))


def _costs(ours: Floats, theirs: Floats, ratio: float, move: tuple[int, int]) -> Floats:
    """(n − i + 1, m − j + 1): the cost of joining i segments from s with j from t."""
    i, j = move
    a, b = ours[i:] - ours[: len(ours) - i], theirs[j:] - theirs[: len(theirs) - j]
    lengths, others = a[:, None], b[None, :] / ratio
    delta = (others - lengths) / np.sqrt(_VARIANCE * np.maximum((lengths + others) / 2, 1e-9))
    return np.asarray(-math.log(_PRIORS[move]) - log_erfc(np.abs(delta) / math.sqrt(2)))


def log_erfc(x: Floats) -> Floats:
    """The logarithm of the complementary error function, for x ≥ 0 of any size."""
    t = 1 / (1 + x / 2)
    return np.asarray(np.log(t) - x * x + np.polyval(_ERFC, t))


def _traced(best: Floats, costs: dict[tuple[int, int], Floats]) -> list[BeadPair]:
    i, j = best.shape[0] - 1, best.shape[1] - 1
    beads = []
    while i or j:
        _, a, b = min(
            (best[i - a, j - b] + cost[i - a, j - b], a, b)
            for (a, b), cost in costs.items()
            if a <= i and b <= j
        )
        i, j = i - a, j - b
        beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
    return beads[::-1]


def diagonal(source: int, target: int) -> list[BeadPair]:
    """Beads that divide both sides evenly: 1-1 where they are equally long."""
    size = min(source, target)
    if not size:
        return []
    cut = [[k * side // size for k in range(size + 1)] for side in (source, target)]
    return [
        tuple(tuple(range(ends[k], ends[k + 1])) for ends in cut)  # type: ignore[misc] # two sides
        for k in range(size)
    ]


def nltk_gale_church(source: Sequence[int], target: Sequence[int]) -> list[BeadPair]:
    """The beads of ``nltk.translate.gale_church`` as it ships; empty lines count one character.

    Its tail probability underflows and its unreachable cells cost nothing (version 3.10.4), so
    its path may leave the grid: what it then says is taken as far as it goes.
    """
    from nltk.translate.gale_church import align_blocks

    lengths = [[max(1, length) for length in side] for side in (source, target)]
    if not all(lengths):
        return []
    inside = [(i, j) for i, j in align_blocks(*lengths) if i >= 0 and j >= 0]
    return _joined(inside)


def _joined(links: list[tuple[int, int]]) -> list[BeadPair]:
    """The links of a path gathered into the smallest beads that hold them."""
    beads: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(set(links)):
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    return [(tuple(sorted(a)), tuple(sorted(b))) for a, b in beads]
