"""Learns which letters follow each other in names and which in words: two trigram models.

Kneser-Ney would be finer; with some ten thousand names, adding a part of the shorter history's
share does as well.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from align.facts.name_letters import trigrams

_PRIOR = 2.0  # counts of the shorter history that stand beside the longer one's
_LEAST = 0.15  # weights nearer to nothing are left out
_SEEN = 3  # times that a trigram stands in either list


def fit(names: Iterable[str], words: Iterable[str]) -> dict[str, float]:
    """The log odds of each trigram's last letter, among names against words."""
    ours, theirs = (
        Counter(t for w in dict.fromkeys(x) for t in trigrams(w)) for x in (names, words)
    )
    shares = [_shares(counts) for counts in (ours, theirs)]
    found = {}
    for trigram in sorted({*ours, *theirs}):
        if ours[trigram] + theirs[trigram] >= _SEEN:
            weight = math.log(_share(trigram, shares[0]) / _share(trigram, shares[1]))
            if abs(weight) >= _LEAST:
                found[trigram] = weight
    return found


Counts = tuple[Counter[str], Counter[str], Counter[str], Counter[str], int]


def _shares(counts: Counter[str]) -> Counts:
    """Counts of trigrams, of their first two letters, of their last two, the middle, the last."""
    before: Counter[str] = Counter()
    pair: Counter[str] = Counter()
    middle: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for trigram, count in counts.items():
        before[trigram[:2]] += count
        pair[trigram[1:]] += count
        middle[trigram[1]] += count
        last[trigram[2]] += count
    return (
        counts,
        before,
        pair,
        middle + Counter({f"={k}": v for k, v in last.items()}),
        last.total(),
    )


def _share(trigram: str, shares: Counts) -> float:
    counts, before, pair, single, total = shares
    one = (single[f"={trigram[2]}"] + 1) / (total + 40)
    two = (pair[trigram[1:]] + _PRIOR * one) / (single[trigram[1]] + _PRIOR)
    return (counts[trigram] + _PRIOR * two) / (before[trigram[:2]] + _PRIOR)


def write_table(weights: dict[str, float], target: Path) -> None:
    """The table that ``align.facts.name_letters`` reads."""
    rows = [f"{trigram}\t{weight:.2f}" for trigram, weight in weights.items()]
    target.write_text("\n".join(["letters\tweight", *rows, ""]), "utf-8")
