"""Month names and weekdays of both languages and three calendars, gathered into items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from align.data import table
from align.facts.items import Item, Kind
from align.facts.lexicon import accusative, atoms, month_names, wordset
from align.facts.phrases import Phrases
from align.model import Calendar, Language

_LOWER_CASE_TOO = 5  # "october" may lack its capital; "may", "march" and abbreviations may not


@cache
def _months(language: Language) -> Phrases[tuple[Calendar, int]]:
    rows: list[tuple[str, tuple[Calendar, int]]] = []
    for calendar in Calendar:
        for number, names in table("dates")[calendar.value][language.value].items():
            rows.extend((name, (calendar, int(number))) for name in names)
    return Phrases(rows, language)


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(table("dates")["doubtful_months"])


@cache
def _weekdays(language: Language) -> dict[str, int]:
    rows = table("dates")["weekdays"][language.value].items()
    return {name: int(number) for number, names in rows for name in names}


@cache
def _abbreviations() -> dict[str, int]:
    rows = table("dates")["weekday_abbreviations"]["en"].items()
    return {name: int(number) for number, names in rows for name in names}


def gathered(run: Sequence[Item], language: Language) -> tuple[Item, ...]:
    """``run`` with each month name and weekday as one item."""
    found: list[Item] = []
    at = 0
    while at < len(run):
        end, item = _month(run, at, language) or _weekday(run, at, language) or (at + 1, run[at])
        found.append(item)
        at = end
    return tuple(found)


def _over(run: Sequence[Item], at: int, end: int, kind: Kind) -> Item:
    return replace(
        run[at],
        form=" ".join(item.form for item in run[at:end]),
        end=run[end - 1].end,
        raw=" ".join(item.raw for item in run[at:end]),
        kind=kind,
        value=Decimal(0),
    )


def _month(run: Sequence[Item], at: int, language: Language) -> tuple[int, Item] | None:
    hit = _months(language).at(run, at)
    if hit is None or run[at].kind not in (Kind.WORD, Kind.CLITIC):
        return None
    end, (calendar, number) = hit
    name = run[at].form if end - at == 1 else ""
    name = name if name in month_names() else accusative(name) or ""
    if language is Language.EN and not run[at].raw[:1].isupper():
        if len(run[at].form) <= _LOWER_CASE_TOO or calendar is not Calendar.GREGORIAN:
            return None
        if name == "august":
            return None
    if name == "اب" and run[at].raw.startswith("أ"):
        return None  # أب, أباً: father
    doubtful = name in _doubtful() and run[at].raw != "آب"
    zero = name == "صفر" and at and run[at - 1].form == "ال"  # تحت الصفر; the month has no article
    if zero or (doubtful and not _beside_numeral(run, at, end)):
        return None
    item = replace(_over(run, at, end, Kind.MONTH), form=calendar.value, value=Decimal(number))
    return end, item


def _beside_numeral(run: Sequence[Item], at: int, end: int) -> bool:
    """True if a day or year in digits or words stands next to ``run[at:end]``."""
    around = [*range(max(0, at - 3), at), *range(end, min(len(run), end + 2))]
    for k in around:
        if run[k].kind is Kind.NUMERAL or run[k].form in ("شهر", "/"):
            return True
        known = atoms(Language.AR).get(run[k].form)
        if known is not None and known.kind in ("ordinals", "one_to_nine", "tens", "ten"):
            return True
    return any(
        run[k].form in ("in", "last", "since", "by", "until") for k in around if k < at
    ) and (run[at].form == "may")


def _weekday(run: Sequence[Item], at: int, language: Language) -> tuple[int, Item] | None:
    if language is Language.AR:
        if run[at].form != "ال" or at + 1 >= len(run):
            return None
        number = _weekdays(language).get(run[at + 1].form)
        around = (run[at - 1].form if at else "", *(i.form for i in run[at + 2 : at + 3]))
        if number is None or (number == 1 and _is_pair(around)):
            return None
        return at + 2, replace(_over(run, at, at + 2, Kind.WEEKDAY), value=Decimal(number))
    number = _weekdays(language).get(run[at].form.removesuffix("s"))
    if number is None:
        number = _abbreviations().get(run[at].form)
        beside = run[at + 1 : at + 3]
        if not run[at].raw[:1].isupper() or not any(
            i.kind in (Kind.NUMERAL, Kind.CALENDAR) or i.form in table("dates")["gregorian"]["en"]
            for i in beside
        ):
            return None
    if number is None or not run[at].raw[:1].isupper():
        return None
    return at + 1, replace(_over(run, at, at + 1, Kind.WEEKDAY), value=Decimal(number))


def _is_pair(around: tuple[str, ...]) -> bool:
    """True if الاثنين between these words is "the two" and no Monday."""
    before, after = wordset(Language.AR, "no_pair_after"), wordset(Language.AR, "no_pair_before")
    return around[0] in before or any(word in after for word in around[1:])
