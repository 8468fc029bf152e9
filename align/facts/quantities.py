"""Numerals with what they count, what hedges them, and the other end of a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from align.facts import units
from align.facts.items import Item, Kind
from align.facts.units import Unit
from align.model import FactKind, Language, Quantity, Span

_HALF = Decimal("0.5")
_PARTS = (_HALF, Decimal("0.25"))
_PRECISION = 27  # digits that Decimal keeps
_OPENING = frozenset("<>=([")
_MOST_MINOR = 1000  # no one says 1000 cents after the dollars


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity being gathered: items ``[start, end)``, its value and unit."""

    start: int
    end: int
    value: Decimal
    unit: Unit | None = None
    high: Decimal | None = None


def quantity_at(
    run: Sequence[Item], at: int, language: Language
) -> tuple[int, int, Quantity] | None:
    """The quantity whose numeral is ``run[at]``, as (first item, end item, quantity).

    Arabic duals of units count too: يومين is two days.
    """
    if run[at].kind is not Kind.NUMERAL:
        return _dual(run, at, language)
    found = _Found(at, at + 1, run[at].value)
    found = _negative(run, found)
    if not run[at].ordinal:
        found = _ranged(run, found)
        found = _counted(run, found, language)
        found = _preceded(run, found, language)
        found = _completed(run, found, language)
        found = _below_zero(run, found, language)
    if _is_time_unit(run, at, language):
        return None
    return found.start, found.end, _quantity(run, found, run[at], language)


def _quantity(run: Sequence[Item], found: _Found, item: Item, language: Language) -> Quantity:
    unit = found.unit
    kind = unit.kind if unit else FactKind.NUMBER
    if item.ordinal:
        kind = FactKind.ORDINAL
    span = Span(run[found.start].start, run[found.end - 1].end)
    code = unit.code if unit and unit.code != "%" else None
    relation = _relation(run, found, language)
    high = None if found.high is None else _tidy(found.high)
    return Quantity(span, kind, _tidy(found.value), code, relation, high)


def _tidy(value: Decimal) -> Decimal:
    """The same value without trailing zeros or exponent: 1500000.0 is 1500000."""
    if value == value.to_integral_value() and value.adjusted() < _PRECISION:
        return value.quantize(Decimal(1))
    return value.normalize()


def _negative(run: Sequence[Item], found: _Found) -> _Found:
    """A minus sign: glued to the digits, and no hyphen of a range or a word."""
    at = found.start
    if at == 0 or run[at - 1].form not in ("-", "−") or run[at].spelled:
        return found
    sign = run[at - 1]
    opens = at == 1 or (sign.gap and run[at - 2].kind is not Kind.NUMERAL)
    opens = opens or run[at - 2].form in _OPENING
    if opens and (not run[at].gap or at == 1):
        return replace(found, start=at - 1, value=-found.value)
    return found


def _below_zero(run: Sequence[Item], found: _Found, language: Language) -> _Found:
    """The opposite of a temperature before تحت الصفر or "below zero"."""
    behind = units.below_zero(language).at(run, found.end)
    if behind is None or found.high is not None or found.value < 0:
        return found
    return replace(found, end=behind[0], value=-found.value)


def _ranged(run: Sequence[Item], found: _Found) -> _Found:
    """The upper end: 10-20, من 10 إلى 20, between 10 and 20."""
    at = found.end
    if at + 1 >= len(run) or run[at + 1].kind is not Kind.NUMERAL or run[at + 1].ordinal:
        return found
    link, high = run[at].form, run[at + 1].value
    before = run[found.start - 1].form if found.start else ""
    dash = link == "-" and run[at].gap == run[at + 1].gap
    worded = (
        (link == "to" and before not in ("win", "won", "lost"))
        or (link == "الي" and not run[found.start].spelled and not run[at + 1].spelled)
        or (before in ("from", "من") and link in ("to", "الي", "حتي"))
        or (before in ("between", "بين") and link in ("and", "و"))
    )
    low = found.value
    if run[at + 1].scaled and not run[found.start].scaled and not low.is_zero():
        scale = _scale_of(run[at + 1])
        low = low * scale if scale and low * scale < high else low
    if not (dash or worded) or not low < high:
        return found
    return replace(found, end=at + 2, value=low, high=high)


def _scale_of(item: Item) -> Decimal | None:
    """What a numeral in digits was multiplied by: 20 in "10-20 million" is 20 x a million."""
    head = item.form.split()[0]
    if item.spelled or not head.isdigit() or int(head) == 0:
        return None
    return item.value / Decimal(head)


def _counted(run: Sequence[Item], found: _Found, language: Language) -> _Found:
    """The unit before (money) or after the number."""
    sign = units.symbols(language).before(run, found.start)
    if sign is not None and _adjoins(run, sign[0], found.start):
        return replace(found, start=sign[0], unit=sign[1])
    at = found.end
    if at < len(run) and run[at].form == "-" and not run[at].gap:
        at += 1
    if [item.form for item in run[at : at + 2]] == ["من", "ال"]:
        at += 2  # 2 من الأسابيع
    elif at < len(run) and run[at].form == "ال":
        at += 1
    hit = units.after(language).at(run, at)
    if hit is None or not _is_unit(run, at, hit[1], found):
        return found
    return replace(found, end=hit[0], unit=hit[1])


def _preceded(run: Sequence[Item], found: _Found, language: Language) -> _Found:
    """The unit before a number that follows it as adjectives do: الأيام الأربعة, الأشهر الـ 18."""
    article = found.start and run[found.start - 1].form == "ال"
    at = found.start - 1 - bool(article)
    if language is not Language.AR or found.unit or at < 1 or run[at - 1].form != "ال":
        return found
    if not (article or run[found.start].definite):
        return found
    hit = units.after(language).at(run, at)
    if hit is None or hit[0] != at + 1 or hit[1].kind is not FactKind.DURATION:
        return found
    return replace(found, start=at - 1, unit=hit[1])


def _adjoins(run: Sequence[Item], start: int, end: int) -> bool:
    """A symbol touches its amount; a code stands in capitals before it."""
    return not run[end].gap or run[start].raw == run[start].raw.upper()


def _is_unit(run: Sequence[Item], at: int, unit: Unit, found: _Found) -> bool:
    """False for words that are units only when they touch the digits or are written so."""
    form = run[at].form
    numeral = run[found.start]
    if len(form) == 1 and form.isalpha():
        return not run[at].gap or form == "م" or run[at].raw == "m"
    if unit.kind is FactKind.MONEY and form in ("try", "rs", "sr", "mad", "nis", "sar"):
        return run[at].raw.isupper()
    if form == "time" or (form in ("مره", "second") and numeral.ordinal):
        return False
    return not (form == "min" and run[at].gap and numeral.spelled)


def _completed(run: Sequence[Item], found: _Found, language: Language) -> _Found:
    """What follows the unit: three dollars 42 cents, a year and a half, سنة ونصف."""
    at, unit = found.end, found.unit
    joined = at + 1 if at < len(run) and run[at].form in ("و", "and") else at
    if unit is None or joined >= len(run):
        return found
    if [item.form for item in run[at : at + 3]] == ["and", "a", "half"]:
        return replace(found, end=at + 3, value=found.value + _HALF)
    if run[joined].kind is not Kind.NUMERAL:
        return found
    number = run[joined].value
    part = units.minor(language).at(run, joined + 1)
    if unit.kind is FactKind.MONEY and part is not None and number < _MOST_MINOR:
        return replace(found, end=part[0], value=found.value + number * part[1])
    if language is Language.AR and joined > at and run[joined].spelled and number in _PARTS:
        return replace(found, end=joined + 1, value=found.value + number)
    return found


def _dual(run: Sequence[Item], at: int, language: Language) -> tuple[int, int, Quantity] | None:
    if language is not Language.AR or run[at].kind is not Kind.WORD:
        return None
    hit = units.duals().at(run, at)
    if hit is not None:
        found = _completed(run, _Found(at, hit[0], Decimal(2), hit[1]), language)
        return at, found.end, _quantity(run, found, run[at], language)
    return _unit_and_a_half(run, at, language)


def _unit_and_a_half(
    run: Sequence[Item], at: int, language: Language
) -> tuple[int, int, Quantity] | None:
    """عام ونصف, لتر وربع: one of the unit and a part."""
    hit = units.after(language).at(run, at)
    if hit is None or hit[1].kind is FactKind.PERCENT:
        return None
    found = _completed(run, _Found(at, hit[0], Decimal(1), hit[1]), language)
    if found.end == hit[0] or found.value == 1:
        return None
    return at, found.end, _quantity(run, found, run[at], language)


def _relation(run: Sequence[Item], found: _Found, language: Language) -> str:
    """The approximator before the number, or after it."""
    start = found.start
    while start and (
        run[start - 1].kind is Kind.CLITIC or run[start - 1].form in ("the", "بنسبه", "a")
    ):
        start -= 1
    hit = units.relations(language).before(run, found.start)
    hit = hit or units.relations(language).before(run, start)
    if hit is not None:
        return hit[1]
    behind = units.relations(language, behind=True).at(run, found.end)
    return behind[1] if behind else ""


def _is_time_unit(run: Sequence[Item], at: int, language: Language) -> bool:
    """True for "a second" and "per second", where the word is no rank."""
    before = run[at - 1].form if at else ""
    second = language is Language.EN and run[at].ordinal and run[at].form == "second"
    return second and before in ("per", "a", "every")
