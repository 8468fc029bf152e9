"""Word pieces learnt from counted words, the same ones every time.

Byte-pair merging as WordPiece vocabularies are trained in practice (Sennrich et al. 2016). The
trainer of the tokenizers library breaks ties by chance, so that two runs give two vocabularies;
here a tie goes to the pair that sorts first.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Mapping

INSIDE = "##"
"""What marks a piece that does not begin a word."""
Pair = tuple[str, str]


def learn(counts: Mapping[str, int], size: int) -> list[str]:
    """The ``size`` most useful pieces of the words of ``counts``, the letters first."""
    words = sorted(word for word in counts if word)
    merger = _Merger([_letters(word) for word in words], [counts[word] for word in words])
    pieces = sorted({letter for letters in merger.words for letter in letters})
    known = set(pieces)
    while len(pieces) < size:
        pair = merger.best()
        if pair is None:
            break
        piece = merger.merge(pair)
        if piece not in known:
            known.add(piece)
            pieces.append(piece)
    return pieces[:size]


def _letters(word: str) -> list[str]:
    return [word[0], *(INSIDE + letter for letter in word[1:])]


class _Merger:
    """Words as lists of pieces, and the neighbouring pairs among them, counted."""

    def __init__(self, words: list[list[str]], counts: list[int]) -> None:
        self.words = words
        self._counts = counts
        self._pairs: Counter[Pair] = Counter()
        self._places: dict[Pair, set[int]] = {}
        for index, word in enumerate(words):
            self._add(index, word)
        self._heap = [(-count, pair) for pair, count in self._pairs.items()]
        heapq.heapify(self._heap)

    def best(self) -> Pair | None:
        """The pair that is found most often, None where no word has two pieces left."""
        while self._heap:
            count, pair = self._heap[0]
            if self._pairs[pair] == -count and count < 0:
                return pair
            heapq.heappop(self._heap)  # counted anew since, and pushed again
        return None

    def merge(self, pair: Pair) -> str:
        """The piece that ``pair`` becomes in all words."""
        piece = pair[0] + pair[1].removeprefix(INSIDE)
        changed: set[Pair] = set()
        for index in sorted(self._places[pair]):
            old = self.words[index]
            new = _merged(old, pair, piece)
            changed |= self._remove(index, old) | self._add(index, new)
            self.words[index] = new
        for other in sorted(changed):
            if self._pairs[other] > 0:
                heapq.heappush(self._heap, (-self._pairs[other], other))
        return piece

    def _add(self, index: int, word: list[str]) -> set[Pair]:
        pairs = list(itertools.pairwise(word))
        for pair in pairs:
            self._pairs[pair] += self._counts[index]
            self._places.setdefault(pair, set()).add(index)
        return set(pairs)

    def _remove(self, index: int, word: list[str]) -> set[Pair]:
        pairs = list(itertools.pairwise(word))
        for pair in pairs:
            self._pairs[pair] -= self._counts[index]
            self._places[pair].discard(index)
        return set(pairs)


def _merged(word: list[str], pair: Pair, piece: str) -> list[str]:
    """``word`` with each occurrence of ``pair`` replaced by ``piece``."""
    result: list[str] = []
    place = 0
    while place < len(word):
        if tuple(word[place : place + 2]) == pair:
            result.append(piece)
            place += 2
        else:
            result.append(word[place])
            place += 1
    return result
