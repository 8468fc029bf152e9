"""ST02: sentences of the target whose source says something else by now."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.model import Alignment, Category, Issue, Severity
from align.text import isolate, shorten

_WIDTH = 160


@check("ST02", category=Category.STRUCTURE, severity=Severity.MAJOR)
def stale_segment(alignment: Alignment) -> Iterator[Issue]:
    """A sentence of the target renders what its source said before and says no more.

    Found by `align stale` alone, which knows from git what the source said. The reader of the
    translation is told what has been corrected, withdrawn or added to since. Edits that leave the
    meaning as it was (spelling, punctuation, another word for the same) are let pass, and so is a
    sentence of the target that has been brought up to date.
    """
    for revision in alignment.revised:
        if not revision.before:
            continue
        was = isolate(shorten(revision.before, _WIDTH))
        gone = revision.source is None or revision.target is None
        yield Issue(
            message=f"The source {'no longer says' if gone else 'said before'}: {was}",
            source=revision.source,
            target=revision.target,
            confidence=revision.confidence,
            place=revision.place,
        )
