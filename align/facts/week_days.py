"""Days told by a week or a month: Monday of next week, يوم 27, in either order of words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - as in align.model
from datetime import timedelta
from functools import cache

from align.data import table
from align.facts.calendars import iso
from align.facts.found import Placed
from align.facts.items import Item, Kind
from align.facts.relative import phrases
from align.model import Date, Language, Span

_LINKS = ("من", "of", ",", "in", "on", "يوم")
_LAST_DAY = 31
_SPELLED_FROM = 11  # في الثاني may be in the second of anything


def day_of_week(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """The day that a weekday and a week name together, where the day of writing is known."""
    if reference is None:
        return []
    first, last = _week(run, at, language), _weekday(run, at, language)
    if first is not None:
        day = _weekday(run, _linked(run, first[0]), language)
        end, week, number = (day[0], first[1], day[1]) if day else (at, 0, 0)
    elif last is not None:
        named = _week(run, _linked(run, last[0]), language)
        end, week, number = (named[0], named[1], last[1]) if named else (at, 0, 0)
    else:
        return []
    if not number:
        return []
    monday = reference - timedelta(reference.isoweekday() - 1)
    value = (monday + timedelta(7 * week + number - 1)).isoformat()
    return [Placed(at, end, Date(Span(run[at].start, run[end - 1].end), value, relative=True))]


def _week(run: Sequence[Item], at: int, language: Language) -> tuple[int, int] | None:
    """The end index of "next week" and how many weeks it is off."""
    hit = phrases(language).at(run, at)
    if hit is None or not hit[1].endswith("W"):
        return None
    return hit[0], int(hit[1].lstrip("-")[1:-1]) * (-1 if hit[1].startswith("-") else 1)


def _weekday(run: Sequence[Item], at: int, language: Language) -> tuple[int, int] | None:
    """The end index and number of a weekday; without its article only before its week."""
    if at >= len(run):
        return None
    if run[at].kind is Kind.WEEKDAY:
        return at + 1, int(run[at].value)
    number = _bare(language).get(run[at].form)
    return (at + 1, number) if number and _week(run, at + 1, language) else None


@cache
def _bare(language: Language) -> dict[str, int]:
    """احد الأسبوع الماضي: the weekday has its article from the noun after it."""
    rows = table("dates")["weekdays"]["ar"].items() if language is Language.AR else ()
    return {name: int(number) for number, names in rows for name in names}


def _linked(run: Sequence[Item], at: int) -> int:
    while at < len(run) and run[at].form in _LINKS:
        at += 1
    return at


def day_alone(
    run: Sequence[Item], at: int, language: Language, setting: tuple[Day | None, bool]
) -> list[Placed]:
    """The day of a month that nothing names: يوم 27, on the 27th; empty if it counts a noun.

    ``setting``: the day of writing, and whether the day lies ahead of it.
    """
    reference, ahead = setting
    start = at + 1 + (language is Language.EN)
    if reference is None or start >= len(run) or not _is_day(run, at, start, language):
        return []
    after = run[start + 1] if start + 1 < len(run) else None
    if after is not None and (after.kind is not Kind.MARK or after.form in ("-", "/", "%")):
        return []
    day = int(run[start].value)
    months = reference.year * 12 + reference.month - 1
    if (day < reference.day) if ahead else (day > reference.day):
        months += 1 if ahead else -1
    value = iso(months // 12, months % 12 + 1, day)
    span = Span(run[start].start, run[start].end)
    return [Placed(at, start + 1, Date(span, value, relative=True))] if value else []


def _is_day(run: Sequence[Item], at: int, start: int, language: Language) -> bool:
    item = run[start]
    if not item.is_integer or not 1 <= item.value <= _LAST_DAY:
        return False
    if language is Language.EN:
        return item.ordinal and [i.form for i in run[at:start]] in (["on", "the"], ["by", "the"])
    before = run[at].form
    if item.form.isdigit():
        return before in ("يوم", "في")
    spelled = item.ordinal and item.definite and item.value >= _SPELLED_FROM
    feminine = item.form.split()[-1].endswith("ه")  # الحادية عشرة: the hour
    return before in ("يوم", "في", "الي") and spelled and not feminine
