"""The two sides of a bead, word by word: what each holds, and what it is linked with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from align.data import table
from align.facts import looks_like_name, name_similarity
from align.model import BeadLinks, Language, Segment, Span, Token
from align.text import ARABIC, comparable_length, fold, function_words

LOST = 0.995  # null probability of digits that the other side does not state
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}|(?=(?:\w*[A-Z]){2})[A-Z][A-Za-z0-9&-]*")
_LONGEST = 16  # letters of a word; longer ones are several with no space between
_LINKED = 0.25  # null probability under which a word is rendered
_NAME = 0.8  # how surely an Arabic word is a name, by its letters
_ALIKE = 0.6  # how alike one name sounds in the two scripts, at least
_SMALL = 2  # letters of an acronym that are no capitals: RdRp


@dataclass(frozen=True, slots=True)
class Words:
    """One side of a bead; the tuples have an entry a token.

    ``nulls``: the probability that the other side does not render it. ``lost``: digits that the
    other side does not state. ``links``: the token of the other side that it is linked best with,
    and how strongly; None where there is no link. ``names``: names that no word of the other side
    sounds like. ``acronym``: the capitals of an acronym, 0 of other words. ``glued``: words written
    as one. ``length``: in characters that compare across languages.
    """

    tokens: tuple[Token, ...]
    content: tuple[bool, ...]
    lost: tuple[bool, ...]
    names: tuple[bool, ...]
    acronym: tuple[int, ...]
    glued: tuple[bool, ...]
    nulls: tuple[float, ...]
    links: tuple[tuple[int, float] | None, ...]
    length: float


def both_sides(
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    links: BeadLinks,
    stated: tuple[Sequence[Span], Sequence[Span]],
    lost: tuple[Sequence[Span], Sequence[Span]],
    honorifics: bool = False,
) -> tuple[Words, Words]:
    """Both sides of a bead; ``honorifics``: whether titles of courtesy are content.

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
    read = [_words(segments[n], nulls[n], best[n], (stated[n], lost[n])) for n in (0, 1)]
    found = [replace(w, content=_said(w, segments[n], honorifics)) for n, w in enumerate(read)]
    first, second = _spelling(found[0], found[1]), _spelling(found[1], found[0])
    return (
        replace(first, names=_unheard(first, second)),
        replace(second, names=_unheard(second, first)),
    )


def _unheard(ours: Words, theirs: Words) -> tuple[bool, ...]:
    """Which unlinked words are names that no word of the other side sounds like."""
    return tuple(
        ours.links[n] is None
        and ours.nulls[n] >= _LINKED
        and (named or _is_arabic_name(ours.tokens[n].form))
        and not (ours.acronym[n] or fold(ours.tokens[n].form).removesuffix("s") in _common())
        and not any(_alike(ours.tokens[n].form, t.form) for t in theirs.tokens if t.is_word)
        for n, named in enumerate(ours.names)
    )


@cache
def _common() -> frozenset[str]:
    """Words of names that are translated: state, united."""
    return frozenset(word for words in table("names")["common"].values() for word in words)


def _is_arabic_name(form: str) -> bool:
    return bool(ARABIC.search(form)) and looks_like_name(form) >= _NAME


def _alike(one: str, two: str) -> bool:
    """True if two words may be one name, across the scripts by their sound."""
    latin, arabic = (one, two) if ARABIC.search(two) else (two, one)
    if not ARABIC.search(arabic) or ARABIC.search(latin):
        return fold(one) == fold(two)
    return name_similarity(latin.removesuffix("'s").removesuffix("’s"), arabic) >= _ALIKE


def _spelling(ours: Words, theirs: Words) -> Words:
    """``ours`` with the Arabic names of letters held to be in the acronyms of ``theirs``."""
    if not any(theirs.acronym):
        return ours
    names = _letters()
    nulls = (
        0.0 if fold(t.form) in names else n for t, n in zip(ours.tokens, ours.nulls, strict=True)
    )
    return replace(ours, nulls=tuple(nulls))


@cache
def _letters() -> frozenset[str]:
    """إن, بي, سي: what NBC is in Arabic."""
    return frozenset(map(fold, table("names")["latin_letters"]))


def _words(
    segments: Sequence[Segment],
    nulls: Sequence[float],
    links: dict[int, tuple[int, float]],
    told: tuple[Sequence[Span], Sequence[Span]],
) -> Words:
    owned = [(t, s) for s in segments for t in s.tokens]
    read = [_read(t.form, s.language) for t, s in owned]
    return Words(
        tokens=tuple(t for t, _ in owned),
        content=tuple(r.content for r in read),
        lost=tuple(any(span.contains(t.span) for span in told[1]) for t, _ in owned),
        names=tuple(t.form[:1].isupper() and t.span.start > s.span.start for t, s in owned),
        acronym=tuple(r.acronym for r in read),
        glued=tuple(r.glued for r in read),
        nulls=tuple(_null(t, n, *told) for (t, _), n in zip(owned, nulls, strict=True)),
        links=tuple(links.get(n) for n in range(len(owned))),
        length=sum(map(comparable_length, segments)),
    )


def _null(token: Token, null: float, stated: Sequence[Span], lost: Sequence[Span]) -> float:
    if any(span.contains(token.span) for span in stated):
        return 0.0
    return max(null, LOST) if any(span.contains(token.span) for span in lost) else null


def _said(words: Words, segments: Sequence[Segment], honorifics: bool) -> tuple[bool, ...]:
    """Which tokens are content: not those of phrases that the other language leaves unsaid."""
    content = list(words.content)
    languages = [s.language for s in segments for _ in s.tokens]
    forms = [fold(t.form) for t in words.tokens]
    for n, language in enumerate(languages):
        first = forms[n].removeprefix("و") if language is Language.AR else forms[n]
        for phrase in _unsaid(language, honorifics).get(first, ()):
            if tuple(forms[n + 1 : n + len(phrase)]) == phrase[1:]:
                content[n : n + len(phrase)] = [False] * len(phrase)
    return tuple(content)


@cache
def _unsaid(language: Language, honorifics: bool) -> dict[str, list[tuple[str, ...]]]:
    """By their first word the phrases that may be left unsaid."""
    listed = table("unsaid")
    kinds = ("phrases",) if honorifics else ("phrases", "honorifics")
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (p for kind in kinds for p in listed[kind][language.value]):
        words = tuple(fold(phrase).split())
        found.setdefault(words[0], []).append(words)
    return found


class _Read(NamedTuple):
    """What a token is whatever stands around it, as ``Words`` has it."""

    content: bool
    acronym: int
    glued: bool


@lru_cache(maxsize=16384)
def _read(form: str, language: Language) -> _Read:
    plain = fold(form)
    return _Read(
        Token(Span(0, len(form)), form).is_word and plain not in function_words(language),
        _capitals(form),
        len(ARABIC.findall(plain)) > _LONGEST,
    )


def _capitals(form: str) -> int:
    """The capitals of an acronym (WHO, U.N., RdRp), 0 for other words."""
    capitals = sum(c.isupper() for c in form)
    if not _ACRONYM.fullmatch(form) or sum(c.islower() for c in form) > _SMALL:
        return 0
    return capitals
