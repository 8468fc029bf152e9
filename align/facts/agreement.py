"""Which facts of two renderings meet, which differ, and which one side lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

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
    left = [f for f in source.facts if not isinstance(f, Name)]
    right = [f for f in target.facts if not isinstance(f, Name)]
    pairs = _take(left, right, same)
    pairs += _take(left, right, lambda a, b: _alike(a, b, source, target))
    _drop_ends(left, right)
    left = [f for f in left if not _echoed(f, source, target)]
    right = [f for f in right if not _echoed(f, target, source)]
    changed = _take(left, right, lambda a, b: _comparable(a, b) and (_is_firm(a) or _is_firm(b)))
    return Agreement(
        tuple(pairs),
        tuple(changed),
        tuple(f for f in left if _is_firm(f)),
        tuple(f for f in right if _is_firm(f)),
    )


def _take(left: list[Fact], right: list[Fact], test: object) -> list[tuple[Fact, Fact]]:
    """Pairs that pass ``test``, taken out of both lists."""
    assert callable(test)
    pairs: list[tuple[Fact, Fact]] = []
    for fact in tuple(left):
        for other in right:
            if test(fact, other):
                pairs.append((fact, other))
                left.remove(fact)
                right.remove(other)
                break
    return pairs


def _alike(a: Fact, b: Fact, own: Rendering, other: Rendering) -> bool:
    """True for facts whose writing admits another reading under which they agree.

    1.200 may be a thousand and two hundred; the 5th minute is الدقيقة 5; a price of 5 million
    may leave its currency to the context.
    """
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        if a.kind is FactKind.TIME or b.kind is FactKind.TIME:
            return False
        if a.high is None and b.high is None and a.value == b.value:
            return FactKind.ORDINAL in (a.kind, b.kind) or a.unit is None or b.unit is None
        mine = readings(a.span.of(own.text))
        yours = readings(b.span.of(other.text))
        return any(same(replace(a, value=m), b) for m in mine) or any(
            same(a, replace(b, value=y)) for y in yours
        )
    return False


def _drop_ends(left: list[Fact], right: list[Fact]) -> None:
    """Take out ranges whose ends the other side has as two numbers, in either order."""
    for one, two in ((left, right), (right, left)):
        for fact in tuple(one):
            if not isinstance(fact, Quantity) or fact.high is None:
                continue
            ends = [_with_value(two, fact.value), _with_value(two, fact.high)]
            if ends[1] is not None and (ends[0] is not None or fact.value < _LEAST_FIRM):
                one.remove(fact)
                for end in ends:
                    if end in two:
                        two.remove(end)  # type: ignore[arg-type]


def _with_value(facts: Sequence[Fact], value: Decimal) -> Fact | None:
    for fact in facts:
        if isinstance(fact, Quantity) and fact.value == value and fact.high is None:
            return fact
        if isinstance(fact, Date) and fact.value == str(value):
            return fact
    return None


def _echoed(fact: Fact, own: Rendering, other: Rendering) -> bool:
    """True if the other side has the fact after all: said once for twice, or in other words."""
    if any(same(fact, f) for f in other.facts):
        return True
    if isinstance(fact, Date):
        return fact.value.isdigit() and fact.value in other.text
    if not isinstance(fact, Quantity):
        return False
    written = {format(fact.value, "f"), fold(fact.span.of(own.text)).strip()}
    digits = [w for w in written if any(c.isdigit() for c in w)]
    bare = fold(other.text)
    return any(re.search(rf"(?<![\d.,]){re.escape(w)}(?![\d]|[.,]\d)", bare) for w in digits)


def _comparable(a: Fact, b: Fact) -> bool:
    """True if the two speak of the same kind of thing, so that one may have become the other."""
    if isinstance(a, Date) and isinstance(b, Date):
        return a.relative == b.relative and (len(a.value) == len(b.value))
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return a.kind is b.kind
    return False


def _is_firm(fact: Fact) -> bool:
    """False where the absence of ``fact`` from the other side is within a translator's freedom.

    Half, two, first, second, today and last year have many renderings without a number.
    """
    if isinstance(fact, Date):
        return not fact.relative or fact.value.startswith("-W") or fact.value[4:5] == "-"
    if not isinstance(fact, Quantity):
        return False
    if fact.kind in (FactKind.PERCENT, FactKind.TIME):
        return True
    return abs(fact.value) >= _LEAST_FIRM
