"""Times of day: 10:30, 6 a.m., الساعة العاشرة والنصف مساء."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from align.data import table
from align.facts.items import Item, Kind
from align.facts.phrases import Phrases
from align.model import FactKind, Language, Quantity, Span

_HALF_DAY = 720
_FRACTIONS = {"نصف": 30, "ربع": 15, "ثلث": 20}
# Without a clock word before it, م may be metre or the Gregorian era.
_SHORT = ("م", "ص")


@cache
def _halves(language: Language) -> Phrases[int]:
    cues = table("dates")["cues"][language.value]
    rows = [(p, 0) for p in cues["morning"]] + [(p, _HALF_DAY) for p in cues["evening"]]
    return Phrases(rows, language)


def time_at(run: Sequence[Item], at: int, language: Language) -> tuple[int, Quantity] | None:
    """The end index and time of day that begins at ``run[at]``; minutes since midnight.

    The unit is "24h" where the half of the day is known, "12h" where 10:30 may be either.
    """
    start = at
    said = language is Language.AR and run[at].form == "ساعه"
    if said:
        start = at + 1
    if start >= len(run):
        return None
    minutes, end = _clock(run, start, said)
    if minutes is None:
        return None
    if said:
        minutes, end = _past(run, end, minutes)
    return _with_half(run, (at, start, end), minutes, language, said)


def _clock(run: Sequence[Item], at: int, said: bool) -> tuple[int | None, int]:
    """Minutes from 10:30, 10.30, or a bare hour (that needs a clock word or half around it)."""
    item = run[at]
    if item.kind is Kind.CLOCK:
        hours, minutes = item.form.split(":")[:2]
        if item.form.count(":") > 1 or int(hours) > 24 or int(minutes) > 59:
            return None, at
        return int(hours) * 60 + int(minutes), at + 1
    if item.kind is not Kind.NUMERAL or (item.ordinal and not said) or item.scaled:
        return None, at
    head, dot, tail = item.form.partition(".")
    if dot and head.isdigit() and tail.isdigit() and len(tail) == 2 and int(tail) < 60:
        return (int(head) * 60 + int(tail), at + 1) if int(head) <= 24 else (None, at)
    if item.is_integer and 0 <= item.value <= 24 and (said or not item.spelled):
        return int(item.value) * 60, at + 1
    return None, at


def _past(run: Sequence[Item], end: int, minutes: int) -> tuple[int, int]:
    """Minutes after or before the hour: والنصف, وعشرين دقيقة, إلا ربعا."""
    if end >= len(run) or run[end].form not in ("و", "الا"):
        return minutes, end
    sign = 1 if run[end].form == "و" else -1
    at = end + 1
    if at < len(run) and run[at].form == "ال":
        at += 1
    if at >= len(run):
        return minutes, end
    form = run[at].form.removesuffix("ا") if run[at].form.endswith("عا") else run[at].form
    if form in _FRACTIONS or (run[at].kind is Kind.NUMERAL and form.split()[-1] in _FRACTIONS):
        return minutes + sign * _FRACTIONS[form.split()[-1]], at + 1
    counted = at + 1 < len(run) and run[at + 1].form in ("دقيقه", "دقايق")
    if run[at].kind is Kind.NUMERAL and counted and 0 < run[at].value < 60:
        return minutes + sign * int(run[at].value), at + 2
    return minutes, end


def _with_half(
    run: Sequence[Item],
    place: tuple[int, int, int],
    minutes: int,
    language: Language,
    said: bool,
) -> tuple[int, Quantity] | None:
    at, start, end = place
    half = _halves(language).at(run, end)
    if half is not None and run[end].form in _SHORT:
        plain = said or run[start].kind is Kind.CLOCK
        half = half if plain and run[end].kind is Kind.WORD else None
    if half is not None and half[0] == end + 1 and run[end].form in ("في", "at", "in"):
        half = None
    if language is Language.EN and end < len(run) and run[end].form == "o'clock":
        said, end = True, end + 1
        half = _halves(language).at(run, end) or half
    if not said and half is None and run[start].kind is not Kind.CLOCK:
        return None
    unit = "12h"
    if half is not None:
        if minutes < 13 * 60:
            minutes = minutes % _HALF_DAY + half[1]
        end, unit = half[0], "24h"
    elif minutes >= 13 * 60 or minutes < 60:
        unit = "24h"
    span = Span(run[at].start, run[end - 1].end)
    return end, Quantity(span, FactKind.TIME, Decimal(minutes), unit)
