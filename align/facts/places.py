"""Countries, peoples, capitals and offices, by tables: one key for all their names.

A people counts as its country (Egyptian, المصريين), and a capital as a part of it: whoever has
Moscow for Russia speaks of the same thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from align.data import table
from align.facts.stems import bare_forms
from align.model import Language
from align.text import fold

_ENDINGS = ("", "ه", "ين", "ون", "ات", "ا")  # of peoples: الايراني, ايرانية, ايرانيين
_LONGEST = 4  # words of a name or office
_LEAST = 3
Mention = tuple[int, int, frozenset[str]]


def places(forms: Sequence[str], language: Language) -> list[Mention]:
    """The places and peoples among words as read: where they begin and end, and their keys."""
    return list(_mentions(tuple(forms), language, "places"))


def offices(forms: Sequence[str], language: Language) -> list[Mention]:
    """The offices among words as read, likewise."""
    return list(_mentions(tuple(forms), language, "offices"))


def family(key: str) -> str:
    """The country of a capital; a country is its own."""
    return key.partition("/")[0]


@lru_cache(maxsize=1024)  # the checks ask several times for the words of one bead
def _mentions(forms: tuple[str, ...], language: Language, kind: str) -> tuple[Mention, ...]:
    found: list[Mention] = []
    at = 0
    while at < len(forms):
        longest, keys = _opening(forms[at], language, kind)
        size = 1
        for count in range(min(longest, len(forms) - at), 1, -1):
            longer = _keys(forms[at : at + count], language, kind)
            if longer:
                size, keys = count, longer
                break
        if keys:
            found.append((at, at + size, keys))
        at += size
    return tuple(found)


@lru_cache(maxsize=16384)
def _opening(form: str, language: Language, kind: str) -> tuple[int, frozenset[str]]:
    """The words of the longest name that a word as read may begin, and what it names alone."""
    begun = _beginnings(kind, language)
    heads = _heads(form) if language is Language.AR else {_english(form)}
    longest = max((begun.get(head.partition(" ")[0], 1) for head in heads), default=1)
    return longest, _keys((form,), language, kind)


@cache
def _beginnings(kind: str, language: Language) -> dict[str, int]:
    """For the first word of each name, the words of the longest name that it begins."""
    found: dict[str, int] = {}
    for name in _listed(kind, language):
        first, size = name.partition(" ")[0], min(_LONGEST, name.count(" ") + 1)
        found[first] = max(size, found.get(first, 1))
    return found


@lru_cache(maxsize=16384)
def _keys(run: tuple[str, ...], language: Language, kind: str) -> frozenset[str]:
    listed = _listed(kind, language)
    found = {key for spelled in _spellings(run, language, kind) for key in listed.get(spelled, ())}
    return frozenset(found)


def _spellings(run: tuple[str, ...], language: Language, kind: str) -> set[str]:
    """How a table may have ``run``: without clitics, plural and possessive endings."""
    if language is Language.EN:
        if kind == "places" and not all(form[:1].isupper() for form in run):
            return set()
        bare = [_english(form) for form in run]
        if bare == ["us"] and not run[0].isupper():
            return set()
        return {" ".join(bare)}
    last = fold(run[-1])
    heads = _heads(run[0])
    if len(run) == 1:
        return {h.removesuffix(e) for h in heads for e in _ENDINGS if len(h) - len(e) >= _LEAST}
    middle = [fold(form) for form in run[1:-1]]
    article = last.removeprefix("و") if kind == "offices" else last
    return {" ".join((h, *middle, article)) for h in heads}


def _english(form: str) -> str:
    return fold(form).removesuffix("'s").removesuffix("'").replace(".", "")


def _heads(word: str) -> set[str]:
    """An Arabic word without clitics; the article of للمغرب is one again."""
    form = fold(word)
    found = set(bare_forms(word))
    for conjunction in ("", "و", "ف"):
        if form.startswith(f"{conjunction}لل"):
            found.add("ال" + form[len(conjunction) + 2 :])
    return found


@cache
def _listed(kind: str, language: Language) -> dict[str, frozenset[str]]:
    rows = _place_rows(language) if kind == "places" else _office_rows(language)
    found: dict[str, set[str]] = {}
    for key, names in rows:
        for name in names:
            found.setdefault(name, set()).add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


def _place_rows(language: Language) -> list[tuple[str, list[str]]]:
    file = resources.files("align.data").joinpath("places.tsv")
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]]
    column = 2 if language is Language.AR else 1
    return [(row[0], row[column].split("|")) for row in rows]


def _office_rows(language: Language) -> list[tuple[str, list[str]]]:
    return [(row["en"][0], row[language.value]) for row in table("offices")["office"]]
