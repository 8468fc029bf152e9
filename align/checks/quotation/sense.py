"""Words that decide what a sentence says, and words that are one word spelt in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from align.checks.operators.lexicon import kinds_by_word
from align.checks.quotation.wording import Word
from align.data import table
from align.facts import name_similarity
from align.model import Language
from align.text import fold, script

_IDIOM = 1  # words of a set phrase before its negation: at most …
_SOON = 4  # words among which “whether” or أم stands
ALIKE = 0.85  # how alike two spellings of one word are at least: organise, organize


@cache
def _phrases(group: str, language: Language) -> frozenset[tuple[str, ...]]:
    data = table("quotations")
    found = data if group in data else table("sense")
    return frozenset(tuple(p.split()) for p in found[group][language.value])


def kind(word: Word) -> str | None:
    """What a word decides (negation, limit, condition and so on); None if it decides nothing."""
    return "negation" if word.key.endswith("n't") else _kind(word.form, word.key)


@lru_cache(maxsize=16384)
def _kind(form: str, key: str) -> str | None:
    # The first letter of فقط and وحده is no conjunction, which the key leaves out.
    return kinds_by_word().get(fold(form)) or kinds_by_word().get(key)


def kinds(found: Iterable[Word]) -> Counter[str]:
    """How often each kind of deciding word occurs."""
    return Counter(k for k in map(kind, found) if k)


def starts(found: Sequence[Word], group: str) -> bool:
    """True if ``found`` begins with a phrase of that group of a table."""
    keys = tuple(w.key for w in found[:4])
    language = script("".join(keys))
    if language is None:
        return False
    whole = (fold(found[0].form), *keys[1:])
    return any(
        phrase in (keys[: len(phrase)], whole[: len(phrase)])
        for phrase in _phrases(group, language)
    )


def denies(word: Word) -> bool:
    """True for words that deny without a negation: fail, unlawful, رفض."""
    language = script(word.key)
    if language is None:
        return False
    listed = table("sense")["denial"][language.value]
    prefixed = language is Language.EN and word.key.startswith(tuple(listed["prefixes"]))
    return prefixed or word.key in _denying(language) or word.key.endswith(tuple(listed["ends"]))


@cache
def _denying(language: Language) -> frozenset[str]:
    return frozenset(table("sense")["denial"][language.value]["words"])


def in_phrase(found: Sequence[Word], at: int) -> bool:
    """True if a word belongs to a set phrase that turns nothing: no doubt, لا يزال."""
    return any(starts(found[n:], "idioms") for n in range(max(0, at - _IDIOM), at + 1))


def joins(found: Sequence[Word]) -> bool:
    """True for words that begin a clause beside the one before: with and, which, or و and ف."""
    return bool(found) and (carries_conjunction(found[0]) or starts(found, "joins"))


def carries_conjunction(word: Word) -> bool:
    """True for an Arabic word with و or ف before it."""
    return script(word.form) is Language.AR and fold(word.form) != word.key


def names_cases(found: Sequence[Word]) -> bool:
    """True if ``found`` soon says that several cases count: whether …, مواطنا كان أم لاجئا."""
    return any(starts(found[n : n + 1], "either") for n in range(_SOON))


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
        name_similarity(one.key, two.key) >= ALIKE and not is_opposite(one.key, two.key)
    )


def is_opposite(one: str, two: str) -> bool:
    """True for a word and the same with a negative prefix: legal, illegal."""
    short, long = sorted((one, two), key=len)
    return long.endswith(short) and any(
        long == prefix + short
        for prefixes in table("sense")["opposites"].values()
        for prefix in prefixes
    )
