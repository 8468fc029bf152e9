"""Runs of words that may be missing: a phrase that a reader would name, not scattered words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.unrendered.sides import Words

ABSENT = 0.4  # null probability from which a content word may be missing
PRESENT = 0.25  # below it, a word ends a run of such words
_OPENS = 0.5  # null probability from which a function word before a run is part of it


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last``, both in it, of one side of a bead."""

    first: int
    last: int

    def content(self, words: Words) -> list[int]:
        """Its content words."""
        return [n for n in range(self.first, self.last + 1) if words.content[n]]


def runs(words: Words) -> Iterator[Run]:
    """Maximal runs that begin and end with unsupported content words.

    Function words and punctuation neither start, end nor break a run; a supported content word
    breaks it.
    """
    first = last = -1
    for n, null in enumerate(words.nulls):
        if not words.content[n]:
            continue
        if null >= ABSENT:
            first, last = (n if first < 0 else first), n
        elif null < PRESENT and first >= 0:
            yield Run(first, last)
            first = last = -1
    if first >= 0:
        yield Run(first, last)


def opened(run: Run, words: Words) -> Run:
    """A phrase with the function words that open it: which, in the; a word or two stay alone."""
    first = run.first
    if len(run.content(words)) > 1:
        while first and _opens(first - 1, words):
            first -= 1
    return Run(first, run.last)


def _opens(n: int, words: Words) -> bool:
    unlinked = words.links[n] is None and words.nulls[n] >= _OPENS
    return words.tokens[n].is_word and not words.content[n] and unlinked
