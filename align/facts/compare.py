"""Whether two facts say the same, whatever script, unit, calendar or wording they use."""

from __future__ import annotations

from decimal import Decimal

from align.facts.conversion import factors as converting
from align.facts.dating import same_date
from align.facts.skeleton import name_similarity
from align.model import Date, Fact, FactKind, Name, Quantity

_TOLERANCE = Decimal("1e-9")  # thirds have no end in decimals
_HALF_DAY, _DAY = 720, 1440  # minutes
_MIXED_ABOVE = 10  # القرن 19, Street 125: ranks above ten are written as counts
SAME_NAME = 0.75


def same(a: Fact, b: Fact) -> bool:
    """True if ``a`` and ``b`` state the same value, in units that convert exactly.

    Approximators are tolerated unless they point in opposite directions; a unit or a year that
    only one side writes is no difference; a bare year is equal to the number it looks like.
    """
    match a, b:
        case Name(), Name():
            return name_similarity(a.key, b.key) >= SAME_NAME
        case Quantity(), Quantity():
            timed = FactKind.TIME in (a.kind, b.kind)
            return _same_time(a, b) if timed else _same_quantity(a, b)
        case Date(), Date():
            return same_date(a, b)
        case (Date() as date, Quantity() as number) | (Quantity() as number, Date() as date):
            return _same_year(date, number)
    return False


def _same_year(date: Date, number: Quantity) -> bool:
    plain = number.kind is FactKind.NUMBER and number.high is None and date.value.isdigit()
    return plain and Decimal(date.value) == number.value


def _same_quantity(a: Quantity, b: Quantity) -> bool:
    if not _ranks_agree(a, b) or opposed(a.relation, b.relation):
        return False
    factors = converting(a, b)
    if factors is None or (a.high is None) != (b.high is None):
        return False
    low = _close(a.value * factors[0], b.value * factors[1])
    if a.high is None or b.high is None:
        return low
    return low and _close(a.high * factors[0], b.high * factors[1])


def opposed(one: str, two: str) -> bool:
    """True for "more than" against "less than"."""
    return {one[:1], two[:1]} == {"<", ">"}


def _ranks_agree(a: Quantity, b: Quantity) -> bool:
    """False for a count against a rank, unless above ten, where usage mixes them."""
    mixed = (a.kind is FactKind.ORDINAL) != (b.kind is FactKind.ORDINAL)
    return not mixed or a.value > _MIXED_ABOVE


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b))


def _same_time(a: Quantity, b: Quantity) -> bool:
    if a.kind is not b.kind:
        return False
    cycle = _HALF_DAY if "12h" in (a.unit, b.unit) else _DAY
    return a.value % cycle == b.value % cycle
