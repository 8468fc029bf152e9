"""How much of a pair is compared: what is over a limit is left out before it costs anything.

What is left out is in no segment, so that nothing is said of it, least of all that it is missing;
``Alignment.limited`` has it, and check NC01 tells of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from align.config import Settings
from align.model import Document, Limited, LimitKind, Pair, Segment, Span, hull
from align.segment import MOST_WORDS, in_parts, units, whole_segments

Told = tuple[str, float]  # a setting and its value
_LONG, _SEGMENTS, _WORDS = "max-segment-words", "max-segments", "max-words"


def deadline(seconds: float) -> Callable[[], bool]:
    """What says whether so many seconds have passed since this call; never, for 0.

    It is looked at between steps, which are not broken off.
    """
    end = time.monotonic() + seconds
    return (lambda: time.monotonic() >= end) if seconds else _never


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a pair is compared, which bounds its memory and time.

    ``segment_words`` of a segment, marks counted; ``segments`` and ``words`` of a document;
    ``over``: whether the time is up, of which there are ``seconds`` (0: any number).
    """

    segment_words: int = MOST_WORDS
    segments: int = Settings().max_segments
    words: int = Settings().max_words
    seconds: float = 0
    over: Callable[[], bool] = _never

    @classmethod
    def of(cls, settings: Settings, over: Callable[[], bool] = _never) -> Limits:
        """By what the user set."""
        longest, seconds = settings.max_segment_words, settings.pair_seconds
        return cls(longest, settings.max_segments, settings.max_words, seconds, over)

    def time_is_up(self, pair: Pair, checks: tuple[str, ...] = ()) -> Limited:
        """That a pair was not compared or, where they are named, that checks were not run."""
        whole = pair.source.span, pair.target.span
        return Limited(LimitKind.TIME, "pair-seconds", self.seconds, *whole, checks)


@dataclass(frozen=True, slots=True)
class Taken:
    """What of two documents is compared, segment by segment; of units the others are no blocks.

    ``limited``: what is left out, or cut. ``rest``: the setting for which either text goes on
    behind its last segment, None where neither does.
    """

    documents: tuple[Document, Document]
    segments: tuple[tuple[Segment, ...], tuple[Segment, ...]]
    limited: tuple[Limited, ...] = ()
    rest: Told | None = None


def taken(source: Document, target: Document, limits: Limits) -> Taken:
    """What of two documents is within the limits."""
    if source.has_units and target.has_units:
        return _units_taken((source, target), limits)
    kept, limited, rest = [], [], None
    for number, document in enumerate((source, target)):
        segments, cut = in_parts(whole_segments(document), limits.segment_words)
        count, reached = _within(segments, limits)
        told = _LONG, limits.segment_words
        end = segments[count - 1].span.end if count else 0
        limited += [Limited(LimitKind.CUT, *told, *_on(number, s)) for s in cut if s.start < end]
        kept.append(segments[:count])
        rest = rest or reached
    return Taken((source, target), (kept[0], kept[1]), tuple(limited), rest)


def _on(number: int, span: Span) -> tuple[Span | None, Span | None]:
    """``span`` on the side of that number alone."""
    return (None, span) if number else (span, None)


def _within(segments: tuple[Segment, ...], limits: Limits) -> tuple[int, Told | None]:
    """How many segments from the first on are within the limits, and which one stops them."""
    totals = accumulate(len(segment.tokens) for segment in segments)
    count = next((n for n, words in enumerate(totals) if words > limits.words), len(segments))
    if count > limits.segments:
        return limits.segments, (_SEGMENTS, limits.segments)
    return count, (_WORDS, limits.words) if count < len(segments) else None


def _units_taken(documents: tuple[Document, Document], limits: Limits) -> Taken:
    """Units cannot be cut: one that is too long is left out, on both sides; the others stay."""
    long: set[str] = set()
    behind: set[str] = set()
    rest = None
    for document in documents:
        segments = units(document)
        names = [b.unit for b in document.blocks if b.unit and len(b.span)]
        count, reached = _within(segments, limits)
        named = list(zip(names, segments, strict=True))
        long |= {name for name, s in named[:count] if len(s.tokens) > limits.segment_words}
        behind |= set(names[count:])
        rest = rest or reached
    limited = [*_long_units(documents, long - behind, limits)]
    if rest:
        ends = [hull(tuple(own.values())) if own else None for own in _spans(documents, behind)]
        limited.append(Limited(LimitKind.LENGTH, *rest, ends[0], ends[1]))
    ours, theirs = (_without(document, long | behind) for document in documents)
    return Taken((ours, theirs), (units(ours, theirs), units(theirs, ours)), tuple(limited))


def _long_units(
    documents: tuple[Document, Document], names: set[str], limits: Limits
) -> Iterator[Limited]:
    """What is told of each unit that is too long, in the order of the source."""
    ours, theirs = _spans(documents, names)
    for name in [*ours, *(other for other in theirs if other not in ours)]:
        told = _LONG, limits.segment_words
        yield Limited(LimitKind.UNIT, *told, ours.get(name), theirs.get(name))


def _spans(documents: tuple[Document, Document], names: set[str]) -> list[dict[str, Span]]:
    """Where the units of these names stand on each side, in order."""
    return [
        {b.unit: b.span for b in document.blocks if b.unit in names and len(b.span)}
        for document in documents
    ]


def _without(document: Document, names: set[str]) -> Document:
    if not names:
        return document
    return replace(document, blocks=tuple(b for b in document.blocks if b.unit not in names))
