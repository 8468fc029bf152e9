"""Ages, which are in years where nothing else is said: aged 45, البالغ من العمر 45."""

from __future__ import annotations

import re
from functools import cache

from align.data import table
from align.facts.rendering import Rendering
from align.model import Fact, FactKind, Language, Quantity
from align.text import fold

_BEFORE = 24  # characters before a number in which a word may say that it is an age
_YEAR = "year"


def of_another_age(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True for "aged 45" and 45 أسبوعا: a bare age beside one in weeks, days or months.

    Of "aged 6 and 9 months" the first unit is said with the second, which lets the pair pass.
    """
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if (a.value, a.high) != (b.value, b.high) or (a.unit is None) == (b.unit is None):
        return False
    counted, bare, text = (a, b, other) if a.unit else (b, a, own)
    if counted.kind is not FactKind.DURATION or counted.unit == _YEAR:
        return False
    if bare.kind not in (FactKind.NUMBER, FactKind.ORDINAL) or _is_told(counted.unit, text):
        return False
    return _is_age(a, own) or _is_age(b, other)


def _is_told(unit: str | None, side: Rendering) -> bool:
    return any(isinstance(f, Quantity) and f.unit == unit for f in side.facts)


def _is_age(quantity: Quantity, own: Rendering) -> bool:
    before = own.text[max(0, quantity.span.start - _BEFORE) : quantity.span.start]
    return _cue(own.language).search(fold(before)) is not None


@cache
def _cue(language: Language) -> re.Pattern[str]:
    """A word for age, and after it nothing but words."""
    names = "|".join(re.escape(fold(name)) for name in table("units")["ages"][language.value])
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)[^.,،;؛\d]*$")
