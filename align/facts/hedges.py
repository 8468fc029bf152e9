"""Approximators that only one side has: more than, up to, نحو."""

from __future__ import annotations

import re
from functools import cache

from align.data import table
from align.facts.rendering import Rendering
from align.model import Fact, Language, Quantity
from align.text import fold

_BEFORE, _BEHIND = 60, 40  # characters around a number in which anything may hedge it


def hedged_alone(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True if one of two equal numbers is hedged, and nothing around the other may hedge it.

    What hedges is told in many words and places (384 شخصا على الأقل, لتصل إلى), so that the other
    side's surroundings must have none of them.
    """
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if bool(a.relation) == bool(b.relation):
        return False
    bare, text = (b, other) if a.relation else (a, own)
    around = text.text[max(0, bare.span.start - _BEFORE) : bare.span.end + _BEHIND]
    return not _hedges(text.language).search(fold(around))


@cache
def _hedges(language: Language) -> re.Pattern[str]:
    """Words, or beginnings of words, after any clitics."""
    words = "|".join(map(re.escape, table("units")["hedges"][language.value]))
    return re.compile(rf"(?<!\w)(?:[وبلفك]|ال)?(?:{words})|[<>~≈≤≥+]")
