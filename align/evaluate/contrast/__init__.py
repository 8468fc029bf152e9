"""Contrast sets: clean sentence pairs with one thing changed on one side, by a seeded generator.

The same seed and pairs give the same set. Every edit touches one span and leaves the rest of the
pair as it is; the kinds, and what stands for what, are in the tables ``contrast``,
``contrast_names`` and ``contrast_tenses``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.data import table
from align.evaluate.contrast.edit import Edit, Place, chosen
from align.evaluate.contrast.names import Names, gathered
from align.evaluate.contrast.numbers import amounts, days, years
from align.evaluate.contrast.phrases import deletions, insertions, loose
from align.evaluate.contrast.rules import rule_places
from align.evaluate.contrast.tenses import tense_places
from align.evaluate.gold import sample
from align.model import Language

SEED = 20260314
PARAPHRASE = "paraphrase"
_POOL, _NEAR = 12, 5  # phrases offered to an insertion; rows about the same thing, none of which
TextPair = tuple[str, str]  # Arabic, English


@dataclass(frozen=True, slots=True)
class Contrast:
    """Row ``row`` of a set of pairs with one edit of the text in ``language``."""

    kind: str
    row: int
    language: Language
    edit: Edit
    clean: TextPair

    @property
    def pair(self) -> TextPair:
        """Arabic and English after the edit."""
        ar, en = self.clean
        if self.language is Language.AR:
            return self.edit.apply(ar), en
        return ar, self.edit.apply(en)

    @property
    def text(self) -> str:
        """The edited side as it was."""
        return self.clean[0 if self.language is Language.AR else 1]


def kinds() -> tuple[str, ...]:
    """The kinds of edits, in the table's order."""
    return tuple(table("contrast")["kinds"])


def contrasts(
    pairs: Sequence[TextPair], kind: str, limit: int | None = None, seed: int = SEED
) -> list[Contrast]:
    """Edits of one kind, one a side at most of a pair; ``limit``: at most that many, spread evenly.

    Each depends on the seed, the kind, the row and what else is in the set, and on no other edit.
    """
    generator = _Generator(pairs, kind, seed)
    return sample([c for row in range(len(pairs)) for c in generator.edits(row)], limit)


class _Generator:
    """Makes the edits of one kind."""

    def __init__(self, pairs: Sequence[TextPair], kind: str, seed: int) -> None:
        self._pairs, self._kind, self._seed = pairs, kind, seed
        self._names = gathered(pairs) if kind == "name" else Names((), ())
        self._loose = [
            {x: tuple(loose(pair[n], x)) for n, x in enumerate(Language)}
            for pair in (pairs if kind == "inserted" else ())
        ]

    def edits(self, row: int) -> Iterator[Contrast]:
        """The edits of one pair: one of the Arabic, one of the English."""
        pair = self._pairs[row]
        for number, language in enumerate(Language):
            rng = random.Random(f"{self._seed} {self._kind} {row} {language.value}")
            edit = chosen(pair[number], self._places(row, language, rng), rng)
            if edit is not None:
                yield Contrast(self._kind, row, language, edit, pair)

    def _places(self, row: int, language: Language, rng: random.Random) -> list[Place]:
        pair = self._pairs[row]
        text = pair[0 if language is Language.AR else 1]
        places = list(rule_places(self._kind, text, language))
        if self._kind == "number":
            places += amounts(text, language)
        elif self._kind == "date":
            places += [*years(text), *days(text, language)]
        elif self._kind == "tense":
            places += tense_places(text, language)
        elif self._kind == "name":
            places += self._names.names(row, pair, language)
        elif self._kind == "deleted":
            places += deletions(text, language)
        elif self._kind == "inserted":
            places += insertions(text, language, self._others(row, language, rng))
        return places

    def _others(self, row: int, language: Language, rng: random.Random) -> tuple[str, ...]:
        """Some phrases of rows that are not near this one."""
        far = [k for k in range(len(self._pairs)) if abs(k - row) > _NEAR]
        rows = rng.sample(far, min(len(far), 4 * _POOL))
        return tuple(p for k in rows for p in self._loose[k][language])[:_POOL]
