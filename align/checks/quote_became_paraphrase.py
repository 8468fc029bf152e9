"""QU05: a speaker's own words told without quotation marks, or told words put between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from align.checks import check
from align.checks.quotation.across import Rendering, rendering
from align.checks.quotation.reading import Reading
from align.checks.quotation.sides import both_ways
from align.checks.quotation.wording import Word, count, within
from align.model import (
    Alignment,
    Category,
    Issue,
    Severity,
    Span,
    Statement,
    StatementKind,
    hull,
)

LEAST = 4  # content words that both share
QUOTED = 0.6  # the share of a quoted clause's content words that the paraphrase has
OWN = 0.35  # the share of the paraphrase's that come from the quote
LED = 2  # words before those of the quote, where nobody else is said to speak: he promised that
_OPENING, _CLOSING = "“„«", "”»"


@check("QU05", category=Category.QUOTATION, severity=Severity.MINOR)
def quote_became_paraphrase(alignment: Alignment) -> Iterator[Issue]:
    """What one text quotes, the other tells in its own words.

    Indirect speech is the reporter's: the reader cannot tell which words were said. Where indirect
    speech became a quote, nobody may have said these words at all. Sentences that the other text
    quotes as well are let pass, and so is a written text that is quoted word for word.
    """
    yield from both_ways(alignment, _told)


def _told(alignment: Alignment) -> Iterator[Issue]:
    """What the source quotes and the target tells."""
    for said, told, confidence in (
        *_within(Reading(alignment)),
        *_across(rendering(alignment)),
    ):
        message = "What one text quotes, the other tells in its own words."
        yield Issue(message, said, told, confidence)


def _within(reading: Reading) -> Iterator[tuple[Span, Span, float]]:
    """Clauses that the source quotes, and the sentences of the target that tell them."""
    clauses = _clauses(reading)
    for statement in reading.alignment.target_statements:
        if statement.kind is StatementKind.QUOTE:
            continue
        plain = _unmarked(within(reading.own, statement.span))
        for _, words in groupby(plain, key=lambda w: w.segment):
            own = tuple(words)
            said = _said(reading, statement, own, clauses)
            if said:
                yield hull(tuple(w.span for w in said)), hull(tuple(w.span for w in own)), 0.75


def _unmarked(words: Iterable[Word]) -> Iterator[Word]:
    """The words outside quotation marks: a few quoted words make no statement of their own."""
    inside = False
    for number, word in enumerate(words):
        # Marks before the first word close the quote that stood there.
        for mark in word.before if number else "":
            if mark in _OPENING or (mark == '"' and not inside):
                inside = True
            elif mark in _CLOSING or mark == '"':
                inside = False
        if not inside:
            yield word


def _clauses(reading: Reading) -> dict[int, range]:
    """For each of the source's quoted words, by number, the numbers of its clause."""
    quoted = sorted(reading.quoted)
    starts = [
        n
        for n in quoted
        if n - 1 not in reading.quoted
        or reading.other[n].pauses
        or reading.other[n].segment != reading.other[n - 1].segment
    ]
    ends = [*starts[1:], quoted[-1] + 1] if quoted else []
    return {
        n: range(start, end)
        for start, end in zip(starts, ends, strict=True)
        for n in range(start, end)
        if n in reading.quoted
    }


def _said(
    reading: Reading, statement: Statement, own: tuple[Word, ...], clauses: dict[int, range]
) -> tuple[Word, ...]:
    """The words of the source's quote that a narrative sentence tells; none if it tells none."""
    pairs = reading.found(own)
    inside = [(i, j) for i, j in pairs if j in reading.quoted]
    shared = count(own[i] for i, _ in inside)
    if len(inside) * 2 <= len(pairs) or shared < max(LEAST, OWN * count(own)):
        return ()
    if sum(j in reading.covered for _, j in inside) * 2 >= len(inside):
        return ()
    if not statement.speaker and inside[0][0] < LED:
        return ()
    has = {j for _, j in inside}
    told = [
        n
        for clause in sorted({clauses[j] for j in has}, key=lambda c: c.start)
        for n in clause
        if _is_told(reading, clause, has)
    ]
    verbatim = has.issuperset(told)
    return () if verbatim and not statement.speaker else tuple(reading.other[n] for n in told)


def _is_told(reading: Reading, clause: range, has: set[int]) -> bool:
    """True if the words ``has`` hold most content words of a clause."""
    content = [n for n in clause if reading.other[n].content]
    return bool(content) and sum(n in has for n in content) >= QUOTED * len(content)


def _across(rendering: Rendering) -> Iterator[tuple[Span, Span, float]]:
    """The same of indirect speech that the source quotes in the other language."""
    quotes = [s for s in rendering.alignment.source_statements if s.kind is StatementKind.QUOTE]
    for statement in rendering.alignment.target_statements:
        if statement.kind is StatementKind.QUOTE or not statement.speaker:
            continue
        for said in rendering.rendered(statement, QUOTED):
            span = said.span
            told = rendering.told(said, statement)
            if told and any(q.span.overlaps(span) for q in quotes):
                yield span, hull(told), 0.6
