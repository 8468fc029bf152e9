"""What an encoder's similarities mean, fitted on synthetic deletions and on neighbours.

A phrase is deleted from one side of a pair; the words that were linked to it, and to nothing else,
have no counterpart now, all others do. The links are those that people made, where the row has
them. Beads are held against shifted ones of the same document. What it is fitted on should be text
that the encoder has not seen: ``corpora/held-out``.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.beads import raw_agreement
from align.decode import LinkSettings
from align.encode import Calibration, Encoder
from align.encode.embedded import EmbeddedEncoder
from align.encode.similarity import EncodedSide, encode_segments
from align.links import Evidence, null_features
from align.model import Bead, Segment
from align.pairwise import text_segment
from align.training.absent import fit_absence
from align.training.bitext import Row, read_rows
from align.training.files import write_json
from align.training.given import parsed
from align.training.logistic import fit_logistic
from align.training.package import read_card

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
_PAIR = Bead((0,), (0,), 1.0)
_SHORTEST, _LONGEST = 6, 50  # words
_RUN = 40  # rows of one text
_FEWEST = 60  # pairs below which a fit would tell more of the pairs than of the encoder
_DOCUMENTS = 400  # to make documents of, with sentences removed
_SAMPLES = 900  # what a few rows are cut to, over and over
_LINKED, _FIRM = 0.2, 0.45  # link scores: any link; one that a deletion can be told by


@dataclass(frozen=True, slots=True)
class _Sample:
    """A pair with a phrase gone from the target; ``labels``: 1 lost, 0 present, −1 unsure."""

    source: Segment
    target: Segment
    labels: tuple[int, ...]


def calibrate(rows: Sequence[Row], encoder: Encoder, seed: int = 0) -> Calibration:
    """The encoder's calibration, fitted on ``rows``; the same rows and seed give the same.

    The usual one where too few rows are sentences of middling length.
    """
    used = [row for row in rows if _usable(*_pair(row))]
    usual = Calibration()
    if len(used) < _FEWEST:
        return usual
    pairs = [_pair(row) for row in used]
    features, labels = _null_examples(used, encoder, random.Random(seed))
    null = fit_logistic(features, labels)
    raw, alike = _bead_examples(pairs, encoder)
    constant, slope = fit_logistic(np.stack([np.ones_like(raw), raw], axis=1), alike)
    across = round(float(slope), 3), round(float(-constant / slope), 3)
    return replace(usual, null=tuple(round(float(w), 3) for w in null), across=across)


def calibrate_folder(
    folder: Path, bitext: Iterable[Path], count: int, documents: Iterable[Path] = ()
) -> Calibration:
    """Calibrates the encoder in ``folder`` on ``count`` rows and writes the result on its card.

    Rows are taken in runs of one document, so that their neighbours are what texts have.
    ``documents``: bitext in reading order, of which documents are made to fit absences on; where
    there is none, or too little, the packaged encoder's weights are kept.
    """
    rows = [row for path in bitext for row in read_rows(path)]
    runs = [rows[start : start + _RUN] for start in range(0, len(rows), _RUN)]
    random.Random(0).shuffle(runs)
    chosen = [row for run in runs for row in run][:count]
    encoder = EmbeddedEncoder(folder)
    fitted = calibrate(chosen, encoder)
    ordered = [row for path in documents for row in read_rows(path)]
    absent, unrelated = fit_absence(ordered, encoder, _DOCUMENTS)
    fitted = replace(
        fitted, absent=absent or fitted.absent, unrelated=unrelated or fitted.unrelated
    )
    write_json(folder / "card.json", read_card(folder) | {"calibration": asdict(fitted)})
    return fitted


def _pair(row: Row) -> tuple[Segment, Segment]:
    return text_segment(row.ar), text_segment(row.en)


def _usable(source: Segment, target: Segment) -> bool:
    return all(_SHORTEST <= len(s.words) <= _LONGEST for s in (source, target))


def _sides(
    pairs: Iterable[tuple[Segment, Segment]], encoder: Encoder
) -> list[tuple[EncodedSide, EncodedSide]]:
    sides = encode_segments([(segment,) for pair in pairs for segment in pair], encoder)
    return list(zip(sides[::2], sides[1::2], strict=True))


def _null_examples(
    rows: Sequence[Row], encoder: Encoder, chance: random.Random
) -> tuple[Doubles, Doubles]:
    samples = []
    sides = _sides([_pair(row) for row in rows], encoder)
    for row, (source, target) in zip(rows, sides, strict=True):
        links = _strengths(row, source, target)
        for _ in range(max(1, _SAMPLES // len(rows))):
            turned = chance.random() < 0.5
            ordered = (target, source) if turned else (source, target)
            sample = _deletion(*ordered, links.T if turned else links, chance, bool(row.links))
            if sample is not None:
                samples.append(sample)
    features, labels = [], []
    cut = _sides([(s.source, s.target) for s in samples], encoder)
    for sample, (source, target) in zip(samples, cut, strict=True):
        evidence = Evidence.of(_PAIR, source, target, LinkSettings())
        own = np.array(sample.labels)
        known = (source.weights >= 0.5) & (own >= 0)
        found = null_features(evidence.similarity, evidence.score, source.weights)
        features.append(found[known])
        labels.append(own[known])
    return np.concatenate(features).astype(float), np.concatenate(labels).astype(float)


def _strengths(row: Row, source: EncodedSide, target: EncodedSide) -> Floats:
    """(n, m): how surely two tokens are linked: as people said, or as the encoder finds."""
    if not row.links:
        return Evidence.of(_PAIR, source, target, LinkSettings()).score
    shape = len(source.segments[0].tokens), len(target.segments[0].tokens)
    strengths = np.zeros(shape, np.float32)
    for i, j, strength in parsed(row.links):
        if i < shape[0] and j < shape[1]:
            strengths[i, j] = strength
    return strengths


def _deletion(
    source: EncodedSide, target: EncodedSide, links: Floats, chance: random.Random, told: bool
) -> _Sample | None:
    """The pair without one to six tokens of its target; None where they carry no content.

    ``told``: the links are a person's. Words that never had any, such as the verb of يبلغ من
    العمر, are left out of the fit: nobody would miss them.
    """
    segment = target.segments[0]
    count = chance.choice((1, 2, 2, 3, 3, 4, 5, 6))
    if len(segment.tokens) < count + _SHORTEST:
        return None
    first = chance.randrange(len(segment.tokens) - count)
    gone = set(range(first, first + count))
    if not any(target.weights[k] >= 0.5 for k in gone):
        return None
    start, end = segment.tokens[first].span.start, segment.tokens[first + count - 1].span.end
    rest = text_segment((segment.text[:start] + segment.text[end:]).strip())
    labels = []
    for row in links:
        linked = set(np.flatnonzero(row >= _LINKED).tolist())
        lost = bool(linked) and linked <= gone and (told or row.max() >= _FIRM)
        unsure = linked & gone if linked else told
        labels.append(1 if lost else -1 if unsure else 0)
    return _Sample(source.segments[0], rest, tuple(labels))


def _bead_examples(
    pairs: list[tuple[Segment, Segment]], encoder: Encoder
) -> tuple[Doubles, Doubles]:
    """Raw agreement of true pairs (1), and of each segment with its likest wrong one (0)."""
    size = 20  # rows a text: what spans usually cover is taken from their neighbours
    raws, labels = [], []
    for start in range(0, len(pairs) - size, size):
        text = [
            tuple(
                replace(pair[side], index=k) for k, pair in enumerate(pairs[start : start + size])
            )
            for side in (0, 1)
        ]
        source, target = encode_segments(text, encoder)
        raw = raw_agreement(source, target, (1, 1)).astype(float)
        raws.append(np.diagonal(raw).copy())
        np.fill_diagonal(raw, -np.inf)
        raws += [raw.max(0), raw.max(1)]
        labels += [np.ones(size), np.zeros(size), np.zeros(size)]
    return np.concatenate(raws), np.concatenate(labels)
