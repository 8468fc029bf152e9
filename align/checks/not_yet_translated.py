"""ST03: sentences that the source has gained and the target does not have yet."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.model import Alignment, Category, Issue, Severity


@check("ST03", category=Category.STRUCTURE, severity=Severity.MAJOR)
def not_yet_translated(alignment: Alignment) -> Iterator[Issue]:
    """A sentence that the source has gained since has no counterpart in the target.

    Found by `align stale` alone, which knows from git what the source said. Told apart from what
    the translation has left out from the beginning (OM01): here somebody has to translate, there
    somebody decided not to, or overlooked it. A sentence that only moved is let pass.
    """
    for revision in alignment.revised:
        if not revision.before:
            yield Issue(
                message="This sentence is new, and not translated yet.",
                source=revision.source,
                target=revision.target,
                confidence=revision.confidence,
                place=revision.place,
            )
