"""A statistical word aligner of our own, for where eflomal is not installed.

IBM model 1 with a preference for the diagonal (Dyer et al. 2013, "A Simple, Fast, and Effective
Reparameterization of IBM Model 2"), trained by expectation maximisation. Translation counts lie
in a table of fixed size that is addressed by hash, so that memory does not grow with the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = Sequence[Sequence[str]]
Links = list[list[tuple[int, int]]]
_ROUNDS = 5
_BITS = 22
_BATCH = 128
_NULL_PRIOR = 0.08
_TENSION = 4.0  # how strongly the diagonal is preferred; fast_align settles near this value
_MIX = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing: 2**64 over the golden ratio
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of like length: where their counts lie, and what position alone says."""

    rows: list[int]
    source: NDArray[np.int64]  # [rows, 1 + source words], 0 for null
    cells: NDArray[np.int64]  # [rows, 1 + source words, target words]
    prior: NDArray[np.float32]  # the same; 0 for padding

    def shares(
        self, table: NDArray[np.float32], totals: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """How likely each target word comes from each source word, null first."""
        given = table[self.cells] / np.maximum(totals[self.source], _TINY)[:, :, None]
        joint = (given + _TINY) * self.prior
        return np.asarray(joint / np.maximum(joint.sum(axis=1, keepdims=True), 1e-30), np.float32)


def align(source: Words, target: Words) -> Links:
    """For every row, the (source, target) links that explain its target words best.

    A target word has one link or none.
    """
    groups = list(_groups(_numbered(source), _numbered(target)))
    words = 1 + max((int(g.source.max()) for g in groups), default=0)
    table, totals = np.ones(1 << _BITS, np.float32), np.ones(words, np.float32)
    for _ in range(_ROUNDS):
        counts, sums = np.zeros(len(table)), np.zeros(words)
        for group in groups:
            share = group.shares(table, totals)
            np.add.at(counts, group.cells, share)
            np.add.at(sums, group.source, share.sum(axis=2))
        table, totals = counts.astype(np.float32), sums.astype(np.float32)
    links: Links = [[] for _ in source]
    for group in groups:
        best = group.shares(table, totals).argmax(axis=1)
        for place, row in enumerate(group.rows):
            chosen = best[place, : len(target[row])]
            links[row] = sorted((int(i) - 1, j) for j, i in enumerate(chosen) if i > 0)
    return links


def _numbered(rows: Words) -> list[NDArray[np.int64]]:
    """Words as numbers from 1, in order of appearance."""
    numbers: dict[str, int] = {}
    return [
        np.array([numbers.setdefault(w, len(numbers) + 1) for w in row], np.int64) for row in rows
    ]


def _groups(source: list[NDArray[np.int64]], target: list[NDArray[np.int64]]) -> Iterator[_Group]:
    usable = [i for i in range(len(source)) if len(source[i]) and len(target[i])]
    usable.sort(key=lambda i: (len(source[i]), len(target[i])))
    for begin in range(0, len(usable), _BATCH):
        yield _group(usable[begin : begin + _BATCH], source, target)


def _group(
    rows: list[int], source: list[NDArray[np.int64]], target: list[NDArray[np.int64]]
) -> _Group:
    shape = len(rows), 1 + max(len(source[i]) for i in rows), max(len(target[i]) for i in rows)
    first, second = np.zeros(shape[:2], np.int64), np.zeros((shape[0], shape[2]), np.int64)
    prior = np.zeros(shape, np.float32)
    for place, i in enumerate(rows):
        m, n = len(source[i]), len(target[i])
        first[place, 1 : m + 1], second[place, :n] = source[i], target[i]
        ahead = np.arange(m)[:, None] / m - np.arange(n)[None, :] / n
        near = np.exp(-_TENSION * np.abs(ahead))
        prior[place, 1 : m + 1, :n] = (1 - _NULL_PRIOR) * near / near.sum(axis=0)
        prior[place, 0, :n] = _NULL_PRIOR
    mixed = (first[:, :, None] << 32 | second[:, None, :]).astype(np.uint64) * _MIX
    return _Group(rows, first, (mixed >> np.uint64(64 - _BITS)).astype(np.int64), prior)
