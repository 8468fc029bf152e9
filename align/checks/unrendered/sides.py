"""The two sides of a bead, word by word: what each holds, and what it is linked with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.model import BeadLinks, Language, Segment, Span, Token
from align.text import comparable_length, fold, function_words

LOST = 0.995  # null probability of digits that the other side does not state
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}|(?=(?:\w*[A-Z]){2})[A-Z][A-Za-z0-9]*")
_SMALL = 2  # letters of an acronym that are no capitals: RdRp


@dataclass(frozen=True, slots=True)
class Words:
    """One side of a bead; the tuples have an entry a token.

    ``nulls``: the probability that the other side does not render it. ``lost``: digits that the
    other side does not state. ``links``: the token
    of the other side that it is linked best with, and how strongly; None where there is no link.
    ``names``: capitals inside a sentence, which Arabic has none of. ``acronym``: the capitals of
    an acronym, 0 of other words. ``length``: in characters that compare across languages.
    """

    tokens: tuple[Token, ...]
    content: tuple[bool, ...]
    lost: tuple[bool, ...]
    names: tuple[bool, ...]
    acronym: tuple[int, ...]
    nulls: tuple[float, ...]
    links: tuple[tuple[int, float] | None, ...]
    length: float


def both_sides(
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    links: BeadLinks,
    stated: tuple[Sequence[Span], Sequence[Span]],
    lost: tuple[Sequence[Span], Sequence[Span]],
) -> tuple[Words, Words]:
    """Both sides of a bead.

    ``stated``, ``lost``: words of facts that are compared by value. Digits that the other side
    lacks are missing, whatever they are linked to; a number in words may hide in a dual or an
    idiom (البلدين, "the two countries"), so it is no part of ``lost``, and there the links decide.
    """
    nulls = links.source_null, links.target_null
    places = tuple(
        {t.span.start: n for n, t in enumerate(t for s in own for t in s.tokens)}
        for own in segments
    )
    best: tuple[dict[int, tuple[int, float]], ...] = ({}, {})
    for link in links.links:
        ends = places[0][link.source.start], places[1][link.target.start]
        for own, (one, other) in zip(best, (ends, ends[::-1]), strict=True):
            if one not in own or own[one][1] < link.score:
                own[one] = other, link.score
    one, two = (_words(segments[n], nulls[n], best[n], (stated[n], lost[n])) for n in (0, 1))
    return one, two


def _words(
    segments: Sequence[Segment],
    nulls: Sequence[float],
    links: dict[int, tuple[int, float]],
    told: tuple[Sequence[Span], Sequence[Span]],
) -> Words:
    owned = [(t, s) for s in segments for t in s.tokens]
    return Words(
        tokens=tuple(t for t, _ in owned),
        content=tuple(_is_content(t, s.language) for t, s in owned),
        lost=tuple(any(span.contains(t.span) for span in told[1]) for t, _ in owned),
        names=tuple(t.form[:1].isupper() and t.span.start > s.span.start for t, s in owned),
        acronym=tuple(_capitals(t.form) for t, _ in owned),
        nulls=tuple(_null(t, n, *told) for (t, _), n in zip(owned, nulls, strict=True)),
        links=tuple(links.get(n) for n in range(len(owned))),
        length=sum(map(comparable_length, segments)),
    )


def _null(token: Token, null: float, stated: Sequence[Span], lost: Sequence[Span]) -> float:
    if any(span.contains(token.span) for span in stated):
        return 0.0
    return max(null, LOST) if any(span.contains(token.span) for span in lost) else null


def _is_content(token: Token, language: Language) -> bool:
    return token.is_word and fold(token.form) not in function_words(language)


def _capitals(form: str) -> int:
    """The capitals of an acronym (WHO, U.N., RdRp), 0 for other words."""
    capitals = sum(c.isupper() for c in form)
    if not _ACRONYM.fullmatch(form) or sum(c.islower() for c in form) > _SMALL:
        return 0
    return capitals
