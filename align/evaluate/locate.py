"""Gold strings found in documents, and runs of words compared by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from align.model import Span

_WORD = re.compile(r"\w+")
WordSet = frozenset[int]
ENOUGH = 0.5  # of the shorter run's words: from here on two runs are held to be the same words


class Words:
    """The words of a text by number, so that spans compare word by word, whatever the marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [m.span() for m in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def __len__(self) -> int:
        return len(self._starts)

    def within(self, span: Span | None) -> WordSet:
        """The numbers of the words that ``span`` touches."""
        if span is None:
            return frozenset()
        first = bisect_right(self._ends, span.start)
        return frozenset(range(first, max(first, bisect_left(self._starts, span.end))))

    def occurrences(self, quoted: str) -> tuple[Span, ...]:
        """Where ``quoted`` stands in the text, white space apart."""
        pattern = r"\s+".join(re.escape(word) for word in quoted.split())
        return tuple(Span(*m.span()) for m in re.finditer(pattern, self.text)) if pattern else ()

    def first(self, quoted: str) -> Span | None:
        """Where ``quoted`` first stands, None if it does not occur."""
        return next(iter(self.occurrences(quoted)), None)


def same(first: WordSet, second: WordSet) -> bool:
    """True if the two runs share at least half of the shorter one's words."""
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= ENOUGH * shorter
