"""Which samples are seen when, and batches of them as tensors; all fixed by the seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from align.training.losses import Batch, Text
from align.training.samples import Sample, Side, cut, missed

_PADDING_ID = 0


def one_pass(sizes: Sequence[int], tokens: int, seed: int) -> list[list[int]]:
    """One pass over the samples, as batches of at most ``tokens`` pieces in random order.

    Samples of like size share a batch, so that little of it is padding.
    """
    generator = np.random.default_rng(seed)
    order = generator.permutation(len(sizes))
    jitter = np.asarray(sizes)[order] * generator.uniform(0.9, 1.1, len(order))
    batches: list[list[int]] = []
    current: list[int] = []
    filled = 0
    for index in order[np.argsort(jitter, kind="stable")]:
        if current and filled + sizes[index] > tokens:
            batches.append(current)
            current, filled = [], 0
        current.append(int(index))
        filled += sizes[index]
    if len(current) > 1:
        batches.append(current)
    return [batches[i] for i in generator.permutation(len(batches))]


def cuts(samples: Sequence[Sample], share: float, seed: tuple[int, ...]) -> list[Sample]:
    """``samples``, that share of them with a phrase dropped on one side."""
    generator = np.random.default_rng(seed)
    return [cut(s, generator) if generator.random() < share else s for s in samples]


@dataclass(frozen=True, slots=True)
class Near:
    """The near misses of a batch, as a batch, and the rows of it that they belong to."""

    batch: Batch
    rows: Tensor


def near_misses(
    samples: Sequence[Sample], teacher: NDArray[np.float32], share: float
) -> Near | None:
    """The near misses of a ``share`` of the samples that have one; None where none has."""
    rows = [i for i, s in enumerate(samples) if s.whole and s.near is not None]
    rows = rows[: max(1, round(share * len(rows)))] if share else []
    if not rows:
        return None
    return Near(collate([missed(samples[i]) for i in rows], teacher[rows]), torch.tensor(rows))


def collate(samples: Sequence[Sample], teacher: NDArray[np.float32]) -> Batch:
    """The tensors of ``samples``; ``teacher`` has a vector for each of them."""
    arabic, english = _text([s.arabic for s in samples]), _text([s.english for s in samples])
    shape = len(samples), arabic.ids.shape[1], english.ids.shape[1]
    targets = np.zeros(shape, np.float32)
    sure = [np.zeros(shape[:2], np.float32), np.zeros((shape[0], shape[2]), np.float32)]
    absent = [np.zeros_like(sure[0]), np.zeros_like(sure[1])]
    for row, sample in enumerate(samples):
        sides = sample.arabic, sample.english
        table = _word_links(sample)
        owners = [
            np.where(side.owners < 0, table.shape[i] - 1, side.owners)
            for i, side in enumerate(sides)
        ]
        spread = table[np.ix_(*owners)]
        targets[row, : len(owners[0]), : len(owners[1])] = spread > 0
        for i, side in enumerate(sides):
            sure[i][row, : len(side.owners)] = spread.max(axis=1 - i)
            absent[i][row, : len(side.owners)] = np.isin(side.owners, list(sample.absent[i]))
    return Batch(
        arabic,
        english,
        torch.from_numpy(targets),
        (torch.from_numpy(sure[0]), torch.from_numpy(sure[1])),
        (torch.from_numpy(absent[0]), torch.from_numpy(absent[1])),
        torch.tensor([float(s.whole) for s in samples]),
        torch.from_numpy(teacher),
        torch.tensor([s.row for s in samples]),
    )


def _word_links(sample: Sample) -> NDArray[np.float32]:
    """Confidence by Arabic and English word; the last row and column belong to no word."""
    sides = sample.arabic.owners, sample.english.owners
    counts = [
        int(max(owners.max(), sample.links[:, i].max(initial=-1))) + 2
        for i, owners in enumerate(sides)
    ]
    table = np.zeros(counts, np.float32)
    table[sample.links[:, 0], sample.links[:, 1]] = sample.confidence
    return table


def _text(sides: Sequence[Side]) -> Text:
    longest = max(len(side.ids) for side in sides)
    ids = np.full((len(sides), longest), _PADDING_ID, np.int64)
    mask = np.zeros(ids.shape, np.float32)
    inside = np.zeros(ids.shape, np.float32)
    for row, side in enumerate(sides):
        ids[row, : len(side.ids)] = side.ids
        mask[row, : len(side.ids)] = 1
        inside[row, : len(side.ids)] = side.owners >= 0
    tensors: list[Tensor] = [torch.from_numpy(a) for a in (ids, mask, inside)]
    return Text(*tensors)
