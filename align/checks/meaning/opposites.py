"""Words that are each other's opposite: raised and خفض, before and بعد."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from align.checks.unrendered import Run, Words
from align.checks.unrendered.evidence import place_of
from align.data import table
from align.facts.stems import bare_forms
from align.model import Language
from align.text import ARABIC, fold

Pole = tuple[int, str]  # a row of the table and one of its two sides
Held = dict[int, frozenset[Pole]]  # the poles of each token that has any
_OTHER = {"one": "two", "two": "one"}
_PERSONS = "تنا"  # what stands for the ي of the present in other persons
_SHORT = 3  # letters of an Arabic word up to which only its own endings are cut
_LINKED, _ELSEWHERE = 0.1, 0.3  # link scores: rendered by the opposite; by another word
_SCOPE = 3  # words before one that a negation among them turns


@dataclass(frozen=True, slots=True)
class Opposed:
    """Token ``ours`` and token ``theirs`` of the other side, its opposite; how they are linked."""

    ours: int
    theirs: int
    linked: float


def opposed(ours: Words, theirs: Words) -> Iterator[Opposed]:
    """Words whose opposite stands in their place, where nothing else of a side answers them.

    A side has to have more words of the one pole, and the other more of the other: "before and
    after" against قبل وبعد, or a text that rises and falls, is let pass whatever is linked.
    """
    own, other = _poles(ours), _poles(theirs)
    taken: set[int] = set()
    for i, poles in sorted(own.items()):
        if _turned(i, ours):
            continue
        found = [
            Opposed(i, j, linked)
            for j, facing in other.items()
            if j not in taken
            and not _turned(j, theirs)
            and any(_surplus(p, own, other) for p in poles if (p[0], _OTHER[p[1]]) in facing)
            and (linked := _linked(i, j, ours, theirs)) >= 0
        ]
        if found:
            best = max(found, key=lambda o: (o.linked, -abs(o.theirs - i)))
            taken.add(best.theirs)
            yield best


def _surplus(
    pole: Pole, own: dict[int, frozenset[Pole]], other: dict[int, frozenset[Pole]]
) -> bool:
    """True if one side has more of a pole, and the other more of its opposite."""
    opposite = pole[0], _OTHER[pole[1]]
    return _count(pole, own) > _count(pole, other) and _count(opposite, own) < _count(
        opposite, other
    )


def _count(pole: Pole, held: Held) -> int:
    return sum(pole in poles for poles in held.values())


def _linked(i: int, j: int, ours: Words, theirs: Words) -> float:
    """The link score of two words; 0 if they stand in one place unlinked; under 0 otherwise."""
    for n, m, words in ((i, j, ours), (j, i, theirs)):
        link = words.links[n]
        if link is not None and link[0] == m and link[1] >= _LINKED:
            return link[1]
        if link is not None and link[1] >= _ELSEWHERE:
            return -math.inf
    here = j in place_of(Run(i, i), ours, theirs) and i in place_of(Run(j, j), theirs, ours)
    return 0.0 if here else -math.inf


def _turned(n: int, words: Words) -> bool:
    """True for a word that a negation before it turns: did not fall."""
    return any(_negates(words.tokens[k].form) for k in range(max(0, n - _SCOPE), n))


@lru_cache(maxsize=16384)
def _negates(form: str) -> bool:
    key = fold(form)
    sense = table("sense")["sense"]
    if ARABIC.search(form):
        return not bare_forms(form).isdisjoint(sense["ar"]["negation"])
    return key in sense["en"]["negation"] or key.endswith(("n't", "n’t"))


def _poles(words: Words) -> Held:
    found = {n: poles_of(t.form) for n, t in enumerate(words.tokens) if t.is_word}
    return {n: poles for n, poles in found.items() if poles}


@lru_cache(maxsize=16384)
def poles_of(form: str) -> frozenset[Pole]:
    """The poles that a word belongs to."""
    if not ARABIC.search(form):
        return _listed(Language.EN).get(fold(form), frozenset())
    listed = _listed(Language.AR)
    return frozenset(
        pole for bare in bare_forms(form) for key in _keys(bare) for pole in listed.get(key, ())
    )


def _keys(form: str) -> Iterator[str]:
    """The forms in the table that an Arabic word without clitics may stand for."""
    forms = [form, *(f"ي{form[1:]}" for first in _PERSONS if form.startswith(first))]
    for one in forms:
        yield one
        for ending in table("inflection")["ar"]:
            base = one.removesuffix(ending) if ending else ""
            if len(base) >= _SHORT and base != one:
                yield base
                yield f"{base}ه"


@cache
def _listed(language: Language) -> dict[str, frozenset[Pole]]:
    found: dict[str, set[Pole]] = {}
    for number, row in enumerate(table("opposites")["row"]):
        for pole in _OTHER:
            for word in row[pole][language.value].split():
                found.setdefault(fold(word), set()).add((number, pole))
    return {word: frozenset(poles) for word, poles in found.items()}
