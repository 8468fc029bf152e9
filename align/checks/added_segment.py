"""AD01: sentences of the target without a counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.absence import absent_segments
from align.checks.once import mirrored
from align.model import Alignment, Category, Issue, Severity


@check("AD01", category=Category.ADDITION, severity=Severity.MAJOR)
def added_segment(alignment: Alignment) -> Iterator[Issue]:
    """A sentence of the target has no counterpart in the source.

    The target puts words into the speaker's mouth, or carries a commentary of its own. Headings,
    speaker introductions, credits and datelines are reported with a lower severity.
    """
    for issue in absent_segments(mirrored(alignment), "source"):
        yield issue.mirror()
