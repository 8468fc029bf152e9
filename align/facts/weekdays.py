"""Days of the week: Tuesday, الأحد المقبل, and with the day of writing Friday 15."""

from __future__ import annotations

from calendar import monthrange
from datetime import date as Day  # noqa: N812 - as in align.model

from align.data import table
from align.facts.calendars import weekday
from align.facts.found import Found, Placed
from align.facts.items import Kind
from align.model import Date, Language, Span


def from_weekday(found: Found) -> list[Placed]:
    """The weekday, with last, next or this around it; none in the name of a newspaper."""
    at = found.place("w")
    number = int(found.run[at].value)
    after = found.run[at + 1] if at + 1 < len(found.run) else None
    names = table("dates")["cues"][found.language.value]["weekday_in_name"]
    if after is not None and after.form in names and after.raw[:1].isupper():
        return []
    if "d" in found and (day := _day_of_month(found, number)):
        return found.placed(at, found.end, day.isoformat())
    first, end, shift = _shifted(found, at)
    span = Span(found.run[first].start, found.run[end - 1].end)
    value = weekday(number, shift, found.reference, found.ahead)
    return [Placed(first, end, Date(span, value, relative=True))]


def _day_of_month(found: Found, number: int) -> Day | None:
    """The day that "Friday 15" is, in the month of writing or one beside it.

    None where no such Friday is near, or the number counts a noun (الثلاثاء 3 جنود).
    """
    day, reference = found.number("d"), found.reference
    counts = found.end < len(found.run) and found.run[found.end].kind is Kind.WORD
    if day is None or reference is None or counts:
        return None
    months = [reference.year * 12 + reference.month - 1 + k for k in (0, -1, 1)]
    for year, month in ((m // 12, m % 12 + 1) for m in months):
        fits = day <= monthrange(year, month)[1]
        if fits and Day(year, month, day).isoweekday() == number:
            return Day(year, month, day)
    return None


def _shifted(found: Found, at: int) -> tuple[int, int, int | None]:
    """The items and the shift of the weekday at ``at``: last Tuesday, الثلاثاء الماضي."""
    rows = table("dates")["shifts"][found.language.value].items()
    words = {word: int(shift) for shift, forms in rows for word in forms}
    if found.language is Language.EN:
        shift = words.get(found.run[at - 1].form) if at else None
        return (at, at + 1, None) if shift is None else (at - 1, at + 1, shift)
    after = found.forms(at + 1, 2)
    if len(after) == 2 and after[0] == "ال" and after[1] in words:
        return at, at + 3, words[after[1]]
    return at, at + 1, None
