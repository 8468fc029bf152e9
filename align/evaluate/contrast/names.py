"""Persons and places exchanged for others that the same set of pairs names.

Places come from a table. A person is a capitalised word after a given name or a title; the Arabic
form is the word of the other side that sounds most like it, and must sound much like it: names that
Arabic renders by no letter of theirs are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from align.data import table
from align.evaluate.contrast.edit import Place
from align.facts import name_similarity
from align.model import Language, Span

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ALIKE, _OTHER = 0.75, 0.45  # sounds the same; sounds like another name
_SHORTEST = 4  # letters: shorter surnames sound like too much
_PREFIX = r"(?<![\w])[وفبلك]{0,2}"


@dataclass(frozen=True, slots=True)
class Person:
    """A surname as one pair writes it on both sides."""

    en: str
    ar: str

    def form(self, language: Language) -> str:
        """The surname in one language."""
        return self.ar if language is Language.AR else self.en


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a set of pairs: ``persons`` by row, and the groups of places, each in order."""

    persons: tuple[tuple[Person, ...], ...]
    places: tuple[tuple[tuple[str, str], ...], ...]

    def names(self, row: int, pair: tuple[str, str], language: Language) -> Iterator[Place]:
        """Names of the row's text in ``language``, with others that neither side has."""
        number = 0 if language is Language.AR else 1
        text, pools = pair[number], {p for own in self.persons for p in own}
        for person in self.persons[row]:
            others = sorted(p.form(language) for p in pools if _differs(p, person, pair))
            yield from _once(text, person.form(language), tuple(others), language)
        for group in self.places:
            # سيول is Seoul, and floods: a place counts where both sides have it.
            for place in (p for p in group if p[0] in pair[1] and p[1] in pair[0]):
                others = [p[1 - number] for p in group if not (p[0] in pair[1] or p[1] in pair[0])]
                yield from _once(text, place[1 - number], tuple(others), language)


def _differs(other: Person, person: Person, pair: tuple[str, str]) -> bool:
    unlike = all(name_similarity(other.form(x), person.form(x)) < _OTHER for x in Language)
    return unlike and other.ar not in pair[0] and other.en not in pair[1]


def _once(text: str, name: str, others: tuple[str, ...], language: Language) -> Iterator[Place]:
    """The name's place if the text has it once: a name exchanged once of twice is no change."""
    behind = _PREFIX if language is Language.AR else r"(?<![\w-])"
    found = list(re.finditer(rf"{behind}(?P<x>{re.escape(name)})(?![\w-])", text))
    if len(found) == 1 and others and text.count(name) == 1:
        yield Place(Span(*found[0].span("x")), others)


def gathered(pairs: Sequence[tuple[str, str]]) -> Names:
    """The names of (Arabic, English) pairs."""
    surnames = {name for _, en in pairs for name in _surnames(en)}
    persons = tuple(tuple(_persons(ar, en, surnames)) for ar, en in pairs)
    text = "\n".join(en for _, en in pairs)
    groups = (
        tuple((en, ar) for en, ar in group["rows"] if re.search(rf"\b{en}\b", text))
        for group in table("contrast_names")["places"]
    )
    return Names(persons, tuple(group for group in groups if len(group) > 1))


def _surnames(en: str) -> Iterator[str]:
    signs, others = _signs()
    words = [m[0] for m in _WORD.finditer(en)]
    for first, second in pairwise(words):
        clean = second.removesuffix("’s").removesuffix("'s")
        if first in signs and f"{first} {clean}" in en.replace(".", "") and _is_name(clean, others):
            yield clean


def _is_name(word: str, others: frozenset[str]) -> bool:
    return (
        len(word) >= _SHORTEST and word[0].isupper() and word[1:].islower() and (word not in others)
    )


@cache
def _signs() -> tuple[frozenset[str], frozenset[str]]:
    persons = table("contrast_names")["persons"]
    given = frozenset(persons["given"].split())
    return given | frozenset(persons["titles"]), frozenset(persons["others"].split()) | given


def _persons(ar: str, en: str, surnames: Iterable[str]) -> Iterator[Person]:
    known = frozenset(surnames)
    words = [m[0].removesuffix("’s").removesuffix("'s") for m in _WORD.finditer(en)]
    arabic = sorted({m[0] for m in _WORD.finditer(ar)})
    for name in sorted(set(words) & known):
        scored = [(name_similarity(name, word), word) for word in arabic if len(word) >= 3]
        likeness, word = max(scored, default=(0.0, ""))
        if likeness >= _ALIKE:
            yield Person(name, word)
