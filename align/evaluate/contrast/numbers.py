"""Digits changed: amounts, years, and days of a month.

Arabic counts by classes: 3 to 10 take a plural, 11 to 99 an accusative singular, hundreds a
genitive singular. A changed number stays in its class, so that its noun need not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.data import table
from align.evaluate.contrast.edit import Place
from align.model import Language, Span

# No part of a date, a time, a score, a version, a decimal's end; of words with digits only ages.
_NUMBER = re.compile(
    r"(?<![\w.,٫٬/:+#-])(?<!\bNo )\d{1,3}(?:,\d{3})+(?![\w/:-])"
    r"|(?<![\w.,٫٬/:+#-])\d+(?:[.٫]\d+)?(?!\w|[.,٫:/]\d|[/:]|-(?!year))"
)
_YEAR = re.compile(r"(?<![\w$€£.,/:-])(?:[1١][9٩]\d\d|[2٢][0٠][0-3٠-٣]\d)(?![\w,/:-]\d|\w|[%٪])")
_OLD_YEAR = re.compile(r"[1١][5-8٥-٨]\d\d")  # as likely a number, so that neither kind changes it
_SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DAYS, _LAST = (3, 28), 31  # those put in, which every month has; the last one replaced


def amounts(text: str, language: Language) -> Iterator[Place]:
    """Numbers in digits from 3 on that are neither years nor days, with others of their class."""
    taken = [p.span for p in (*years(text), *days(text, language))]
    for match in _NUMBER.finditer(text):
        span = Span(*match.span())
        if _OLD_YEAR.fullmatch(match[0]) or any(span.overlaps(t) for t in taken):
            continue
        if others := tuple(_others(match[0])):
            yield Place(span, others)


def _others(number: str) -> Iterator[str]:
    """``number`` with one digit changed, in the same class and of the same length."""
    whole = re.match(r"[\d,]+", number)
    assert whole is not None
    for place in range(whole.end()):
        digits = _digits(number[place])
        for digit in digits:
            other = number[:place] + digit + number[place + 1 :]
            if digit != number[place] and _class(other) == _class(number) is not None:
                yield other


def _digits(character: str) -> str:
    return next((digits for digits in _SCRIPTS if character in digits), "")


def _class(number: str) -> tuple[str, int] | None:
    """What decides the form of a counted noun; None for numbers that are not changed."""
    whole = re.split(r"[.٫]", number.replace(",", ""))[0]
    value, last = int(whole), int(whole) % 100
    if value < 3 or str(value) != "".join(str(int(d)) for d in whole):
        return None
    if value >= 100 and last < 3:
        return str(len(whole)), last
    return str(len(whole)) if value > 10 else "", 3 if last <= 10 else 11


def years(text: str) -> Iterator[Place]:
    """Years, with those one to nine years off."""
    for match in _YEAR.finditer(text):
        digits = _digits(match[0][0])
        year = int(match[0])
        others = (year + by for by in range(-9, 10) if by)
        yield Place(
            Span(*match.span()), tuple("".join(digits[int(d)] for d in str(o)) for o in others)
        )


def days(text: str, language: Language) -> Iterator[Place]:
    """Days beside a month's name, with other days."""
    for pattern in _day_patterns(language):
        for match in pattern.finditer(text):
            old, digits = int(match["x"]), _digits(match["x"][0])
            if _DAYS[0] <= old <= _LAST:
                others = (str(day) for day in range(_DAYS[0], _DAYS[1] + 1) if day != old)
                made = tuple("".join(digits[int(d)] for d in other) for other in others)
                yield Place(Span(*match.span("x")), made)


@cache
def _day_patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    months = "|".join(table("contrast")["months"][language.value])
    number = r"(?<![\w.,/:-])(?P<x>\d\d?)"
    if language is Language.AR:
        return (re.compile(rf"{number} (?:من )?(?:شهر )?(?:{months})(?!\w)"),)
    return (
        re.compile(rf"{number} (?:of )?(?:{months})\b"),
        re.compile(rf"\b(?:{months})\.? (?P<x>\d\d?)(?![\w:]|,\d)"),
    )
