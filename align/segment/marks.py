"""Quotation marks: which of them pair, and what is trimmed off the ends of a sentence."""

from __future__ import annotations

from align.model import Span
from align.segment.tokens import INVISIBLE_CHARACTERS

OPENING = "“„«‘‚‹"
CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›"}
DOUBLE = frozenset('"“”„«»')
SINGLE = frozenset("'‘’‚‹›")
MARKS = DOUBLE | SINGLE
_DASHES = frozenset("-–—•*·●▪■")


def pairs(text: str) -> dict[int, int]:
    """The offset of each paired mark's partner, both ways; linear in the length.

    Within one kind of mark, a mark that can close closes the last one open.
    """
    partner: dict[int, int] = {}
    opened: list[int] = []
    for at, mark in enumerate(text):
        if mark not in MARKS or (mark in SINGLE and apostrophe(text, at)):
            continue
        if opened and closes(text[opened[-1]], mark):
            partner[at] = opened[-1]
            partner[opened.pop()] = at
        elif mark in "\"'" or mark in CLOSING:
            opened.append(at)
    return partner


def closes(opening: str, mark: str) -> bool:
    """True if ``mark`` closes what ``opening`` opened."""
    return mark == opening if opening in "\"'" else mark in CLOSING.get(opening, "")


def apostrophe(text: str, at: int) -> bool:
    """True if the single mark stands between two letters or digits: don't, O’Brien."""
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def trimmed(text: str, span: Span) -> Span:
    """``span`` without the white space, dashes, and lone or all-enclosing quotes at its ends."""
    start, end = span.start, span.end
    partner = pairs(text[start:end])
    base = start
    while start < end:
        first, last = text[start], text[end - 1]
        if _blank(first) or (first in _DASHES and _dash(text, start, end)):
            start += 1
        elif _blank(last):
            end -= 1
        elif first in MARKS and partner.get(start - base) in (None, end - 1 - base):
            end -= 1 if partner.get(start - base) is not None else 0
            start += 1
        elif last in MARKS and partner.get(end - 1 - base) is None and not _elided(text, end):
            end -= 1
        else:
            break
    return Span(start, max(start, end))


def _blank(character: str) -> bool:
    return character.isspace() or character in INVISIBLE_CHARACTERS


def _dash(text: str, start: int, end: int) -> bool:
    """True for a dash that introduces a line, not for the sign of a number."""
    return start + 1 >= end or not text[start + 1].isdecimal()


def _elided(text: str, end: int) -> bool:
    """True for the apostrophe of a plural possessive: the ministers'."""
    return text[end - 1] in "'’" and end > 1 and text[end - 2] in "sS"
