"""The facts of a bead's two sides held against each other, with spans in the documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - as in align.model

from align.facts import Agreement, Rendering, agree, find
from align.model import (
    Alignment,
    Bead,
    Calendar,
    Date,
    Fact,
    FactKind,
    Quantity,
    Segment,
    Side,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def compare(alignment: Alignment, bead: Bead) -> Agreement:
    """Which facts of ``bead`` meet, differ, or stand on one side alone; spans as in the documents.

    The sides are compared in an order of their own, so that exchanging them exchanges the result.
    """
    days = (alignment.pair.source.date, alignment.pair.target.date)
    sides = [
        _Joined(alignment.bead_segments(bead, side), day)
        for side, day in zip(Side, days, strict=True)
    ]
    swapped = sides[1].text < sides[0].text
    first, second = reversed(sides) if swapped else sides
    found = agree(first.rendering, second.rendering)
    placed = found.paired(lambda a, b: (first.placed(a), second.placed(b)))
    placed = replace(
        placed,
        source_only=tuple(map(first.placed, found.source_only)),
        target_only=tuple(map(second.placed, found.target_only)),
    )
    return _mirrored(placed) if swapped else placed


def told(fact: Fact) -> str:
    """A fact's value as messages give it."""
    if isinstance(fact, Date):
        return _date(fact)
    if not isinstance(fact, Quantity):
        return fact.key
    if fact.kind is FactKind.TIME:
        hour, minute = divmod(int(fact.value), 60)
        return f"{hour:02d}:{minute:02d}"
    value = f"{fact.value.normalize():f}"
    high = f"–{fact.high.normalize():f}" if fact.high is not None else ""
    percent = "%" if fact.kind is FactKind.PERCENT and fact.unit is None else fact.unit
    return " ".join(p for p in (fact.relation, value + high, percent) if p)


def _date(date: Date) -> str:
    """ISO 8601 where a date has it; "Tuesday", "1 day before" for others."""
    if date.value.startswith("-W-"):
        return WEEKDAYS[int(date.value[3:]) - 1]
    if hit := re.fullmatch(r"(-?)P(\d+)([DWMY])", date.value):
        unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[hit[3]]
        if hit[2] == "0":
            return f"the same {unit}"
        plural = "s" if int(hit[2]) > 1 else ""
        return f"{hit[2]} {unit}{plural} {'before' if hit[1] else 'after'}"
    if date.value.startswith("--") and date.calendar is not Calendar.GREGORIAN:
        return f"{date.value} ({date.calendar})"
    return date.value


class _Joined:
    """The segments of one side as one text, and the way back to the document's offsets."""

    def __init__(self, segments: tuple[Segment, ...], day: Day | None) -> None:
        self.text = "\n".join(s.text for s in segments)
        self._language = segments[0].language
        self._day = day
        self._starts = [0]
        for segment in segments[:-1]:
            self._starts.append(self._starts[-1] + len(segment.text) + 1)
        self._shifts = [
            s.span.start - start for s, start in zip(segments, self._starts, strict=True)
        ]

    @property
    def rendering(self) -> Rendering:
        """The text with its facts."""
        return Rendering(self.text, self._language, find(self.text, self._language), self._day)

    def placed(self, fact: Fact) -> Fact:
        """``fact`` with its span in the document."""
        number = bisect_right(self._starts, fact.span.start) - 1
        return replace(fact, span=fact.span.shifted(self._shifts[number]))


def _mirrored(found: Agreement) -> Agreement:
    return replace(
        found.paired(lambda a, b: (b, a)),
        source_only=found.target_only,
        target_only=found.source_only,
    )
