"""Text as items: words, numerals and marks, folded, with the offsets they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from unicodedata import combining

from align.facts.lexicon import clitics, month_names
from align.model import Fact, Language, Span
from align.text import Folded, folded


class Kind(StrEnum):
    """What an item is."""

    WORD = "word"
    CLITIC = "clitic"  # و ف ب ل ك ال, cut off a word that the tables know
    NUMERAL = "numeral"
    MONTH = "month"  # form: its calendar; value: its number there
    WEEKDAY = "weekday"  # value: Monday is 1
    CALENDAR = "calendar"  # a date in digits: 3.2.2026
    CLOCK = "clock"  # a time in digits: 10:30
    MARK = "mark"
    OTHER = "other"  # addresses, tags and designations such as F-16: never a quantity
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Item:
    """A word, numeral or mark; ``form`` is folded, ``start`` and ``end`` are offsets as read.

    ``gap`` is True where white space stands before it. Numerals have a ``value``; ``scaled``
    says that a word (million) or a second numeral is part of it.
    """

    form: str
    start: int
    end: int
    gap: bool
    kind: Kind
    raw: str = ""
    value: Decimal = Decimal(0)
    ordinal: bool = False
    spelled: bool = False
    definite: bool = False
    scaled: bool = False
    fact: Fact | None = None

    @property
    def span(self) -> Span:
        """Where it stands in the text as read."""
        return Span(self.start, self.end)

    @property
    def is_integer(self) -> bool:
        """True for a numeral without a fractional part."""
        return self.kind is Kind.NUMERAL and self.value == self.value.to_integral_value()


# A hyphen before a numeral makes a designation (F-16, كوفيد-19) unless the word is one of these.
_NO_DESIGNATION = r"(?!(?:mid|pre|post|early|late|non|under|over|sub|to|and|ما|نحو)-)"
_TATWEEL = "\u0640"
_CURRENCY = r"(?:us|au|a|ca|c|hk|nz|s)?\$"
_PATTERN = rf"""
    (?P<address>https?://\S+|www\.\S+|[@\#][\w]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+)
  | (?P<calendar>(?<![\d./-])(?:\d{{4}}(?P<first>[./-])\d{{1,2}}(?P=first)\d{{1,2}}
        |\d{{1,2}}(?P<then>[./-])\d{{1,2}}(?P=then)(?:\d{{4}}|\d{{2}}))(?![\d/]|[.,-]\d))
  | (?P<clock>(?<![\d:])\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?![\d:]))
  | (?P<network>\d{{1,3}}(?:\.\d{{1,2}}){{3,}})
  | (?P<currency>{_CURRENCY})
  | (?P<code>{_NO_DESIGNATION}(?:(?!(?:usd|eur|gbp|rs|sar|aed|no)\d)[a-z]+\d[\w-]*
        |[^\W\d_]+-\d[\w-]*|\b[2-6]g\b))
  | (?P<numeral>\d\u2044\d{{1,2}}|(?:(?<![\d.,])(?<!\d\ )\d{{1,3}}(?:\ \d{{3}})+(?![\d.,]|\ \d)
        |\d+(?:[.,'’]\d+)*|(?<![\w.])\.\d+)(?:e[+-]?\d{{1,2}}(?!\w))?(?:\^[+-]*\d{{1,3}})?(?!\u2044))
  | (?P<word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|°[cfم]?)
  | (?P<mark>\S)
"""
_WORD = re.compile(r"[^\W\d_]+")
_KINDS = {
    "address": Kind.OTHER,
    "network": Kind.OTHER,
    "code": Kind.OTHER,
    "calendar": Kind.CALENDAR,
    "clock": Kind.CLOCK,
    "currency": Kind.MARK,
    "numeral": Kind.NUMERAL,
    "word": Kind.WORD,
    "mark": Kind.MARK,
}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_PATTERN, re.VERBOSE)


def items(text: str, language: Language) -> tuple[Item, ...]:
    """The words, numerals and marks of ``text``; Arabic clitics cut off words of the tables."""
    view = folded(text)
    found: list[Item] = []
    pieces = list(_pieces(text, view))
    forms = ["", *(piece.form for piece in pieces), ""]
    for piece, previous, following in zip(pieces, forms, forms[2:], strict=False):
        if piece.kind is Kind.WORD and language is Language.AR:
            found.extend(_split(piece, view, clitics(piece.form, previous, following)))
        else:
            found.append(piece)
    return tuple(_placed(item, text, view) for item in found)


def _placed(item: Item, text: str, view: Folded) -> Item:
    """``item``, whose offsets count folded characters, with its offsets and form as read."""
    span = view.span(item.start, item.end)
    end = span.end
    while end < len(text) and (text[end] == _TATWEEL or combining(text[end])):
        end += 1  # marks after the last letter fold to nothing, but belong to the word
    raw = text[span.start : end]
    return Item(item.form, span.start, end, item.gap, item.kind, raw)


def _pieces(text: str, view: Folded) -> Iterator[Item]:
    """Items whose offsets still count folded characters."""
    end = 0
    while (found := _pattern().search(view.text, end)) is not None:
        kind = _KINDS[found.lastgroup or "mark"]
        if found.lastgroup == "code" and _is_month(found.group().partition("-")[0]):
            found = _WORD.search(view.text, end)  # يناير-1, January–15: no designation
            assert found is not None
            kind = Kind.WORD
        gap = found.start() > end or found.start() == 0
        end = found.end()
        if kind is Kind.NUMERAL and "⁄" not in found.group() and _raised(text, view, found.span()):
            kind = Kind.OTHER
        yield Item(found.group(), found.start(), found.end(), gap, kind)


def _is_month(form: str) -> bool:
    """True for a month's name of one word."""
    return form in month_names()


def _raised(text: str, view: Folded, at: tuple[int, int]) -> bool:
    """True if a digit is none as read: ² folds to 2, but is no digit of a number in line."""
    folds = zip(view.text[slice(*at)], view.origin[slice(*at)], strict=True)
    return any(c.isdecimal() and not text[origin].isdecimal() for c, origin in folds)


def _split(piece: Item, view: Folded, cut: tuple[str, ...]) -> Iterator[Item]:
    """A word with the clitics before it cut off, if what is left is a word of the tables."""
    at, gap = piece.start, piece.gap
    for clitic in cut:
        form = "ال" if clitic == "ل" and cut[-1] == clitic and len(cut) > 1 else clitic
        yield Item(form, at, at + len(clitic), gap, Kind.CLITIC)
        at, gap = at + len(clitic), False
    yield replace(piece, form=view.text[at : piece.end], start=at, gap=gap)
