"""QU04: a quote given to another person."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.passages import Passage, Reading, both_ways
from align.checks.speakers import is_other
from align.model import Alignment, Category, Issue, Severity, Span, Statement

LEAST = 4  # words of a quote that are somebody's own


@check("QU04", category=Category.QUOTATION, severity=Severity.MAJOR)
def changed_speaker(alignment: Alignment) -> Iterator[Issue]:
    """A quote is given to another person than the one who said it.

    Names are compared by their letters and across scripts, an office (“the minister”) with the
    names that carry it. Reported where the named speaker is another one of those who speak in
    either text; a person whom nobody else mentions may be the same under another title.
    """
    yield from both_ways(alignment, _changed)


def _changed(reading: Reading, passage: Passage) -> Iterator[Issue]:
    ours, originals = passage.statement, reading.originals(passage)
    if len(passage.own) < LEAST or not originals:
        return
    theirs = originals[0]
    if not ours.speaker or not theirs.speaker:
        return
    known = [s.speaker for s in reading.alignment.source_statements if s.speaker]
    told = [s.speaker for s in reading.alignment.target_statements if s.speaker]
    if is_other(ours.speaker, theirs.speaker, known) or is_other(
        theirs.speaker, ours.speaker, told
    ):
        yield Issue(
            message=f"The words of {theirs.speaker} are given to {ours.speaker}.",
            source=_named(theirs),
            target=_named(ours),
            confidence=0.85,
        )


def _named(statement: Statement) -> Span:
    return statement.attribution or statement.span
