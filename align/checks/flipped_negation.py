"""MT04: a negation that one side has and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.operators.polarity import unanswered
from align.checks.operators.telling import beads, issue, one_way
from align.model import Alignment, Category, Issue, Severity, Side

SURE = 0.6  # confidence under which a finding is minor


@check("MT04", category=Category.MISTRANSLATION, severity=Severity.CRITICAL)
def flipped_negation(alignment: Alignment) -> Iterator[Issue]:
    """A negation of one side is missing on the other.

    “The agreement was signed” is the opposite of لم يوقع الاتفاق. A word that denies by itself
    answers a negation (رفض, “did not agree”; غير قانوني, “illegal”), and set phrases, limits
    (ما … إلا, “only”) and “not until” need no answer. A sentence that is worded freely is let
    pass, and so is one in which a word became its opposite without a negation (won, lost).
    """
    for one, two in beads(alignment):
        for found in unanswered(one, two):
            severity = None if found.confidence >= SURE else Severity.MINOR
            told = issue(found.side, found.marker, found.other, found.confidence, severity)
            yield one_way(told, Side.SOURCE if found.side is one else Side.TARGET)
