"""The trivial checker of pairs: digit strings, counts of listed words, the ratio of lengths."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from align.data import table
from align.text import fold

_WORD, _DIGITS = re.compile(r"\w+"), re.compile(r"\d+")
_NUMBERS, _LENGTHS = ("number", "unit", "date"), ("deleted", "inserted")
_DENIED = re.compile(r"n['’]t\b")
Marks = frozenset[tuple[str, int]]


def marks(kind: str, pair: tuple[str, str]) -> Marks:
    """What differs between Arabic and English as strings; empty where nothing seems to.

    Each mark is a digit string or a row of the table, and by how many the Arabic has more of it.
    """
    ar, en = fold(pair[0]), _DENIED.sub(" not", fold(pair[1]))
    found = Counter[str]()
    if kind in _NUMBERS:
        found.update(_DIGITS.findall(ar))
        found.subtract(_DIGITS.findall(en))
    ours, theirs = Counter(_WORD.findall(ar)), Counter(_WORD.findall(en))
    for number, (row_ar, row_en) in enumerate(_rows(kind)):
        had = sum(n for w, n in ours.items() if {w, w.lstrip("وف")} & row_ar)
        found[f"row {number}"] = had - sum(theirs[w] for w in row_en)
    return frozenset((mark, n) for mark, n in found.items() if n)


def compared(kind: str) -> str:
    """What the baseline of a kind is called; "" where it has none."""
    if kind in _LENGTHS:
        return "length ratio"
    if kind in _NUMBERS:
        return "digit strings and counted words" if _rows(kind) else "digit strings"
    return "counted words" if _rows(kind) else ""


@cache
def _rows(kind: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    rows = [r for r in table("contrast")["naive"] if r["kind"] == kind]
    return tuple((frozenset(r["ar"].split()), frozenset(r["en"].split())) for r in rows)


def by_marks(
    kind: str, clean: Sequence[tuple[str, str]], edited: Sequence[tuple[int, tuple[str, str]]]
) -> tuple[float, float]:
    """The share of ``edited`` (row, pair) that differ otherwise than ``clean``; alarms per 100."""
    before = [marks(kind, pair) for pair in clean]
    after = [(marks(kind, pair), before[row]) for row, pair in edited]
    found = sum(bool(now) and now != was for now, was in after)
    return found / max(1, len(edited)), 100 * sum(map(bool, before)) / max(1, len(clean))


def by_length(
    clean: Sequence[tuple[str, str]],
    edited: Sequence[tuple[int, tuple[str, str]]],
    allowed: float,
) -> tuple[float, float]:
    """The same by the ratio of lengths, off the usual in at most ``allowed`` per 100 of ``clean``.

    A pair that was off before is not found.
    """
    usual = sorted(_ratio(p) for p in clean)
    middle = usual[len(usual) // 2]
    off = sorted((abs(r - middle) for r in usual), reverse=True)
    limit = off[min(int(allowed * len(clean) / 100), len(off) - 1)]
    found = sum(
        abs(_ratio(pair) - middle) > limit >= abs(_ratio(clean[row]) - middle)
        for row, pair in edited
    )
    return found / max(1, len(edited)), 100 * sum(r > limit for r in off) / max(1, len(clean))


def _ratio(pair: tuple[str, str]) -> float:
    return math.log(max(1, len(pair[0])) / max(1, len(pair[1])))
