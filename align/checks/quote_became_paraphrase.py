"""QU05: a speaker's own words told without quotation marks, or told words put between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from align.checks import check
from align.checks.across import Rendering
from align.checks.passages import Passage, Reading, count
from align.checks.wording import Word
from align.model import Alignment, Category, Issue, Severity, Side, Statement, StatementKind, hull

LEAST = 4  # content words that both share
MESSAGE = "What one text quotes, the other tells in its own words."
QUOTED = 0.6  # the share of a quoted clause's content words that the paraphrase has
OWN = 0.35  # the share of the paraphrase's that come from the quote


@check("QU05", category=Category.QUOTATION, severity=Severity.MINOR)
def quote_became_paraphrase(alignment: Alignment) -> Iterator[Issue]:
    """What one text quotes, the other tells in its own words.

    Indirect speech is the reporter's: the reader cannot tell which words were said. Where indirect
    speech became a quote, nobody may have said these words at all. Sentences that the other text
    quotes as well are let pass, and so is a written text that is quoted word for word.
    """
    for side in Side:
        seen = alignment if side is Side.TARGET else alignment.mirror()
        for issue in (*_paraphrases(Reading(seen)), *_across(seen)):
            yield issue if side is Side.TARGET else issue.mirror()


def _paraphrases(reading: Reading) -> Iterator[Issue]:
    for statement in reading.alignment.target_statements:
        if statement.kind is StatementKind.QUOTE:
            continue
        inside = [w for w in reading.own if statement.span.contains(w.span)]
        for _, words in groupby(inside, key=lambda w: w.segment):
            own = tuple(words)
            quoted = _quoted(reading, statement, own)
            if quoted:
                yield Issue(
                    message=MESSAGE,
                    source=hull(tuple(w.span for w in quoted)),
                    target=hull(tuple(w.span for w in own)),
                    confidence=0.75,
                )


def _quoted(reading: Reading, statement: Statement, own: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of the source's quote that a narrative sentence tells; none if it tells none."""
    pairs = reading.found(own)
    inside = [(i, j) for i, j in pairs if j in reading.quoted]
    if len(inside) * 2 <= len(pairs) or count(own[i] for i, _ in inside) < LEAST:
        return ()
    if sum(j in reading.covered for _, j in inside) * 2 >= len(inside):
        return ()
    has = {j for _, j in inside}
    told: list[Word] = []
    for clause in _clauses(reading):
        content = [n for n in clause if reading.other[n].content]
        if content and sum(n in has for n in content) >= QUOTED * len(content):
            told += (reading.other[n] for n in clause)
    shared = count(own[i] for i, _ in inside)
    if not told or shared < OWN * count(own):
        return ()
    verbatim = {w.span for w in told} <= {reading.other[j].span for j in has}
    return () if verbatim and not statement.speaker else tuple(told)


def _across(alignment: Alignment) -> Iterator[Issue]:
    """Sentences of indirect speech in the target that the source quotes in the other language."""
    rendering = Rendering(alignment)
    quotes = [s.span for s in alignment.source_statements if s.kind is StatementKind.QUOTE]
    told = [s.span for s in alignment.target_statements if s.kind is not StatementKind.QUOTE and s.speaker]
    for said in rendering.other:
        if not any(q.contains(w.span) for q in quotes for w in said.words[:1]):
            continue
        for sentence in rendering.own:
            span = sentence.segment.span
            if (
                sentence.segment.language is not said.segment.language
                and any(t.contains(w.span) for t in told for w in sentence.words[-1:])
                and said.share_in(span) >= QUOTED
            ):
                yield Issue(MESSAGE, said.segment.span, span, confidence=0.6)


def _clauses(reading: Reading) -> Iterator[list[int]]:
    """The numbers of the source's quoted words, clause by clause."""
    clause: list[int] = []
    for n in sorted(reading.quoted):
        word = reading.other[n]
        if clause and (clause[-1] != n - 1 or word.pauses or word.segment != reading.other[n - 1].segment):
            yield clause
            clause = []
        clause.append(n)
    if clause:
        yield clause
