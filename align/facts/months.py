"""Dates with a month's name: 3 February 2026, نوفمبر/تشرين الثاني 2022, 16 Shevat 5786."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from align.data import table
from align.facts.calendars import converted
from align.facts.found import Found, Placed
from align.facts.items import Kind
from align.model import Calendar, Language

MIDDLE = 15  # the day that stands for the middle of a month


def with_month(found: Found) -> list[Placed]:
    """The date or dates of a day, month and year, of which the month is always there."""
    day, year = found.number("d"), found.number("y")
    item = found.item("m")
    if item is None or not _is_month(found):
        return []
    calendar, month = Calendar(item.form), int(item.value)
    middle = _middle(found) if day is None and "from" not in found and "to" not in found else None
    value = converted(calendar, year, month, day if middle is None else MIDDLE)
    if not value:
        return []
    if middle is not None:
        placed = found.placed(middle, found.end, value, calendar)
        return [replace(p, date=replace(p.date, about=True)) for p in placed]
    if "from" in found:  # 13-15 July: two dates that share their month
        at = found.place("from")
        early = converted(calendar, year, month, found.number("from"))
        before = found.placed(at, at + 1, early, calendar)
        return before + found.placed(found.first, found.end, value, calendar)
    if "to" in found:  # July 13-15
        at = found.place("to")
        late = converted(calendar, year, month, found.number("to"))
        after = found.placed(at, found.end, late, calendar)
        return found.placed(found.first, at - 1, value, calendar) + after
    return found.placed(found.first, found.end, value, calendar)


def _middle(found: Found) -> int | None:
    """Where words stand that name the middle of the month: mid, the middle of, منتصف, نصف شهر."""
    for phrase in table("dates")["cues"][found.language.value]["middle"]:
        words = phrase.split()
        at = found.first - len(words)
        if at >= 0 and found.forms(at, len(words)) == words:
            return at
    return None


def _is_month(found: Found) -> bool:
    """False where the month's name, or the number beside it, is something else."""
    if "d" not in found and "y" not in found and not _alone(found):
        return False
    if found.language is Language.AR and (_loose_day(found) or _part_of_month(found)):
        return False
    return _rises(found)


def _rises(found: Found) -> bool:
    """True unless the days of a range fall: in a score 4-1 في فبراير they are goals."""
    days = [n for n in (found.number(k) for k in ("from", "d", "to")) if n is not None]
    return days == sorted(set(days))


def _loose_day(found: Found) -> bool:
    """True for في مايو 12 شخصا, where the number after the month counts something."""
    day, after = found.item("d"), found.place("d") + 1
    if day is None or found.place("d") < found.place("m") or day.spelled:
        return False
    return after < len(found.run) and found.run[after].kind is Kind.WORD


def _part_of_month(found: Found) -> bool:
    """True for النصف الأول من أكتوبر, where the rank is not a day's."""
    at, day = found.place("d"), found.item("d")
    words = table("dates")["cues"]["ar"]["not_a_day_after"]
    return day is not None and day.ordinal and at > 0 and found.run[at - 1].form in words


def _alone(found: Found) -> bool:
    """True if a lone month's name is used as one: in March, شهر آذار, يناير الماضي."""
    at = found.place("m")
    if "alias" in found or found.run[at].raw.lower() in table("dates")["plain_months"]:
        return True
    if at and found.run[at - 1].form in _cues(found.language):
        return True
    after = found.forms(found.end, 2)
    return len(after) == 2 and after[0] == "ال" and after[1] in _shifts()


@cache
def _cues(language: Language) -> frozenset[str]:
    return frozenset(table("dates")["cues"][language.value]["month_before"])


@cache
def _shifts() -> frozenset[str]:
    return frozenset(w for words in table("dates")["shifts"]["ar"].values() for w in words)
