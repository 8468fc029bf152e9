"""Which facts of two renderings meet, which differ, and which one side lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from align.facts.ages import of_another_age
from align.facts.compare import opposed, same
from align.facts.conversion import (
    comparable,
    converted_about,
    in_another_scale,
    in_another_unit,
    is_about_a_dozen,
)
from align.facts.dating import differ, is_coarser, meanings, names_weekday
from align.facts.echoes import echoed, has_digits_of
from align.facts.hedges import hedged_alone
from align.facts.literals import readings
from align.facts.orders import changed_orders
from align.facts.rendering import Rendering
from align.model import Date, Fact, FactKind, Name, Quantity
from align.text import fold

_LEAST_FIRM = 3  # Arabic says two by the dual, "one" is an article, first and second are words
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
Pairs = tuple[tuple[Fact, Fact], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Facts that meet, facts that differ, and facts that only one side has.

    ``changed`` pairs what is left on both sides and speaks of the same kind of thing; ``rescaled``
    are those of them whose figure is the same, with another unit, currency or scale word.
    ``hedged`` are those of ``pairs`` in which one side alone has an approximator (more than, نحو).
    ``coarser`` are dates of which one is less exact than the other. ``source_only`` and
    ``target_only`` hold what no usual freedom of translation explains.
    """

    pairs: Pairs = ()
    changed: Pairs = ()
    rescaled: Pairs = ()
    coarser: Pairs = ()
    hedged: Pairs = ()
    source_only: tuple[Fact, ...] = ()
    target_only: tuple[Fact, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True if nothing differs and nothing is missing."""
        return not (self.changed or self.coarser or self.source_only or self.target_only)

    def paired(self, turn: Callable[[Fact, Fact], tuple[Fact, Fact]]) -> Agreement:
        """The same with ``turn`` of each pair in its place."""
        return replace(
            self,
            pairs=tuple(turn(a, b) for a, b in self.pairs),
            changed=tuple(turn(a, b) for a, b in self.changed),
            rescaled=tuple(turn(a, b) for a, b in self.rescaled),
            coarser=tuple(turn(a, b) for a, b in self.coarser),
            hedged=tuple(turn(a, b) for a, b in self.hedged),
        )


def agree(source: Rendering, target: Rendering) -> Agreement:
    """The facts of two renderings, paired greedily in order; names are not compared."""
    left: list[Fact] = [f for f in source.facts if not isinstance(f, Name)]
    right: list[Fact] = [f for f in target.facts if not isinstance(f, Name)]
    pairs = _take(left, right, lambda a, b: _akin(a, b) and same(a, b))
    aged = _take(left, right, lambda a, b: of_another_age(a, b, source, target))
    pairs += _take(left, right, same)
    pairs += _take(left, right, lambda a, b: _alike(a, b, source, target))
    coarser = _take(left, right, _is_coarser)
    _drop_ends(left, right)
    _drop_ends(right, left)
    rescaled = aged + _take(left, right, lambda a, b: _rescaled(a, b, source, target))
    rescaled += changed_orders(source, target)
    turned = _take(left, right, _opposed)
    changed = _take(left, right, lambda a, b: _told_as_often(a, b, source, target))
    again = [f for f in left if echoed(f, source, target)]
    again += [f for f in right if echoed(f, target, source)]
    left, right = ([f for f in side if f not in again] for side in (left, right))
    changed += _take(left, right, lambda a, b: _akin(a, b) and _differs(a, b, source, target))
    changed += _take(left, right, lambda a, b: _differs(a, b, source, target))
    return Agreement(
        tuple(pairs),
        tuple(rescaled + turned + changed),
        tuple(rescaled),
        tuple(coarser),
        tuple((a, b) for a, b in pairs if hedged_alone(a, b, source, target)),
        tuple(f for f in left if is_firm(f, source)),
        tuple(f for f in right if is_firm(f, target)),
    )


def is_firm(fact: Fact, own: Rendering) -> bool:
    """False where the absence of ``fact`` from the other side is within a translator's freedom.

    Half, two, first, second, today and last year have many renderings without a number.
    """
    if isinstance(fact, Date):
        return not fact.relative or names_weekday(fact, own)
    if not isinstance(fact, Quantity):
        return False
    if fact.kind in (FactKind.PERCENT, FactKind.TIME):
        return True
    return max(abs(fact.value), fact.high or 0) >= _LEAST_FIRM


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
    """True for facts whose writing admits another reading under which they agree.

    1.200 may be a thousand and two hundred; the 5th minute is الدقيقة 5; a price may leave its
    currency to the context; 3/4/2026 may be in April; "yesterday" is the day before the writing.
    """
    if isinstance(a, Date) and isinstance(b, Date):
        return any(same(x, y) for x, y in product(meanings(a, own), meanings(b, other)))
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if FactKind.TIME in (a.kind, b.kind) or opposed(a.relation, b.relation):
        return False
    if a.high is None and b.high is None and a.value == b.value:
        return FactKind.ORDINAL in (a.kind, b.kind) or _of_unknown_unit(a, b)
    mine = [replace(a, value=v) for v in readings(a.span.of(own.text))]
    yours = [replace(b, value=v) for v in readings(b.span.of(other.text))]
    return (
        any(same(reading, b) for reading in mine)
        or any(same(a, reading) for reading in yours)
        or converted_about(a, b)
        or _is_loose(a, b, own, other)
    )


def _of_unknown_unit(a: Quantity, b: Quantity) -> bool:
    return FactKind.PERCENT not in (a.kind, b.kind) and None in (a.unit, b.unit)


def _is_loose(a: Quantity, b: Quantity, own: Rendering, other: Rendering) -> bool:
    """True for "two dozen" and about twenty, and for "one in four" and "another of four"."""
    words = [q.span.of(r.text).split() for q, r in ((a, own), (b, other))]
    if any(re.match("dozen|دزين", fold(word)) for side in words for word in side):
        return is_about_a_dozen(a, b)
    ratio = words[0] if a.value < 1 else words[1]
    parts = a.value != b.value and a.value * b.value == 1 and a.unit == b.unit
    return len(ratio) > 1 and parts


def _drop_ends(ranges: list[Fact], singles: list[Fact]) -> None:
    """Take out ranges whose ends the other side has as two numbers, in either order.

    A low end below three may be missing there: شخصين إلى ثلاثة is "two to three".
    """
    for fact in tuple(ranges):
        if not isinstance(fact, Quantity) or fact.high is None:
            continue
        low, high = _with_value(singles, fact.value), _with_value(singles, fact.high)
        others = any(isinstance(f, Quantity) and f is not high for f in singles)
        if high is None or (low is None and (fact.value >= _LEAST_FIRM or others)):
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


def _told_as_often(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True for two that differ where both sides have as many of their kind, so that none echoes.

    Of "on Monday and on Tuesday" and يوم الثلاثاء ويوم الثلاثاء the second Tuesday is no echo.
    """
    if not (_akin(a, b) and _differs(a, b, own, other)):
        return False
    if has_digits_of(a, own, b, other) or has_digits_of(b, other, a, own):
        return False
    return sum(_akin(a, f) for f in own.facts) == sum(_akin(b, f) for f in other.facts)


def _is_coarser(a: Fact, b: Fact) -> bool:
    return isinstance(a, Date) and isinstance(b, Date) and is_coarser(a, b)


def _opposed(a: Fact, b: Fact) -> bool:
    """True for more than 300 against less than 300."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    return _akin(a, b) and same(replace(a, relation=""), replace(b, relation=""))


def _rescaled(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True for one figure with another unit, or with another word for thousand or million."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    if in_another_unit(a, b):
        return True
    figures = _figure(a, own), _figure(b, other)
    return in_another_scale(a, b) and comparable(a, b) and any(figures)


def _figure(quantity: Quantity, own: Rendering) -> bool:
    """True if a word says how many thousands or millions a quantity has: 70 million, ٧٠ ألفا."""
    bare = fold(quantity.span.of(own.text))
    digits = sum(c.isdigit() for c in bare)
    return digits <= max(1, quantity.value.adjusted() - 1)


def _differs(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True if the two speak of the same kind of thing, so that one may have become the other.

    Days told from the day of writing differ too (أمس, tomorrow) where both sides have one left.
    """
    if isinstance(a, Date) and isinstance(b, Date):
        return differ(a, b)
    if not (is_firm(a, own) or is_firm(b, other)):
        return False
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        certain = a.kind is b.kind or (is_firm(a, own) and is_firm(b, other))
        return certain and comparable(a, b)
    return _is_year(a) and _is_year(b)


def _is_year(fact: Fact) -> bool:
    """True for a year, and for a number of four digits that may be one: "the 2016 election"."""
    if isinstance(fact, Date):
        return fact.value.isdigit() and len(fact.value) == 4
    plain = isinstance(fact, Quantity) and fact.unit is None and fact.high is None
    return plain and isinstance(fact, Quantity) and _FIRST_YEAR <= fact.value <= _LAST_YEAR
