"""Segments with their vectors, and how alike their words and spans are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.encode import Calibration, Encoder, Encoding, Vectors, unit
from align.model import Language, Segment, Token
from align.text import fold, function_words

Floats = NDArray[np.float32]
FUNCTION_WEIGHT = 0.15  # an article's loss weighs little beside a noun's
_TEXTS = 512  # encoded at a time
_DIGITS = str.maketrans("", "", ".,/:-%")


@dataclass(frozen=True, slots=True)
class EncodedSide:
    """The segments of one side with one row per token, in document order.

    ``inner``: (tokens, width) unit rows. ``spans``: (segments, width), unnormalised sums, so that
    sums of rows are span vectors. ``starts``: (segments + 1,), where each segment's tokens begin.
    ``weights``: (tokens,), 1 for content words, less for function words, 0 for punctuation.
    ``numbers``: for each token its digits in ASCII, or "". ``calibration``: the encoder's.
    ``pieces``: (pieces, width) unit rows; ``owners``: (pieces,), ascending, each one's token row.
    """

    segments: tuple[Segment, ...]
    inner: Vectors
    spans: Vectors
    starts: NDArray[np.int64]
    weights: Floats
    numbers: tuple[str, ...]
    calibration: Calibration
    pieces: Vectors
    owners: NDArray[np.int64]

    def rows(self, first: int, last: int) -> slice:
        """The token rows of segments ``first`` up to and without ``last``."""
        return slice(int(self.starts[first]), int(self.starts[last]))

    def pieces_of(self, rows: slice) -> tuple[Vectors, NDArray[np.int64]]:
        """The pieces of token ``rows``, and the token of each, counted from the first of them."""
        first, last = np.searchsorted(self.owners, (rows.start, rows.stop))
        return self.pieces[first:last], self.owners[first:last] - rows.start


def encode_segments(
    sides: Sequence[tuple[Segment, ...]], encoder: Encoder, *, spans: bool = True
) -> tuple[EncodedSide, ...]:
    """Each side's segments encoded, equal texts once, some hundred at a time.

    Of a text's encoding only what is compared later is kept: what the encoder needs for all texts
    at once would be several times as large. Without ``spans`` words can be linked, but no beads be
    found.
    """
    texts = [[tuple(t.form for t in s.tokens) for s in side] for side in sides]
    # By length, so that the encoder's batches have little padding.
    distinct = sorted({text for own in texts for text in own}, key=lambda t: (len(t), t))
    found: dict[tuple[str, ...], _Kept] = {}
    for start in range(0, len(distinct), _TEXTS):
        slab = distinct[start : start + _TEXTS]
        found |= zip(slab, map(_kept, encoder.encode(slab, spans=spans)), strict=True)
    # A side without segments has vectors as wide as the other's, or nothing can be compared.
    none = np.zeros((0, next(iter(found.values())).inner.shape[1] if found else 1), np.float32)
    return tuple(
        _side(side, [found[text] for text in own], none, encoder.calibration)
        for side, own in zip(sides, texts, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of the encoding of one text."""

    inner: Vectors
    span: Vectors
    pieces: Vectors
    owners: NDArray[np.int64]


def _kept(encoding: Encoding) -> _Kept:
    return _Kept(encoding.inner, encoding.outer.sum(axis=0), encoding.pieces, encoding.owners)


def _side(
    side: tuple[Segment, ...], own: list[_Kept], none: Vectors, calibration: Calibration
) -> EncodedSide:
    starts = np.concatenate(([0], np.cumsum([len(s.tokens) for s in side]))).astype(np.int64)
    tokens = [(t, s.language) for s in side for t in s.tokens]
    owners = [e.owners + start for e, start in zip(own, starts[:-1], strict=True)]
    return EncodedSide(
        side,
        np.concatenate([none, *(e.inner for e in own)]),
        np.stack([e.span for e in own]) if own else none,
        starts,
        np.array([weight(t, language) for t, language in tokens], np.float32),
        tuple(digits(t.form) for t, _ in tokens),
        calibration,
        np.concatenate([none, *(e.pieces for e in own)]),
        np.concatenate([np.zeros(0, np.int64), *owners]),
    )


def weight(token: Token, language: Language) -> float:
    """How much a reader would miss ``token``: 0 punctuation, 1 a content word."""
    if not token.is_word:
        return 0.0
    return FUNCTION_WEIGHT if fold(token.form) in function_words(language) else 1.0


def digits(form: str) -> str:
    """The token's digits in ASCII, separators dropped, or "" if it is no number."""
    plain = fold(form).translate(_DIGITS)
    return plain if plain.isascii() and plain.isdigit() else ""


def token_similarity(
    source: EncodedSide, target: EncodedSide, rows: slice, columns: slice
) -> Floats:
    """Cosines of source ``rows`` by target ``columns``; digits are compared as digits.

    An encoder places all numbers close together, yet 25 and 26 are no counterparts and 25 and ٢٥
    are: equal digits count 1, different ones at most 0.
    """
    similarity = source.inner[rows] @ target.inner[columns].T
    ours, theirs = source.numbers[rows], target.numbers[columns]
    numbered = [j for j, number in enumerate(theirs) if number]
    for i, number in enumerate(ours):
        if number:
            for j in numbered:
                same = number == theirs[j]
                similarity[i, j] = 1.0 if same else min(float(similarity[i, j]), 0.0)
    return np.asarray(similarity, np.float32)


def span_vectors(side: EncodedSide, count: int) -> Vectors:
    """(segments − count + 1, width): unit vectors of every run of ``count`` segments."""
    zero = np.zeros((1, side.spans.shape[1]), np.float64)
    sums: NDArray[np.float64] = np.concatenate((zero, np.cumsum(side.spans, axis=0, dtype=float)))
    return unit(sums[count:] - sums[:-count])


def part(side: EncodedSide, first: int, last: int) -> EncodedSide:
    """The side with segments ``first`` up to and without ``last`` alone; they keep their numbers.

    Nothing is copied.
    """
    rows = side.rows(first, last)
    pieces, owners = side.pieces_of(rows)
    return EncodedSide(
        side.segments[first:last],
        side.inner[rows],
        side.spans[first:last],
        side.starts[first : last + 1] - rows.start,
        side.weights[rows],
        side.numbers[rows],
        side.calibration,
        pieces,
        owners,
    )


def restricted(side: EncodedSide, numbers: Sequence[int]) -> EncodedSide:
    """The side with the segments of these numbers alone, renumbered from 0."""
    rows = [r for n in numbers for r in range(int(side.starts[n]), int(side.starts[n + 1]))]
    segments = tuple(replace(side.segments[n], index=i) for i, n in enumerate(numbers))
    counts = [len(s.tokens) for s in segments]
    numbered = np.full(len(side.inner), -1, np.int64)
    numbered[rows] = np.arange(len(rows))
    kept = np.flatnonzero(np.isin(side.owners, rows))
    kept = kept[np.argsort(numbered[side.owners[kept]], kind="stable")]
    return EncodedSide(
        segments,
        side.inner[rows],
        side.spans[list(numbers)],
        np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        side.weights[rows],
        tuple(side.numbers[r] for r in rows),
        side.calibration,
        side.pieces[kept],
        numbered[side.owners[kept]],
    )
