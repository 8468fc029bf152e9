"""Whether two facts say the same, whatever script, unit, calendar or wording they use."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in align.model
from decimal import Decimal

from align.facts.skeleton import name_similarity
from align.facts.units import known
from align.model import Date, Fact, FactKind, Name, Quantity

_TOLERANCE = Decimal("1e-9")  # thirds have no end in decimals
_UP, _DOWN = (">", ">="), ("<", "<=")
SAME_NAME = 0.75
# Names that several currencies share, and the codes they may stand for.
_SHARED = {
    "dinar": frozenset("KWD JOD IQD BHD TND DZD LYD".split()),
    "riyal": frozenset("SAR QAR YER IRR OMR".split()),
    "pound": frozenset("GBP EGP SDG SYP LBP lira lb".split()),
    "kilo": frozenset(("kg", "km")),
    "lira": frozenset("TRY SYP LBP".split()),
    "dirham": frozenset("AED MAD".split()),
    "ton": frozenset(("t",)),
}


def same(a: Fact, b: Fact) -> bool:
    """True if ``a`` and ``b`` state the same value, in units that convert exactly.

    Approximators are tolerated unless they point in opposite directions; a unit or a year that
    only one side writes is no difference; a bare year is equal to the number it looks like.
    """
    if isinstance(a, Name) or isinstance(b, Name):
        both = isinstance(a, Name) and isinstance(b, Name)
        return both and name_similarity(a.key, b.key) >= SAME_NAME  # type: ignore[union-attr]
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return _same_quantity(a, b)
    if isinstance(a, Date) and isinstance(b, Date):
        return _same_date(a, b)
    date, quantity = (a, b) if isinstance(a, Date) else (b, a)
    assert isinstance(date, Date) and isinstance(quantity, Quantity)
    plain = quantity.kind is FactKind.NUMBER and date.value.isdigit()
    return plain and quantity.high is None and Decimal(date.value) == quantity.value


def _same_quantity(a: Quantity, b: Quantity) -> bool:
    if FactKind.TIME in (a.kind, b.kind):
        return a.kind is b.kind and _same_time(a, b)
    if not _kinds_agree(a, b) or (a.relation in _UP and b.relation in _DOWN):
        return False
    if a.relation in _DOWN and b.relation in _UP:
        return False
    pair = _in_one_unit(a, b)
    if pair is None or (a.high is None) != (b.high is None):
        return False
    scale_a, scale_b = pair
    if not _close(a.value * scale_a, b.value * scale_b):
        return False
    if a.high is None or b.high is None:
        return True
    return _close(a.high * scale_a, b.high * scale_b)


def _kinds_agree(a: Quantity, b: Quantity) -> bool:
    """False for a count against a rank, unless above ten, where usage mixes them (القرن 19)."""
    ranks = (a.kind is FactKind.ORDINAL, b.kind is FactKind.ORDINAL)
    if ranks[0] != ranks[1]:
        return a.value > 10
    return True


def _in_one_unit(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal] | None:
    """Factors that bring both to one unit; None where their units are of different kinds."""
    one = Decimal(1)
    percents = (a.kind is FactKind.PERCENT, b.kind is FactKind.PERCENT)
    if percents[0] != percents[1]:
        plain = b if percents[0] else a
        if plain.unit is not None:
            return None
        if abs(plain.value) > 1 or a.value == b.value:
            return one, one  # "6.6 per cent ... and 3": the sign said once for both
        return (Decimal("0.01"), one) if percents[0] else (one, Decimal("0.01"))
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return one, one
    if b.unit in _SHARED.get(a.unit, ()) or a.unit in _SHARED.get(b.unit, ()):
        return one, one
    unit_a, unit_b = known().get(a.unit), known().get(b.unit)
    if unit_a is None or unit_b is None or unit_a.family != unit_b.family:
        return None
    if unit_a.size is None or unit_b.size is None:
        return None
    return unit_a.size, unit_b.size


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b))


def _same_time(a: Quantity, b: Quantity) -> bool:
    if "12h" in (a.unit, b.unit):
        return a.value % 720 == b.value % 720
    return a.value % 1440 == b.value % 1440


def _same_date(a: Date, b: Date) -> bool:
    """Part by part; a year that one side leaves out, or a weekday that fits, is no difference."""
    if a.value == b.value:
        return True
    first, second = sorted((a.value, b.value), key=lambda v: not v.startswith("-"))
    if first.startswith("--"):
        return second[4:].startswith("-") and second[5:] == first[2:]
    if first.startswith("-W-"):
        day = _day(second)
        return day is not None and day.isoweekday() == int(first[3:])
    return False


def _day(value: str) -> Day | None:
    try:
        return Day.fromisoformat(value) if len(value) == 10 and value[4] == "-" else None
    except ValueError:
        return None
