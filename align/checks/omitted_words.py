"""OM02: words of the source that its translation leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.absence import absent_words
from align.model import Alignment, Category, Issue, Severity


@check("OM02", category=Category.OMISSION, severity=Severity.MAJOR)
def omitted_words(alignment: Alignment) -> Iterator[Issue]:
    """Words inside a translated sentence of the source are not rendered in the target.

    A condition, a place or a name that falls out changes what was promised, and a sentence that is
    there hides it. Function words alone are not reported, nor numbers and dates that the target
    states in another form; one or two words weigh less than a phrase.
    """
    yield from absent_words(alignment, "target")
