"""Orders of magnitude without a figure: hundreds, عشرات الآلاف."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from align.data import table
from align.facts.rendering import Rendering
from align.model import FactKind, Language, Quantity
from align.text import fold, folded

_BEFORE = {Language.AR: r"(?<!\w)(?:[وف]?[بلك]?(?:ال)?|ولل|لل)", Language.EN: r"\b"}


def orders(text: str, language: Language) -> tuple[Quantity, ...]:
    """The orders of magnitude that ``text`` tells; spans count its code points.

    ثلاثة آلاف has a figure, which makes it a quantity as others are: what holds the facts of the
    text tells which of these are parts of one.
    """
    view = folded(text)
    found = []
    for match in _pattern(language).finditer(view.text):
        # Folded, آلاف begins with the letters of an article: مئات آلاف, مئات الآلاف.
        value = _values(language)[re.sub(r"(?<=\w) ال(?!اف)", " ", match["order"])]
        span = view.span(*match.span("order"))
        found.append(Quantity(span, FactKind.NUMBER, value, None, "~"))
    return tuple(found)


def changed_orders(source: Rendering, target: Rendering) -> list[tuple[Quantity, Quantity]]:
    """Orders that are others on the other side, where both tell as many.

    "Hundreds" may be rendered by a word that tells no number (many, العديد من), so that one alone
    is no sign of a change.
    """
    left, right = list(_alone(source)), list(_alone(target))
    if len(left) != len(right):
        return []
    for order in tuple(left):
        other = next((o for o in right if o.value == order.value), None)
        if other is not None:
            left.remove(order)
            right.remove(other)
    return list(zip(left, right, strict=True))


def _alone(side: Rendering) -> Iterable[Quantity]:
    for order in orders(side.text, side.language):
        if not any(order.span.overlaps(fact.span) for fact in side.facts):
            yield order


@cache
def _values(language: Language) -> dict[str, Decimal]:
    rows = table("units")["orders"][language.value].items()
    return {fold(name): Decimal(value) for value, names in rows for name in names}


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """The names, longest first; of two Arabic words the second may have its article."""
    names = sorted(_values(language), key=len, reverse=True)
    listed = "|".join(name.replace(" ", " (?:ال)?") for name in names)
    return re.compile(rf"{_BEFORE[language]}(?P<order>{listed})(?!\w)")
