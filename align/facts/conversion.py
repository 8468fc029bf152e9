"""Quantities in two units: the same amount, a rounded conversion, or the figure in another unit."""

from __future__ import annotations

from decimal import Decimal

from align.data import table
from align.facts.units import known
from align.model import FactKind, Quantity

_ROUNDED = Decimal("0.07")  # 5 miles are 8 km in print, 12 weeks three months
_TO_A_DIGIT = Decimal("0.12")  # and six feet two metres, where that is the nearest round number
_MONTH = Decimal("2629746")  # seconds: a twelfth of a mean Gregorian year
_BASIS = "bp"  # of a per cent or of a percentage point
_DOZEN = Decimal("0.2")  # two dozen are about twenty
_SCALES = frozenset(Decimal(10) ** n for n in (3, 6, 9, 12))


def factors(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal] | None:
    """What brings both to one unit; None where their units are of different kinds."""
    one = Decimal(1)
    if a.kind is FactKind.PERCENT and b.kind is FactKind.PERCENT and a.unit != b.unit:
        return (_size(a.unit), _size(b.unit)) if _BASIS in (a.unit, b.unit) else None
    if (a.kind is FactKind.PERCENT) != (b.kind is FactKind.PERCENT):
        return _percent_factors(a, b)
    if a.unit is None or b.unit is None or a.unit == b.unit or shared(a.unit, b.unit):
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


def shared(one: str | None, two: str | None) -> bool:
    """True if one unit's name may mean the other: pound is GBP, EGP or a weight."""
    codes = table("units")["shared"]
    return two in codes.get(one, ()) or one in codes.get(two, ())


def converted_about(a: Quantity, b: Quantity) -> bool:
    """True for a conversion as it is printed: 5 miles and 8 km, 12 weeks and three months."""
    if a.unit is None or b.unit is None or a.unit == b.unit or FactKind.TIME in (a.kind, b.kind):
        return False
    first, second = _amount(a), _amount(b)
    if first is None or second is None or first[0] != second[0]:
        return False
    off, most = abs(first[1] - second[1]), max(abs(first[1]), abs(second[1]))
    if off <= _ROUNDED * most:
        return True
    return off <= _TO_A_DIGIT * most and (_rounds_to(first[1], b) or _rounds_to(second[1], a))


def _rounds_to(amount: Decimal, quantity: Quantity) -> bool:
    """True if an amount in the family's base is ``quantity`` as written, to its last digit."""
    unit = known().get(quantity.unit or "")
    if unit is None or not unit.size or unit.family in ("fahrenheit", "months"):
        return False
    step = Decimal(1).scaleb(int(quantity.value.normalize().as_tuple().exponent))
    return (amount / unit.size / step).to_integral_value() * step == quantity.value


def _amount(quantity: Quantity) -> tuple[str, Decimal] | None:
    """A quantity's family and its amount there, months in seconds and Fahrenheit in Celsius."""
    unit = known().get(quantity.unit or "")
    if unit is None or unit.size is None:
        return None
    if unit.family == "fahrenheit":
        return "celsius", (quantity.value - 32) * 5 / 9
    if unit.family == "months":
        return "time", quantity.value * unit.size * _MONTH
    return unit.family, quantity.value * unit.size


def _size(code: str | None) -> Decimal:
    unit = known().get(code or "")
    return Decimal(1) if unit is None or unit.size is None else unit.size


def in_another_unit(a: Quantity, b: Quantity) -> bool:
    """True if both have one figure and their units, each written, differ: 5 hours, 5 days."""
    if (a.value, a.high) != (b.value, b.high) or a.value.is_zero():
        return False
    if a.kind is FactKind.PERCENT and b.kind is FactKind.PERCENT:
        return a.unit != b.unit
    if FactKind.TIME in (a.kind, b.kind) or a.unit == b.unit or shared(a.unit, b.unit):
        return False
    return None not in (a.unit, b.unit) and _of_one_kind(a, b)


def _of_one_kind(a: Quantity, b: Quantity) -> bool:
    """True for two currencies, two spans of time, or two lengths, masses and the like."""
    if FactKind.NUMBER not in (a.kind, b.kind):
        return a.kind is b.kind
    measured = table("units")["measured"]
    families = {unit.family for q in (a, b) if (unit := known().get(q.unit or ""))}
    return a.kind is b.kind and any(families <= set(group) for group in measured)


def in_another_scale(a: Quantity, b: Quantity) -> bool:
    """True if one is a thousand, a million or more times the other: 70 million, 70 billion."""
    if a.value.is_zero() or b.value.is_zero():
        return False
    return max(a.value / b.value, b.value / a.value) in _SCALES


def is_about_a_dozen(a: Quantity, b: Quantity) -> bool:
    """True for two numbers of which one is rounded as dozens are: two dozen, about twenty."""
    return abs(a.value - b.value) <= _DOZEN * max(a.value, b.value)


def comparable(a: Quantity, b: Quantity) -> bool:
    """True if two quantities may count the same thing, so that one may have become the other."""
    if FactKind.TIME in (a.kind, b.kind):
        return a.kind is b.kind
    if a.unit and b.unit and shared(a.unit, b.unit):
        return True  # 550 رطلا, 520 pounds
    if a.kind is not b.kind and FactKind.ORDINAL in (a.kind, b.kind):
        return min(a.value, b.value) > 10 and {FactKind.NUMBER} < {a.kind, b.kind}
    if None in (a.unit, b.unit) and FactKind.PERCENT not in (a.kind, b.kind):
        return True
    return a.kind is b.kind and (a.unit == b.unit or factors(a, b) is not None or _timed(a, b))


def _timed(a: Quantity, b: Quantity) -> bool:
    return a.kind is FactKind.DURATION and b.kind is FactKind.DURATION
