"""Arabic words cut into clitics and stem, for the statistical aligner alone.

English writes apart what Arabic writes together: وبكتابهم = and + in + their + book. Aligned
as segments and gathered again, such words take the links of all their parts, articles and
possessives included, which is how people link them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

_ARTICLE = "ال"
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك", "س")
_SUFFIXES = ("هما", "ها", "هم", "هن", "كم", "نا", "ه", "ك", "ي")
_SHORTEST_STEM = 3
_RARE = 3


class Segmenter:
    """Cuts words where the text at large shows that the rest is a word by itself."""

    def __init__(self, sentences: Iterable[Sequence[str]]) -> None:
        self._counts: Counter[str] = Counter()
        for words in sentences:
            self._counts.update(words)
        self._known: dict[str, tuple[str, ...]] = {}

    def segments(self, word: str) -> tuple[str, ...]:
        """The parts of ``word``; a clitic carries a plus where it was attached."""
        if word not in self._known:
            self._known[word] = self._cut(word)
        return self._known[word]

    def _cut(self, word: str) -> tuple[str, ...]:
        if len(word) <= _SHORTEST_STEM or not "\u0620" <= word[0] <= "\u064a":
            return (word,)
        front: list[str] = []
        rest = word
        for letters in (_CONJUNCTIONS, _PREPOSITIONS):
            if rest[0] in letters and self._stands(rest[1:], rest):
                front.append(f"{rest[0]}+")
                rest = rest[1:]
        # للوزير is ل + الوزير with the alef unwritten
        if rest.startswith("لل") and self._stem(rest[2:]):
            front += ["ل+", f"{_ARTICLE}+"]
            return (*front, rest[2:])
        if rest.startswith(_ARTICLE) and self._stem(rest[2:]):
            return (*front, f"{_ARTICLE}+", rest[2:])
        return (*front, *self._without_suffix(rest))

    def _stands(self, rest: str, whole: str) -> bool:
        """True if ``rest`` is a word of its own rather than the tail of ``whole``."""
        if rest.startswith(_ARTICLE) and self._stem(rest[2:]):
            return True
        if len(rest) < _SHORTEST_STEM:
            return False
        return self._counts[rest] > max(_RARE, 0.7 * self._counts[whole])

    def _stem(self, rest: str) -> bool:
        if len(rest) < _SHORTEST_STEM:
            return False
        return self._counts[rest] + self._counts[_ARTICLE + rest] >= _RARE

    def _without_suffix(self, word: str) -> tuple[str, ...]:
        for suffix in _SUFFIXES:
            if not word.endswith(suffix) or len(word) - len(suffix) < _SHORTEST_STEM:
                continue
            stem = word[: -len(suffix)]
            # مدرستهم is مدرسة + هم
            if stem.endswith("ت") and self._counts[stem[:-1] + "ة"] > self._counts[stem]:
                stem = stem[:-1] + "ة"
            floor = self._counts[word] if len(suffix) == 1 else 0.3 * self._counts[word]
            if self._counts[stem] > max(_RARE, floor):
                return (stem, f"+{suffix}")
        return (word,)
