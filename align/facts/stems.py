"""Inflected words of one term: nltk's stemmers, held in by the letters that a term begins with.

ARLSTem2 takes clitics and inflection off an Arabic word, and Snowball endings off an English one,
but both go further: وزارة becomes زار, and hospital and hospitalize are one stem. So a word counts
as a form of a term only where it begins like it once clitics are cut, and where what follows are
endings of inflection. ISRI's roots also meet broken plurals, and too many other words: they only
ever count for a term, never against it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from align.data import table
from align.facts.stemmers import stemmer
from align.model import Language
from align.text import fold

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك", "س")
_LEAST = 2  # letters left of a word without its clitics
_ROOT = 3
_LONG = "اويء"  # long vowels and hamza, which patterns exchange


@lru_cache(maxsize=16384)
def stem(word: str, language: Language) -> str:
    """The stem of a word without clitics and inflection; equal for most forms of one word."""
    folded = fold(word)
    if language is Language.EN:
        return str(stemmer("snowball").stem(folded.removesuffix("'s").removesuffix("'")))
    found = stemmer("arlstem").stem(folded)
    return fold(found) if found else folded


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """ISRI's root of an Arabic word."""
    return fold(stemmer("isri").stem(fold(word)))


@lru_cache(maxsize=16384)
def bare_forms(word: str) -> frozenset[str]:
    """An Arabic word with every run of letters taken off that may be clitics and article."""
    form = fold(word)
    found = {form}
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            for article in ("", "ال", "ل"):
                before = conjunction + preposition + article
                if before and form.startswith(before) and len(form) - len(before) >= _LEAST:
                    found.add(form[len(before) :])
    return frozenset(found)


@lru_cache(maxsize=16384)
def is_form(word: str, term: str, language: Language) -> bool:
    """True if ``word`` is a form of ``term``, both single words: وللمستوطنات, مستوطنة."""
    if fold(word) == fold(term):
        return True
    if language is Language.EN:
        one, two = fold(word), fold(term)
        return stem(one, language) == stem(two, language) and _inflects(one, two, language)
    own = _shortest(term)
    return any(
        form == own or (_inflects(form, own, language) and not _stems(form).isdisjoint(_stems(own)))
        for form in bare_forms(word)
    )


def _inflects(one: str, two: str, language: Language) -> bool:
    """True if two words part in endings of inflection alone: city, cities; plan, planned."""
    endings = _endings(language)
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    rests = one[shared:], two[shared:]
    if shared > _LEAST and language is Language.EN and not all(r in endings for r in rests):
        double = one[shared - 1]
        rests = rests[0].removeprefix(double), rests[1].removeprefix(double)
    return shared >= _LEAST and all(rest in endings for rest in rests)


@cache
def _endings(language: Language) -> frozenset[str]:
    return frozenset(table("inflection")[language.value])


@lru_cache(maxsize=16384)
def beginnings(word: str, language: Language) -> frozenset[str]:
    """The first two letters of every term that ``word`` can be a form of."""
    if language is Language.EN:
        return frozenset((fold(word)[:_LEAST],))
    return frozenset(form[:_LEAST] for form in bare_forms(word))


def beginning(term: str, language: Language) -> str:
    """The first two letters of a term's word, as ``beginnings`` has them."""
    return (_shortest(term) if language is Language.AR else fold(term))[:_LEAST]


@lru_cache(maxsize=16384)
def may_be_form(word: str, term: str, language: Language) -> bool:
    """True if ``word`` may be one: of the same root too (وزراء and وزير, negotiate, negotiator)."""
    if is_form(word, term, language):
        return True
    if language is Language.EN:
        one, two = sorted((stem(word, language), stem(term, language)), key=len)
        return len(one) > _ROOT and two.startswith(one)
    if len(root(term)) >= _ROOT and root(word) == root(term):
        return True
    return not _consonants(word).isdisjoint(_consonants(_shortest(term)))


def _shortest(term: str) -> str:
    """A glossary's word without its article alone: its و may be a letter of the word."""
    form = fold(term)
    return form.removeprefix("ال") if len(form) > len("ال") + 1 else form


@lru_cache(maxsize=16384)
def _stems(form: str) -> frozenset[str]:
    """The stems with and without article: each finds endings that the other leaves."""
    return frozenset(stem(article + form, Language.AR) for article in ("", "ال"))


@lru_cache(maxsize=16384)
def _consonants(word: str) -> frozenset[str]:
    """What broken plurals keep of a word, at least three letters: لجان and لجنة, وزراء and وزير."""
    kept = (f[:1] + "".join(c for c in f[1:] if c not in _LONG) for f in bare_forms(word))
    return frozenset(k for form in kept for k in (form, form.removesuffix("ه")) if len(k) >= _ROOT)
