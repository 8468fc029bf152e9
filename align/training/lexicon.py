"""Arabic pieces given English meanings: the mean vector of the words they are linked to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.text import ARABIC
from align.training.prefixes import MEANINGS
from align.training.weights import WORDS, Weights

_TINY = 1e-9
Linked = tuple[Sequence[str], Sequence[str], Iterable[tuple[int, int, float]]]
"""The Arabic words, the English words and the links of a row, each with its confidence."""


@dataclass(frozen=True, slots=True)
class Started:
    """The embeddings of the enlarged vocabulary, and how many Arabic pieces got a meaning."""

    embeddings: NDArray[np.float32]
    pieces: int
    placed: int


def start(weights: Weights, tokenizer: Tokenizer, rows: Iterable[Linked]) -> Started:
    """Word embeddings for every id of ``tokenizer``; those of English pieces stay as they are.

    An Arabic piece starts at the mean, weighted by link counts, of the English words that the
    words it occurs in are linked to, drawn out to the usual length of a vector: means are short,
    and the shorter a vector, the more a piece is taken for its position. One that was never
    linked starts at the mean of all Arabic pieces, so that it is near nothing in particular.
    Prefixes, which stand before words of every meaning, start at that of the words they render.
    """
    old = weights[WORDS]
    vocabulary = tokenizer.get_vocab()
    arabic = sorted(i for piece, i in vocabulary.items() if ARABIC.search(piece))
    table = np.zeros((len(vocabulary), old.shape[1]), np.float32)
    table[: len(old)] = old
    sums, counts = _sums(_counts(rows), tokenizer, old)
    placed = np.array([i for i in arabic if counts[i] > 0], np.int64)
    lost = np.array([i for i in arabic if counts[i] == 0], np.int64)
    if len(placed):
        table[placed] = sums[placed] / counts[placed, None]
        table[lost] = table[placed].mean(axis=0)
        usual = np.linalg.norm(old, axis=1).mean()
        added = table[len(old) :]
        added *= usual / np.maximum(np.linalg.norm(added, axis=1, keepdims=True), _TINY)
    return Started(table, len(arabic), len(placed))


def _counts(rows: Iterable[Linked]) -> dict[tuple[str, str], float]:
    counts: dict[tuple[str, str], float] = {}
    for arabic, english, links in rows:
        for i, j, confidence in links:
            pair = (arabic[i], english[j])
            counts[pair] = counts.get(pair, 0.0) + confidence
    return counts


def _sums(
    counts: dict[tuple[str, str], float], tokenizer: Tokenizer, old: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For every id, the weighted sum of the English vectors linked to it, and the weight."""
    ids = _Ids(tokenizer)
    sums = np.zeros((tokenizer.get_vocab_size(), old.shape[1]), np.float32)
    weight = np.zeros(len(sums), np.float32)
    prefixes = {
        number: meanings
        for prefix, meanings in MEANINGS.items()
        if (number := tokenizer.token_to_id(prefix)) is not None
    }
    for (arabic, english), count in counts.items():
        meaning = [i for i in ids.of(english) if i < len(old)]
        if not meaning:
            continue
        vector = old[meaning].mean(axis=0) * count
        for piece in ids.of(arabic):
            if piece not in prefixes:
                sums[piece] += vector
                weight[piece] += count
    for prefix, meanings in prefixes.items():
        sums[prefix] = np.mean([old[i] for word in meanings for i in ids.of(word)], axis=0)
        weight[prefix] = 1
    return sums, weight


class _Ids:
    """Words to the ids of their pieces, each looked up once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self._known:
            self._known[word] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return self._known[word]
