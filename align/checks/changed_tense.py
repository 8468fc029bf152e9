"""MT06: what is done told as planned, and what is planned told as done."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.operators.telling import beads
from align.checks.tenses.comparing import shifts
from align.model import Alignment, Category, Issue, Severity

SURE = 0.7  # confidence under which a finding is minor


@check("MT06", category=Category.MISTRANSLATION, severity=Severity.MAJOR)
def changed_tense(alignment: Alignment) -> Iterator[Issue]:
    """What one side tells as done is planned, promised or under way on the other.

    “Has signed” is another claim than سيوقع. Verbs that links tie together are read by their
    auxiliaries, prefixes and forms. Done against ahead is told as major where both are sure, and so
    is “is already doing” against “will do”; done against under way (has been built, is being built)
    as minor. Tense is free otherwise, and what may be any time passes: the present, the Arabic
    imperfect, infinitives and masdars, participles, conditions, would for سـ in reported speech.
    Where a negation is missing too, MT04 tells it.
    """
    for one, two in beads(alignment):
        for found in shifts(one, two):
            ours, theirs = one.text(found.one), two.text(found.two)
            yield Issue(
                message=(
                    f"“{ours}” in the source ({found.one.time.value}),"
                    f" “{theirs}” in the target ({found.two.time.value})."
                ),
                source=one.span(found.one),
                target=two.span(found.two),
                confidence=found.confidence,
                severity=None if found.major and found.confidence >= SURE else Severity.MINOR,
            )
