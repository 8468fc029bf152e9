"""What must survive translation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from align.model.kinds import Calendar, FactKind
from align.model.texts import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its value; ``unit`` is a currency code, a unit symbol, or None.

    ``relation`` keeps the approximator: "" exact, "~" about, ">" more than, "<" less than,
    ">=" at least, "<=" up to. ``high`` is the upper end of a range.
    """

    span: Span
    kind: FactKind
    value: Decimal
    unit: str | None = None
    relation: str = ""
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date; ``value`` is ISO 8601 in the Gregorian calendar, as precise as written.

    ``calendar`` is the one it was written in; ``relative`` marks today, yesterday, Tuesday.
    ``weekday``: the day of the week named beside it, Monday is 1. ``about``: it was written as a
    part of the month (mid-March, منتصف آذار), of which the value is the middle.
    """

    span: Span
    value: str
    calendar: Calendar = Calendar.GREGORIAN
    relative: bool = False
    kind: FactKind = FactKind.DATE
    weekday: int | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name; ``key`` is its script-independent consonant skeleton."""

    span: Span
    key: str
    kind: FactKind = FactKind.NAME


Fact = Quantity | Date | Name
