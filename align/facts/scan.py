"""All facts of a text: items, calendar words, numerals, dates, times, quantities, names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - as in align.model
from functools import lru_cache

from align.facts.calendar_words import gathered
from align.facts.dates import dates
from align.facts.items import Item, items
from align.facts.names import names
from align.facts.numerals import merged
from align.facts.quantities import quantity_at
from align.facts.times import time_at
from align.model import Fact, Language, Quantity, Span


@lru_cache(maxsize=512)  # whole sentences; those of the present pair come again
def find(
    text: str, language: Language, reference: Day | None = None, *, ahead: bool = False
) -> tuple[Fact, ...]:
    """The quantities, dates and names of ``text``, in order and without overlap.

    Spans count code points of ``text``. ``reference`` is the day of writing: it resolves
    "yesterday" and weekdays, which without it keep an offset ("-P1D") or "-W-2" for a Tuesday.
    News tells of the past: Tuesday is the latest one. ``ahead`` makes it the next, as in
    appointments.
    """
    run = merged(gathered(items(text, language), language), language)
    dated = dates(run, language, reference, ahead)
    found: list[Fact] = [placed.date for placed in dated]
    taken = {k for placed in dated for k in range(placed.first, placed.end)}
    found.extend(_quantities(run, taken, language))
    found.sort(key=lambda fact: fact.span)
    found.extend([name for name in names(text, language) if _is_free(name.span, found)])
    return tuple(sorted(found, key=lambda fact: fact.span))


def _is_free(span: Span, facts: Sequence[Fact]) -> bool:
    """True if none of ``facts``, in order and apart, has a part of ``span``."""
    at = bisect_left(facts, span.end, key=lambda fact: fact.span.start)
    return at == 0 or facts[at - 1].span.end <= span.start


def _quantities(run: Sequence[Item], taken: set[int], language: Language) -> list[Quantity]:
    """Times and quantities of the items that no date has taken."""
    found: list[Quantity] = []
    at = 0
    free_from = 0
    while at < len(run):
        if at in taken:
            at += 1
            free_from = at
            continue
        time = time_at(run, at, language)
        if time is not None and not taken & set(range(at, time[0])):
            found.append(time[1])
            at = free_from = time[0]
            continue
        hit = quantity_at(run, at, language)
        if hit is None or hit[0] < free_from or taken & set(range(hit[0], hit[1])):
            at += 1
            continue
        found.append(hit[2])
        at = free_from = hit[1]
    return found
