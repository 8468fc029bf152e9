"""QU01: other words inside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.quotation.across import crossings_both_ways
from align.checks.quotation.passages import Gap, Passage
from align.checks.quotation.reading import Reading, quotes_both_ways
from align.checks.quotation.sense import kinds, left_over
from align.checks.quotation.turned import turned
from align.checks.quotation.wording import Word
from align.model import Alignment, Category, Issue, Severity, hull

EDITS = 2  # places up to which a quote keeps to the original's words, and every change counts
CLOSE = 0.75  # the share of its words that such a quote has from the original
ABSENT = 0.5  # null probability from which a word is held to say what the other side does not
_ADDED = 10  # words: a longer run that one side alone has is no change of a word


@check("QU01", category=Category.QUOTATION, severity=Severity.MAJOR)
def changed_quote(alignment: Alignment) -> Iterator[Issue]:
    """Words inside quotation marks are not those that were said.

    A reader takes what stands in quotation marks for the speaker's own words: “a tool” is not
    “just a tool”. Grammatical words, spellings and figures (MT01) are let pass, and so are words
    in brackets. Where a quote is worded freely throughout, as two translations of one speech are,
    only negations, limits, quantities, duties and conditions count, and words that the alignment
    gives no counterpart. In another language only such words can be told to differ: a negation,
    limit or hedge that one version lacks, all for some, must for may.
    """
    yield from quotes_both_ways(alignment, _changes)
    yield from crossings_both_ways(alignment, turned, originals=True)


def _changes(reading: Reading, passage: Passage) -> Iterator[Issue]:
    edits = [g for g in passage.edits if max(len(g.ours), len(g.theirs)) <= _ADDED]
    close = len(edits) <= EDITS and passage.share >= CLOSE
    for gap in edits:
        ours, theirs = left_over(gap.ours, gap.theirs), left_over(gap.theirs, gap.ours)
        at_end = gap.last == gap.following
        if at_end and not ours:
            continue
        turned = not at_end and kinds(gap.ours) != kinds(gap.theirs)
        other = (ours or theirs) and (close or reading.unlinked((*ours, *theirs)) >= ABSENT)
        if not turned and not other:
            continue
        said, quoted = _shown(gap)
        yield Issue(
            message=f"Inside quotation marks, “{_text(quoted)}” stands for “{_text(said)}”.",
            source=hull(tuple(w.span for w in said)),
            target=hull(tuple(w.span for w in quoted)),
            confidence=0.9 if close else 0.7,
        )


def _shown(gap: Gap) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of both sides, with their neighbours where one side has none."""
    if gap.ours and gap.theirs:
        return gap.theirs, gap.ours
    (own, other), (next_own, next_other) = gap.last, gap.following
    return (other, *gap.theirs, next_other), (own, *gap.ours, next_own)


def _text(words: Sequence[Word]) -> str:
    return " ".join(w.form for w in words)
