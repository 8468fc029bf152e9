"""Dates held against each other: the same, one less exact than the other, or another date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - as in align.model
from functools import cache

from align.data import table
from align.facts.calendars import converted
from align.facts.rendering import Rendering
from align.facts.scan import find
from align.model import Calendar, Date, Language
from align.text import fold

_PARTS = re.compile(r"(-|-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WEEKDAY = re.compile(r"-W-(\d)")
_OFFSET = re.compile(r"(-?)P(\d+)([DWMY])")
_DECADE = 3  # digits of its value: the 1980s are 198
_SIGHTED = 1  # day that a Hijri month may begin earlier or later than the tables have it
_NEAR = 5  # days from the middle of a month that may be called so
_HIJRI_YEARS = range(1300, 1500)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_Parts = tuple[str | None, str | None, str | None]


def same_date(a: Date, b: Date) -> bool:
    """Part by part; a year that one side leaves out, or a weekday that fits, is no difference.

    Hijri months begin when the moon is sighted, so that a converted day may be off by one.
    """
    for one, two in ((a, b), (b, a)):
        if hit := _WEEKDAY.fullmatch(one.value):
            return two.value == one.value or int(hit[1]) == weekday_of(two)
    if _is_sighted(a, b):
        return True
    if (a.about or b.about) and _is_about(a, b):
        return True
    yearless = a.value.startswith("--") or b.value.startswith("--")
    if yearless and a.calendar is not b.calendar:
        return False
    if a.value == b.value:
        return bool(a.value)
    first, second = _parts(a), _parts(b)
    return bool(yearless and first and second and first[1:] == second[1:])


def _is_about(a: Date, b: Date) -> bool:
    """True for a middle of a month and a day near it."""
    first, second = _parts(a), _parts(b)
    if first is None or second is None or a.calendar is not b.calendar:
        return False
    years = first[0] is None or second[0] is None or first[0] == second[0]
    days = first[2], second[2]
    near = days[0] is not None and days[1] is not None and abs(int(days[0]) - int(days[1])) <= _NEAR
    return years and first[1] == second[1] and near


def weekday_of(date: Date) -> int | None:
    """The weekday that a date names or falls on; Monday is 1, None where it has none."""
    if hit := _WEEKDAY.fullmatch(date.value):
        return int(hit[1])
    day = _day(date.value)
    return date.weekday or (day.isoweekday() if day else None)


def contradicts(date: Date) -> bool:
    """True if a date names another weekday than the one it falls on."""
    day = _day(date.value) if date.calendar is Calendar.GREGORIAN else None
    return bool(day and date.weekday and day.isoweekday() != date.weekday)


def meanings(date: Date, own: Rendering) -> Iterator[Date]:
    """The date, what its digits mean in another order, and the day that it means when written."""
    yield date
    written = fold(date.span.of(own.text))
    if hit := _NUMERIC.search(written):
        for value in _orders(int(hit[1]), int(hit[3]), int(hit[4])):
            yield replace(date, value=value)
    if own.day is not None and date.relative:
        for fact in find(own.text, own.language, own.day):
            if isinstance(fact, Date) and fact.span == date.span:
                yield replace(fact, relative=False)


def _orders(first: int, second: int, third: int) -> Iterator[str]:
    """The days that three numbers may be: day, month or year first."""
    for year, month, day in (
        (third, second, first),
        (third, first, second),
        (first, second, third),
        (first, third, second),
    ):
        full = year if year > 99 else 2000 + year
        calendar = Calendar.HIJRI if full in _HIJRI_YEARS else Calendar.GREGORIAN
        if value := converted(calendar, full, month, day):
            yield value


def is_coarser(a: Date, b: Date) -> bool:
    """True if one of two dates leaves out parts of the other and they share the rest."""
    first, second = _parts(a), _parts(b)
    if first is None or second is None or a.calendar is not b.calendar:
        return False
    shared = [(x, y) for x, y in zip(first, second, strict=True) if x and y]
    short, long = sorted((first, second), key=lambda parts: sum(map(bool, parts)))
    inside = all(y for x, y in zip(short, long, strict=True) if x)
    return bool(shared) and inside and all(x == y for x, y in shared)


def differ(a: Date, b: Date) -> bool:
    """True if two dates are told in the same way, and are not the same.

    Both have a month, or both are years or decades, weekdays, or shifts of the same unit from the
    day of writing. A year alone is no rendering of a day in another year.
    """
    if a.relative != b.relative:
        return bool(_WEEKDAY.fullmatch(a.value) or _WEEKDAY.fullmatch(b.value)) and (
            None not in (weekday_of(a), weekday_of(b))
        )
    if a.relative:
        return _shape(a) == _shape(b)
    if a.calendar is not b.calendar and (a.value.startswith("--") or b.value.startswith("--")):
        return False
    first, second = _parts(a), _parts(b)
    if first is None or second is None:
        return len(a.value) == len(b.value)
    return bool(first[1]) == bool(second[1])


def _shape(date: Date) -> str:
    hit = _OFFSET.fullmatch(date.value)
    return hit[3] if hit else date.value[:2]


def _parts(date: Date) -> _Parts | None:
    """Year, month and day as written; None for weeks, decades, intervals and relative dates."""
    hit = None if date.relative else _PARTS.fullmatch(date.value)
    return (None if hit[1] == "-" else hit[1], hit[2], hit[3]) if hit else None


def _is_sighted(a: Date, b: Date) -> bool:
    """True for a Hijri and another day that are the same, or next to each other."""
    days = _day(a.value), _day(b.value)
    if a.calendar is b.calendar or Calendar.HIJRI not in (a.calendar, b.calendar):
        return False
    return bool(days[0] and days[1]) and abs((days[0] - days[1]).days) <= _SIGHTED  # type: ignore[operator] # both are days


def names_weekday(date: Date, own: Rendering) -> bool:
    """True if the words of a relative date name a day of the week."""
    words = {w.removeprefix("ال").removesuffix("s") for w in fold(date.span.of(own.text)).split()}
    return not words.isdisjoint(_names(own.language))


@cache
def _names(language: Language) -> frozenset[str]:
    rows = table("dates")["weekdays"][language.value].values()
    return frozenset(name for row in rows for name in row)


def _day(value: str) -> Day | None:
    try:
        return Day.fromisoformat(value) if len(value) == 10 and value[4] == "-" else None
    except ValueError:
        return None
