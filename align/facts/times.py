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
_LONG_HALF = 3  # words
_PARTS = (Decimal("0.5"), Decimal("0.25"))
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
    forms = [item.form for item in run[at : at + 2]]
    said = language is Language.AR and ("ساعه" in forms[:1] or forms == ["ال", "ساعه"])
    start = at + (1 + (forms[0] == "ال") if said else 0)
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
        hours, minutes = (int(part) for part in item.form.split(":")[:2])
        return (hours * 60 + minutes, at + 1) if hours <= 24 and minutes < 60 else (None, at)
    if item.kind is not Kind.NUMERAL or (item.scaled and not said):
        return None, at
    if said and item.spelled and item.value < 13 and item.value % 1 in _PARTS:
        return int(item.value * 60), at + 1  # الساعة ثلاثة ونصف
    head, dot, tail = item.form.partition(".")
    if dot and head.isdigit() and tail.isdigit() and len(tail) == 2 and int(tail) < 60:
        return (int(head) * 60 + int(tail), at + 1) if int(head) <= 24 else (None, at)
    if item.is_integer and 0 <= item.value <= 24:
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
    worded = run[start].spelled and not (run[start].ordinal and run[start].definite)
    if half is not None and worded and not said and half[0] < end + _LONG_HALF:
        half = None  # six in the morning is a time; خمسة صباحا may be anything
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
