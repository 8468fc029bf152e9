"""Learns which Arabic letters stand for which Latin ones: joint multigrams, fitted by EM.

After Bisani and Ney (2008), without history: a name pair is a run of units, each a short Arabic
and a short Latin piece; the probability of a unit is fitted on pairs of names alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from align.facts.transliteration import SHAPES, Unit, forward, letters
from align.model import Language

_LEAST = 2e-5  # units rarer than this are left out of the table


def fit(pairs: Sequence[Unit], rounds: int = 5) -> dict[Unit, float]:
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


def write_table(sources: Iterable[Path], target: Path) -> None:
    """Fit on TSV files of Arabic and Latin names and write the units to ``target``."""
    pairs: list[Unit] = []
    for source in sources:
        for line in source.read_text("utf-8").splitlines():
            arabic, latin, *_ = line.split("\t")
            pair = (letters(arabic, Language.AR), letters(latin, Language.EN))
            if all(2 <= len(name) <= 16 for name in pair):
                pairs.append(pair)
    rows = [f"{a}\t{e}\t{p:.6f}" for (a, e), p in fit(pairs).items()]
    target.write_text("\n".join(["arabic\tlatin\tprobability", *rows, ""]), "utf-8")
