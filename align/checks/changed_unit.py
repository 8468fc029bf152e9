"""MT05: a figure that kept its digits and changed its unit, currency or scale."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.agreement import compare, told
from align.model import Alignment, Category, Fact, Issue, Quantity, Severity


@check("MT05", category=Category.MISTRANSLATION, severity=Severity.MAJOR)
def changed_unit(alignment: Alignment) -> Iterator[Issue]:
    """A figure has another unit, currency or scale word in the target.

    70 million that became 70 billion, hundreds that became thousands, kilometres that became
    miles, dollars euros, hours days, or per cent percentage points; MT01 is silent then.
    Conversions pass, exact (1.5 km, ١٥٠٠ متر) or rounded as in print (5 miles, 8 km), and so do
    names that several units share (جنيه) and a unit that one side leaves to the context, which for
    an age is the year. Another scale is critical.
    """
    for bead in alignment.beads:
        if not (bead.source and bead.target):
            continue
        for ours, theirs in compare(alignment, bead).rescaled:
            scaled = _values(ours) != _values(theirs)
            yield Issue(
                message=f"{told(ours)} in the source, {told(theirs)} in the target.",
                source=ours.span,
                target=theirs.span,
                confidence=bead.score**0.5,
                severity=Severity.CRITICAL if scaled else None,
            )


def _values(fact: Fact) -> object:
    return (fact.value, fact.high) if isinstance(fact, Quantity) else None
