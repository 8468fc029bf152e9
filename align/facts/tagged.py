"""One letter for each item of a run, for patterns over dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from align.data import table
from align.facts.items import Item, Kind
from align.facts.phrases import Phrases
from align.model import Language

_KINDS = {Kind.MONTH: "M", Kind.WEEKDAY: "W", Kind.CALENDAR: "C"}
_MARKS = {",": ",", ".": ".", "/": "/", "-": "-", "(": "(", ")": ")", "و": "t"}


@cache
def _words(language: Language) -> dict[str, str]:
    """The letter of each cue word; the more telling cue wins."""
    cues = table("dates")["cues"][language.value]
    found: dict[str, str] = {}
    for letter, words in (
        ("f", cues["of"]),
        ("Y", ["year", "عام", "سنه"]),
        ("j", [*cues["joint"], "موافق"]),
        ("t", ["to", "الي", "حتي", "and", "through", "until"]),
        ("D", [word for word in cues["day_before"] if word in ("on", "بتاريخ")]),
        ("p", cues["year_before"]),
    ):
        for word in words:
            found.setdefault(word, letter)
    return found


@cache
def _eras(language: Language) -> Phrases[str]:
    rows = table("dates")["cues"][language.value]["eras"]
    letters = {"hijri": "h", "gregorian": "g", "before": "b"}
    return Phrases(((w, letters[name]) for name, words in rows.items() for w in words), language)


def end_of_era(run: Sequence[Item], at: int, language: Language) -> int:
    """The index after the era word at ``at``."""
    era = _eras(language).at(run, at)
    return era[0] if era else at + 1


def tags_of(run: Sequence[Item], language: Language) -> str:
    """The tags of ``run``, a letter an item."""
    return "".join(_tag(run, at, language) for at in range(len(run)))


def _tag(run: Sequence[Item], at: int, language: Language) -> str:
    item = run[at]
    if item.kind is Kind.NUMERAL:
        return "n" if _is_decade(run, at) else _numeral(item)
    if item.kind in _KINDS:
        return _KINDS[item.kind]
    era = _eras(language).at(run, at)
    if era is not None and at and run[at - 1].kind in (Kind.NUMERAL, Kind.CALENDAR):
        return era[1]
    words = _words(language)
    bare = item.form.removeprefix("و") if language is Language.AR else item.form  # وفي 2016
    return _MARKS.get(item.form) or words.get(item.form) or words.get(bare, "x")


def _is_decade(run: Sequence[Item], at: int) -> bool:
    """True for the 1990s and 1990 من القرن العشرين."""
    following = run[at + 1 : at + 4]
    if following and following[0].form == "s" and not following[0].gap:
        return True
    return [item.form for item in following] == ["من", "ال", "قرن"]


def _numeral(item: Item) -> str:
    """d for a day's number, y for a year's, n for another."""
    if not item.is_integer or (item.scaled and not item.spelled):
        return "n"
    short = item.form.isdigit() and len(item.form) <= 2
    if 1 <= item.value <= 31 and (short or item.spelled or item.ordinal):
        return "d"
    plain = item.form.isdigit() and len(item.form) in (3, 4)
    if (plain and 100 <= item.value <= 7000) or (item.spelled and 1000 <= item.value <= 2100):
        return "y"
    return "n"
