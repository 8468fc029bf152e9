"""Sentences too long to be compared as wholes, cut into parts.

A transcript without marks, a table printed as one line or a hostile file has "sentences" of any
length, and linking words takes time and memory by the square of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from align.model import Segment, Span, Token
from align.text import script

MOST_WORDS = 500  # of a part, marks counted; see docs/design.md, Measured
_STRONG, _WEAK = frozenset(".!?…؟۔;؛:"), frozenset(",،-–—)]»”")
_JOINING = ("و", "ف", "ثم")  # an Arabic clause begins with these, joined to its first word
_ENGLISH = frozenset(("and", "but", "so", "then", "because", "which", "while", "that"))


def in_parts(
    segments: Sequence[Segment], most: int = MOST_WORDS
) -> tuple[tuple[Segment, ...], tuple[Span, ...]]:
    """The segments, those of more than ``most`` tokens cut, and the spans of what was cut.

    Every token is in exactly one part; segments are numbered again.
    """
    found: list[Segment] = []
    cut: list[Span] = []
    for segment in segments:
        parts = [segment]
        if len(segment.tokens) > most:
            cut.append(segment.span)
            parts = [_part(segment, tokens) for tokens in _runs(segment.tokens, most)]
        found += [replace(part, index=n) for n, part in enumerate(parts, len(found))]
    return tuple(found), tuple(cut)


def _part(segment: Segment, tokens: Sequence[Token]) -> Segment:
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    text = span.shifted(-segment.span.start).of(segment.text)
    return replace(
        segment,
        span=span,
        text=text,
        language=script(text) or segment.language,
        tokens=tuple(tokens),
    )


def _runs(tokens: Sequence[Token], most: int) -> Iterator[Sequence[Token]]:
    """Runs of about equal length, each cut at the best place near there."""
    start = 0
    while len(tokens) - start > most:
        left = len(tokens) - start
        ideal = -(-left // -(-left // most))  # of the fewest parts that hold what is left
        # The places that leave room for a good one, and none so early that parts grow in number.
        places = range(start + max(1, ideal // 2), start + most + 1)
        end = max(places, key=lambda at: (_worth(tokens, at), -abs(at - start - ideal)))
        yield tokens[start:end]
        start = end
    yield tokens[start:]


def _worth(tokens: Sequence[Token], at: int) -> int:
    """How good a place the one before token ``at`` is to cut a sentence at."""
    mark, following = tokens[at - 1].form[0], tokens[at].form
    if mark in _STRONG:
        return 3
    if mark in _WEAK:
        return 2
    joins = following.startswith(_JOINING) and len(following) > 3
    return int(joins or following.casefold() in _ENGLISH)
