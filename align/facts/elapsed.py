"""Days told by what has passed or will pass: قبل ثلاثة أيام, two weeks from now, نهاية الشهر."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - as in align.model
from datetime import timedelta

from align.data import table
from align.facts import units
from align.facts.calendars import resolved
from align.facts.found import Placed
from align.facts.items import Item, Kind
from align.facts.quantities import quantity_at
from align.facts.relative import phrases
from align.model import Date, FactKind, Language, Span

_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_Counted = tuple[int, int, str]  # the end index, how many, of which unit


def elapsed(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """The day or period that begins at ``run[at]``; empty where none, or the day is not known.

    It is as exact as its unit: three months ago is a month. "Three days before the vote" and
    قبل ثلاثة أيام من الاقتراع are told from another day than that of writing.
    """
    if reference is None:
        return []
    hit = _end_of(run, at, language, reference)
    if hit is None:
        offset = _before_count(run, at, language) or _after_count(run, at, language)
        hit = (offset[0], _shifted(offset[1], reference)) if offset else None
    if hit is None:
        return []
    span = Span(run[at].start, run[hit[0] - 1].end)
    return [Placed(at, hit[0], Date(span, hit[1], relative=True))]


def _before_count(run: Sequence[Item], at: int, language: Language) -> tuple[int, str] | None:
    """قبل ثلاثة أيام, بعد أسبوع, in two days' time."""
    sign = table("dates")["elapsed"][language.value]["before"].get(run[at].form)
    counted = _counted(run, at + 1, language) if sign is not None else None
    if counted is None or sign is None:
        return None
    end, count, unit = counted
    behind = _forms(run, end, 3)
    if language is Language.EN:
        end += 2 if behind[:2] == ["'", "time"] else 3 if behind == ["'", "s", "time"] else 0
        return (end, _offset(sign, count, unit)) if end > counted[0] else None
    if behind[:1] == ["من"]:
        if behind[1:2] not in (["الان"], ["اليوم"]):
            return None
        end += 2
    return end, _offset(sign, count, unit)


def _after_count(run: Sequence[Item], at: int, language: Language) -> tuple[int, str] | None:
    """Three days ago, two weeks from now, أسبوعين من الآن."""
    counted = _counted(run, at, language)
    if counted is None or (at and run[at - 1].form in ("و", "and")):  # a year and 21 days ago
        return None
    end, count, unit = counted
    for words, sign in table("dates")["elapsed"][language.value]["after"].items():
        forms = words.split()
        if _forms(run, end, len(forms)) == forms:
            return end + len(forms), _offset(sign, count, unit)
    return None


def _counted(run: Sequence[Item], at: int, language: Language) -> _Counted | None:
    """A count of days, weeks, months or years; one where the unit stands alone (أسبوع, a week)."""
    if at < len(run) and run[at].form in table("dates")["elapsed"][language.value]["about"]:
        at += 1
    if at >= len(run):
        return None
    single = at + 1 if language is Language.EN and run[at].form in ("a", "an", "one") else at
    hit = units.after(language).at(run, single)
    alone = single > at or (language is Language.AR and run[at].kind is Kind.WORD)
    if alone and hit is not None and hit[1].code in _UNITS:
        return hit[0], 1, _UNITS[hit[1].code]
    found = quantity_at(run, at, language)
    if found is None or found[0] != at or found[2].kind is not FactKind.DURATION:
        return None
    quantity = found[2]
    whole = quantity.high is None and quantity.value == quantity.value.to_integral_value()
    unit = _UNITS.get(quantity.unit or "")
    return (found[1], int(quantity.value), unit) if unit and whole else None


def _offset(sign: int, count: int, unit: str) -> str:
    return f"{'-' if sign < 0 else ''}P{count}{unit}"


def _shifted(offset: str, reference: Day) -> str:
    """The day so many days or weeks off, the month or year so many months or years off."""
    if not offset.endswith("W"):
        return resolved(offset, reference)
    count = int(offset.lstrip("-")[1:-1]) * (-1 if offset.startswith("-") else 1)
    return (reference + timedelta(7 * count)).isoformat()


def _end_of(
    run: Sequence[Item], at: int, language: Language, reference: Day
) -> tuple[int, str] | None:
    """The last day of a month or year told from the day of writing: نهاية الشهر الجاري."""
    lead = ["end", "of"] if language is Language.EN else ["نهايه"]
    if _forms(run, at, len(lead)) != lead:
        return None
    start = at + len(lead)
    hit = phrases(language).at(run, start) or _this(run, start, language)
    if hit is None or hit[1][-1] not in "MY":
        return None
    year, _, month = resolved(hit[1], reference).partition("-")
    last = int(month or 12)
    return hit[0], f"{year}-{last:02d}-{monthrange(int(year), last)[1]}"


def _this(run: Sequence[Item], at: int, language: Language) -> tuple[int, str] | None:
    """The month, الشهر: that of writing, unless another is named after it."""
    article = "the" if language is Language.EN else "ال"
    periods = table("dates")["periods"][language.value].items()
    for name, words in periods:
        for word in words:
            if _forms(run, at, 2) == [article, word] and (
                at + 2 >= len(run) or run[at + 2].kind is Kind.MARK
            ):
                return at + 2, f"P0{name[0].upper()}"
    return None


def _forms(run: Sequence[Item], start: int, count: int) -> list[str]:
    return [item.form for item in run[start : start + count]]
