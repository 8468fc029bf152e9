"""QU04: a quote given to another person."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.quotation.across import Rendering, crossings_both_ways
from align.checks.quotation.passages import Passage
from align.checks.quotation.reading import Reading, quotes_both_ways
from align.checks.quotation.speakers import are_apart, is_named, is_other
from align.model import Alignment, Category, Issue, Severity, Statement, StatementKind

SOME = 0.35  # the share of a sentence that a quote in the other language renders
LEAST = 4  # words of a quote that are somebody's own


@check("QU04", category=Category.QUOTATION, severity=Severity.MAJOR)
def changed_speaker(alignment: Alignment) -> Iterator[Issue]:
    """A quote is given to another person than the one who said it.

    Names are compared by their letters, an office (“the minister”) with the names that carry it.
    Reported where the speaker is another one of those who speak in either text, or where both are
    named and share no word; an office that only one text has may be the same person's. Across
    languages names alone are compared, by their sound, and only those that stand beside the words.
    """
    yield from quotes_both_ways(alignment, _changed, retold=True)
    yield from crossings_both_ways(alignment, _across)


def _changed(reading: Reading, passage: Passage) -> Iterator[Issue]:
    ours, originals = passage.statement, reading.originals(passage)
    if len(passage.own) < LEAST or not originals or not originals[0].speaker:
        return
    quoted = originals[0].kind is StatementKind.QUOTE
    if quoted and not originals[0].named:
        return
    one, two = ours.speaker, originals[0].speaker
    known, told = _speakers(reading.alignment)
    if (
        one
        and two
        and (is_other(one, two, known) or is_other(two, one, told) or are_apart(one, two))
    ):
        yield _issue(originals[0], ours, 0.85 if ours.named else 0.6)


def _across(rendering: Rendering, quote: Statement) -> Iterator[Issue]:
    """The same across languages, where an office cannot be compared: by names alone.

    Both have to stand beside the words: whom a pronoun means is read differently in two languages.
    """
    originals = rendering.originals(quote)
    if not originals or not rendering.rendered(quote, SOME) or len(rendering.words(quote)) < LEAST:
        return
    one, two = quote.speaker, originals[0].speaker
    if not one or not two or not (quote.named and originals[0].named):
        return
    known, _ = _speakers(rendering.alignment)
    if is_named(two) and (is_named(one) or " " not in one) and is_other(one, two, known):
        yield _issue(originals[0], quote, 0.75)


def _speakers(alignment: Alignment) -> tuple[list[str], list[str]]:
    """Who speaks in the source, and in the target."""
    sides = alignment.source_statements, alignment.target_statements
    source, target = ([s.speaker for s in side if s.speaker] for side in sides)
    return source, target


def _issue(theirs: Statement, ours: Statement, confidence: float) -> Issue:
    return Issue(
        message=f"The words of {theirs.speaker} are given to {ours.speaker}.",
        source=theirs.attribution or theirs.span,
        target=ours.attribution or ours.span,
        confidence=confidence,
    )
