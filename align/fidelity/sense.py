"""Whether a name, a negation, a duty or a quantity became another: what four checks say of a bead.

A number or date has its own part. These checks tell by tables and by sound what an encoder hardly
sees (may for must, لا for نعم). Every issue counts, those too that are not reported, by its
confidence squared: of those told with half a confidence, fewer than half are true.
"""

from __future__ import annotations

from collections.abc import Iterable

from align.checks import selected
from align.model import Alignment, Bead, Issue, Side, Span

CODES = ("MT03", "MT04", "MT06", "MT07", "MT09", "MT10")


def sense_issues(alignment: Alignment) -> tuple[Issue, ...]:
    """What these checks find in an alignment."""
    return tuple(issue for check in selected(CODES, ()) for issue in check.run(alignment))


def sense_kept(alignment: Alignment, bead: Bead, issues: Iterable[Issue]) -> float:
    """How surely none of ``issues`` is true of ``bead``, 0 to 1."""
    kept = 1.0
    for issue in issues:
        places = ((Side.SOURCE, issue.source), (Side.TARGET, issue.target))
        if any(span and _has(alignment, bead, side, span) for side, span in places):
            kept *= 1 - issue.confidence**2
    return kept


def _has(alignment: Alignment, bead: Bead, side: Side, span: Span) -> bool:
    return any(s.span.overlaps(span) for s in alignment.bead_segments(bead, side))
