"""Facts of any text in both languages: where they stand, what they are worth, and how soon."""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Day  # noqa: N812 - as in align.model
from decimal import Decimal

from align.facts import contradicts, find, same, weekday_of
from align.facts.orders import orders
from align.model import Date, Fact, Language, Quantity
from tests.fuzz.phrases import SCRAPS, mutate, texts

__all__ = ["MOST", "SEEDS", "mutate", "run"]

SEEDS = tuple(text.encode() for pair in SCRAPS for text in pair)
MOST = 400
_DAY = Day(2026, 3, 4)
_DATE = r"(?:-|-?\d{4})(?:-\d\d(?:-\d\d)?)?|\d{4}-\d\d-\d\d"
_VALUE = re.compile(
    rf"(?:{_DATE})(?:/(?:{_DATE}))?|-?P\d+[DWMY]|-W-\d|\d{{4}}-W\d\d|\d{{2,3}}|-?\d{{4}}-[QH]\d|"
)


def run(data: bytes) -> None:
    """All that is found is sound, and written in digits of another script it is the same."""
    text = texts(data, 1)[0]
    for language in Language:
        found = find(text, language)
        sound(found, text)
        for ahead in (False, True):
            sound(find(text, language, _DAY, ahead=ahead), text)
        turned = "".join(map(_turned, text))
        assert [_told(f) for f in find(turned, language)] == [_told(f) for f in found], turned
        for fact in orders(text, language):
            assert fact.span.end <= len(text)
            assert fact.value.is_finite()


def sound(found: tuple[Fact, ...], text: str) -> None:
    """Facts in order and apart, each with a value, each the same as itself."""
    end = 0
    for fact in found:
        assert end <= fact.span.start < fact.span.end <= len(text), fact
        end = fact.span.end
        assert same(fact, fact), fact
        if isinstance(fact, Quantity):
            assert fact.value.is_finite(), fact
            assert fact.high is None or (fact.high.is_finite() and fact.high > fact.value), fact
            assert Decimal(str(fact.value)) == fact.value, fact
        elif isinstance(fact, Date):
            _dated(fact)


def _dated(fact: Date) -> None:
    assert _VALUE.fullmatch(fact.value), fact
    for day in re.findall(r"(?<![\d-])\d{4}-\d\d-\d\d", fact.value):
        Day.fromisoformat(day)
    for month in re.findall(r"(?<![\d-])\d{4}-(\d\d)(?!\d)", fact.value):
        assert 1 <= int(month) <= 12, fact
    assert fact.weekday is None or 1 <= fact.weekday <= 7, fact
    assert weekday_of(fact) in (None, *range(1, 8)), fact
    contradicts(fact)


def _turned(character: str) -> str:
    """A decimal digit of ASCII in Arabic, any other in Persian."""
    if not character.isdecimal():
        return character
    zero = 0x660 if character.isascii() else 0x6F0
    return chr(zero + unicodedata.decimal(character))


def _told(fact: Fact) -> tuple[object, ...]:
    if isinstance(fact, Quantity):
        return (fact.span, fact.kind, fact.value, fact.unit, fact.relation, fact.high)
    return (fact.span, fact.kind, getattr(fact, "value", ""))
