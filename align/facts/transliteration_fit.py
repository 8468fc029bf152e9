"""Learns which Arabic letters stand for which Latin ones: joint multigrams by expectation-maximisation.

After Bisani and Ney (2008), without history: a name pair is a run of units, each a short Arabic
and a short Latin piece; the probability of a unit is fitted on pairs of names alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

# Lengths of the Arabic and the Latin piece of a unit.
SHAPES = ((1, 1), (1, 2), (1, 0), (0, 1), (1, 3), (2, 1), (2, 2))
_FLOOR = 1e-7  # of a unit that was never seen
_LEAST = 2e-5  # units rarer than this are left out of the table

Unit = tuple[str, str]


def fit(pairs: Sequence[Unit], rounds: int = 6) -> dict[Unit, float]:
    """Unit probabilities fitted on (Arabic, Latin) names, both folded; deterministic."""
    units = _even(pairs)
    for _ in range(rounds):
        units = _step(pairs, units)
    kept = {unit: p for unit, p in units.items() if p >= _LEAST}
    total = sum(kept.values())
    return {unit: p / total for unit, p in sorted(kept.items())}


def _even(pairs: Iterable[Unit]) -> dict[Unit, float]:
    """Every unit that some pair could use, with longer ones less likely."""
    counts: dict[Unit, float] = defaultdict(float)
    for arabic, latin in pairs:
        for i in range(len(arabic) + 1):
            for j in range(len(latin) + 1):
                for a, e in SHAPES:
                    if i + a <= len(arabic) and j + e <= len(latin):
                        counts[arabic[i : i + a], latin[j : j + e]] += 0.3 ** abs(a - e)
    total = sum(counts.values())
    return {unit: count / total for unit, count in counts.items()}


def _step(pairs: Iterable[Unit], units: Mapping[Unit, float]) -> dict[Unit, float]:
    counts: dict[Unit, float] = defaultdict(float)
    for arabic, latin in pairs:
        _count(arabic, latin, units, counts)
    total = sum(counts.values())
    return {unit: count / total for unit, count in counts.items() if count > 0.05}


def _count(arabic: str, latin: str, units: Mapping[Unit, float], counts: dict[Unit, float]) -> None:
    """Add the expected uses of each unit in one pair to ``counts``."""
    ahead = forward(arabic, latin, units)
    whole = ahead[-1][-1]
    if whole <= 0.0:
        return
    rows, columns = len(arabic), len(latin)
    behind = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    behind[rows][columns] = 1.0
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            for a, e in SHAPES:
                if i + a > rows or j + e > columns:
                    continue
                unit = (arabic[i : i + a], latin[j : j + e])
                passed = units.get(unit, 0.0) * behind[i + a][j + e]
                if passed:
                    behind[i][j] += passed
                    counts[unit] += ahead[i][j] * passed / whole


def forward(
    arabic: str, latin: str, units: Mapping[Unit, float], floor: float = 0.0
) -> list[list[float]]:
    """The probability of each prefix pair, summed over all ways to cut it into units."""
    table = [[0.0] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    table[0][0] = 1.0
    for i in range(len(arabic) + 1):
        for j in range(len(latin) + 1):
            for a, e in SHAPES:
                if a <= i and e <= j and table[i - a][j - e]:
                    unit = (arabic[i - a : i], latin[j - e : j])
                    table[i][j] += table[i - a][j - e] * units.get(unit, floor)
    return table


def log_likelihood(arabic: str, latin: str, units: Mapping[Unit, float]) -> float:
    """The logarithm of the joint probability, with a floor for unseen units."""
    return math.log(max(forward(arabic, latin, units, _FLOOR)[-1][-1], 1e-300))
