"""Dates in digits and years: 3.2.2026, 22/04, in 2022, عام 1447 هـ, 2014-2018, 44 BC."""

from __future__ import annotations

import re
from datetime import date as Day  # noqa: N812 - as in align.model

from align.data import table
from align.facts.calendars import converted, hijri_year
from align.facts.found import Found, Placed
from align.facts.tagged import end_of_era
from align.model import Calendar

_DAY_CUES = ("يوم", "بتاريخ", "on", "dated")
_YEAR_CUES = ("year", "عام", "سنه")
_HIJRI_YEARS = range(1300, 1500)


def from_digits(found: Found) -> list[Placed]:
    """3.2.2026, 2026-02-03; the weekday beside it decides between day and month first."""
    numbers = [int(n) for n in re.split(r"[./-]", found.run[found.place("c")].form)]
    if numbers[0] > 31:
        orders = [(numbers[0], numbers[1], numbers[2]), (numbers[0], numbers[2], numbers[1])]
    else:
        year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
        orders = [(year, numbers[1], numbers[0]), (year, numbers[0], numbers[1])]
    hijri = found.era == "h" or orders[0][0] in _HIJRI_YEARS
    calendar = Calendar.HIJRI if hijri else Calendar.GREGORIAN
    values = [v for order in orders if (v := converted(calendar, *order))]
    named = found.number("w")
    fitting = [v for v in values if Day.fromisoformat(v).isoweekday() == named]
    best = next(iter(fitting or values), None)
    return found.placed(found.first, found.end, best, calendar)


def slashed(found: Found) -> list[Placed]:
    """22/04 after يوم or "on"; 3/2015."""
    day, month, year = found.number("d"), found.number("md") or 0, found.number("y")
    cue = found.item("on")
    if cue is not None and day is not None:
        if cue.form not in _DAY_CUES and max(day, month) <= 12:
            return []  # من 3/4: rather a fraction
        if month > 12:
            day, month = month, day
    return found.placed(found.first, found.end, converted(Calendar.GREGORIAN, year, month, day))


def from_years(found: Found) -> list[Placed]:
    """The year, or both years of a span."""
    end = end_of_era(found.run, found.end - 1, found.language) if found.era else found.end
    at, year = found.place("y"), found.number("y") or 0
    if not _is_year(found, end):
        return []
    if "y2" not in found:
        return _year(found, at, end, year)
    last = found.number("y2") or 0
    last += year // 100 * 100 if last < 100 else 0  # 1950-53
    return _year(found, at, at + 1, year) + _year(found, found.place("y2"), end, last)


def _year(found: Found, at: int, end: int, year: int) -> list[Placed]:
    if found.era == "b":  # ISO counts a year zero: 44 BC is -0043
        return found.placed(at, end, f"-{year - 1:04d}" if 0 < year < 10000 else None)
    if found.era == "h":
        return found.placed(at, end, hijri_year(year), Calendar.HIJRI)
    return found.placed(at, end, f"{year:04d}")


def _is_year(found: Found, end: int) -> bool:
    """True unless the number counts what follows: in 2022 people."""
    item, cue = found.run[found.place("y")], found.item("cue")
    if "y2" in found:
        return _is_span(found)
    if cue is not None and cue.form in _YEAR_CUES:
        return True
    if found.era or "open" in found:
        return not item.ordinal
    counted = table("dates")["cues"][found.language.value]["counted"]
    if item.spelled or not 1500 <= item.value <= 2100:
        return False
    return end >= len(found.run) or found.run[end].form not in counted


def _is_span(found: Found) -> bool:
    """True for 2014-2018, 1950-53 and 2014 to 2018, not for other pairs of numbers."""
    first, last = found.number("y") or 0, found.number("y2") or 0
    last += first // 100 * 100 if last < 100 else 0
    dash = found.run[found.place("y2") - 1].form == "-"
    return 1000 <= first < last <= 2100 and not (dash and found.run[found.place("y2")].gap)
