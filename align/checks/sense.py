"""Words that decide what a sentence says, and words that are one word spelt in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from align.checks.wording import Word
from align.data import table
from align.facts import name_similarity
from align.model import Language
from align.text import fold, script

ALIKE = 0.85  # how alike two spellings of one word are at least: organise, organize


@cache
def _kinds() -> dict[str, str]:
    """The kind of every word that decides, by its key."""
    listed = table("quotations")["sense"]
    return {
        word: kind for kinds in listed.values() for kind, forms in kinds.items() for word in forms
    }


@cache
def _phrases(group: str, language: Language) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(p.split()) for p in table("quotations")[group][language.value])


def kind(word: Word) -> str | None:
    """What a word decides (negation, limit, condition and so on); None if it decides nothing."""
    return "negation" if word.key.endswith("n't") else _kinds().get(word.key)


def kinds(found: Iterable[Word]) -> Counter[str]:
    """How often each kind of deciding word occurs."""
    return Counter(k for k in map(kind, found) if k)


def starts(found: Sequence[Word], group: str) -> bool:
    """True if ``found`` begins with a phrase of that group of ``quotations.toml``."""
    keys = tuple(w.key for w in found[:4])
    language = script("".join(keys))
    return language is not None and any(
        keys[: len(phrase)] == phrase for phrase in _phrases(group, language)
    )


def joins(word: Word) -> bool:
    """True for a word that joins a clause to the one before it, or carries و or ف before it."""
    language = script(word.form)
    if language is Language.AR and fold(word.form) != word.key:
        return True
    return language is not None and (word.key,) in _phrases("joins", language)


def left_over(ours: Sequence[Word], theirs: Sequence[Word]) -> tuple[Word, ...]:
    """The content words of ``ours`` that are no word of ``theirs``; figures and deciders aside."""
    return tuple(
        w
        for w in ours
        if w.content
        and not kind(w)
        and not any(c.isdecimal() for c in w.key)
        and not any(alike(w, other) for other in theirs)
    )


def alike(one: Word, two: Word) -> bool:
    """True for two spellings of one word, false for a word and its opposite (legal, illegal)."""
    return one.key == two.key or (
        name_similarity(one.key, two.key) >= ALIKE and not _opposite(one.key, two.key)
    )


def _opposite(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return long.endswith(short) and any(
        long == prefix + short
        for prefixes in table("quotations")["opposites"].values()
        for prefix in prefixes
    )
