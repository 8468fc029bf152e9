"""A grammar of Arabic number words: cardinals, ordinals, fractions, digits with scale words.

The words come folded (مئة and مائة are ميه and مايه) with their clitics cut off. A number is a
sum of terms of falling magnitude joined by و; a term is a group below a thousand times its
scale words; a group is hundreds و units و tens, or a unit with عشر.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeGuard

from align.facts import units
from align.facts.items import Item, Kind
from align.facts.lexicon import Atom, accusative, atoms, denominators, wordset
from align.facts.literals import as_decimal
from align.facts.reading import Reading
from align.model import FactKind, Language

_AR = Language.AR
_TANWEEN, _DAMMA = "\u064b", "\u064f"
# A vowelled خُمس is a fifth and خُمسين two fifths; bare they are five and fifty.
_SHARES = {"خمس": Decimal("0.2"), "خمسين": Decimal("0.4"), "سبع": 1 / Decimal(7)}
_UNBOUNDED = Decimal("Infinity")


def read(run: Sequence[Item], at: int) -> Reading | None:
    """The longest number that begins at ``run[at]``, as a reader would take it; None if none."""
    negative = run[at].form in wordset(_AR, "minus")
    start = at + 1 if negative else at
    if start >= len(run):
        return None
    reading = (
        _ordinal(run, start)
        or _share(run, start)
        or _cardinal(run, start)
        or _digits(run, start, negative)
        or _part_of(run, start)
    )
    if reading is None or (not negative and _is_idle(run, at, reading)):
        return None
    if negative:
        return Reading(reading.end, -reading.value, spelled=reading.spelled)
    return reading


def _atom(run: Sequence[Item], at: int) -> Atom | None:
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


def _skip(run: Sequence[Item], at: int, form: str) -> int:
    """The index after a clitic or word ``form``; ``at`` itself where it does not stand."""
    return at + 1 if at < len(run) and run[at].form == form else at


def _is(atom: Atom | None, *kinds: str) -> bool:
    return atom is not None and atom.kind in kinds


def _ordinal(run: Sequence[Item], at: int) -> Reading | None:
    """الثالث، الثالث عشر، الخامس والعشرون."""
    first = _skip(run, at, "ال")
    definite = first > at
    atom = _atom(run, first)
    if not definite or atom is None:
        return _bare_ordinal(run, first)
    follow = _skip(run, first + 1, "ال")
    if _is(atom, "ordinals", "one_to_nine") and _is(_atom(run, follow), "ten"):
        if run[first].form in ("اول", "اولي"):
            return None  # أول عشر دول: the first ten states
        if atom.kind == "ordinals" or follow == first + 1:
            return Reading(follow + 1, 10 + atom.value, atom.kind == "ordinals", definite=True)
        return None
    if _is(atom, "ordinals"):
        joined = _skip(run, _skip(run, first + 1, "و"), "ال")
        tens = _atom(run, joined)
        if run[first + 1 : first + 2] and run[first + 1].form == "و" and _is(tens, "tens"):
            assert tens is not None
            return Reading(joined + 1, atom.value + tens.value, True, definite=True)
        return Reading(first + 1, atom.value, True, definite=True)
    return None


def _bare_ordinal(run: Sequence[Item], at: int) -> Reading | None:
    """ثالث أكبر, سابع عشر; أول and ثان too common in other senses to stand bare at the end."""
    atom = _atom(run, at)
    if atom is None or atom.kind != "ordinals":
        return None
    if _is(_atom(run, at + 1), "ten") and run[at].form not in ("اول", "اولي"):
        return Reading(at + 2, 10 + atom.value, True)
    if at and run[at - 1].form in wordset(_AR, "no_ordinal_after"):
        return None
    if at + 1 < len(run) and run[at + 1].form in wordset(_AR, "no_ordinal_before"):
        return None
    if run[at].form in ("ثانيه", "حادي", "حاديه", "اولي", "ثاني", "رابعه"):
        return None if len(run) > 1 else Reading(at + 1, atom.value, True)
    adverb = run[at].form not in atoms(_AR)  # ثالثا "thirdly" counts, أولا is any "first"
    return None if adverb and atom.value < 3 else Reading(at + 1, atom.value, True)


def _cardinal(run: Sequence[Item], at: int) -> Reading | None:
    """A sum of terms, with a fraction or decimals after it."""
    definite = run[at].form == "ال"
    total, limit, end = Decimal(0), _UNBOUNDED, at
    scaled = spelled = False
    joined = at
    while True:
        term = _term(run, joined, definite)
        if term is None or not term.value < limit or (end > at and spelled != term.spelled):
            break
        total, end = total + term.value, term.end
        spelled = spelled or term.spelled
        scaled = scaled or term.scaled
        limit = _magnitude(run, joined, end)
        joined = _skip(run, end, "و")
        if limit <= 1 or _share(run, joined) or (joined == end and not _hundreds(run, joined)):
            break
    if end == at:
        return _fraction(run, at)
    return _extended(run, Reading(end, total, False, spelled, definite, scaled), limit)


def _magnitude(run: Sequence[Item], start: int, end: int) -> Decimal:
    """The product of the scale words in ``run[start:end]``: what the next term must stay below."""
    product = Decimal(1)
    for k in range(start, end):
        atom = _atom(run, k)
        if _is(atom, "scales", "dual_scales"):
            assert atom is not None
            product *= Decimal(10) ** atom.value.adjusted()
    return product


def _term(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A group with its scale words (خمسة وعشرون مليونا), or a scale word alone (ألفان, مليون)."""
    if at >= len(run):
        return None
    if run[at].kind is Kind.NUMERAL:
        if run[at].scaled:
            return None
        scaled = _scaled(run, Reading(at + 1, as_decimal(run[at]), spelled=False))
        return scaled
    start = _skip(run, at, "ال") if definite else at
    atom = _atom(run, start)
    if _is(atom, "dual_scales"):
        assert atom is not None
        return _scaled(run, Reading(start + 1, atom.value, scaled=True), required=False)
    if _is(atom, "scales") and atom is not None:
        return _lone_scale(run, start, atom)
    group = _group(run, at, definite) or _zero(run, at) or _scaled_fraction(run, at)
    return _scaled(run, group, required=False) if group else None


def _lone_scale(run: Sequence[Item], at: int, atom: Atom) -> Reading | None:
    """مليون alone is one million; the plural ملايين alone is no number, ألفا alone is two."""
    form = run[at].form
    if form in ("الاف", "تالاف", "ملايين", "بلايين") or form.endswith("ات"):
        return None
    value = atom.value
    if accusative(form) and form not in atoms(_AR) and _TANWEEN not in run[at].raw:
        if units.after(_AR).at(run, at + 1) is None and len(run) > 1:
            return None
        value = 2 * value
    return _scaled(run, Reading(at + 1, value, scaled=True), required=False)


def _scaled(run: Sequence[Item], reading: Reading, *, required: bool = True) -> Reading | None:
    """``reading`` times the scale words that follow it: مائة ألف مليون."""
    value, end = reading.value, reading.end
    while True:
        after = _skip(run, end, "ال")
        atom = _atom(run, after)
        if atom is None or atom.kind not in ("scales", "hundred"):
            break
        if atom.kind == "hundred" and (reading.spelled or end > reading.end):
            break
        value, end = value * atom.value, after + 1
    if required and end == reading.end:
        return None
    scaled = reading.scaled or end > reading.end
    return Reading(end, value, False, reading.spelled, reading.definite, scaled)


def _group(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A number below a thousand, without its scale: ثلاثمئة وخمسة وعشرون."""
    start = _skip(run, at, "ال") if definite else at
    atom, then = _atom(run, start), _atom(run, start + 1)
    value, end = Decimal(0), at
    if _is(atom, "hundred", "hundreds") and atom is not None:
        value, end = atom.value, start + 1
    elif _is(atom, "one_to_nine") and _is(then, "hundred") and atom is not None:
        value, end = atom.value * 100, start + 2
    if value:
        joined = _skip(run, end, "و")
        if joined == end and not _is_compound(run, joined):
            return Reading(end, value)
        rest = None if _share(run, joined) else _below_hundred(run, joined, definite)
        return Reading(rest.end, value + rest.value) if rest else Reading(end, value)
    return _below_hundred(run, at, definite)


def _below_hundred(run: Sequence[Item], at: int, definite: bool) -> Reading | None:
    """A number below a hundred: units و tens, units with عشر, or one word."""
    start = _skip(run, at, "ال") if definite else at
    atom = _atom(run, start)
    if atom is None or atom.kind not in ("one_to_nine", "teens", "ten", "tens"):
        return None
    if atom.kind != "one_to_nine":
        return Reading(start + 1, atom.value)
    then = _atom(run, start + 1)
    if _is(then, "ten"):
        return Reading(start + 2, 10 + atom.value)
    joined = _skip(run, start + 1, "و")
    tens_at = _skip(run, joined, "ال") if definite else joined
    tens = _atom(run, tens_at)
    if joined > start + 1 and _is(tens, "tens"):
        assert tens is not None
        return Reading(tens_at + 1, atom.value + tens.value)
    if run[start].form in ("احد", "احدي", "اثنا", "اثني", "اثنتا", "اثنتي"):
        return None  # construct forms stand only before عشر: إحدى الدول is "one of the states"
    return Reading(start + 1, atom.value)


def _is_compound(run: Sequence[Item], at: int) -> bool:
    """True for خمسة وعشرين and خمسة عشر, which may follow hundreds without و."""
    reading = _below_hundred(run, at, False)
    return reading is not None and reading.end > at + 1


def _hundreds(run: Sequence[Item], at: int) -> bool:
    """True for hundreds that may follow a thousand without و: ألف خمسمئة."""
    if _is(_atom(run, at), "hundreds"):
        return True
    return _is(_atom(run, at), "one_to_nine") and _is(_atom(run, at + 1), "hundred")


def _digits(run: Sequence[Item], at: int, negative: bool) -> Reading | None:
    """Digits that a word makes more of: سالب 5, 1 فاصلة 5, 1 على 3."""
    if run[at].kind is not Kind.NUMERAL or run[at].scaled:
        return None
    plain = Reading(at + 1, run[at].value, spelled=False)
    extended = _extended(run, plain, Decimal(1))
    return extended if negative or extended.end > plain.end else None


def _part_of(run: Sequence[Item], at: int) -> Reading | None:
    """جزء من مئة is a hundredth; خمس السكان a fifth, where the noun is definite and singular."""
    if run[at].form == "جزء" and at + 2 < len(run) and run[at + 1].form == "من":
        below = _cardinal(run, at + 2)
        return Reading(below.end, 1 / below.value, scaled=True) if _above_one(below) else None
    return None


def _above_one(reading: Reading | None) -> TypeGuard[Reading]:
    return reading is not None and reading.value > 1


def _zero(run: Sequence[Item], at: int) -> Reading | None:
    """صفر, where the month of that name has not claimed it."""
    return Reading(at + 1, Decimal(0)) if run[at].form in wordset(_AR, "zero") else None


def _scaled_fraction(run: Sequence[Item], at: int) -> Reading | None:
    """نصف مليون and ثلاثة أرباع المليون, up to the scale word."""
    reading = _fraction_value(run, at)
    if reading is None:
        return None
    return reading if _is(_atom(run, _skip(run, reading.end, "ال")), "scales") else None


def _fraction_value(run: Sequence[Item], at: int) -> Reading | None:
    """نصف، ثلثا، ثلاثة أرباع."""
    atom = _atom(run, at)
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


def _share(run: Sequence[Item], at: int) -> Reading | None:
    """ثلاثة أرباع: a counted fraction, with no scale word after it."""
    atom = _atom(run, at)
    if not _is(atom, "one_to_nine", "tens") or at + 1 >= len(run):
        return None
    if run[at + 1].form not in denominators(_AR) or _scaled_fraction(run, at):
        return None
    return _fraction_value(run, at)


def _fraction(run: Sequence[Item], at: int) -> Reading | None:
    """A fraction by itself: نصف السكان; not the rounds and halves of a game (نصف النهائي)."""
    reading = _fraction_value(run, at)
    if reading is None:
        return None
    after = _skip(run, reading.end, "ال")
    if after < len(run) and run[after].form in wordset(_AR, "no_fraction_before"):
        return None
    if at and run[at - 1].form == "ال":
        return None  # الربع الأول: the first quarter
    return reading


def _extended(run: Sequence[Item], reading: Reading, scale: Decimal) -> Reading:
    """``reading`` with ونصف, with decimals after فاصلة, or as the numerator of a ratio."""
    joined = _skip(run, reading.end, "و")
    if joined > reading.end:
        part = _fraction_value(run, joined)
        if part is not None:
            end = part.end
            repeated = _skip(run, end, "ال")
            if repeated > end and _is(_atom(run, repeated), "scales"):
                end = repeated + 1  # مليون ونصف المليون
            whole = scale if scale > 1 and part.end == joined + 1 else Decimal(1)
            return Reading(end, reading.value + part.value * whole, scaled=True)
    if run[reading.end : reading.end + 1] and run[reading.end].form in wordset(_AR, "point"):
        part = _count(run, reading.end + 1)
        if part is not None and part.value == part.value.to_integral_value() and part.value >= 0:
            return Reading(part.end, reading.value + part.value.scaleb(-len(str(part.value))))
    return _ratio(run, reading)


def _ratio(run: Sequence[Item], reading: Reading) -> Reading:
    """واحد على عشرين, واحد من كل ثلاثة: one twentieth, one in three."""
    at = reading.end
    if at + 1 >= len(run) or run[at].form not in ("علي", "من") or reading.scaled:
        return reading
    below = _count(run, _skip(run, at + 1, "كل"))
    over = run[at].form == "علي" and reading.spelled
    spelled = reading.spelled and below is not None and below.spelled and below.value > 10
    if below is None or not (abs(reading.value) == 1 or over or spelled):
        return reading
    if below.value <= abs(reading.value) or (run[at].form == "من" and not reading.spelled):
        return reading
    return Reading(below.end, reading.value / below.value, scaled=True)


def _count(run: Sequence[Item], at: int) -> Reading | None:
    """A cardinal in words or digits."""
    if at >= len(run):
        return None
    if run[at].kind is Kind.NUMERAL and not run[at].scaled:
        return _cardinal(run, at) or Reading(at + 1, run[at].value, spelled=False)
    return _cardinal(run, at)


def _is_idle(run: Sequence[Item], at: int, reading: Reading) -> bool:
    """True for words that only look like a number: واحد "a", الاثنين "the two"."""
    if reading.ordinal or reading.scaled or reading.end - at >= len(run):
        return False
    if reading.value == 1 and reading.spelled:
        unit = units.after(_AR).at(run, reading.end)
        return unit is None or unit[1].kind not in (FactKind.PERCENT, FactKind.MONEY)
    before = run[at - 1].form if at else ""
    if reading.value == 2 and (reading.definite or before == "ال"):
        return True
    return before in wordset(_AR, "no_pair_after") and reading.value == 2
