"""Numerals in digits by value, in either separator convention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from align.facts.items import Item, Kind
from align.model import Language
from align.text import fold

_GROUPED = re.compile(r"\d{1,3}(?:([., '’])\d{3})(?:\1\d{3})*")
_LITERAL = re.compile(
    r"(?P<digits>[\d.,'’ ]*\d)(?:e(?P<exponent>[+-]?\d+))?(?:\^(?P<sign>[+-]*)(?P<power>\d+))?"
)
# 3/4 and 7/10 are fractions; 24/7 and 9/11 are names.
LARGEST = 24  # the power of ten above which digits are a code and no number
_FRACTION_BASES = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 100, 1000))
_DATE_CUES = frozenset(("يوم", "بتاريخ", "on", "dated"))


def literal(form: str, language: Language) -> Decimal | None:
    """The value of a numeral in digits; None for what is no number, such as 192.168.1.2.

    One separator before exactly three digits is ambiguous: a comma then groups thousands
    everywhere, a point only in Arabic (1.200 شخص), and neither after a zero (0.125).
    """
    if "⁄" in form:
        above, _, below = form.partition("⁄")
        return Decimal(above) / Decimal(below) if int(below) else None
    found = _LITERAL.fullmatch(form)
    digits = plain(found["digits"], language) if found else None
    if found is None or digits is None:
        return None
    value = Decimal(digits)
    with localcontext() as context:
        context.prec = 28
        if found["exponent"]:
            value = value.scaleb(int(found["exponent"]))
        if found["power"] and value:
            value = value ** (int(found["power"]) * (-1 if found["sign"].count("-") == 1 else 1))
    return value if value.adjusted() <= LARGEST else None


def plain(digits: str, language: Language) -> str | None:
    """``digits`` without grouping, with a point before the fraction; None if no number."""
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return digits
    head, _, tail = digits.rpartition(marks[-1])
    if len(marks) > 1:
        grouped = _GROUPED.fullmatch(digits)
        if grouped:
            return _bare(digits)
        # 12.220,13 and 12,220.13: the last mark is the point, those before it group.
        lead = _GROUPED.fullmatch(head)
        return f"{_bare(head)}.{tail}" if lead else None
    if marks[0] in " '’":
        return _bare(digits)
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not head.startswith("0") and (marks[0] == "," or language is Language.AR):
        return head + tail
    return f"{head or '0'}.{tail}"


def readings(written: str) -> tuple[Decimal, ...]:
    """Every value that an ambiguous numeral may have: 1.200 and 1,200 as whole or as decimals."""
    found = re.fullmatch(r"(\d{1,3})[.,](\d{3})\D*", "".join(fold(written).split()))
    if not found:
        return ()
    return Decimal(found[1] + found[2]), Decimal(f"{found[1]}.{found[2]}")


def as_decimal(item: Item) -> Decimal:
    """The value of ``item`` before a scale word, where a lone mark is a point: 1.716 مليار."""
    found = readings(item.form)
    return found[1] if found and "." in item.form else item.value


def _bare(digits: str) -> str:
    return "".join(c for c in digits if c.isdigit())


def valued(run: Sequence[Item], language: Language) -> tuple[Item, ...]:
    """``run`` with its numerals valued and fractions in digits (3/4, 2 1/4) gathered."""
    ready: list[Item] = []
    for item in run:
        if item.kind is not Kind.NUMERAL:
            ready.append(item)
            continue
        value = literal(item.form, language)
        kind = Kind.OTHER if value is None else Kind.NUMERAL
        ready.append(replace(item, kind=kind, value=value or Decimal(0)))
    found: list[Item] = []
    at = 0
    while at < len(ready):
        end, item = _fraction(ready, at, language) or (at + 1, ready[at])
        whole = found[-1] if found else None
        part = end > at + 1 or "⁄" in item.form
        if part and whole is not None and _is_mixed(whole, item):
            found.pop()
            item = _joined([whole, item], whole.value + item.value)
        found.append(item)
        at = end
    return tuple(found)


def _fraction(run: Sequence[Item], at: int, language: Language) -> tuple[int, Item] | None:
    """3/4, 11/10; Arabic writers also set 2/1 for one half, from right to left."""
    three = run[at : at + 3]
    if len(three) < 3 or three[1].form != "/" or three[1].gap or three[2].gap:
        return None
    if any(i.kind is not Kind.NUMERAL or not i.form.isdigit() for i in (three[0], three[2])):
        return None
    if run[at + 3 : at + 4] and run[at + 3].form == "/" and not run[at + 3].gap:
        return None
    if at and (run[at - 1].form in _DATE_CUES or run[at - 1].form == "/"):
        return None
    above, below = three[0].value, three[2].value
    if language is Language.AR and below == 1 and above in _FRACTION_BASES:
        above, below = below, above
    if int(below) not in _FRACTION_BASES or above == below or (above > below and below < 10):
        return None
    return at + 3, _joined(three, above / below)


def _is_mixed(whole: Item, part: Item) -> bool:
    """True for 2 1/4 and 2½."""
    return whole.kind is Kind.NUMERAL and whole.form.isdigit() and 0 < part.value < 1


def _joined(run: Sequence[Item], value: Decimal) -> Item:
    raw = "".join(item.raw for item in run)
    return replace(
        run[0], form=raw, raw=raw, end=run[-1].end, kind=Kind.NUMERAL, value=value, scaled=True
    )
