"""Feasts and days that are named after what they keep: عيد الفطر 2027, Christmas Day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as in align.model
from datetime import timedelta
from functools import cache

from align.data import table
from align.facts.calendars import converted, resolved
from align.facts.found import Placed
from align.facts.items import Item, Kind
from align.facts.phrases import Phrases
from align.facts.relative import phrases
from align.model import Calendar, Date, Language, Span

_LINKS = ("of", "in", ",", "عام", "سنه", "لعام", "من")
_HEBREW = 3761  # years before ours
_HIJRI_BEGAN, _FIRST_OF_OURS = 622, 1500


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of a calendar; without a month, so many days after the western Easter."""

    calendar: Calendar
    month: int | None
    day: int


@cache
def _named(language: Language) -> Phrases[Holiday]:
    rows = [
        (name, Holiday(Calendar(row.get("calendar", "gregorian")), row.get("month"), row["day"]))
        for row in table("holidays")["holiday"]
        for name in row.get(language.value, ())
    ]
    return Phrases(rows, language)


def holiday(
    run: Sequence[Item], at: int, language: Language, setting: tuple[Day | None, bool]
) -> list[Placed]:
    """The feast that begins at ``run[at]``, with its year; empty if there is none.

    ``setting``: the day of writing, and whether what has no year lies ahead of it. Where neither
    is known the feast is a day and month of its calendar, and Easter none.
    """
    hit = _named(language).at(run, at)
    if hit is None or (language is Language.EN and not run[at].raw[:1].isupper()):
        return []
    end, feast = hit
    if end < len(run) and _is_compound(run, end, language):
        return []
    reference, ahead = setting
    past, year = _year(run, end, language, reference)
    day = _in(feast, year) if year else _near(feast, reference, ahead)
    if year and day is None:
        return []
    value = day.isoformat() if day else ""
    if day is None and feast.month is not None:
        value = converted(feast.calendar, None, feast.month, feast.day) or ""
    if not value:
        return []
    last = past if year else end
    span = Span(run[at].start, run[last - 1].end)
    return [Placed(at, last, Date(span, value, feast.calendar))]


def _is_compound(run: Sequence[Item], end: int, language: Language) -> bool:
    """True for Christmas Island and Easter eggs, where a noun follows at once."""
    if language is Language.AR:
        return run[end].form in table("holidays")["compounds"]["ar"]
    return run[end].form in table("holidays")["compounds"]["en"] or (
        run[end].kind is Kind.WORD and run[end].raw[:1].isupper()
    )


def _year(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> tuple[int, int]:
    """The end index and the year after a feast, in digits or told from the day of writing."""
    start = at
    while start < len(run) and run[start].form in _LINKS:
        start += 1
    if start < len(run) and run[start].is_integer and 1300 <= run[start].value <= 2999:
        return start + 1, int(run[start].value)
    for first in range(at, start + 1):
        told = phrases(language).at(run, first)
        if told is not None and told[1].endswith("Y") and reference is not None:
            return told[0], int(resolved(told[1], reference))
    return at, 0


def _near(feast: Holiday, reference: Day | None, ahead: bool) -> Day | None:
    """The feast next before the day of writing, or next after it."""
    if reference is None:
        return None
    days = [d for k in (-1, 0, 1) if (d := _in(feast, reference.year + k)) is not None]
    if ahead:
        return min((d for d in days if d >= reference), default=None)
    return max((d for d in days if d <= reference), default=None)


def _in(feast: Holiday, year: int) -> Day | None:
    """The feast in a year; one of the Hijri calendar's own years where it is below 1500."""
    if feast.month is None:
        from convertdate.holidays import easter

        return Day(*easter(year)) + timedelta(feast.day)
    own = year
    if feast.calendar is Calendar.HEBREW:
        own = year + _HEBREW
    elif feast.calendar is Calendar.HIJRI and year >= _FIRST_OF_OURS:
        own = round((year - _HIJRI_BEGAN) * 33 / 32)  # 33 Hijri years are 32 of ours
    if own == year:
        return _day(feast, year)
    days = [d for k in (-1, 0, 1, 2) if (d := _day(feast, own + k)) is not None]
    return next((d for d in days if d.year == year), None)


def _day(feast: Holiday, year: int) -> Day | None:
    value = converted(feast.calendar, year, feast.month or 1, feast.day)
    return Day.fromisoformat(value) if value else None
