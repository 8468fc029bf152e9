"""Whether two facts say the same, whatever script, unit, calendar or wording they use."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in align.model
from decimal import Decimal

from align.data import table
from align.facts.skeleton import name_similarity
from align.facts.units import known
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
            return _same_date(a, b)
        case (Date() as date, Quantity() as number) | (Quantity() as number, Date() as date):
            return _same_year(date, number)
    return False


def _same_year(date: Date, number: Quantity) -> bool:
    plain = number.kind is FactKind.NUMBER and number.high is None and date.value.isdigit()
    return plain and Decimal(date.value) == number.value


def _same_quantity(a: Quantity, b: Quantity) -> bool:
    if not _ranks_agree(a, b) or _opposed(a.relation, b.relation):
        return False
    factors = _factors(a, b)
    if factors is None or (a.high is None) != (b.high is None):
        return False
    low = _close(a.value * factors[0], b.value * factors[1])
    if a.high is None or b.high is None:
        return low
    return low and _close(a.high * factors[0], b.high * factors[1])


def _opposed(one: str, two: str) -> bool:
    """True for "more than" against "less than"."""
    return {one[:1], two[:1]} == {"<", ">"}


def _ranks_agree(a: Quantity, b: Quantity) -> bool:
    """False for a count against a rank, unless above ten, where usage mixes them."""
    mixed = (a.kind is FactKind.ORDINAL) != (b.kind is FactKind.ORDINAL)
    return not mixed or a.value > _MIXED_ABOVE


def _factors(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal] | None:
    """What brings both to one unit; None where their units are of different kinds."""
    one = Decimal(1)
    if (a.kind is FactKind.PERCENT) != (b.kind is FactKind.PERCENT):
        return _percent_factors(a, b)
    if a.unit is None or b.unit is None or a.unit == b.unit or _shared(a.unit, b.unit):
        return one, one
    first, second = known().get(a.unit), known().get(b.unit)
    if first is None or second is None or first.family != second.family:
        return None
    return (first.size, second.size) if first.size and second.size else None


def _percent_factors(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal] | None:
    """50% is a half; in "6.6 per cent and 3" the sign is said once for both."""
    one, hundredth = Decimal(1), Decimal("0.01")
    plain = b if a.kind is FactKind.PERCENT else a
    if plain.unit is not None:
        return None
    if a.value == b.value or abs(plain.value) > 1:
        return one, one
    return (hundredth, one) if a.kind is FactKind.PERCENT else (one, hundredth)


def _shared(one: str, two: str) -> bool:
    """True if one unit's name may mean the other: pound is GBP, EGP or a weight."""
    shared = table("units")["shared"]
    return two in shared.get(one, ()) or one in shared.get(two, ())


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b))


def _same_time(a: Quantity, b: Quantity) -> bool:
    if a.kind is not b.kind:
        return False
    cycle = _HALF_DAY if "12h" in (a.unit, b.unit) else _DAY
    return a.value % cycle == b.value % cycle


def _same_date(a: Date, b: Date) -> bool:
    """Part by part; a year that one side leaves out, or a weekday that fits, is no difference."""
    if a.value == b.value:
        return True
    first, second = sorted((a.value, b.value), key=lambda value: not value.startswith("-"))
    if first.startswith("--"):
        return second[4:5] == "-" and second[5:] == first[2:]
    if first.startswith("-W-"):
        day = _day(second)
        return day is not None and day.isoweekday() == int(first[3:])
    return False


def _day(value: str) -> Day | None:
    try:
        return Day.fromisoformat(value) if len(value) == 10 and value[4] == "-" else None
    except ValueError:
        return None
