"""Dev figures, cheap enough to watch while training; no setting is chosen by single sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.training.dev_gold import Linked, error_rate, read_moi, read_news, read_table
from align.training.edits import Editor
from align.training.vocab import Splitter

Vectors = NDArray[np.float32]
Run = Callable[[list[list[int]]], list[tuple[Vectors, Vectors]]]
"""Ids of texts, special pieces included, to their inner and outer vectors."""
SHARPNESS = 20.0
THRESHOLD = 0.15


class Examiner:
    """The dev figures of an encoder, given what runs it."""

    def __init__(self, tokenizer: Tokenizer, run: Run) -> None:
        self._tokenizer = tokenizer
        self._run = run

    def figures(self, gold: Path) -> dict[str, float]:
        """AER, retrieval accuracy and rank correlation on the sets under ``gold``."""
        words, documents = gold / "words", gold / "documents"
        found: dict[str, float] = {}
        for name, rows in (
            ("aer_news", read_news(words / "news.tsv")),
            ("aer_moi", read_moi(words / "moi.tsv")),
        ):
            found[name] = error_rate(rows, self.links(rows))
        for name, path in (
            ("tatoeba", documents / "tatoeba" / "tatoeba.tsv"),
            ("ntrex", documents / "ntrex.tsv"),
        ):
            cells = [row[-2:] for row in read_table(path)]
            scores = self._cosines([c[0] for c in cells], [c[1] for c in cells])
            right = np.arange(len(cells))
            found[f"{name}_ar_en"] = float((scores.argmax(1) == right).mean())
            found[f"{name}_en_ar"] = float((scores.argmax(0) == right).mean())
        found["sts17"] = self._similarity(gold / "fidelity" / "sts17.tsv")
        found["near_ntrex"] = self._told_apart(read_table(documents / "ntrex.tsv"))
        return {name: round(value, 4) for name, value in found.items()}

    def links(self, rows: Sequence[Linked]) -> list[set[tuple[int, int]]]:
        """The word links of ``rows``: pieces that choose each other, softmax both ways."""
        sides = [[self._split(words) for words in (r.arabic, r.english)] for r in rows]
        flat = [ids for side in sides for ids, _ in side]
        inner = [one for one, _ in self._run(flat)]
        links = []
        for index, (arabic, english) in enumerate(sides):
            near = _cosine(inner[2 * index][1:-1], inner[2 * index + 1][1:-1])
            share = np.sqrt(_softmax(near, 1) * _softmax(near, 0))
            links.append(
                {
                    (arabic[1][i], english[1][j])
                    for i, j in zip(*np.nonzero(share > THRESHOLD), strict=True)
                }
            )
        return links

    def pooled(self, texts: Sequence[str]) -> Vectors:
        """The mean outer vectors of ``texts``, special pieces left out, of unit length."""
        encoded = [self._tokenizer.encode(t).ids[:512] for t in texts]
        means = np.stack([outer[1:-1].mean(0) for _, outer in self._run(encoded)])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)

    def _cosines(self, arabic: Sequence[str], english: Sequence[str]) -> Vectors:
        return np.asarray(self.pooled(arabic) @ self.pooled(english).T, np.float32)

    def _similarity(self, path: Path) -> float:
        cells = read_table(path)
        one = self.pooled([c[0] for c in cells])
        other = self.pooled([c[1] for c in cells])
        return _spearman((one * other).sum(1), np.array([float(c[2]) for c in cells]))

    def _told_apart(self, cells: Sequence[Sequence[str]]) -> float:
        """How often a sentence is nearer to its translation than to a near miss of that."""
        editor, generator = Editor(), np.random.default_rng(0)
        splitter = Splitter()
        rows = [(c[-2], splitter.words(c[-1]), c[-1]) for c in cells]
        edits = [editor.edit(words, text, generator) for _, words, text in rows]
        kept = [(*row, edit) for row, edit in zip(rows, edits, strict=True) if edit is not None]
        arabic = self.pooled([row[0] for row in kept])
        true = self.pooled([" ".join(row[1]) for row in kept])
        missed = self.pooled([" ".join(row[3].words) for row in kept])
        return float(((arabic * true).sum(1) > (arabic * missed).sum(1)).mean())

    def _split(self, words: list[str]) -> tuple[list[int], list[int]]:
        """Ids of ``words`` with the special pieces around them, and the word of each inner id."""
        encoded = self._tokenizer.encode(words, is_pretokenized=True)
        owners = [w for w in encoded.word_ids if w is not None]
        return encoded.ids, owners


def _cosine(one: Vectors, other: Vectors) -> Vectors:
    one = one / np.linalg.norm(one, axis=1, keepdims=True)
    other = other / np.linalg.norm(other, axis=1, keepdims=True)
    return np.asarray(one @ other.T, np.float32)


def _softmax(near: Vectors, axis: int) -> Vectors:
    raised = np.exp(SHARPNESS * (near - near.max(axis=axis, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=axis, keepdims=True), np.float32)


def _ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Ranks from 0, ties shared."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[inverse], np.float64)


def _spearman(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])
