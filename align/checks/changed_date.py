"""MT02: a date, weekday or year that became another."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.agreement import WEEKDAYS, compare, told
from align.facts import contradicts, weekday_of
from align.model import Alignment, Category, Date, Fact, Issue, Severity

_SHIFT = 0.8  # how sure a change between days told from the day of writing is
_LOOSE = 0.6  # and one between a weekday and a date, or a year and a bare number


@check("MT02", category=Category.MISTRANSLATION, severity=Severity.CRITICAL)
def changed_date(alignment: Alignment) -> Iterator[Issue]:
    """A date in the source is another date in the target.

    Dates are compared as days, whatever their calendar and order: 3 February 2026, 3.2.2026,
    16 شيفات 5786 and 15 شعبان 1447 are one day, and a Hijri day may be off by one, as months begin
    by sighting. 3/4/2026 is let pass if either order agrees. A date that leaves out the day or
    month that the other side has is a minor finding; a year left out is none. A weekday that does
    not fit its date is told if the sides differ in it: what both have wrong is no change. A
    report's dateline is not that of the statement that it reports.
    """
    for bead in alignment.beads:
        if not (bead.source and bead.target):
            continue
        facts = compare(alignment, bead)
        sure = bead.score**0.5
        for ours, theirs in facts.changed:
            if isinstance(ours, Date) or isinstance(theirs, Date):
                message = f"{told(ours)} in the source, {told(theirs)} in the target."
                yield _issue(message, (ours, theirs), sure * _certainty(ours, theirs))
        for ours, theirs in facts.coarser:
            yield _issue(*_less_exact(ours, theirs), sure * _SHIFT, Severity.MINOR)
        for ours, theirs in facts.pairs:
            if (
                isinstance(ours, Date)
                and isinstance(theirs, Date)
                and (m := _weekday(ours, theirs))
            ):
                yield _issue(m, (ours, theirs), sure, Severity.MAJOR)


def _issue(
    message: str, sides: tuple[Fact, Fact], confidence: float, severity: Severity | None = None
) -> Issue:
    return Issue(
        message=message,
        source=sides[0].span,
        target=sides[1].span,
        confidence=confidence,
        severity=severity,
    )


def _certainty(a: Fact, b: Fact) -> float:
    if not isinstance(a, Date) or not isinstance(b, Date) or a.relative != b.relative:
        return _LOOSE
    return _SHIFT if a.relative else 1.0


def _less_exact(ours: Fact, theirs: Fact) -> tuple[str, tuple[Fact, Fact]]:
    both = ours, theirs
    where = ("target", "source") if len(told(ours)) > len(told(theirs)) else ("source", "target")
    exact, rough = sorted(map(told, both), key=len, reverse=True)
    return f"The {where[0]} has only {rough} of {exact} in the {where[1]}.", both


def _weekday(ours: Fact, theirs: Fact) -> str:
    """What is wrong with the weekdays of two dates that are else the same; "" if nothing."""
    if not isinstance(ours, Date) or not isinstance(theirs, Date):
        return ""
    if contradicts(ours) == contradicts(theirs):
        if None in (ours.weekday, theirs.weekday) or ours.weekday == theirs.weekday:
            return ""
        return (
            f"The {_named(ours.weekday)} of the source is a {_named(theirs.weekday)} in the target."
        )
    where = "source" if contradicts(ours) else "target"
    wrong, right = (ours, theirs) if where == "source" else (theirs, ours)
    fits = _named(weekday_of(right) if right.calendar is wrong.calendar else None)
    return f"{_named(wrong.weekday)} in the {where} does not fit {wrong.value}, which is a {fits}."


def _named(number: int | None) -> str:
    return WEEKDAYS[number - 1] if number else "another day"
