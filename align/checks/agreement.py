"""The facts of a bead's two sides held against each other, with spans in the documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - as in align.model

from align.checks.once import once
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
    SegmentKind,
    Side,
)
from align.text import masked

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HEAD, _FOOT = 12, 6  # segments among which a text says when it was written
_TRANSLATED = 0.85  # of the words of one side have a counterpart; of reports .2 to .8


def compare(alignment: Alignment, bead: Bead) -> Agreement:
    """Which facts of ``bead`` meet, differ, or stand on one side alone; spans as in the documents.

    The sides are compared in an order of their own, so that exchanging them exchanges the result.
    """
    known = _compared(alignment)
    if bead not in known:
        known[bead] = _compare(alignment, bead)
    return known[bead]


@once
def _compared(_alignment: Alignment) -> dict[Bead, Agreement]:
    """What is known of an alignment's beads so far."""
    return {}


def _compare(alignment: Alignment, bead: Bead) -> Agreement:
    sides = [_Joined(alignment.bead_segments(bead, s), written_on(alignment, s)) for s in Side]
    swapped = sides[1].text < sides[0].text
    first, second = reversed(sides) if swapped else sides
    found = agree(first.rendering, second.rendering)
    placed = found.paired(lambda a, b: (first.placed(a), second.placed(b)))
    placed = replace(
        placed,
        source_only=tuple(map(first.placed, found.source_only)),
        target_only=tuple(map(second.placed, found.target_only)),
    )
    placed = _mirrored(placed) if swapped else placed
    left = tuple(pair for pair in placed.changed if not _tells_writing(alignment, pair))
    return replace(placed, changed=left)


def written_on(alignment: Alignment, side: Side) -> Day | None:
    """The day on which one side was written: its document's own, or else its dateline's."""
    statement = alignment.pair.source if side is Side.SOURCE else alignment.pair.target
    if statement.date is not None:
        return statement.date
    segments = alignment.segments(side)
    for segment in (*segments[:_HEAD], *segments[-_FOOT:]):
        if segment.kind is SegmentKind.DATELINE:
            for fact in find(segment.text, segment.language):
                if isinstance(fact, Date) and re.fullmatch(r"\d{4}-\d\d-\d\d", fact.value):
                    return Day.fromisoformat(fact.value)
    return None


def _tells_writing(alignment: Alignment, pair: tuple[Fact, Fact]) -> bool:
    """True for dates that say when each side was written, where neither translates the other.

    A report of a statement has a dateline of its own, and a statement's "today" is its "yesterday";
    which day that is only their days of writing tell.
    """
    if not all(isinstance(f, Date) for f in pair) or not _are_apart(alignment):
        return False
    if all(isinstance(f, Date) and f.relative and f.value.endswith("D") for f in pair):
        return None in [written_on(alignment, side) for side in Side]
    return all(
        any(
            s.kind is SegmentKind.DATELINE and s.span.overlaps(fact.span)
            for s in alignment.segments(side)
        )
        for fact, side in zip(pair, Side, strict=True)
    )


def _are_apart(alignment: Alignment) -> bool:
    """True if both sides have much of their own, as a report and the statement it reports."""
    return max(alignment.coverage(side) for side in Side) < _TRANSLATED


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
    return f"about {date.value}" if date.about else date.value


class _Joined:
    """The segments of one side as one text, and the way back to the document's offsets."""

    def __init__(self, segments: tuple[Segment, ...], day: Day | None) -> None:
        self.text = masked("\n".join(s.text for s in segments))
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
