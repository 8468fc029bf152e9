"""Which facts of a bead's two sides agree, which changed, which stand on one side only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from align.facts import find, same
from align.model import Date, Fact, FactKind, Name, Quantity, Segment

# Kinds that a writer may trade for one another: "25 per cent" for "a quarter" is no change of kind.
_FAMILIES = {
    FactKind.NUMBER: "quantity",
    FactKind.PERCENT: "quantity",
    FactKind.MONEY: "quantity",
    FactKind.DURATION: "quantity",
    FactKind.ORDINAL: "ordinal",
    FactKind.DATE: "date",
    FactKind.TIME: "time",
    FactKind.NAME: "name",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The facts of two sides: stated by both, told differently, or told by one alone."""

    kept: tuple[tuple[Fact, Fact], ...]
    changed: tuple[tuple[Fact, Fact], ...]
    source_only: tuple[Fact, ...]
    target_only: tuple[Fact, ...]


def compare(source: tuple[Segment, ...], target: tuple[Segment, ...]) -> Agreement:
    """The facts of both sides compared by value; each answers for one of the other side.

    The likest go first: of "3 February, 16 Shevat" against "3.2.2026" the Hebrew date is left.
    """
    ours, theirs = list(facts_of(source)), list(facts_of(target))
    kept = _paired(ours, theirs, agreeing=True)
    changed = _paired(ours, theirs, agreeing=False)
    return Agreement(kept, changed, tuple(ours), tuple(theirs))


def facts_of(segments: tuple[Segment, ...]) -> tuple[Fact, ...]:
    """The facts of ``segments``, their spans in the document."""
    return tuple(
        replace(fact, span=fact.span.shifted(segment.span.start))
        for segment in segments
        for fact in find(segment.text, segment.language)
    )


def _paired(
    ours: list[Fact], theirs: list[Fact], *, agreeing: bool
) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs taken out of both lists, the likest first; ties go to the earliest."""
    candidates = sorted(
        (_unlikeness(a, b), i + j, abs(i - j), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if (same(a, b) if agreeing else _rivals(a, b))
    )
    taken: list[tuple[int, int]] = []
    for *_, i, j in candidates:
        if all(i != k and j != m for k, m in taken):
            taken.append((i, j))
    pairs = tuple((ours[i], theirs[j]) for i, j in sorted(taken))
    for index in sorted({i for i, _ in taken}, reverse=True):
        del ours[index]
    for index in sorted({j for _, j in taken}, reverse=True):
        del theirs[index]
    return pairs


def _unlikeness(a: Fact, b: Fact) -> int:
    if isinstance(a, Date) and isinstance(b, Date):
        return int(a.calendar != b.calendar) + int(a.relative != b.relative)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return int(a.kind != b.kind) + int(a.unit != b.unit)
    return 2


def _rivals(a: Fact, b: Fact) -> bool:
    """True if one may be a changed rendering of the other, rather than another fact altogether."""
    if isinstance(a, Name) or isinstance(b, Name):
        return False  # told apart by links, not by being left over
    if _FAMILIES[a.kind] != _FAMILIES[b.kind]:
        return False
    return not (isinstance(a, Date) and isinstance(b, Date)) or a.calendar == b.calendar
