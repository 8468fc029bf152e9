"""By what a segment without counterpart is told, fitted on documents with sentences removed.

Rows of a document, in reading order, are altered by the generator of ``align evaluate synthetic``
and aligned; a segment of a bead, or a whole bead, whose counterpart the generator took away is an
example. Text as the product meets it has none removed, a few, or many, and so have these.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from align.beads import Reader, monotone_beads, usual_costs
from align.encode import Encoder
from align.encode.similarity import encode_segments
from align.evaluate.lengths import BeadPair
from align.evaluate.synthetic import altered
from align.model import Bead, Side
from align.segment import lines
from align.training.bitext import Row
from align.training.logistic import fit_logistic

_SHORTEST, _LONGEST = 12, 40  # rows of a document
_REMOVED = (0.0, 0.03, 0.08, 0.18, 0.18)
_FEWEST = 30  # of lost segments, below which a fit says nothing
Weights = tuple[float, ...]


@dataclass(slots=True)
class _Examples:
    features: list[tuple[float, ...]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)

    def add(self, features: tuple[float, ...] | None, label: bool) -> None:
        if features is not None:
            self.features.append(features)
            self.labels.append(label)

    def fitted(self) -> Weights | None:
        """None where too few examples are positive."""
        if sum(self.labels) < _FEWEST:
            return None
        weights = fit_logistic(np.array(self.features), np.array(self.labels, float))
        return tuple(round(float(w), 3) for w in weights)


def fit_absence(
    rows: Sequence[Row], encoder: Encoder, count: int, seed: int = 0
) -> tuple[Weights | None, Weights | None]:
    """Weights for a segment's absence and for a bead's sides being unrelated.

    From ``count`` documents of ``rows``, as even a choice of the sets as there are.
    """
    ends, beads = _Examples(), _Examples()
    for name, pairs in _chosen(rows, count, random.Random(seed)):
        rng = random.Random(f"{seed} {name}")
        text = altered(name, pairs, rng, rng.choice(_REMOVED)).text
        source, target = encode_segments((lines(text.source), lines(text.target)), encoder)
        found = monotone_beads(source, target, usual_costs(source, target))
        reader = Reader.of(found, source, target)
        links = _links(text.beads)
        for bead in (b for b in found if b.source and b.target):
            _add(bead, reader, links, (ends, beads))
    return ends.fitted(), beads.fitted()


def _add(
    bead: Bead, reader: Reader, links: set[tuple[int, int]], examples: tuple[_Examples, _Examples]
) -> None:
    runs = (bead.source[0], bead.source[-1] + 1), (bead.target[0], bead.target[-1] + 1)
    true = {(i, j) for i in bead.source for j in bead.target} & links
    examples[1].add(reader.pair_features(runs), not true)
    for number, side in enumerate(Side):
        own = (bead.source, bead.target)[number]
        for segment in {own[0], own[-1]} if len(own) > 1 else ():
            alone = all(link[number] != segment for link in true)
            examples[0].add(reader.features(runs, side, segment), alone)


def _links(beads: Sequence[BeadPair]) -> set[tuple[int, int]]:
    return {(i, j) for source, target in beads for i in source for j in target}


def _chosen(
    rows: Sequence[Row], count: int, rng: random.Random
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Documents with a name, of one set after the other in turn."""
    sets: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {}
    for (set_, document), group in groupby(rows, key=lambda row: (row.set, row.document)):
        pairs = [(row.ar, row.en) for row in group]
        for start in range(0, len(pairs), _LONGEST):
            run = pairs[start : start + _LONGEST]
            if len(run) >= _SHORTEST:
                sets.setdefault(set_, []).append((f"{set_} {document} {start}", run))
    for documents in sets.values():
        rng.shuffle(documents)
    longest = max(map(len, sets.values()), default=0)
    turns = (own[k] for k in range(longest) for own in sets.values() if k < len(own))
    yield from (document for document, _ in zip(turns, range(count), strict=False))
