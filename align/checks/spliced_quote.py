"""QU02: parts joined in one quote that do not follow each other in the original."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.passages import Gap, Passage, Reading, both_ways
from align.model import Alignment, Category, Issue, Severity, hull

AROUND = 4  # words on each side of the seam that are shown


@check("QU02", category=Category.QUOTATION, severity=Severity.MAJOR)
def spliced_quote(alignment: Alignment) -> Iterator[Issue]:
    """Parts that do not follow each other in the original are joined in one quote.

    What stood between them is gone without a mark, and the second part may seem to answer or
    explain the first. An ellipsis, brackets, a new paragraph or quotation marks closed and opened
    again tell the reader of the gap, and are let pass.
    """
    yield from both_ways(alignment, _splices)


def _splices(_: Reading, passage: Passage) -> Iterator[Issue]:
    for gap in passage.gaps:
        if gap.jump and not gap.marked:
            yield _issue(passage, gap)


def _issue(passage: Passage, gap: Gap) -> Issue:
    at = passage.own.index(gap.following[0])
    seam = passage.own[max(0, at - len(gap.ours) - AROUND) : at + AROUND]
    left = gap.theirs or (gap.last[1], gap.following[1])
    first, second = gap.last[0].form, gap.following[0].form
    return Issue(
        message=f"The quote goes on from “{first}” to “{second}”, which the original does not.",
        source=hull(tuple(w.span for w in left)),
        target=hull(tuple(w.span for w in seam)),
        confidence=0.85,
    )
