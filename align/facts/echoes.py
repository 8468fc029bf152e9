"""Facts that the other side has after all: said once for twice, or in a designation."""

from __future__ import annotations

import re

from align.facts.compare import same
from align.facts.rendering import Rendering
from align.model import Date, Fact, Quantity
from align.text import fold


def echoed(fact: Fact, own: Rendering, other: Rendering) -> bool:
    """True if the other side has the fact after all: said once for twice, or in a designation."""
    if any(same(fact, f) and _one_calendar(fact, f) for f in other.facts):
        return True
    if isinstance(fact, Date):
        return fact.value.isdigit() and fact.value in fold(other.text)
    if not isinstance(fact, Quantity):
        return False
    whole = fold(fact.span.of(own.text)).strip()
    written = {whole} if fact.high is not None else {format(fact.value, "f"), whole}
    digits = [w for w in written if any(c.isdigit() for c in w)]
    bare = fold(other.text)
    return any(re.search(rf"(?<![\d.,]){re.escape(w)}(?!\d|[.,]\d)", bare) for w in digits)


def has_digits_of(a: Fact, own: Rendering, b: Fact, other: Rendering) -> bool:
    """True if the words of ``a`` have the digits of ``b``: .08 read as 8, "one of 22" and 22."""
    found = re.search(r"\d+", fold(b.span.of(other.text)))
    if found is None:
        return False
    digits = found[0].lstrip("0") or "0"
    return re.search(rf"(?<![1-9]){digits}(?!\d)", fold(a.span.of(own.text))) is not None


def _one_calendar(a: Fact, b: Fact) -> bool:
    """False for the Hebrew date beside a Gregorian one: a reader of one side alone misses it."""
    return not (isinstance(a, Date) and isinstance(b, Date)) or a.calendar is b.calendar
