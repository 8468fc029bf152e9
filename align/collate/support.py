"""How much of what units say stands in other units, word by word, beyond what chance gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.beads import unit_score
from align.beads.costs import CHANCE, CHANCE_GROWTH
from align.encode.similarity import EncodedSide, Floats, token_similarity

PLAIN = 0.3  # the support from which on a word is held to stand on the other side


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two versions agree.

    ``score``: that they render each other, 0 to 1. ``share``: of the better supported side's
    words, 0 to 1. ``gap``: the longest stretch of words that the other side lacks, as a share, on
    the side where it is shorter: a version may leave words out or add some, but where both have
    a long stretch of their own they tell different things.
    """

    score: float
    share: float
    gap: float


def word_support(source: EncodedSide, target: EncodedSide) -> Floats:
    """(tokens, units): how surely each source token stands in each target unit; 0 is by chance."""
    if not len(source.inner) or not len(target.inner):
        return np.zeros((len(source.inner), len(target.segments)), np.float32)
    every = slice(0, len(source.inner)), slice(0, len(target.inner))
    similarity = np.maximum(token_similarity(source, target, *every), 0)
    best = np.maximum.reduceat(similarity, target.starts[:-1], axis=1)
    words = np.array([max(1, len(unit.words)) for unit in target.segments], np.float32)
    return _above_chance(best, words)


def agreement(source: EncodedSide, target: EncodedSide) -> Agreement:
    """How all units of one side together agree with all of the other; both have some."""
    every = slice(0, len(source.inner)), slice(0, len(target.inner))
    similarity = np.maximum(token_similarity(source, target, *every), 0)
    ours = _above_chance(similarity.max(axis=1), len(target.inner))
    theirs = _above_chance(similarity.max(axis=0), len(source.inner))
    return Agreement(
        unit_score(source, target),
        max(_share(ours, source.weights), _share(theirs, target.weights)),
        min(_gap(ours, source.weights), _gap(theirs, target.weights)),
    )


def _above_chance(best: Floats, words: Floats | int) -> Floats:
    """Best similarities as support: the more words there are, the better is one of them."""
    chance = CHANCE + CHANCE_GROWTH * np.log(words)
    return np.asarray(np.maximum((best - chance) / (1 - chance), 0), np.float32)


def _share(support: Floats, weights: Floats) -> float:
    return float((support * weights).sum() / max(float(weights.sum()), 1e-6))


def _gap(support: Floats, weights: Floats) -> float:
    """The run of words that sums up the most support lacking, as a share of all words."""
    longest = current = 0.0
    for lack in (PLAIN - support) * weights / PLAIN:
        current = max(0.0, current + float(lack))
        longest = max(longest, current)
    return longest / max(float(weights.sum()), 0.1)
