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
Pieces = tuple[Vectors, NDArray[np.int64]]  # of a segment: rows, and the token of each
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
    ``pieces``: for each segment (pieces, width) unit rows, and (pieces,), ascending, the token of
    each, counted within the segment.
    """

    segments: tuple[Segment, ...]
    inner: Vectors
    spans: Vectors
    starts: NDArray[np.int64]
    weights: Floats
    numbers: tuple[str, ...]
    calibration: Calibration
    pieces: tuple[Pieces, ...]

    def rows(self, first: int, last: int) -> slice:
        """The token rows of segments ``first`` up to and without ``last``."""
        return slice(int(self.starts[first]), int(self.starts[last]))

    def pieces_of(self, first: int, last: int) -> Pieces:
        """The pieces of segments ``first`` up to and without ``last``, as of one segment."""
        if last - first == 1:
            return self.pieces[first]
        starts = self.starts[first:last] - self.starts[first]
        vectors, owners = zip(*self.pieces[first:last], strict=True)
        tokens = [own + start for own, start in zip(owners, starts, strict=True)]
        return np.concatenate(vectors), np.concatenate(tokens)


def encode_segments(
    sides: Sequence[tuple[Segment, ...]], encoder: Encoder, *, spans: bool = True
) -> tuple[EncodedSide, ...]:
    """Each side's segments encoded, equal texts once, some hundred at a time.

    Of a text's encoding only what is compared later is kept, in its place: what the encoder needs
    for all texts at once would be several times as large. Without ``spans`` words can be linked,
    but no beads be found.
    """
    filled = [_Filled.of(side, encoder.calibration) for side in sides]
    places: dict[tuple[str, ...], list[tuple[_Filled, int]]] = {}
    for side in filled:
        for number, segment in enumerate(side.segments):
            places.setdefault(tuple(t.form for t in segment.tokens), []).append((side, number))
    # By length, so that the encoder's batches have little padding.
    distinct = sorted(places, key=lambda t: (len(t), t))
    width = 1  # where there is nothing to compare
    for start in range(0, len(distinct), _TEXTS):
        slab = distinct[start : start + _TEXTS]
        for text, encoding in zip(slab, encoder.encode(slab, spans=spans), strict=True):
            width = encoding.inner.shape[1]
            for side, number in places[text]:
                side.put(number, encoding)
    # A side without segments has vectors as wide as the other's, or nothing can be compared.
    return tuple(side.whole(width) for side in filled)


@dataclass(slots=True)
class _Filled:
    """One side while its segments are encoded, in any order."""

    segments: tuple[Segment, ...]
    starts: NDArray[np.int64]
    calibration: Calibration
    pieces: list[Pieces]
    inner: Vectors | None = None
    spans: Vectors | None = None

    @classmethod
    def of(cls, segments: tuple[Segment, ...], calibration: Calibration) -> _Filled:
        starts = _starts([len(s.tokens) for s in segments])
        none = np.zeros((0, 0), np.float32), np.zeros(0, np.int64)
        return cls(segments, starts, calibration, [none] * len(segments))

    def put(self, number: int, encoding: Encoding) -> None:
        """Takes in the encoding of the segment of that number."""
        if self.inner is None or self.spans is None:
            self.inner = np.zeros((int(self.starts[-1]), encoding.inner.shape[1]), np.float32)
            self.spans = np.zeros((len(self.segments), encoding.outer.shape[1]), np.float32)
        self.inner[self.starts[number] : self.starts[number + 1]] = encoding.inner
        self.spans[number] = encoding.outer.sum(axis=0)
        self.pieces[number] = encoding.pieces, encoding.owners

    def whole(self, width: int) -> EncodedSide:
        """All of it; without segments, no rows of that ``width``."""
        none = np.zeros((0, width), np.float32)
        tokens = [(t, s.language) for s in self.segments for t in s.tokens]
        return EncodedSide(
            self.segments,
            none if self.inner is None else self.inner,
            none if self.spans is None else self.spans,
            self.starts,
            np.array([weight(t, language) for t, language in tokens], np.float32),
            tuple(digits(t.form) for t, _ in tokens),
            self.calibration,
            tuple(self.pieces),
        )


def _starts(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


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
    return EncodedSide(
        side.segments[first:last],
        side.inner[rows],
        side.spans[first:last],
        side.starts[first : last + 1] - rows.start,
        side.weights[rows],
        side.numbers[rows],
        side.calibration,
        side.pieces[first:last],
    )


def restricted(side: EncodedSide, numbers: Sequence[int]) -> EncodedSide:
    """The side with the segments of these numbers alone, renumbered from 0."""
    rows = [r for n in numbers for r in range(int(side.starts[n]), int(side.starts[n + 1]))]
    segments = tuple(replace(side.segments[n], index=i) for i, n in enumerate(numbers))
    return EncodedSide(
        segments,
        side.inner[rows],
        side.spans[list(numbers)],
        _starts([len(s.tokens) for s in segments]),
        side.weights[rows],
        tuple(side.numbers[r] for r in rows),
        side.calibration,
        tuple(side.pieces[n] for n in numbers),
    )
