"""MT07: must, may and will that took each other's place."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.operators.scales import MODALITY
from align.checks.operators.telling import on_scale
from align.model import Alignment, Category, Issue, Severity


@check("MT07", category=Category.MISTRANSLATION, severity=Severity.MAJOR)
def changed_modality(alignment: Alignment) -> Iterator[Issue]:
    """What must be done, may be done or will be done is another of these on the other side.

    A duty (must, should, يجب, لا بد), a possibility or leave (may, can, قد, يمكن) and a plain
    future (will, سوف) are three claims; words of one class are synonyms, and so are “must not”
    and لا يجوز. A word that nothing renders at all is told as minor; an ability (can) and a
    future that the other language leaves unsaid are let pass; what is done already is MT06's.
    """
    yield from on_scale(alignment, MODALITY)
