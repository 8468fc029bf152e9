"""Word alignment: which words of a bead render each other, and which have no counterpart.

Links are chosen between word pieces and gathered into links of words, so that an Arabic word is
linked with each English word that it carries. In one language, words that stand in both versions
are linked first, by longest common runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import product

import numpy as np
from numpy.typing import NDArray

from align.decode import LinkSettings, Method, link_scores
from align.encode import unit
from align.encode.similarity import EncodedSide, digits, token_similarity
from align.facts import name_similarity
from align.model import Bead, BeadLinks, Language, Link, Strength, Token
from align.text import ARABIC, fold, function_words

Floats = NDArray[np.float32]
SAME_NAME, ALIKE = 0.9, 0.8  # the similarity of one name in two scripts, and how alike it sounds
_CANDIDATES = 4
Mask = NDArray[np.bool_]


def link_words(
    bead: Bead, source: EncodedSide, target: EncodedSide, settings: LinkSettings | None = None
) -> BeadLinks:
    """The links of one bead, ordered by source then target, with null probabilities."""
    if not bead.source or not bead.target:
        return null_links(bead, source, target)
    settings = settings or LinkSettings()
    evidence = Evidence.of(bead, source, target, settings)
    same = _common_words(bead, source, target)
    words = _Words.of(bead.source, source), _Words.of(bead.target, target)
    linked = _links(words, evidence, same, settings)
    return replace(linked, similarity=_similarity(bead, source, target))


def _similarity(bead: Bead, source: EncodedSide, target: EncodedSide) -> float:
    """The cosine of the two sides of a bead as wholes."""
    ours, theirs = (
        side.spans[list(numbers)].sum(axis=0, keepdims=True)
        for side, numbers in ((source, bead.source), (target, bead.target))
    )
    return round(float((unit(ours) @ unit(theirs).T)[0, 0]), 4)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``similarity``: (n, m) cosines of a bead's tokens; ``score``: (n, m), their link scores."""

    similarity: Floats
    score: Floats

    @classmethod
    def of(
        cls, bead: Bead, source: EncodedSide, target: EncodedSide, settings: LinkSettings
    ) -> Evidence:
        """What speaks for the links of ``bead``; words and punctuation are kept apart."""
        own, other = ((side[0], side[-1] + 1) for side in (bead.source, bead.target))
        rows, columns = source.rows(*own), target.rows(*other)
        (ours, owners), (theirs, others) = source.pieces_of(*own), target.pieces_of(*other)
        near = np.asarray(ours @ theirs.T, np.float32)
        known = settings.method in (Method.SOFTMAX, Method.TRANSPORT)
        similarity = token_similarity(source, target, rows, columns)
        if known:
            told = _told(_tokens(bead.source, source), _tokens(bead.target, target), similarity)
            similarity = np.where(np.isnan(told), similarity, told)
            spread = told[np.ix_(owners, others)]
            near = np.where(np.isnan(spread), near, spread)
        return cls(similarity, gathered(link_scores(near, settings), (owners, others), similarity))


def gathered(
    score: Floats, owners: tuple[NDArray[np.int64], NDArray[np.int64]], tokens: Floats
) -> Floats:
    """Scores of pieces as scores of tokens, in the shape of ``tokens``: the best of each pair."""
    found = np.zeros(tokens.shape, np.float32)
    if score.size:
        starts = [np.flatnonzero(np.diff(own, prepend=-1)) for own in owners]
        best = np.maximum.reduceat(np.maximum.reduceat(score, starts[0], 0), starts[1], 1)
        found[np.ix_(owners[0][starts[0]], owners[1][starts[1]])] = best
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of one side of a bead, with weights and the weights of the null's logistic."""

    tokens: tuple[Token, ...]
    weights: Floats
    null: tuple[float, ...]

    @classmethod
    def of(cls, indices: tuple[int, ...], side: EncodedSide) -> _Words:
        rows = side.rows(indices[0], indices[-1] + 1)
        return cls(_tokens(indices, side), side.weights[rows], side.calibration.null)


def _told(ours: tuple[Token, ...], theirs: tuple[Token, ...], similarity: Floats) -> Floats:
    """(n, m): what is known of two tokens without an encoder, NaN where that is nothing.

    Words and punctuation are kept apart. Digits are compared as digits. Words that spell one name
    in two scripts are as alike as equal ones: to an encoder all names of men are near each other,
    and نتنياهو is like "Aliyev" until its sound says "Netanyahu".
    """
    told = np.full(similarity.shape, np.nan, np.float32)
    words = [np.array([t.is_word for t in side], bool) for side in (ours, theirs)]
    told[words[0][:, None] != words[1][None, :]] = -1
    numbers = [
        [(k, n) for k, t in enumerate(side) if (n := digits(t.form))] for side in (ours, theirs)
    ]
    for (i, number), (j, other) in product(*numbers):
        told[i, j] = 1 if number == other else min(float(similarity[i, j]), 0)
    same = [
        *_same_names(ours, theirs, similarity),
        *((i, j) for j, i in _same_names(theirs, ours, similarity.T)),
    ]
    for i, j in same:
        told[i, j] = SAME_NAME
    return told


def _same_names(
    latin: tuple[Token, ...], arabic: tuple[Token, ...], similarity: Floats
) -> Iterator[tuple[int, int]]:
    """The numbers of Latin words with a capital and of Arabic words that sound alike.

    Sounds are compared with the few words that the encoder thinks likeliest, which is where
    names stand; where it is sure already they are not compared at all.
    """
    for i, token in enumerate(latin):
        if not _named(token.form) or similarity[i].max(initial=-1) >= SAME_NAME:
            continue
        for j in np.argsort(-similarity[i], kind="stable")[:_CANDIDATES]:
            other = arabic[j].form
            if ARABIC.match(other) and name_similarity(_bare(token.form), other) >= ALIKE:
                yield i, int(j)


def _named(form: str) -> bool:
    capital = form[:1].isupper() and form.isascii()
    return capital and fold(form) not in function_words(Language.EN)


def _bare(form: str) -> str:
    return form.removesuffix("'s").removesuffix("’s")


def null_links(bead: Bead, source: EncodedSide, target: EncodedSide) -> BeadLinks:
    """The words of a null bead: all without counterpart."""
    return BeadLinks(
        (),
        tuple(1.0 for _ in _tokens(bead.source, source)),
        tuple(1.0 for _ in _tokens(bead.target, target)),
    )


def _tokens(indices: tuple[int, ...], side: EncodedSide) -> tuple[Token, ...]:
    return tuple(t for i in indices for t in side.segments[i].tokens)


def _links(
    sides: tuple[_Words, _Words], evidence: Evidence, same: Mask, settings: LinkSettings
) -> BeadLinks:
    """Links above the threshold; words that stand on both sides (``same``) link to each other."""
    (ours, theirs), similarity, score = sides, evidence.similarity, evidence.score
    nulls = (
        null_probability(null_features(similarity, score, ours.weights), ours.null),
        null_probability(null_features(similarity.T, score.T, theirs.weights), theirs.null),
    )
    taken = np.logical_or.reduce(same, axis=1), np.logical_or.reduce(same, axis=0)
    score = np.where(np.logical_or.outer(*taken), np.float32(0), score)
    score = np.where(same, np.float32(1), score)
    links = tuple(
        Link(
            ours.tokens[i].span,
            theirs.tokens[j].span,
            Strength.SURE if score[i, j] >= settings.sure else Strength.POSSIBLE,
            round(float(score[i, j]), 4),
        )
        for i, j in np.argwhere(score >= settings.possible)
    )
    source_null, target_null = (
        _rounded(np.where(linked, np.float32(0), null))
        for linked, null in zip(taken, nulls, strict=True)
    )
    return BeadLinks(links, source_null, target_null)


def null_features(similarity: Floats, mutual: Floats, weights: Floats) -> Floats:
    """(n, 5): what tells whether a row's word has a counterpart, weighed by calibration.

    A constant; the word's best similarity; its best link; the mean best similarity of the better
    half of the side's content words, since loose translations are less similar throughout; that
    of its two neighbours, since words are left out in phrases.
    """
    best = similarity.max(1, initial=-1)
    content = np.flatnonzero(weights >= 0.5)
    ranked = np.sort(best[content])[::-1] if len(content) else np.zeros(1, np.float32)
    usual = float(ranked[: (len(ranked) + 1) // 2].mean())
    near = best.copy()
    near[content] = _neighbours(best[content]) if len(content) > 1 else usual
    columns = (np.ones_like(best), best, mutual.max(1, initial=0), np.full_like(best, usual), near)
    return np.asarray(np.stack(columns, axis=1), np.float32)


def _neighbours(values: Floats) -> Floats:
    """For each of two values or more the mean of the one before and the one after it."""
    total = np.zeros_like(values)
    total[1:] += values[:-1]
    total[:-1] += values[1:]
    count = np.full_like(values, 2)
    count[[0, -1]] = 1
    return np.asarray(total / count, np.float32)


def null_probability(features: Floats, weights: tuple[float, ...]) -> Floats:
    """(n,): the probability that a word has no counterpart, by the encoder's calibration."""
    return np.asarray(1 / (1 + np.exp(-(features @ np.array(weights, np.float32)))), np.float32)


def _rounded(values: NDArray[np.floating]) -> tuple[float, ...]:
    return tuple(round(float(v), 4) for v in values)


def _common_words(bead: Bead, source: EncodedSide, target: EncodedSide) -> Mask:
    """(n, m): True where a run of words of one language stands in both sides."""
    languages = [
        {side.segments[i].language for i in indices}
        for side, indices in ((source, bead.source), (target, bead.target))
    ]
    ours, theirs = (
        [fold(t.form) for t in _tokens(indices, side)]
        for side, indices in ((source, bead.source), (target, bead.target))
    )
    if languages[0] != languages[1]:
        return np.zeros((len(ours), len(theirs)), bool)
    if theirs < ours:  # the matcher breaks ties by side, and sides must not matter
        return _matching_runs(theirs, ours).T
    return _matching_runs(ours, theirs)


def _matching_runs(first: list[str], second: list[str]) -> Mask:
    same = np.zeros((len(first), len(second)), bool)
    for a, b, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        same[range(a, a + size), range(b, b + size)] = True
    return same
