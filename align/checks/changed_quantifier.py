"""MT10: all, most, some, only and their like that became others."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.operators.scales import QUANTITY
from align.checks.operators.telling import on_scale
from align.model import Alignment, Category, Issue, Severity


@check("MT10", category=Category.MISTRANSLATION, severity=Severity.MAJOR)
def changed_quantifier(alignment: Alignment) -> Iterator[Issue]:
    """How many something is true of, or of what alone, is another quantity on the other side.

    جميع is not “some”, “at least” is not على الأكثر, “only” is not “not only”. Neighbours on the
    scale that translators exchange (many and most, some and a few) are let pass, and so are
    quantities that a noun or a verb carries. A word that nothing renders at all is told as minor.
    """
    yield from on_scale(alignment, QUANTITY)
