"""Links that people made, carried from the tokens they saw to the words that are learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from align.segment import tokenize
from align.training.bitext import Row
from align.training.links import AGREED, ONE_SIDED, Weighted
from align.training.vocab import Splitter

_LINK = re.compile(r"(\d+)([-?])(\d+)")
_STRENGTHS = {"-": AGREED, "?": ONE_SIDED}
Words = tuple[list[str], list[str]]


def split_row(row: Row, splitter: Splitter) -> tuple[Words, list[Weighted]]:
    """The words of both sides, and the links that the row gives between them.

    The words of a row with links are those of its tokens, one token after the other.
    """
    if not row.links:
        return (splitter.words(row.ar), splitter.words(row.en)), []
    arabic, ours = _words(row.ar, splitter)
    english, theirs = _words(row.en, splitter)
    links: dict[tuple[int, int], float] = {}
    for match in _LINK.finditer(row.links):
        i, sign, j = int(match[1]), match[2], int(match[3])
        if i < len(ours) and j < len(theirs):
            links |= {(a, b): _STRENGTHS[sign] for a in ours[i] for b in theirs[j]}
    return (arabic, english), [(i, j, c) for (i, j), c in sorted(links.items())]


def _words(text: str, splitter: Splitter) -> tuple[list[str], list[list[int]]]:
    """The words of ``text``, and for each of its tokens the numbers of its words."""
    words: list[str] = []
    numbers: list[list[int]] = []
    for token in tokenize(text):
        own = splitter.words(token.form)
        numbers.append(list(range(len(words), len(words) + len(own))))
        words += own
    return words, numbers


def written(links: Iterable[Weighted]) -> str:
    """``links`` as a line: ``0-0 1?2``, or with their confidence where it is another."""
    return " ".join(
        f"{i}-{j}" if c == AGREED else f"{i}?{j}" if c == ONE_SIDED else f"{i}-{j}:{c:.3f}"
        for i, j, c in links
    )


def parsed(line: str) -> list[Weighted]:
    """What ``written`` wrote."""
    return [
        (int(m[1]), int(m[3]), float(m[4]) if m[4] else _STRENGTHS[m[2]])
        for m in re.finditer(r"(\d+)([-?])(\d+)(?::([\d.]+))?", line)
    ]
