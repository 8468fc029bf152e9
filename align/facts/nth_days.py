"""Days told by their rank in a month: the first Tuesday of November, آخر اثنين من شهر آذار."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - as in align.model

from align.data import table
from align.facts.calendars import resolved
from align.facts.found import Placed
from align.facts.items import Item, Kind
from align.facts.lexicon import atoms
from align.facts.relative import phrases
from align.model import Calendar, Date, Language, Span

_LAST = ("last", "اخر", "اخير", "الاخير", "الاخيره")
_LINKS = ("of", "in", "the", "month", "من", "في", "ب", "ل", "ال", "شهر", "عام", "سنه", "year", ",")
_WEEK, _LONGEST = 7, 31


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A rank (-1 is the last) and a weekday (None is any day), and the index after them."""

    end: int
    rank: int
    weekday: int | None


def nth_day(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """The day of a rank that begins at ``run[at]``; empty where none, or its year is not known."""
    ranked = _rank_first(run, at, language) or _day_first(run, at, language)
    month = _month(run, ranked.end, language, reference) if ranked else None
    if ranked and month is None and reference and _is_alone(run, at, ranked):
        month = ranked.end, reference.year, reference.month
    if ranked is None or month is None:
        return []
    day = _day(ranked, month[1], month[2])
    if day is None:
        return []
    span = Span(run[at].start, run[month[0] - 1].end)
    return [Placed(at, month[0], Date(span, day.isoformat(), weekday=ranked.weekday))]


def _rank(run: Sequence[Item], at: int, language: Language, most: int = _WEEK - 2) -> int:
    """1 for first, -1 for last, 0 where no rank stands or it is over ``most``."""
    if at >= len(run):
        return 0
    if run[at].form in _LAST:
        return -1
    if run[at].kind is Kind.NUMERAL:
        return int(run[at].value) if run[at].ordinal and run[at].value <= most else 0
    known = atoms(language).get(run[at].form)  # ثاني أربعاء: before a noun it may count nothing
    ranks = language is Language.AR and known is not None and known.kind == "ordinals"
    return int(known.value) if ranks and known is not None and known.value <= most else 0


def _rank_first(run: Sequence[Item], at: int, language: Language) -> _Ranked | None:
    """The first Tuesday; أول يوم جمعة, where the weekday has no article."""
    rank, end = _rank(run, at, language, _LONGEST), at + 1
    if not rank or end >= len(run):
        return None
    day = run[end].form in ("يوم", "day")
    end += day
    if rank > _WEEK - 2:
        return _Ranked(end, rank, None) if day else None
    if end < len(run) and run[end].kind is Kind.WEEKDAY:
        return _Ranked(end + 1, rank, int(run[end].value))
    rows = table("dates")["weekdays"]["ar"].items() if language is Language.AR else ()
    names = {name: int(number) for number, row in rows for name in row}
    form = run[end].form if end < len(run) else ""
    if form in names:
        return _Ranked(end + 1, rank, names[form])
    return _Ranked(end, rank, None) if day else None


def _day_first(run: Sequence[Item], at: int, language: Language) -> _Ranked | None:
    """الاثنين الأخير من, اليوم الثالث من."""
    weekday = run[at].kind is Kind.WEEKDAY
    if at + 1 >= len(run) or not (weekday or run[at].form == "اليوم"):
        return None
    end = at + 1 + (run[at + 1].form == "ال")
    rank = _rank(run, end, language, _WEEK - 2 if weekday else _LONGEST)
    return _Ranked(end + 1, rank, int(run[at].value) if weekday else None) if rank else None


def _is_alone(run: Sequence[Item], at: int, ranked: _Ranked) -> bool:
    """True for الأحد الثاني at the end of a clause: that of the month of writing."""
    ends = ranked.end >= len(run) or run[ranked.end].kind is Kind.MARK
    return ends and run[at].kind is Kind.WEEKDAY and ranked.rank > 0


def _month(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> tuple[int, int, int] | None:
    """(end, year, month) of what follows: November 2026, من شهر آذار, next month."""
    start = _past_links(run, at)
    if start == at or start >= len(run):
        return None
    for first in range(at + 1, start + 1):  # هذا الشهر begins with what may be a link
        hit = phrases(language).at(run, first)
        if hit is not None and hit[1].endswith("M") and reference is not None:
            year, month = map(int, resolved(hit[1], reference).split("-"))
            return hit[0], year, month
    item = run[start]
    if item.is_integer and 1 <= item.value <= 12 and "شهر" in _forms(run, at, start):
        item = replace(item, kind=Kind.MONTH, form=Calendar.GREGORIAN)  # شهر عشرة: October
    if item.kind is not Kind.MONTH or item.form != Calendar.GREGORIAN:
        return None
    end = _past_links(run, start + 1)
    if end < len(run) and run[end].is_integer and 1000 <= run[end].value <= 2999:
        return end + 1, int(run[end].value), int(item.value)
    return (start + 1, reference.year, int(item.value)) if reference else None


def _forms(run: Sequence[Item], start: int, end: int) -> list[str]:
    return [item.form for item in run[start:end]]


def _past_links(run: Sequence[Item], at: int) -> int:
    while at < len(run) and run[at].form in _LINKS:
        at += 1
    return at


def _day(ranked: _Ranked, year: int, month: int) -> Day | None:
    length = monthrange(year, month)[1]
    days = [Day(year, month, d) for d in range(1, length + 1)]
    fitting = [d for d in days if ranked.weekday in (None, d.isoweekday())]
    place = ranked.rank - 1 if ranked.rank > 0 else -1
    return fitting[place] if place < len(fitting) else None
