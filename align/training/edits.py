"""Near misses: an English sentence with one number, name, negation or claim changed.

They are what a comparison of versions has to notice, and what sentence vectors trained on
unrelated negatives alone pass over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

_TABLE = Path(__file__).with_name("edits.toml")
_CAPITAL = re.compile(r"(?<=[\w,] )[A-Z][a-z]{2,}")
_NOT = "not"


@dataclass(frozen=True, slots=True)
class Edit:
    """The words after an edit, the number that each had before, and which ones are new.

    A word that was put in has the number after the last one's.
    """

    words: list[str]
    numbers: list[int]
    changed: frozenset[int]


class Editor:
    """Makes one edit at a time; ``names`` are those that take each other's place."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        table = _table()
        self._names = sorted(set(names))
        self._known = frozenset(self._names)
        self._others: dict[str, list[str]] = {}
        for group in table["groups"]:
            for word in group:
                self._others.setdefault(word, []).extend(w for w in group if w != word)
        self._auxiliaries = frozenset(table["auxiliaries"])
        self._negations = frozenset(table["negations"])

    def edit(self, words: Sequence[str], text: str, generator: np.random.Generator) -> Edit | None:
        """One edit of ``words``, which are those of ``text``; None where there is nothing to."""
        capitals = {name.lower() for name in _CAPITAL.findall(text)} & self._known
        edits = list(self._possible(words, capitals))
        if not edits:
            return None
        kind, place = edits[int(generator.integers(len(edits)))]
        return self._made(words, kind, place, generator)

    def _possible(self, words: Sequence[str], capitals: set[str]) -> Iterator[tuple[str, int]]:
        """What can be done where; negation last, since nearly every sentence could have it."""
        negated = False
        for place, word in enumerate(words):
            if word.isdigit() and word.isascii():
                yield "number", place
            elif word in capitals:
                yield "name", place
            elif word in self._negations:
                negated = True
                yield "drop", place
            elif word in self._others:
                yield "other", place
        places = [i for i, word in enumerate(words) if word in self._auxiliaries]
        if places and not negated:
            yield "negate", places[0]

    def _made(
        self, words: Sequence[str], kind: str, place: int, generator: np.random.Generator
    ) -> Edit:
        numbers = list(range(len(words)))
        if kind == "drop":
            kept = [i for i in numbers if i != place]
            return Edit([words[i] for i in kept], kept, frozenset({place}))
        if kind == "negate":
            at, new = place + 1, len(words)
            longer = [*words[:at], _NOT, *words[at:]]
            return Edit(longer, [*numbers[:at], new, *numbers[at:]], frozenset({new}))
        changed = list(words)
        changed[place] = self._instead(words[place], kind, generator)
        return Edit(changed, numbers, frozenset({place}))

    def _instead(self, word: str, kind: str, generator: np.random.Generator) -> str:
        if kind == "number":
            at = int(generator.integers(len(word)))
            digit = (int(word[at]) + int(generator.integers(1, 10))) % 10
            return word[:at] + str(digit) + word[at + 1 :]
        choices = self._names if kind == "name" else self._others[word]
        others = [c for c in choices if c != word] or [word[::-1]]
        return others[int(generator.integers(len(others)))]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
