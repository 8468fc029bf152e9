"""The measures: precision and recall, error rate, area under the curve, rank correlation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LinkSet = AbstractSet[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what was predicted and what the gold has, and how much of each is right."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; of nothing, 1 if the gold has nothing too."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def tally(predicted: AbstractSet[object], gold: AbstractSet[object]) -> Tally:
    """The counts of two sets of the same kind of things."""
    both = len(predicted & gold)
    return Tally(both, len(predicted), both, len(gold))


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What the alignment error rate is made of (Och and Ney 2003): A, S and P with S ⊆ P."""

    predicted: int = 0
    sure: int = 0
    predicted_sure: int = 0
    predicted_possible: int = 0

    def __add__(self, other: LinkCounts) -> LinkCounts:
        return LinkCounts(
            self.predicted + other.predicted,
            self.sure + other.sure,
            self.predicted_sure + other.predicted_sure,
            self.predicted_possible + other.predicted_possible,
        )

    @property
    def error_rate(self) -> float:
        """1 − (|A∩S| + |A∩P|) / (|A| + |S|)."""
        total = self.predicted + self.sure
        return 1 - (self.predicted_sure + self.predicted_possible) / total if total else 0.0

    @property
    def precision(self) -> float:
        """|A∩P| / |A|."""
        return self.predicted_possible / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """|A∩S| / |S|."""
        return self.predicted_sure / self.sure if self.sure else 1.0


def link_counts(predicted: LinkSet, sure: LinkSet, possible: LinkSet) -> LinkCounts:
    """The counts of one sentence pair; ``possible`` need not repeat ``sure``."""
    return LinkCounts(
        len(predicted), len(sure), len(predicted & sure), len(predicted & (sure | possible))
    )


def ranks(values: Sequence[float]) -> NDArray[np.float64]:
    """Ranks from 1, ties at their mean."""
    array = np.asarray(values, np.float64)
    _, inverse, counts = np.unique(array, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[inverse], np.float64)


def area(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The area under the ROC curve: how often a positive item scores above a negative one.

    Ties count half; .5 where there are no positive or no negative items.
    """
    positive = np.asarray(labels, bool)
    hits, misses = int(positive.sum()), int((~positive).sum())
    if not hits or not misses:
        return 0.5
    total = float(ranks(scores)[positive].sum())
    return (total - hits * (hits + 1) / 2) / (hits * misses)


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation, 0 where either side is constant."""
    a, b = ranks(first), ranks(second)
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / norm if norm else 0.0


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean, 0 of nothing."""
    values = tuple(values)
    return sum(values) / len(values) if values else 0.0
