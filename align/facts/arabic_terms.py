"""The parts of Arabic numbers: groups below a thousand, terms with scale words, fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeGuard

from align.facts import units
from align.facts.items import Item, Kind
from align.facts.lexicon import Atom, accusative, atoms, denominators, wordset
from align.facts.literals import LARGEST, as_decimal
from align.facts.reading import Reading
from align.model import Language

_AR = Language.AR
_TANWEEN, _DAMMA = "\u064b", "\u064f"
# A vowelled خُمس is a fifth and خُمسين two fifths; bare they are five and fifty.
_SHARES = {"خمس": Decimal("0.2"), "خمسين": Decimal("0.4"), "سبع": 1 / Decimal(7)}
# These stand only before عشر: إحدى الدول is "one of the states".
_CONSTRUCT = frozenset(("احد", "احدي", "اثنا", "اثني", "اثنتا", "اثنتي"))
_LONE_PLURALS = frozenset(("الاف", "تالاف", "ملايين", "بلايين"))


def atom_at(run: Sequence[Item], at: int) -> Atom | None:
    """The number word at ``run[at]``."""
    if not 0 <= at < len(run) or run[at].kind is not Kind.WORD:
        return None
    form = run[at].form
    known = atoms(_AR)
    if form in wordset(_AR, "never_split"):
        return None
    if form in _SHARES and _DAMMA in run[at].raw:
        return Atom("fractions", _SHARES[form])
    if form in known:
        bare_seat = form in wordset(_AR, "needs_hamza") and "ئ" not in run[at].raw
        return None if bare_seat else known[form]
    return known.get(accusative(form) or "")


def skip(run: Sequence[Item], at: int, form: str) -> int:
    """The index after a clitic or word ``form``; ``at`` itself where it does not stand."""
    return at + 1 if at < len(run) and run[at].form == form else at


def is_kind(atom: Atom | None, *kinds: str) -> TypeGuard[Atom]:
    """True if there is a number word and it is of one of ``kinds``."""
    return atom is not None and atom.kind in kinds


def magnitude(run: Sequence[Item], start: int, end: int) -> Decimal:
    """The product of the scale words in ``run[start:end]``: what the next term must stay below."""
    product = Decimal(1)
    for k in range(start, end):
        atom = atom_at(run, k)
        if is_kind(atom, "scales", "dual_scales"):
            product *= Decimal(10) ** atom.value.adjusted()
    return product


def term_at(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A group with its scale words (خمسة وعشرون مليونا), or a scale word alone (ألفان, مليون)."""
    if at >= len(run):
        return None
    if run[at].kind is Kind.NUMERAL:
        digits = Reading(at + 1, as_decimal(run[at]), spelled=False)
        return None if run[at].scaled else _scaled(run, digits)
    start = skip(run, at, "ال") if definite else at
    atom = atom_at(run, start)
    if is_kind(atom, "dual_scales"):
        return _scaled(run, Reading(start + 1, atom.value, scaled=True), required=False)
    if is_kind(atom, "scales"):
        return _lone_scale(run, start, atom)
    group = _group(run, at, definite) or _zero(run, at) or _scaled_fraction(run, at)
    return _scaled(run, group, required=False) if group else None


def _lone_scale(run: Sequence[Item], at: int, atom: Atom) -> Reading | None:
    """مليون alone is one million; the plural ملايين alone is no number, ألفا alone is two."""
    form = run[at].form
    if form in _LONE_PLURALS or form.endswith("ات"):
        return None
    value = atom.value
    if accusative(form) and form not in atoms(_AR) and _TANWEEN not in run[at].raw:
        joined = skip(run, at + 1, "و") > at + 1  # مليونا ونصف, ألفا ومئتين: one and more
        if not joined and units.after(_AR).at(run, at + 1) is None and len(run) > 1:
            return None
        value = value if joined else 2 * value
    return _scaled(run, Reading(at + 1, value, scaled=True), required=False)


def _scaled(run: Sequence[Item], reading: Reading, *, required: bool = True) -> Reading | None:
    """``reading`` times the scale words that follow it: مائة ألف مليون."""
    value, end = reading.value, reading.end
    while True:
        after = skip(run, end, "ال")
        atom = atom_at(run, after)
        if atom is None or atom.kind not in ("scales", "hundred"):
            break
        if atom.kind == "hundred" and (reading.spelled or end > reading.end):
            break
        if value.adjusted() > LARGEST:
            break
        value, end = value * atom.value, after + 1
    if required and end == reading.end:
        return None
    scaled = reading.scaled or end > reading.end
    return Reading(end, value, False, reading.spelled, reading.definite, scaled)


def _group(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A number below a thousand, without its scale: ثلاثمئة وخمسة وعشرون."""
    start = skip(run, at, "ال") if definite else at
    atom, then = atom_at(run, start), atom_at(run, start + 1)
    value, end = Decimal(0), at
    if is_kind(atom, "hundred", "hundreds"):
        value, end = atom.value, start + 1
    elif is_kind(atom, "one_to_nine") and is_kind(then, "hundred"):
        value, end = atom.value * 100, start + 2
    if value:
        joined = skip(run, end, "و")
        if joined == end and not _is_compound(run, joined):
            return Reading(end, value)
        rest = None if share_at(run, joined) else _below_hundred(run, joined, definite)
        return Reading(rest.end, value + rest.value) if rest else Reading(end, value)
    return _below_hundred(run, at, definite)


def _below_hundred(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A number below a hundred: units و tens, units with عشر, or one word."""
    start = skip(run, at, "ال") if definite else at
    atom = atom_at(run, start)
    if atom is None or atom.kind not in ("one_to_nine", "teens", "ten", "tens"):
        return None
    if atom.kind != "one_to_nine":
        return Reading(start + 1, atom.value)
    then = atom_at(run, start + 1)
    if is_kind(then, "ten"):
        return Reading(start + 2, 10 + atom.value)
    joined = skip(run, start + 1, "و")
    tens_at = skip(run, joined, "ال") if definite else joined
    tens = atom_at(run, tens_at)
    if joined > start + 1 and is_kind(tens, "tens"):
        return Reading(tens_at + 1, atom.value + tens.value)
    return None if run[start].form in _CONSTRUCT else Reading(start + 1, atom.value)


def _is_compound(run: Sequence[Item], at: int) -> bool:
    """True for خمسة وعشرين and خمسة عشر, which may follow hundreds without و."""
    reading = _below_hundred(run, at, False)
    return reading is not None and reading.end > at + 1


def opens_hundreds(run: Sequence[Item], at: int) -> bool:
    """True for hundreds that may follow a thousand without و: ألف خمسمئة."""
    if is_kind(atom_at(run, at), "hundreds"):
        return True
    return is_kind(atom_at(run, at), "one_to_nine") and is_kind(atom_at(run, at + 1), "hundred")


def _zero(run: Sequence[Item], at: int) -> Reading | None:
    """صفر, where the month of that name has not claimed it."""
    return Reading(at + 1, Decimal(0)) if run[at].form in wordset(_AR, "zero") else None


def _scaled_fraction(run: Sequence[Item], at: int) -> Reading | None:
    """نصف مليون and ثلاثة أرباع المليون, up to the scale word."""
    reading = fraction_value(run, at)
    if reading is None:
        return None
    return reading if is_kind(atom_at(run, skip(run, reading.end, "ال")), "scales") else None


def fraction_value(run: Sequence[Item], at: int) -> Reading | None:
    """نصف، ثلثا، ثلاثة أرباع."""
    atom = atom_at(run, at)
    if atom is None:
        return None
    if atom.kind == "fractions":
        return Reading(at + 1, atom.value)
    if at + 1 >= len(run) or run[at + 1].kind is not Kind.WORD:
        return None
    below = denominators(_AR).get(run[at + 1].form)
    group = _group(run, at, False)
    if below is None or group is None or group.end != at + 1:
        return None
    return Reading(at + 2, group.value / below.value)


def share_at(run: Sequence[Item], at: int) -> Reading | None:
    """ثلاثة أرباع: a counted fraction, with no scale word after it."""
    atom = atom_at(run, at)
    if not is_kind(atom, "one_to_nine", "tens") or at + 1 >= len(run):
        return None
    if run[at + 1].form not in denominators(_AR) or _scaled_fraction(run, at):
        return None
    return fraction_value(run, at)
