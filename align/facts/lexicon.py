"""The tables of number, calendar and unit words as look-ups, read once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from align.data import table
from align.model import Language

_ARTICLE = "ال"
_SHORT = ("ست", "اب")  # six and August; others of two letters are too often no stem


@dataclass(frozen=True, slots=True)
class Atom:
    """A number word: its class (the table it stands in) and value."""

    kind: str
    value: Decimal


@cache
def atoms(language: Language) -> dict[str, Atom]:
    """Number words by folded form; earlier tables win where a word stands in two."""
    found: dict[str, Atom] = {}
    for kind, rows in table("numbers")[language.value].items():
        if kind in ("words", "guards", "denominators", "suffixes"):
            continue
        for value, words in rows.items():
            for word in words:
                found.setdefault(word, Atom(kind, _ratio(value)))
    return found


@cache
def denominators(language: Language) -> dict[str, Atom]:
    """Words that make a fraction after a numerator: thirds, ارباع."""
    rows = table("numbers")[language.value]["denominators"]
    return {w: Atom("denominators", Decimal(v)) for v, words in rows.items() for w in words}


@cache
def wordset(language: Language, name: str) -> frozenset[str]:
    """A list of ``[<language>.words]`` or ``[<language>.guards]`` in numbers.toml, as a set."""
    rows = table("numbers")[language.value]
    return frozenset(rows["words"].get(name) or rows["guards"].get(name) or ())


def _ratio(value: str) -> Decimal:
    above, _, below = value.partition("/")
    return Decimal(above) / Decimal(below or 1)


def accusative(form: str) -> str | None:
    """The word under an accusative alef (الفا: الف); None where there is none."""
    return form[:-1] if form.endswith("ا") and len(form) > 2 else None


@cache
def _stems() -> frozenset[str]:
    """All Arabic words, without article, that clitics are cut off from."""
    ar = Language.AR
    found = set(atoms(ar)) | set(denominators(ar))
    for words in table("numbers")["ar"]["words"].values():
        found.update(words)
    dates = table("dates")
    phrases = [_values(dates[name]["ar"]) for name in ("gregorian", "hijri", "hebrew", "weekdays")]
    phrases += [_values(dates[name]["ar"]) for name in ("relative", "periods", "shifts", "decades")]
    units = table("units")
    for row in (*units["unit"], *units["currency"], *units["minor"]):
        phrases.append([*row.get("ar", ()), *row.get("ar_dual", ())])
    for phrase in (p for group in phrases for p in group):
        found.update(_bare(word) for word in phrase.split() if len(_bare(word)) > 1)
    return frozenset(found)


def _values(rows: dict[str, Any]) -> list[str]:
    return [word for words in rows.values() for word in words]


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > 3 and word != "اليوم" else word


@cache
def _unsplit() -> frozenset[str]:
    return wordset(Language.AR, "never_split")


def splittable(form: str) -> bool:
    """True if ``form`` is a word of the Arabic tables, to be left whole."""
    stems = _stems()
    return form in stems or form in _unsplit() or accusative(form) in stems


def clitics(form: str, previous: str = "", following: str = "") -> tuple[str, ...]:
    """The clitics to cut off ``form``: وبالثالث gives و, ب, ال; an unknown word gives none.

    ``previous`` and ``following`` are the words around it: وألف is "and composed", but مليون وألف
    a number; واحد is one, but ألف وأحد عشر is a thousand and eleven.
    """
    counts = atoms(Language.AR)
    bare = previous.removeprefix("و")
    counted = not counts.keys().isdisjoint({previous, bare, accusative(previous), accusative(bare)})
    if counted and (form == _AND_A_THOUSAND or (form, following) in _AND_ELEVEN):
        return (form[0],)
    if splittable(form):
        return ()
    for conjunction in ("", "و", "ف"):
        if not form.startswith(conjunction):
            continue
        rest = form[len(conjunction) :]
        for before, article in _openings(rest):
            stem = rest[len(before) + len(article) :]
            if (len(stem) > 2 or stem in _SHORT) and splittable(stem):
                return tuple(c for c in (conjunction, before, article) if c)
    return ()


_AND_A_THOUSAND = "والف"
_AND_ELEVEN = {("واحد", "عشر"), ("واحدي", "عشره")}


def _openings(form: str) -> list[tuple[str, str]]:
    """The prepositions and articles that ``form`` may open with, shortest first."""
    found = [("", "")]
    if form.startswith(_ARTICLE):
        found.append(("", _ARTICLE))
    for preposition in ("ب", "ل", "ك"):
        if form.startswith(preposition):
            found.append((preposition, ""))
            if form.startswith(_ARTICLE, 1):
                found.append((preposition, _ARTICLE))
    if form.startswith("لل"):
        found.append(("ل", "ل"))  # للثالث: the article loses its alef
    return found


@cache
def month_names() -> frozenset[str]:
    """Month names of one word, of both languages and all calendars."""
    dates = table("dates")
    names = ("gregorian", "hijri", "hebrew")
    rows = [_values(dates[name][language.value]) for name in names for language in Language]
    return frozenset(word for words in rows for word in words if " " not in word)
