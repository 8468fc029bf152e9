"""QU02: parts joined in one quote that do not follow each other in the original."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from align.checks import check
from align.checks.quotation.across import Rendering, crossings_both_ways
from align.checks.quotation.passages import Gap, Passage, marked
from align.checks.quotation.reading import Reading, quotes_both_ways
from align.checks.quotation.wording import Word
from align.model import Alignment, Category, Issue, Severity, Statement, hull

MISSING = 0.65  # the mean null probability of a sentence that a quote steps over
WHOLE = 0.75  # of an original is a translation of it: what that leaves out is OM01's
FAR = 600  # characters: what stands between is shown up to so many
AROUND = 4  # words on each side of the seam that are shown


@check("QU02", category=Category.QUOTATION, severity=Severity.MAJOR)
def spliced_quote(alignment: Alignment) -> Iterator[Issue]:
    """Parts that do not follow each other in the original are joined in one quote.

    What stood between them is gone without a mark, and the second part may seem to answer or
    explain the first. An ellipsis, brackets, a new paragraph or quotation marks closed and opened
    again tell the reader of the gap, and are let pass.
    """
    yield from quotes_both_ways(alignment, _splices)
    yield from crossings_both_ways(alignment, _skips)


def _splices(_: Reading, passage: Passage) -> Iterator[Issue]:
    for gap in passage.gaps:
        if gap.jump and not gap.marked:
            yield _issue(passage, gap)


def _skips(rendering: Rendering, quote: Statement) -> Iterator[Issue]:
    """Sentences of the original that a quote in the other language steps over."""
    has = [s.segment.index for s in rendering.rendered(quote)]
    originals = rendering.originals(quote)
    if len(has) < 2 or not originals:
        return
    spans = [s.span for s in rendering.other]
    inside = [n for n in range(len(spans)) if originals[0].span.overlaps(spans[n])]
    if len(has) >= WHOLE * len(inside):
        return
    for one, two in pairwise(has):
        left = [n for n in range(one + 1, two) if n in inside]
        seam = _seam(rendering, quote, (one, two))
        if seam and left and all(rendering.other[n].missing >= MISSING for n in left):
            yield Issue(
                message="The quote steps over what the original has between the two parts.",
                source=hull(tuple(spans[n] for n in left)),
                target=hull(tuple(w.span for w in seam)),
                confidence=0.7,
            )


def _seam(rendering: Rendering, quote: Statement, sentences: tuple[int, int]) -> tuple[Word, ...]:
    """The quote's words around the seam of two sentences; none if it marks that one is missing."""
    own = [w for w, _ in rendering.words(quote)]
    ends = [
        [span for spans in rendering.other[n].links for span in spans if quote.span.contains(span)]
        for n in sentences
    ]
    last, first = max(ends[0]), min(ends[1])
    found = tuple(w for w in own if last.start <= w.span.start <= first.start)
    if any(marked(w.before) for w in found[1:]):
        return ()
    return found or tuple(own)


def _issue(passage: Passage, gap: Gap) -> Issue:
    at = passage.own.index(gap.following[0])
    seam = passage.own[max(0, at - len(gap.ours) - AROUND) : at + AROUND]
    left = _left(gap, passage)
    first, second = gap.last[0].form, gap.following[0].form
    return Issue(
        message=f"The quote goes on from “{first}” to “{second}”, which the original does not.",
        source=hull(tuple(w.span for w in left)),
        target=hull(tuple(w.span for w in seam)),
        confidence=0.85,
    )


def _left(gap: Gap, passage: Passage) -> tuple[Word, ...]:
    """What the original goes on with: up to the second part, or a few words where that is far."""
    if gap.theirs and gap.theirs[-1].span.end - gap.theirs[0].span.start <= FAR:
        return gap.theirs
    at = passage.other.index(gap.last[1])
    return tuple(passage.other[at : at + 1 + AROUND])
