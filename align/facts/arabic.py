"""A grammar of Arabic number words: cardinals, ordinals, fractions, digits with scale words.

The words come folded (مئة and مائة are ميه and مايه) with their clitics cut off. A number is a
sum of terms of falling magnitude joined by و; a term is a group below a thousand times its
scale words; a group is hundreds و units و tens, or a unit with عشر.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from align.facts import units
from align.facts.arabic_ordinals import ordinal_at
from align.facts.arabic_terms import (
    atom_at,
    fraction_value,
    is_kind,
    magnitude,
    opens_hundreds,
    share_at,
    skip,
    term_at,
)
from align.facts.items import Item, Kind
from align.facts.lexicon import wordset
from align.facts.reading import Reading
from align.model import FactKind, Language

_AR = Language.AR
_UNBOUNDED = Decimal("Infinity")


def read(run: Sequence[Item], at: int) -> Reading | None:
    """The longest number that begins at ``run[at]``, as a reader would take it; None if none."""
    negative = run[at].form in wordset(_AR, "minus")
    start = at + 1 if negative else at
    if start >= len(run):
        return None
    reading = (
        ordinal_at(run, start)
        or share_at(run, start)
        or _fifth(run, start)
        or _cardinal(run, start)
        or _digits(run, start, negative)
        or _part_of(run, start)
    )
    if reading is None or (not negative and _is_idle(run, at, reading)):
        return None
    if negative:
        return Reading(reading.end, -reading.value, spelled=reading.spelled)
    return reading


def _cardinal(run: Sequence[Item], at: int) -> Reading | None:
    """A sum of terms with what follows it, or a fraction."""
    summed = _sum(run, at)
    if summed is None:
        return _fraction(run, at)
    return _extended(run, *summed)


def _sum(run: Sequence[Item], at: int) -> tuple[Reading, Decimal] | None:
    """A sum of terms, and the scale of the last of them."""
    definite = run[at].form == "ال"
    total, limit, end = Decimal(0), _UNBOUNDED, at
    scaled = spelled = False
    joined = at
    while True:
        term = term_at(run, joined, definite)
        if term is None or not term.value < limit or (end > at and spelled != term.spelled):
            break
        total, end = total + term.value, term.end
        spelled = spelled or term.spelled
        scaled = scaled or term.scaled
        limit = magnitude(run, joined, end)
        joined = skip(run, end, "و")
        if (
            limit <= 1
            or share_at(run, joined)
            or (joined == end and not opens_hundreds(run, joined))
        ):
            break
    if end == at:
        return None
    return Reading(end, total, False, spelled, definite, scaled), limit


def _digits(run: Sequence[Item], at: int, negative: bool) -> Reading | None:
    """Digits that a word makes more of: سالب 5, 1 فاصلة 5, 1 على 3."""
    if run[at].kind is not Kind.NUMERAL or run[at].scaled:
        return None
    plain = Reading(at + 1, run[at].value, spelled=False)
    extended = _extended(run, plain, Decimal(1))
    return extended if negative or extended.end > plain.end else None


def _fifth(run: Sequence[Item], at: int) -> Reading | None:
    """خمس السكان: bare five before a definite noun is a fifth; the five are السكان الخمسة."""
    before = run[at - 1] if at else None
    if run[at].form != "خمس" or at + 1 >= len(run) or (before and before.form in ("ال", "و")):
        return None
    noun = run[at + 1]
    definite = noun.form.startswith("ال") and len(noun.form) > 4 and noun.kind is Kind.WORD
    return Reading(at + 1, Decimal("0.2"), scaled=True) if definite else None


def _part_of(run: Sequence[Item], at: int) -> Reading | None:
    """جزء من مئة is a hundredth."""
    if [item.form for item in run[at : at + 2]] != ["جزء", "من"]:
        return None
    below = _count(run, at + 2)
    if below is None or below.value <= 1:
        return None
    return Reading(below.end, 1 / below.value, scaled=True)


def _fraction(run: Sequence[Item], at: int) -> Reading | None:
    """A fraction by itself: نصف السكان; not the rounds and halves of a game (نصف النهائي)."""
    reading = fraction_value(run, at)
    if reading is None:
        return None
    after = skip(run, reading.end, "ال")
    following = run[after].form.removeprefix("ال") if after < len(run) else ""
    if following in wordset(_AR, "no_fraction_before"):
        return None
    if at and run[at - 1].form == "ال":
        return None  # الربع الأول: the first quarter
    return reading


def _extended(run: Sequence[Item], reading: Reading, scale: Decimal) -> Reading:
    """``reading`` with ونصف, with decimals after فاصلة, or as the numerator of a ratio."""
    joined = skip(run, reading.end, "و")
    part = fraction_value(run, joined) if joined > reading.end else None
    if part is None:
        part = _odd_fraction(run, reading, joined)
    if part is not None:
        repeated = skip(run, part.end, "ال")
        again = repeated > part.end and is_kind(atom_at(run, repeated), "scales")
        end = repeated + 1 if again else part.end  # مليون ونصف المليون
        whole = scale if scale > 1 and part.end == joined + 1 else Decimal(1)
        return Reading(end, reading.value + part.value * whole, scaled=True)
    if run[reading.end : reading.end + 1] and run[reading.end].form in wordset(_AR, "point"):
        part = _count(run, reading.end + 1)
        if part is not None and part.value == part.value.to_integral_value() and part.value >= 0:
            return Reading(part.end, reading.value + part.value.scaleb(-len(str(part.value))))
    return _ratio(run, reading)


def _odd_fraction(run: Sequence[Item], reading: Reading, joined: int) -> Reading | None:
    """وخمسين after tens, where fifty has no place: two fifths."""
    after_tens = is_kind(atom_at(run, reading.end - 1), "tens")
    if joined > reading.end and after_tens and run[joined : joined + 1]:
        return Reading(joined + 1, Decimal("0.4")) if run[joined].form == "خمسين" else None
    return None


def _ratio(run: Sequence[Item], reading: Reading) -> Reading:
    """واحد على عشرين, واحد من كل ثلاثة: one twentieth, one in three."""
    at = reading.end
    if reading.value > 10 and run[at : at + 1] and run[at].form == "خمس" and reading.spelled:
        return Reading(at + 1, reading.value / 5, scaled=True)  # مئة وثلاثون خمسا
    if at + 1 >= len(run) or run[at].form not in ("علي", "من") or reading.scaled:
        return reading
    below = _count(run, skip(run, at + 1, "كل"))
    over = run[at].form == "علي" and reading.spelled
    spelled = reading.spelled and below is not None and below.spelled and below.value > 10
    if below is None or not (abs(reading.value) == 1 or over or spelled):
        return reading
    if below.value <= abs(reading.value) or (run[at].form == "من" and not reading.spelled):
        return reading
    return Reading(below.end, reading.value / below.value, scaled=True)


def _count(run: Sequence[Item], at: int) -> Reading | None:
    """A cardinal in words or digits, without what may follow it."""
    if at >= len(run):
        return None
    summed = _sum(run, at)
    if summed is not None:
        return summed[0]
    plain = run[at].kind is Kind.NUMERAL and not run[at].scaled
    return Reading(at + 1, run[at].value, spelled=False) if plain else None


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
