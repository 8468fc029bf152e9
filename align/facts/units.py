"""Units and currencies by their names in both languages, with exact sizes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from align.data import table
from align.facts.phrases import Phrases
from align.model import FactKind, Language


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its code, the kind of quantity it makes, and its size in its family's base."""

    code: str
    kind: FactKind
    family: str = ""
    size: Decimal | None = None


_PERCENT = Unit("%", FactKind.PERCENT)


@cache
def known() -> dict[str, Unit]:
    """Units by code."""
    return {row["code"]: _unit(row) for row in table("units")["unit"]}


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        row["code"], FactKind(row.get("kind", "number")), row["family"], Decimal(row["size"])
    )


@cache
def percents(language: Language) -> Phrases[Unit]:
    """What makes a number a percentage."""
    return Phrases(
        ((name, _PERCENT) for name in table("units")["percent"][language.value]), language
    )


@cache
def after(language: Language) -> Phrases[Unit]:
    """What may stand after a number and say what it counts."""
    units = table("units")
    rows = [(name, _PERCENT) for name in units["percent"][language.value]]
    for row in units["unit"]:
        rows.extend((name, _unit(row)) for name in row.get(language.value, ()))
    for row in units["currency"]:
        unit = Unit(row["code"], FactKind.MONEY, "money")
        rows.extend((name, unit) for name in row.get(language.value, ()))
        rows.extend((name, unit) for name in row.get("symbol", ()))
    return Phrases(rows, language)


@cache
def symbols(language: Language) -> Phrases[Unit]:
    """What may stand before an amount of money: $, US$, USD."""
    rows = [
        (name, Unit(row["code"], FactKind.MONEY, "money"))
        for row in table("units")["currency"]
        for name in row.get("symbol", ())
    ]
    return Phrases(rows, language)


@cache
def minor(language: Language) -> Phrases[Decimal]:
    """Hundredths and thousandths of a currency by name."""
    rows = [
        (name, Decimal(row["size"]))
        for row in table("units")["minor"]
        for name in row.get(language.value, ())
    ]
    return Phrases(rows, language)


@cache
def duals() -> Phrases[Unit]:
    """Arabic units whose form says two: يومين."""
    rows = [(name, _unit(row)) for row in table("units")["unit"] for name in row.get("ar_dual", ())]
    for row in table("units")["currency"]:
        unit = Unit(row["code"], FactKind.MONEY, "money")
        rows.extend((name, unit) for name in row.get("ar_dual", ()))
    return Phrases(rows, Language.AR)


@cache
def relations(language: Language, *, behind: bool = False) -> Phrases[str]:
    """Approximators: before a number, or ``behind`` it (or more)."""
    rows = table("units")["relation_after" if behind else "relation"][language.value]
    return Phrases([(name, sign) for sign, names in rows.items() for name in names], language)


@cache
def below_zero(language: Language) -> Phrases[None]:
    """What makes a temperature before it negative."""
    return Phrases(
        [(name, None) for name in table("units")["below_zero"][language.value]], language
    )
