"""A grammar of English number words: cardinals, ordinals, fractions, digits with scale words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from align.data import table
from align.facts import units
from align.facts.items import Item, Kind
from align.facts.lexicon import Atom, atoms, denominators, wordset
from align.facts.literals import LARGEST, as_decimal
from align.facts.reading import Reading
from align.model import FactKind, Language

_EN = Language.EN
_UNBOUNDED = Decimal("Infinity")
_RANKS = ("st", "nd", "rd", "th")


def read(run: Sequence[Item], at: int) -> Reading | None:
    """The longest number that begins at ``run[at]``, as a reader would take it; None if none."""
    if run[at].form in wordset(_EN, "minus"):
        reading = _cardinal(run, at + 1) if at + 1 < len(run) else None
        return Reading(reading.end, -reading.value) if reading else None
    reading = (
        _digit_rank(run, at)
        or _year(run, at)
        or _fraction(run, at)
        or _ordinal(run, at)
        or _cardinal(run, at)
        or _roman(run, at)
    )
    if reading is None or _is_idle(run, at, reading):
        return None
    return reading


def _atom(run: Sequence[Item], at: int) -> Atom | None:
    if not 0 <= at < len(run) or run[at].kind is not Kind.WORD:
        return None
    return atoms(_EN).get(run[at].form)


def _is(atom: Atom | None, *kinds: str) -> bool:
    return atom is not None and atom.kind in kinds


def _hyphen(run: Sequence[Item], at: int) -> int:
    """The index after a hyphen that joins two words; ``at`` where there is none."""
    if at + 1 < len(run) and run[at].form == "-" and not run[at].gap and not run[at + 1].gap:
        return at + 1
    return at


def _digit_rank(run: Sequence[Item], at: int) -> Reading | None:
    """3rd, 21st."""
    if run[at].kind is not Kind.NUMERAL or at + 1 >= len(run):
        return None
    if run[at + 1].gap or run[at + 1].form not in _RANKS or not run[at].is_integer:
        return None
    return Reading(at + 2, run[at].value, True, False)


def _year(run: Sequence[Item], at: int) -> Reading | None:
    """nineteen eighty-four."""
    century = _atom(run, at)
    if not _is(century, "teens", "tens") or century is None or not 11 <= century.value <= 20:
        return None
    rest = _below_hundred(run, _hyphen(run, at + 1))
    if rest is None or rest.value < 10 or _is(_atom(run, rest.end), "scales", "hundred"):
        return None
    return Reading(rest.end, century.value * 100 + rest.value)


def _cardinal(run: Sequence[Item], at: int) -> Reading | None:
    """A sum of groups with their scale words: two million three hundred and five."""
    total, limit, end, joined = Decimal(0), _UNBOUNDED, at, at
    spelled = scaled = False
    while True:
        term = _term(run, joined)
        if term is None or not term.value < limit or (end > at and not (spelled and term.spelled)):
            break
        scale = _scale(run, joined, term.end)
        if end > at and scale >= limit:
            break
        total, end, limit = total + term.value, term.end, scale
        spelled, scaled = spelled or term.spelled, scaled or term.scaled
        if limit <= 1:
            break
        joined = end + 1 if end < len(run) and run[end].form == "and" else end
    if end == at:
        return None
    return _extended(run, Reading(end, total, False, spelled, scaled=scaled), limit)


def _scale(run: Sequence[Item], start: int, end: int) -> Decimal:
    """The product of the scale words in ``run[start:end]``."""
    product = Decimal(1)
    for k in range(start, end):
        atom = _atom(run, k)
        if _is(atom, "scales") and atom is not None:
            product *= atom.value
    return product


def _term(run: Sequence[Item], at: int) -> Reading | None:
    """A group below a thousand, or digits, with its scale words; "a million"."""
    if at >= len(run):
        return None
    if run[at].kind is Kind.NUMERAL:
        return _scaled(run, Reading(at + 1, as_decimal(run[at]), spelled=False))
    if run[at].form in ("a", "an") and _is(_atom(run, at + 1), "scales"):
        return _scaled(run, Reading(at + 1, Decimal(1)))
    group = _group(run, at)
    return _scaled(run, group, required=False) if group else None


def _scaled(run: Sequence[Item], reading: Reading, *, required: bool = True) -> Reading | None:
    """``reading`` times the scale words after it: 70 billion, £2.8bn, half a million."""
    value, end = reading.value, reading.end
    while end < len(run):
        more = run[end].form == "+" and not run[end].gap  # 300+ million
        after = _hyphen(run, end + 1 if more else end)
        atom = _atom(run, after)
        factor = atom.value if atom and atom.kind in ("scales", "hundred") else None
        if atom is None and not reading.spelled and end == reading.end:
            factor = _suffix(run, end)
        if factor is None or value.adjusted() > LARGEST:
            break
        value, end = value * factor, after + 1
    if end == reading.end and required:
        return None
    return Reading(end, value, False, reading.spelled, False, end > reading.end or reading.scaled)


def _suffix(run: Sequence[Item], at: int) -> Decimal | None:
    """The factor of a letter after digits: bn, k; m and b only where money stands before."""
    form = run[at].form
    for value, forms in table("numbers")["en"]["suffixes"].items():
        if form in forms and (len(form) > 1 or not run[at].gap):
            return Decimal(value)
    paid = at >= 2 and run[at - 2].raw[-1:] in ("$", "£", "€", "¥", "₪")
    if paid and not run[at].gap and form in ("m", "b"):
        return Decimal(1_000_000 if form == "m" else 1_000_000_000)
    return None


def _group(run: Sequence[Item], at: int) -> Reading | None:
    """A number below a thousand: three hundred and five, eleven hundred."""
    head = _below_hundred(run, at)
    if head is None and run[at].form in ("a", "an") and _is(_atom(run, at + 1), "hundred"):
        head = Reading(at + 1, Decimal(1))
    if head is None or not _is(_atom(run, _hyphen(run, head.end)), "hundred"):
        return head
    value, end = head.value * 100, _hyphen(run, head.end) + 1
    joined = end + 1 if end < len(run) and run[end].form == "and" else end
    rest = _below_hundred(run, joined)
    return Reading(rest.end, value + rest.value) if rest else Reading(end, value)


def _below_hundred(run: Sequence[Item], at: int) -> Reading | None:
    """A number below a hundred: twenty-five, twelve, zero."""
    if at < len(run) and run[at].form in wordset(_EN, "zero"):
        return Reading(at + 1, Decimal(0))
    atom = _atom(run, at)
    if atom is None or atom.kind not in ("one_to_nine", "teens", "tens"):
        return None
    if atom.kind == "tens":
        unit = _atom(run, _hyphen(run, at + 1))
        if _is(unit, "one_to_nine") and unit is not None:
            return Reading(_hyphen(run, at + 1) + 1, atom.value + unit.value)
    return Reading(at + 1, atom.value)


def _extended(run: Sequence[Item], reading: Reading, scale: Decimal) -> Reading:
    """``reading`` with "and a half", decimals after "point", or as part of a ratio."""
    end = reading.end
    tail = [i.form for i in run[end : end + 7]]
    if tail[:1] == ["-"]:
        tail = [form for form in tail if form != "-"]
    if tail[:3] == ["and", "a", "half"]:
        width = 6 if run[end].form == "-" else 3
        whole = Reading(end + width, reading.value + scale / 2, scaled=True)
        return (_scaled(run, whole, required=False) or whole) if scale == 1 else whole
    if tail[:1] == ["point"] and reading.spelled:
        return _decimals(run, reading)
    if reading.spelled and (tail[:1] == ["in"] or tail[:2] == ["out", "of"]):
        below = _group(run, end + (1 if tail[0] == "in" else 2))
        if below is not None and below.value > reading.value and reading.value < 10:
            return Reading(below.end, reading.value / below.value, scaled=True)
    return reading


def _decimals(run: Sequence[Item], reading: Reading) -> Reading:
    """three point one four."""
    at, digits = reading.end + 1, ""
    while (part := _below_hundred(run, at)) is not None and part.value < 10:
        digits, at = digits + str(part.value), part.end
    if not digits:
        return reading
    decimal = Reading(at, reading.value + Decimal(f"0.{digits}"), scaled=True)
    return _scaled(run, decimal, required=False) or decimal


def _fraction(run: Sequence[Item], at: int) -> Reading | None:
    """two-thirds, three quarters, half of, half a million, a third of, one fifth."""
    form = run[at].form
    after = _hyphen(run, at + 1)
    below = denominators(_EN).get(run[after].form) if after < len(run) else None
    head = _atom(run, at)
    if below is not None and (form == "a" or _is(head, "one_to_nine")):
        above = Decimal(1) if form == "a" or head is None else head.value
        plural = run[after].form.endswith("s")
        before_of = after + 1 < len(run) and run[after + 1].form == "of"
        if (plural and above > 1) or (above == 1 and (before_of or below.value in (2, 4))):
            if form == "a" and not before_of:
                return None
            return _share(run, Reading(after + 1, above / below.value))
    parted = at and run[at - 1].form in wordset(_EN, "share_after")
    if parted and form in denominators(_EN) and [i.form for i in run[at + 1 : at + 2]] == ["of"]:
        return Reading(at + 1, 1 / denominators(_EN)[form].value, scaled=True)  # the last third of
    ranked = at and (run[at - 1].ordinal or run[at - 1].form in ("other", "second", "first"))
    if form == "half" and at + 1 < len(run) and not ranked:
        if run[at + 1].form in wordset(_EN, "fraction_before") or run[at + 1].form == "-":
            return _share(run, Reading(at + 1, Decimal("0.5")))
        return _scaled(run, Reading(at + 1, Decimal("0.5")))
    return None


def _share(run: Sequence[Item], reading: Reading) -> Reading:
    """``reading`` of a scale word: half a million, three quarters of a billion."""
    tail = [i.form for i in run[reading.end : reading.end + 2]]
    for opening in (["of", "a"], ["a"]):
        if tail[: len(opening)] == opening:
            at = reading.end + len(opening)
            atom = _atom(run, at)
            if _is(atom, "scales") and atom is not None:
                return Reading(at + 1, reading.value * atom.value, scaled=True)
    return Reading(reading.end, reading.value, scaled=True)


def _ordinal(run: Sequence[Item], at: int) -> Reading | None:
    """third, twenty-first, two hundredth."""
    atom = _atom(run, at)
    if _is(atom, "tens") and atom is not None:
        unit_at = _hyphen(run, at + 1)
        unit = _atom(run, unit_at)
        if _is(unit, "ordinals") and unit is not None and unit.value < 10:
            return Reading(unit_at + 1, atom.value + unit.value, True)
    if atom is None or atom.kind != "ordinals":
        return None
    before = run[at - 1].form if at else ""
    after = run[_hyphen(run, at + 1)].form if at + 1 < len(run) else ""
    for name in ("first", "second", "third"):
        if run[at].form == name and (
            before in wordset(_EN, f"no_{name}_after") or after in wordset(_EN, f"no_{name}_before")
        ):
            return None
    return Reading(at + 1, atom.value, True)


def _roman(run: Sequence[Item], at: int) -> Reading | None:
    """The number of a king, a pope or a war: capitals after a capitalised name."""
    item = run[at]
    value = table("numbers")["roman"]["values"].get(item.form)
    if value is None or item.raw != item.raw.upper() or at == 0 or item.kind is not Kind.WORD:
        return None
    named = run[at - 1].raw[:1].isupper() and run[at - 1].raw[1:].islower()
    return Reading(at + 1, Decimal(value), True) if named and item.gap else None


def _is_idle(run: Sequence[Item], at: int, reading: Reading) -> bool:
    """True for "one" where it is no count: a pronoun, or an article said with weight."""
    if reading.ordinal or reading.scaled or reading.end - at >= len(run):
        return False
    if reading.value != 1 or not reading.spelled:
        return False
    unit = units.after(_EN).at(run, reading.end)
    return unit is None or unit[1].kind not in (FactKind.PERCENT, FactKind.MONEY)
