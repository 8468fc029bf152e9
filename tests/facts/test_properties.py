"""What holds for any text and any number."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from align.facts import find, same
from align.model import Language, Quantity

DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
FEMININE = ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة")
SCALES = (
    (10**9, "مليار", "ملياران", "مليارات", "ملياراً"),
    (10**6, "مليون", "مليونان", "ملايين", "مليوناً"),
    (10**3, "ألف", "ألفان", "آلاف", "ألفاً"),
)
ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = [
    "-",
    "-",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]


def below_thousand(number: int, feminine: bool = False) -> str:
    """An Arabic cardinal below a thousand, by the rules of agreement."""
    units = FEMININE if feminine else UNITS
    parts = []
    hundreds, rest = divmod(number, 100)
    if hundreds:
        parts.append((*HUNDREDS, "ثمانمئة", "تسعمئة")[hundreds])
    if 0 < rest <= 10:
        parts.append(units[rest])
    elif 10 < rest < 20:
        one = {11: ("أحد", "إحدى"), 12: ("اثنا", "اثنتا")}.get(rest, (units[rest - 10],) * 2)
        parts.append(f"{one[feminine]} {'عشرة' if feminine else 'عشر'}")
    elif rest:
        tens, unit = divmod(rest, 10)
        parts.extend(filter(None, (units[unit], TENS[tens])))
    return " و".join(parts)


def arabic(number: int, feminine: bool = False) -> str:
    """An Arabic cardinal, written by rules that owe nothing to the reader under test."""
    if number == 0:
        return "صفر"
    parts = []
    for scale, one, two, few, many in SCALES:
        count, number = divmod(number, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two)
        elif count:
            last = count % 100
            noun = few if 3 <= last <= 10 else one if last in (0, 1, 2) else many
            parts.append(f"{below_thousand(count)} {noun}")
    if number:
        parts.append(below_thousand(number, feminine))
    return " و".join(parts)


def english(number: int) -> str:
    """An English cardinal."""
    if number < 20:
        return ENGLISH[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return ENGLISH_TENS[tens] + (f"-{ENGLISH[unit]}" if unit else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            head, rest = divmod(number, scale)
            return f"{english(head)} {name}" + (f" {english(rest)}" if rest else "")
    head, rest = divmod(number, 100)
    return f"{english(head)} hundred" + (f" and {english(rest)}" if rest else "")


numbers = st.integers(0, 10**9) | st.integers(0, 2000) | st.integers(1, 999).map(lambda n: n * 1000)


@given(numbers, st.booleans())
def test_any_arabic_cardinal_is_read_back(number: int, feminine: bool) -> None:
    """A spelled number is one quantity with its value, whatever its gender."""
    (fact,) = find(arabic(number, feminine), Language.AR)

    assert isinstance(fact, Quantity)
    assert Decimal(number) == fact.value


@given(numbers)
def test_any_english_cardinal_is_read_back(number: int) -> None:
    """A spelled number is one quantity with its value."""
    (fact,) = find(english(number), Language.EN)

    assert isinstance(fact, Quantity)
    assert Decimal(number) == fact.value


@given(numbers)
def test_words_agree_across_languages(number: int) -> None:
    """A number says the same in Arabic words, English words and digits."""
    facts = [
        find(f"{arabic(number)}", Language.AR)[0],
        find(f"{english(number)}", Language.EN)[0],
        find(f"{number:,}", Language.EN)[0],
    ]

    assert all(same(facts[0], fact) for fact in facts[1:])


@given(st.integers(0, 10**12), st.sampled_from(DIGITS), st.sampled_from(DIGITS))
def test_digits_of_any_script_agree(number: int, one: str, other: str) -> None:
    """The script of the digits makes no difference."""
    texts = ["".join(digits[int(c)] for c in str(number)) for digits in (one, other)]

    first, second = (find(f"عدد {text} نسخة", Language.AR)[0] for text in texts)

    assert first == second


PIECES = (
    *"0123456789٠٥۹.,/-:%$£–½²()'\"،٫ \n",
    *("ال", "و", "خمسة", "عشر", "مليون", "نصف", "شباط", "هـ", "من", "على", "الساعة", "ونصف"),
    *("يومين", "مئة", "الاثنين", "three", " and ", "half", "million", "March", "Tuesday", " to "),
    *("2026", "th", "BC", "s", "January–", "\u200f", "\u064b"),
)
pieces = st.sampled_from(PIECES)


@given(
    st.lists(pieces, max_size=14).map("".join)
    | st.text(max_size=60)
    | pieces.map(lambda piece: f"{piece} " * 300),
    st.sampled_from(Language),
)
def test_any_text_gives_ordered_facts_that_quote_it(text: str, language: Language) -> None:
    """Nothing raises; spans lie in the text, in order, without overlap, and quote something."""
    facts = find(text, language)

    ends = [0, *(fact.span.end for fact in facts)]
    assert all(end <= fact.span.start for end, fact in zip(ends, facts, strict=False))
    assert all(fact.span.of(text).strip() for fact in facts)
