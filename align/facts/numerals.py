"""Runs of number words made one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.facts import arabic, english
from align.facts.items import Item, Kind
from align.facts.literals import valued
from align.facts.units import percents
from align.model import Language

_READERS = {Language.AR: arabic.read, Language.EN: english.read}


def merged(run: Sequence[Item], language: Language) -> tuple[Item, ...]:
    """``run`` with numerals valued and number words gathered into numerals."""
    ready = _percents(valued(run, language), language)
    read = _READERS[language]
    found: list[Item] = []
    at = 0
    while at < len(ready):
        reading = read(ready, at)
        if reading is None:
            found.append(ready[at])
            at += 1
            continue
        found.append(reading.item(ready[at : reading.end]))
        at = reading.end
    return tuple(found)


def _percents(run: Sequence[Item], language: Language) -> tuple[Item, ...]:
    """``run`` with "per cent", في المئة as one mark, so that مئة is no hundred there."""
    found: list[Item] = []
    at = 0
    while at < len(run):
        hit = percents(language).at(run, at)
        if hit is None or not found:
            found.append(run[at])
            at += 1
            continue
        raw = " ".join(item.raw for item in run[at : hit[0]])
        mark = replace(run[at], form="%", end=run[hit[0] - 1].end, kind=Kind.MARK, raw=raw)
        found.append(mark)
        at = hit[0]
    return tuple(found)
