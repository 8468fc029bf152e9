"""Rows made ready to learn from: ids, whose word each id is, and the links between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.training.edits import Edit
from align.training.linked import LinkedRow
from align.training.links import AGREED

Integers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Side:
    """One text: its ids between the special ones, and for each id the word it is a piece of.

    ``owners`` is -1 for the special pieces.
    """

    ids: Integers
    owners: Integers

    def without(self, start: int, end: int) -> Side:
        """The same text with words ``start`` to ``end`` cut out; the others keep their numbers."""
        keep = (self.owners < start) | (self.owners >= end)
        return Side(self.ids[keep], self.owners[keep])


@dataclass(frozen=True, slots=True)
class Sample:
    """A row ready to learn from.

    ``links`` has a row for each linked pair of words: Arabic, English. ``absent`` holds the
    words, Arabic and English, known to have no counterpart. ``whole`` is False where something
    was cut out, so that the two sides no longer say the same. ``near`` is a near miss: the
    English side with something changed, and the numbers of the words changed.
    """

    row: int
    arabic: Side
    english: Side
    links: Integers
    confidence: NDArray[np.float32]
    absent: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    whole: bool = True
    near: tuple[Side, frozenset[int]] | None = None

    @property
    def size(self) -> int:
        """The pieces of both sides."""
        return len(self.arabic.ids) + len(self.english.ids)


class Maker:
    """Makes samples with one tokenizer, keeping those short enough and densely enough linked."""

    def __init__(self, tokenizer: Tokenizer, longest: int = 80, density: float = 0.25) -> None:
        self._tokenizer = tokenizer
        self._longest = longest
        self._density = density

    def sample(self, number: int, row: LinkedRow) -> Sample | None:
        """The sample of a row; None where it is too long, or looks unlike a translation."""
        listed, words = row.links, (row.arabic, row.english)
        shorter = min(map(len, words))
        linked = min(len({k[side] for k in listed if k[2] == AGREED}) for side in (0, 1))
        if not listed or linked < self._density * shorter:
            return None
        arabic, english = (self._side(list(w)) for w in words)
        if max(len(arabic.ids), len(english.ids)) > self._longest:
            return None
        pairs = np.array([link[:2] for link in listed], np.int32)
        confidence = np.array([k[2] for k in listed], np.float32)
        absent = _unlinked(row) if row.complete else (frozenset[int](), frozenset[int]())
        return Sample(number, arabic, english, pairs, confidence, absent)

    def _side(self, words: list[str], numbers: Sequence[int] | None = None) -> Side:
        encoded = self._tokenizer.encode(words, is_pretokenized=True)
        known = range(len(words)) if numbers is None else numbers
        owners = [-1 if word is None else known[word] for word in encoded.word_ids]
        return Side(np.array(encoded.ids, np.int32), np.array(owners, np.int32))

    def edited(self, sample: Sample, edit: Edit | None) -> Sample:
        """``sample`` with the near miss that ``edit`` makes of it."""
        if edit is None:
            return sample
        return replace(sample, near=(self._side(edit.words, edit.numbers), edit.changed))


def missed(sample: Sample) -> Sample:
    """The sample that the near miss of ``sample`` makes: what was changed has no counterpart."""
    if sample.near is None:
        return sample
    english, changed = sample.near
    touched = np.isin(sample.links[:, 1], list(changed))
    lost = {int(i) for i in sample.links[touched, 0]} - {int(i) for i in sample.links[~touched, 0]}
    absent = (sample.absent[0] | lost, sample.absent[1] | changed)
    kept = sample.links[~touched], sample.confidence[~touched]
    return Sample(sample.row, sample.arabic, english, *kept, absent, whole=False)


def _unlinked(row: LinkedRow) -> tuple[frozenset[int], frozenset[int]]:
    """The words of both sides that nothing is linked to, marks left aside."""
    linked = [{link[side] for link in row.links} for side in (0, 1)]
    one, other = (
        frozenset(i for i, w in enumerate(words) if i not in own and w.isalnum())
        for words, own in zip((row.arabic, row.english), linked, strict=True)
    )
    return one, other


def cut(sample: Sample, generator: np.random.Generator) -> Sample:
    """``sample`` with a phrase dropped on one side; its counterparts then are known to be absent.

    Only words all of whose links led into the phrase, one of them agreed, count as absent.
    """
    side = int(generator.integers(2))
    text = (sample.arabic, sample.english)[side]
    count = int(text.owners.max()) + 1
    if count < 5:
        return sample
    length = int(generator.integers(1, max(2, count // 3)))
    start = int(generator.integers(0, count - length + 1))
    inside = (sample.links[:, side] >= start) & (sample.links[:, side] < start + length)
    agreed = {int(w) for w in sample.links[inside & (sample.confidence >= AGREED), 1 - side]}
    absent = frozenset(agreed - {int(w) for w in sample.links[~inside, 1 - side]})
    shorter = text.without(start, start + length)
    arabic, english = (shorter, sample.english) if side == 0 else (sample.arabic, shorter)
    lost = list(sample.absent)
    lost[1 - side] |= absent
    kept = sample.links[~inside], sample.confidence[~inside]
    return Sample(sample.row, arabic, english, *kept, (lost[0], lost[1]), whole=False)
