"""Which facts of two renderings meet, which differ, and which one side lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from align.data import table
from align.facts.compare import same
from align.facts.literals import readings
from align.model import Date, Fact, FactKind, Language, Name, Quantity
from align.text import fold

_LEAST_FIRM = 3  # Arabic says two by the dual, "one" is an article, first and second are words


@dataclass(frozen=True, slots=True)
class Rendering:
    """One side of a comparison: a text, its language and the facts found in it."""

    text: str
    language: Language
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Facts that meet, facts that differ, and facts that only one side has.

    ``changed`` pairs what is left on both sides and speaks of the same kind of thing.
    ``source_only`` and ``target_only`` hold what no usual freedom of translation explains.
    """

    pairs: tuple[tuple[Fact, Fact], ...] = ()
    changed: tuple[tuple[Fact, Fact], ...] = ()
    source_only: tuple[Fact, ...] = ()
    target_only: tuple[Fact, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True if nothing differs and nothing is missing."""
        return not (self.changed or self.source_only or self.target_only)


def agree(source: Rendering, target: Rendering) -> Agreement:
    """The facts of two renderings, paired greedily in order; names are not compared."""
    left: list[Fact] = [f for f in source.facts if not isinstance(f, Name)]
    right: list[Fact] = [f for f in target.facts if not isinstance(f, Name)]
    pairs = _take(left, right, lambda a, b: _akin(a, b) and same(a, b))
    pairs += _take(left, right, same)
    pairs += _take(left, right, lambda a, b: _alike(a, b, source, target))
    _drop_ends(left, right)
    _drop_ends(right, left)
    left = [f for f in left if not _echoed(f, source, target)]
    right = [f for f in right if not _echoed(f, target, source)]
    changed = _take(left, right, lambda a, b: _differs(a, b, source, target))
    return Agreement(
        tuple(pairs),
        tuple(changed),
        tuple(f for f in left if is_firm(f, source)),
        tuple(f for f in right if is_firm(f, target)),
    )


def is_firm(fact: Fact, own: Rendering) -> bool:
    """False where the absence of ``fact`` from the other side is within a translator's freedom.

    Half, two, first, second, today and last year have many renderings without a number.
    """
    if isinstance(fact, Date):
        return not fact.relative or _names_weekday(fact, own)
    if not isinstance(fact, Quantity):
        return False
    if fact.kind in (FactKind.PERCENT, FactKind.TIME):
        return True
    return abs(fact.value) >= _LEAST_FIRM


def _take(
    left: list[Fact], right: list[Fact], test: Callable[[Fact, Fact], bool]
) -> list[tuple[Fact, Fact]]:
    """Pairs that pass ``test``, taken out of both lists."""
    pairs: list[tuple[Fact, Fact]] = []
    for fact in tuple(left):
        other = next((f for f in right if test(fact, f)), None)
        if other is not None:
            pairs.append((fact, other))
            left.remove(fact)
            right.remove(other)
    return pairs


def _akin(a: Fact, b: Fact) -> bool:
    """True for facts of one kind, unit and calendar, which pair before others."""
    if isinstance(a, Date) and isinstance(b, Date):
        return a.calendar is b.calendar and a.relative == b.relative
    return (
        isinstance(a, Quantity) and isinstance(b, Quantity) and (a.kind, a.unit) == (b.kind, b.unit)
    )


def _alike(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True for quantities whose writing admits another reading under which they agree.

    1.200 may be a thousand and two hundred; the 5th minute is الدقيقة 5; a price may leave its
    currency to the context.
    """
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if FactKind.TIME in (a.kind, b.kind):
        return False
    if a.high is None and b.high is None and a.value == b.value:
        return FactKind.ORDINAL in (a.kind, b.kind) or a.unit is None or b.unit is None
    mine = [replace(a, value=v) for v in readings(a.span.of(own.text))]
    yours = [replace(b, value=v) for v in readings(b.span.of(other.text))]
    return any(same(reading, b) for reading in mine) or any(same(a, reading) for reading in yours)


def _drop_ends(ranges: list[Fact], singles: list[Fact]) -> None:
    """Take out ranges whose ends the other side has as two numbers, in either order.

    A low end below three may be missing there: شخصين إلى ثلاثة is "two to three".
    """
    for fact in tuple(ranges):
        if not isinstance(fact, Quantity) or fact.high is None:
            continue
        low, high = _with_value(singles, fact.value), _with_value(singles, fact.high)
        if high is None or (low is None and fact.value >= _LEAST_FIRM):
            continue
        ranges.remove(fact)
        for end in (low, high):
            if end in singles:
                singles.remove(end)


def _with_value(facts: list[Fact], value: Decimal) -> Fact | None:
    for fact in facts:
        if isinstance(fact, Quantity) and fact.value == value and fact.high is None:
            return fact
        if isinstance(fact, Date) and fact.value == str(value):
            return fact
    return None


def _echoed(fact: Fact, own: Rendering, other: Rendering) -> bool:
    """True if the other side has the fact after all: said once for twice, or in a designation."""
    if any(same(fact, f) and _one_calendar(fact, f) for f in other.facts):
        return True
    if isinstance(fact, Date):
        return fact.value.isdigit() and fact.value in fold(other.text)
    if not isinstance(fact, Quantity):
        return False
    written = {format(fact.value, "f"), fold(fact.span.of(own.text)).strip()}
    digits = [w for w in written if any(c.isdigit() for c in w)]
    bare = fold(other.text)
    return any(re.search(rf"(?<![\d.,]){re.escape(w)}(?!\d|[.,]\d)", bare) for w in digits)


def _one_calendar(a: Fact, b: Fact) -> bool:
    """False for the Hebrew date beside a Gregorian one: a reader of one side alone misses it."""
    return not (isinstance(a, Date) and isinstance(b, Date)) or a.calendar is b.calendar


def _names_weekday(date: Date, own: Rendering) -> bool:
    """True if the words of a relative date name a day of the week."""
    words = {w.removeprefix("ال").removesuffix("s") for w in fold(date.span.of(own.text)).split()}
    names = table("dates")["weekdays"][own.language.value].values()
    return any(name in words for row in names for name in row)


def _differs(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True if the two speak of the same kind of thing, so that one may have become the other.

    Days told from the day of writing differ too (أمس, tomorrow) where both sides have one left.
    """
    if isinstance(a, Date) and isinstance(b, Date):
        return a.relative == b.relative and len(a.value) == len(b.value)
    if not (is_firm(a, own) or is_firm(b, other)):
        return False
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.kind is b.kind
