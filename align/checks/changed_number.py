"""MT01: a number, amount or percentage that became another."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.agreement import compare, told
from align.model import Alignment, Category, Issue, Quantity, Severity

_HEDGED = 0.7  # how sure it is that a number lost what hedges it


@check("MT01", category=Category.MISTRANSLATION, severity=Severity.CRITICAL)
def changed_number(alignment: Alignment) -> Iterator[Issue]:
    """A number in the source is another number in the target.

    Numbers are compared by value: digits of any script, words, and scale words agree (٢٥, 25,
    خمسة وعشرون, twenty-five; 70 مليار, 70 billion). A number that only one side states is an
    omission or an addition, not a change.
    """
    for bead in alignment.beads:
        if not (bead.source and bead.target):
            continue
        facts = compare(alignment, bead)
        for ours, theirs in facts.hedged:
            yield Issue(
                message=f"{told(ours)} in the source, {told(theirs)} in the target.",
                source=ours.span,
                target=theirs.span,
                confidence=_HEDGED * bead.score**0.5,
                severity=Severity.MINOR,
            )
        for ours, theirs in facts.changed:
            if (ours, theirs) in facts.rescaled:
                continue
            if isinstance(ours, Quantity) and isinstance(theirs, Quantity):
                yield Issue(
                    message=f"{told(ours)} in the source, {told(theirs)} in the target.",
                    source=ours.span,
                    target=theirs.span,
                    confidence=bead.score**0.5 * (1.0 if ours.kind is theirs.kind else 0.7),
                )
