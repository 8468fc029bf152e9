"""QU03: a quote cut where what is cut off changes what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.quotation.across import ABSENT, Rendering, Sentence, crossings_both_ways
from align.checks.quotation.passages import Passage
from align.checks.quotation.reading import Reading, quotes_both_ways
from align.checks.quotation.sense import joins, kind, kinds, names_cases, starts
from align.checks.quotation.wording import Word, count
from align.model import Alignment, Category, Issue, Severity, Span, Statement, hull

LEAST = 3  # words of a quote that can be told to be cut
REST = 0.3  # the share of a sentence's rendered words that may stand after what is cut off its end
SOME, SCARCE = 0.35, 2  # the share of a sentence that a cut quote has; content words cut off
PRESENT = 0.4  # null probability below which a word ends a run of missing ones
TOLD = 0.5  # the share of the cut words that the reporter may tell in other places
ELLIPSIS = re.compile(r"…|\.\.")
_NEAR = 6  # words of a clause with “but” in which a negation makes it an exception


@check("QU03", category=Category.QUOTATION, severity=Severity.CRITICAL)
def truncated_quote(alignment: Alignment) -> Iterator[Issue]:
    """A quote leaves out the condition, exception or limit that its sentence has.

    “Our guns will not fire again” is no promise if “unless we are fired upon” was cut off.
    Reported where the quoted sentence goes on, or begins, with words that bind it; a clause that
    stands by itself may be left out, and so may words that the report has elsewhere.
    """
    yield from quotes_both_ways(alignment, _cuts)
    yield from crossings_both_ways(alignment, _lost)


def _cuts(reading: Reading, passage: Passage) -> Iterator[Issue]:
    if len(passage.own) < LEAST:
        return
    parts = passage.parts
    ahead, behind = _ahead(passage), _behind(reading, passage)
    for cut, part, certain in (
        (ahead, parts[0], _bound_before(ahead)),
        (behind, parts[-1], _bound_after(passage, behind)),
    ):
        if certain and not reading.tells(passage, cut, TOLD):
            yield _issue(cut, part, certain)


def _lost(rendering: Rendering, quote: Statement) -> Iterator[Issue]:
    """Conditions and limits of the original that a quote's first and last sentence lack."""
    has = rendering.rendered(quote, SOME)
    for sentence in {s.segment.index: s for s in (*has[:1], *has[-1:])}.values():
        for cut in filter(_limits, _runs(sentence)):
            if _is_end(sentence, cut):
                yield _issue(cut, [w for w, _ in rendering.words(quote)], 0.7)


def _issue(cut: Sequence[Word], quoted: Sequence[Word], confidence: float) -> Issue:
    words = " ".join(w.form for w in cut)
    return Issue(
        message=f"The quote leaves out “{words}”, which its sentence has.",
        source=hull(tuple(w.span for w in cut)),
        target=hull(tuple(w.span for w in quoted)),
        confidence=confidence,
    )


def _limits(cut: Sequence[Word]) -> bool:
    """True for words that begin, one word aside, as a limit does, or as a condition."""
    bound = starts(cut, "conditions") or any(starts(cut[n:], "limits") for n in (0, 1))
    return (bound and count(cut) >= SCARCE) or (names_cases(cut) and count(cut) > 0)


def _is_end(sentence: Sentence, run: Sequence[Word]) -> bool:
    """True if hardly anything that is rendered stands after the run, or before it."""
    linked = [
        w.span.start
        for w, p in zip(sentence.words, sentence.nulls, strict=True)
        if w.content and p < ABSENT
    ]
    after = sum(at > run[0].span.start for at in linked)
    return not (REST * len(linked) < after < len(linked))


def _runs(sentence: Sentence) -> Iterator[list[Word]]:
    """Runs of words that nothing renders, from a content word or a deciding one on.

    They begin with a word that is surely missing, and go on through those that may be.
    """
    run: list[Word] = []
    for word, null in (*zip(sentence.words, sentence.nulls, strict=True), (None, 0.0)):
        least = PRESENT if run else ABSENT
        if word is not None and (null >= least or (run and not word.content)):
            run.append(word)
            continue
        while run and not run[-1].content:
            run.pop()
        if run:
            yield run
        run = []


def _ahead(passage: Passage) -> tuple[Word, ...]:
    """What the original's clause has before the quote's first word."""
    i, j = passage.pairs[0]
    if i or ELLIPSIS.search(passage.own[0].before):
        return ()
    found: list[Word] = []
    while j and passage.goes_on(j - 1, j) and not passage.other[j].stops:
        j -= 1
        found.append(passage.other[j])
    return tuple(reversed(found))


def _behind(reading: Reading, passage: Passage) -> tuple[Word, ...]:
    """What the original's sentence has after the quote's last word."""
    i, j = passage.pairs[-1]
    if i < len(passage.own) - 1 or _trails_off(reading, passage):
        return ()
    found: list[Word] = []
    while j + 1 < len(passage.other) and passage.goes_on(j, j + 1):
        j += 1
        if passage.other[j].stops:
            break
        found.append(passage.other[j])
    return tuple(found)


def _trails_off(reading: Reading, passage: Passage) -> bool:
    """True if the quote ends with an ellipsis of its own."""
    end = Span(passage.own[-1].span.end, passage.statement.span.end)
    segment = reading.alignment.target_segments[passage.own[-1].segment]
    return any(end.contains(t.span) and ELLIPSIS.search(t.form) for t in segment.tokens)


def _bound_before(cut: Sequence[Word]) -> float:
    """How surely words before a quote bind it: a condition, or a negation right before it."""
    if starts(cut, "conditions"):
        return 0.85
    return 0.7 if any(kind(w) == "negation" for w in cut[-2:]) else 0.0


def _bound_after(passage: Passage, cut: Sequence[Word]) -> float:
    """How surely words after a quote bind it: by what they begin with, and how they are joined."""
    if not cut:
        return 0.0
    if starts(cut, "limits") or names_cases(cut):
        return 0.9
    if joins(cut):
        exception = starts(cut, "exceptions") and kinds(cut[1:_NEAR])["negation"]
        return 0.6 if exception else 0.0
    if cut[0].pauses:
        return 0.55 if starts(cut, "scopes") else 0.0
    # A sentence quoted from its start and closed in the middle of a clause.
    whole = passage.begins_sentence and count(passage.own) >= LEAST
    return 0.6 if whole and count(cut) else 0.0
