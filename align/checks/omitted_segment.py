"""OM01: sentences of the source without a counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.absence import absent_segments
from align.model import Alignment, Category, Issue, Severity


@check("OM01", category=Category.OMISSION, severity=Severity.MAJOR)
def omitted_segment(alignment: Alignment) -> Iterator[Issue]:
    """A sentence of the source has no counterpart in the target.

    The reader of the target does not learn that it was ever said. Headings, speaker introductions,
    credits and datelines are reported with a lower severity: every version sets its own. A sentence
    that was merged into a neighbour's translation is no omission, and is not reported.
    """
    yield from absent_segments(alignment, "target")
