"""The trivial checker: every null bead by length, and every number whose digits differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from align.evaluate.documents import GoldPair
from align.evaluate.found import Segments, characters
from align.evaluate.lengths import gale_church
from align.evaluate.locate import WordSet
from align.model import Segment, Side, Span

_DIGITS = re.compile(r"\d+")
_NOTHING: WordSet = frozenset()
NaiveClaim = tuple[str, WordSet, WordSet]


def naive_claims(pair: GoldPair, sides: tuple[Segments, Segments]) -> Iterator[NaiveClaim]:
    """Code and words of both sides for all that lengths and digit strings give away."""
    ours, theirs = (pair.words[side] for side in Side)
    for source, target in gale_church(*characters(sides)):
        first, second = [sides[0][i] for i in source], [sides[1][j] for j in target]
        if not second:
            yield from (("OM01", ours.within(s.span), _NOTHING) for s in first)
        elif not first:
            yield from (("AD01", _NOTHING, theirs.within(s.span)) for s in second)
        else:
            numbers = digit_strings(first), digit_strings(second)
            for span in _beyond(*numbers):
                yield "MT01", ours.within(span), _NOTHING
            for span in _beyond(numbers[1], numbers[0]):
                yield "MT01", _NOTHING, theirs.within(span)


def digit_strings(segments: list[Segment]) -> list[tuple[str, Span]]:
    """Every run of digits of any script, as ASCII digits, and where it stands."""
    return [
        (str(int(m.group())), Span(*m.span()).shifted(s.span.start))
        for s in segments
        for m in _DIGITS.finditer(s.text)
    ]


def _beyond(numbers: list[tuple[str, Span]], others: list[tuple[str, Span]]) -> list[Span]:
    """Where the numbers stand that ``others`` lacks."""
    left = Counter(number for number, _ in others)
    spans = []
    for number, span in numbers:
        if left[number]:
            left[number] -= 1
        else:
            spans.append(span)
    return spans
