"""Quarters and halves of a year as intervals: Q1 2026, الربع الأول من عام 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - as in align.model
from functools import cache

from align.data import table
from align.facts.calendars import resolved
from align.facts.found import Placed
from align.facts.items import Item
from align.facts.relative import phrases
from align.model import Date, Language, Span

_LINKS = ("of", "in", ",", "the", "year", "من", "ل", "عام", "سنه", "لعام")
_SHORT = re.compile(r"([qh])([1-4])")
_LAST = ("last", "الاخير")


def part_of_year(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """The quarter or half of a year that begins at ``run[at]``; empty where its year is not told.

    Of a company's financial year it is the part by name, which is what two renderings share.
    """
    part = _part(run, at, language)
    year = _year(run, part[0], language, reference) if part else None
    if part is None or year is None:
        return []
    _, number, parts = part
    months = 12 // parts
    first, last = months * (number - 1) + 1, months * number
    end = monthrange(year[1], last)[1]
    value = f"{year[1]:04d}-{first:02d}-01/{year[1]:04d}-{last:02d}-{end}"
    span = Span(run[at].start, run[year[0] - 1].end)
    return [Placed(at, year[0], Date(span, value))]


def _part(run: Sequence[Item], at: int, language: Language) -> tuple[int, int, int] | None:
    """(end, which part, of how many): the first quarter, الربع الأول, Q1."""
    if hit := _SHORT.fullmatch(run[at].form):
        parts = 4 if hit[1] == "q" else 2
        return (at + 1, int(hit[2]), parts) if int(hit[2]) <= parts else None
    rank = at if language is Language.EN else at + 2
    noun, end = (at + 1, at + 2) if language is Language.EN else (at + 1, at + 3)
    if end > len(run) or (language is Language.AR and run[at].form != "ال"):
        return None
    parts = _parts(language).get(run[noun].form, 0)
    number = _rank(run, rank, parts)
    return (end, number, parts) if 1 <= number <= parts else None


@cache
def _parts(language: Language) -> dict[str, int]:
    """The words for parts of a year, and how many such parts it has."""
    listed = table("dates")["parts"][language.value]
    return {word: int(count) for count, words in listed.items() for word in words}


def _rank(run: Sequence[Item], at: int, parts: int) -> int:
    if run[at].form in _LAST:
        return parts
    return int(run[at].value) if run[at].ordinal and run[at].is_integer else 0


def _year(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> tuple[int, int] | None:
    """The end index and the year after a part, in digits or told from the day of writing."""
    start = at
    while start < len(run) and run[start].form in _LINKS:
        start += 1
    if start < len(run) and run[start].form.isdigit() and 1900 <= run[start].value <= 2100:
        return start + 1, int(run[start].value)
    for first in range(at, start + 1):
        told = phrases(language).at(run, first)
        if told is not None and told[1].endswith("Y") and reference is not None:
            return told[0], int(resolved(told[1], reference))
    return None
