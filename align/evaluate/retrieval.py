"""Retrieval: how often a sentence's nearest one in the other language is its translation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.encode import Encoder
from align.evaluate.anchors import anchored
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.measures import mean
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.vectors import pooled
from align.pipeline import signature

_NOTE = (
    "Nearest by the cosine of pooled vectors, without margin, among all sentences of the table;"
    " one with the same words as the translation counts as it."
)


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table with columns ``ar`` and ``en``, in both directions."""
    for path in paths:
        table = read_table(path, "ar", "en")
        rows = sample(list(table.select("ar", "en").iter_rows()), options.limit)
        sides = [[r[0] for r in rows], [r[1] for r in rows]]
        similarity = pooled(sides[0], encoder) @ pooled(sides[1], encoder).T
        figures = []
        for name, ours, theirs, table_ in (
            ("accuracy ar-en", sides[0], sides[1], similarity),
            ("accuracy en-ar", sides[1], sides[0], similarity.T),
        ):
            beside = _by_length(ours, theirs) if options.baselines else ()
            value = _accuracy(table_, theirs)
            figures.append(Figure(name, value, len(rows), baselines=beside))
        yield Evaluation(
            kind="retrieval",
            gold=path.stem,
            items=len(rows),
            unit="sentence pairs",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=anchored("retrieval", path.stem, tuple(figures)),
            notes=(_NOTE,),
        )


def _accuracy(similarity: NDArray[np.floating], candidates: list[str]) -> float:
    nearest = similarity.argmax(axis=1)
    return mean(float(candidates[j] == candidates[i]) for i, j in enumerate(nearest))


def _by_length(ours: list[str], theirs: list[str]) -> tuple[Reference, ...]:
    """The sentence whose length is nearest, once both sides are brought to the same total."""
    lengths = [np.array([len(x) for x in side], np.float64) for side in (ours, theirs)]
    scaled = [x / max(1.0, float(x.mean())) for x in lengths]
    distance = -np.abs(scaled[0][:, None] - scaled[1][None, :])
    return (Reference("nearest length", _accuracy(distance, theirs)),)
