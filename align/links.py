"""Word alignment: which words of a bead render each other, and which have no counterpart.

Similarities pass through a softmax in both directions, each with a null that competes with the
words (Dou and Neubig 2021 have the softmax, not the null); a link's score is the geometric mean of
both. In one language, words that stand in both versions are linked first, by longest common runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from align.encode.similarity import EncodedSide, token_similarity
from align.model import Bead, BeadLinks, Language, Link, Strength, Token
from align.text import fold

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Tuned on hand-aligned news and talk (docs/encoder.md).

    ``temperature`` multiplies similarities; ``null`` is the similarity that "no counterpart" has;
    links under ``possible`` are dropped, those from ``sure`` on are sure.
    """

    temperature: float = 20.0
    null: float = 0.30
    possible: float = 0.15
    sure: float = 0.5


def link_words(
    bead: Bead, source: EncodedSide, target: EncodedSide, settings: LinkSettings | None = None
) -> BeadLinks:
    """The links of one bead, ordered by source then target, with null probabilities."""
    if not bead.source or not bead.target:
        return null_links(bead, source, target)
    rows = source.rows(bead.source[0], bead.source[-1] + 1)
    columns = target.rows(bead.target[0], bead.target[-1] + 1)
    ours, theirs = _tokens(bead.source, source), _tokens(bead.target, target)
    similarity = token_similarity(source, target, rows, columns)
    similarity = np.where(_same_kind(ours, theirs), similarity, np.float32(-1))
    same = _common_words(bead, source, target)
    return _links(ours, theirs, similarity, same, settings or LinkSettings())


def null_links(bead: Bead, source: EncodedSide, target: EncodedSide) -> BeadLinks:
    """The words of a null bead: all without counterpart."""
    return BeadLinks(
        (),
        tuple(1.0 for _ in _tokens(bead.source, source)),
        tuple(1.0 for _ in _tokens(bead.target, target)),
    )


def _tokens(indices: tuple[int, ...], side: EncodedSide) -> tuple[tuple[Token, Language], ...]:
    return tuple((t, side.segments[i].language) for i in indices for t in side.segments[i].tokens)


def _same_kind(
    ours: tuple[tuple[Token, Language], ...], theirs: tuple[tuple[Token, Language], ...]
) -> NDArray[np.bool_]:
    """(n, m): True where both are words or both are punctuation."""
    first: NDArray[np.bool_] = np.array([t.is_word for t, _ in ours], bool).reshape(-1, 1)
    second: NDArray[np.bool_] = np.array([t.is_word for t, _ in theirs], bool).reshape(1, -1)
    return first == second


def _links(
    ours: tuple[tuple[Token, Language], ...],
    theirs: tuple[tuple[Token, Language], ...],
    similarity: Floats,
    same: NDArray[np.bool_],
    settings: LinkSettings,
) -> BeadLinks:
    score, source_null, target_null = mutual_probability(similarity, settings)
    score = np.where(same.any(1)[:, None] | same.any(0)[None, :], np.float32(0), score)
    score = np.where(same, np.float32(1), score)
    source_null = np.where(same.any(1), np.float32(0), source_null)
    target_null = np.where(same.any(0), np.float32(0), target_null)
    links = []
    for i, j in np.argwhere(score >= settings.possible):
        strength = Strength.SURE if score[i, j] >= settings.sure else Strength.POSSIBLE
        links.append(
            Link(ours[i][0].span, theirs[j][0].span, strength, round(float(score[i, j]), 4))
        )
    return BeadLinks(tuple(links), _rounded(source_null), _rounded(target_null))


def mutual_probability(
    similarity: Floats, settings: LinkSettings
) -> tuple[Floats, NDArray[np.floating], NDArray[np.floating]]:
    """Link scores (n, m), and the null probabilities of the rows (n,) and the columns (m,)."""
    scaled = np.exp((similarity - settings.null) * settings.temperature)
    forward = scaled / (scaled.sum(1, keepdims=True) + 1)
    backward = scaled / (scaled.sum(0, keepdims=True) + 1)
    mutual = np.sqrt(forward * backward)
    source_null = 1 - np.minimum(1, mutual.max(1, initial=0)) ** 0.5 * (forward.sum(1)) ** 0.5
    target_null = 1 - np.minimum(1, mutual.max(0, initial=0)) ** 0.5 * (backward.sum(0)) ** 0.5
    return mutual.astype(np.float32), source_null, target_null


def _rounded(values: NDArray[np.floating]) -> tuple[float, ...]:
    return tuple(round(float(v), 4) for v in values)


def _common_words(bead: Bead, source: EncodedSide, target: EncodedSide) -> NDArray[np.bool_]:
    """(n, m): True where a run of words of one language stands in both sides."""
    ours, theirs = _tokens(bead.source, source), _tokens(bead.target, target)
    same: NDArray[np.bool_] = np.zeros((len(ours), len(theirs)), bool)
    if {language for _, language in ours} != {language for _, language in theirs}:
        return same
    forms = [fold(t.form) for t, _ in ours], [fold(t.form) for t, _ in theirs]
    if forms[1] < forms[0]:  # the matcher breaks ties by side, and sides must not matter
        return _matching_runs(forms[1], forms[0]).T
    return _matching_runs(*forms)


def _matching_runs(first: list[str], second: list[str]) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = np.zeros((len(first), len(second)), bool)
    for a, b, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        for k in range(size):
            same[a + k, b + k] = True
    return same
