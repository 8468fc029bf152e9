"""Calendar dates as ISO 8601 values in the Gregorian calendar, exactly as precise as written."""

from __future__ import annotations

from calendar import monthrange
from datetime import date as Day  # noqa: N812 - as in align.model
from datetime import timedelta

from align.model import Calendar

_MONTHS, _DAYS = 13, 30  # the most that a year and a month of the moon may have
_HIJRI_YEARS = range(1343, 1501)  # the Umm al-Qura tables of hijridate


def iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601 of a Gregorian date; "--02-03" and "--02" where the year is not written.

    None if there is no such day.
    """
    if month is None:
        return f"{year:04d}" if year and 0 < year < 10000 else None
    if (year or 0) >= 10000 or not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= _length(year, month):
        return None
    head = f"{year:04d}" if year else "-"
    return f"{head}-{month:02d}" + (f"-{day:02d}" if day else "")


def _length(year: int | None, month: int) -> int:
    return monthrange(year, month)[1] if year and 0 < year < 10000 else monthrange(2000, month)[1]


def converted(calendar: Calendar, year: int | None, month: int, day: int | None) -> str | None:
    """The Gregorian value of a date in ``calendar``: a day, or an ISO interval for a month.

    Where the year is not written a date has no Gregorian value: month and day of its own calendar
    then ("--08-15"), "" for a month alone. None if there is no such date.
    """
    if calendar is Calendar.GREGORIAN:
        return iso(year, month, day)
    if year is None:
        if not 1 <= month <= _MONTHS or (day or 1) not in range(1, _DAYS + 1):
            return None
        return f"--{month:02d}-{day:02d}" if day else ""
    turn = _from_hijri if calendar is Calendar.HIJRI else _from_hebrew
    first = turn(year, month, day or 1)
    if first is None:
        return None
    if day:
        return first.isoformat()
    last = first
    while turn(year, month, (last - first).days + 2) == last + timedelta(1):
        last += timedelta(1)
    return f"{first.isoformat()}/{last.isoformat()}"


def hijri_year(year: int) -> str | None:
    """The Gregorian interval of a Hijri year; None if the tables do not have it."""
    first = converted(Calendar.HIJRI, year, 1, 1)
    last = converted(Calendar.HIJRI, year, 12, None)
    return f"{first}/{last.partition('/')[2]}" if first and last else None


def _from_hijri(year: int, month: int, day: int) -> Day | None:
    """Umm al-Qura where its tables reach, the tabular calendar before and after."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 2000):
        return None
    if year in _HIJRI_YEARS:
        from hijridate import Hijri

        try:
            return Day(*Hijri(year, month, day).to_gregorian().datetuple())
        except (ValueError, OverflowError):
            return None
    from convertdate import islamic

    if day > islamic.month_length(year, month):
        return None
    return Day(*islamic.to_gregorian(year, month, day))


def _from_hebrew(year: int, month: int, day: int) -> Day | None:
    """The Hebrew calendar by rule; Adar II in a common year is Adar."""
    from convertdate import hebrew

    if not 4000 <= year <= 7000:
        return None
    month = min(month, hebrew.year_months(year))
    if not 1 <= day <= hebrew.month_length(year, month):
        return None
    return Day(*hebrew.to_gregorian(year, month, day))


def resolved(offset: str, reference: Day | None) -> str:
    """An offset such as "-P1D" against ``reference``; the offset itself where that is unknown."""
    if reference is None:
        return offset
    sign = -1 if offset.startswith("-") else 1
    count, unit = sign * int(offset.lstrip("-")[1:-1]), offset[-1]
    if unit == "D":
        return (reference + timedelta(count)).isoformat()
    if unit == "W":
        year, week, _ = (reference + timedelta(7 * count)).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "M":
        months = reference.year * 12 + reference.month - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{reference.year + count:04d}"


def weekday(number: int, shift: int | None, reference: Day | None, later: bool = False) -> str:
    """A day of the week: "-W-2" is Tuesday where no reference is known.

    Without a shift it is the latest such day up to the reference, as in news; -1 is the latest
    before it, 0 that of its week, 1 the next after it. ``later`` is for appointments, in which
    Tuesday and this Tuesday are the next after it, and next Tuesday that of the next week.
    """
    if reference is None:
        return f"-W-{number}"
    ahead = (number - reference.isoweekday()) % 7
    if later and shift == 1:
        return (reference + timedelta(7 + number - reference.isoweekday())).isoformat()
    if shift == 1 or (later and shift in (None, 0)):
        return (reference + timedelta(ahead or 7)).isoformat()
    if shift == 0:
        return (reference + timedelta(number - reference.isoweekday())).isoformat()
    behind = (reference.isoweekday() - number) % 7
    return (reference - timedelta(behind or (7 if shift == -1 else 0))).isoformat()
