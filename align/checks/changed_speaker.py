"""QU04: a quote given to another person."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.quotation.across import Rendering, crossings_both_ways
from align.checks.quotation.passages import Passage
from align.checks.quotation.reading import Reading, quotes_both_ways
from align.checks.quotation.speakers import is_other
from align.model import Alignment, Category, Issue, Severity, Span, Statement

SOME = 0.35  # the share of a sentence that a quote in the other language renders
LEAST = 4  # words of a quote that are somebody's own


@check("QU04", category=Category.QUOTATION, severity=Severity.MAJOR)
def changed_speaker(alignment: Alignment) -> Iterator[Issue]:
    """A quote is given to another person than the one who said it.

    Names are compared by their letters and across scripts, an office (“the minister”) with the
    names that carry it. Reported where the named speaker is another one of those who speak in
    either text; a person whom nobody else mentions may be the same under another title.
    """
    yield from quotes_both_ways(alignment, _changed, retold=True)
    yield from crossings_both_ways(alignment, _across)


def _changed(reading: Reading, passage: Passage) -> Iterator[Issue]:
    if len(passage.own) >= LEAST:
        yield from _compared(reading.alignment, passage.statement, reading.originals(passage))


def _across(rendering: Rendering, quote: Statement) -> Iterator[Issue]:
    if rendering.rendered(quote, SOME) and len(rendering.words(quote)) >= LEAST:
        yield from _compared(rendering.alignment, quote, rendering.originals(quote))


def _compared(
    alignment: Alignment, ours: Statement, originals: tuple[Statement, ...]
) -> Iterator[Issue]:
    theirs = originals[0] if originals else ours
    if not ours.speaker or not theirs.speaker:
        return
    known = [s.speaker for s in alignment.source_statements if s.speaker]
    told = [s.speaker for s in alignment.target_statements if s.speaker]
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
