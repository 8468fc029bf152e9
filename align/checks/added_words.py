"""AD02: words of the target that nothing in the source says."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.absence import absent_words
from align.checks.once import mirrored
from align.model import Alignment, Category, Issue, Severity


@check("AD02", category=Category.ADDITION, severity=Severity.MAJOR)
def added_words(alignment: Alignment) -> Iterator[Issue]:
    """Words inside a translated sentence of the target have nothing in the source that they render.

    An attribution, a qualifier or a claim slipped into a sentence that is otherwise faithful.
    Function words alone are not reported; one or two words weigh less than a phrase.
    """
    for issue in absent_words(mirrored(alignment), "source"):
        yield issue.mirror()
