"""Where the tokenizer cuts Arabic words before it cuts them into pieces: behind their prefixes.

Arabic writes conjunctions, prepositions and the article into the word (والوزير and + the +
minister). A WordPiece tokenizer, which takes the longest piece first, would make it والو + ##زير;
cut behind its prefixes, the word shares the piece of the bare noun. The cuts have to stand in the
tokenizer's file, so that every program that loads it cuts alike: they are regular expressions,
with the words that are exceptions listed in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

ARTICLE, FUSED = "ال", "لل"  # لل is ل + ال, with the alef unwritten
MEANINGS = {
    "و": ("and",),
    "ف": ("so", "then"),
    "ب": ("with", "by", "in"),
    "ل": ("for", "to"),
    "ك": ("as", "like"),
    "س": ("will",),
    ARTICLE: ("the",),
    FUSED: ("for", "the"),
}
"""The prefixes, and the English words that they render."""
_CONJUNCTION, _CONSEQUENCE = "و", "ف"
# Behind each, the words that it may be a prefix of: كلها is "all of it", no ك + لها; the future's س
# stands before the imperfect alone, سامي is a name.
_INSEPARABLE = {"ب": r"...+", "ل": r"...+", "ك": r"....+", "س": r"[يتن]..+"}
_SHORTEST_STEM = 3
_SHORTEST_AFTER_AND = 2
_SEEN = 3
# A word whose rest stands alone this much more rarely than itself begins with a letter, not with
# a prefix: وزير (minister) is no و + زير, but وقال is و + قال.
_STANDS = 0.5
_STANDS_BEHIND_ARTICLE = 0.02
_STANDS_SHORT = 0.1  # of three letters: إليها, with its hamza folded, is no ال + يها
_TAKEN = 4000
_LETTER = r"\p{Arabic}"


class Prefixes:
    """Which words begin with which prefix, found by counting the words of a text."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        words = [w for w, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if n >= _SEEN]
        self._whole_article = self._article_exceptions(words)
        self._conjunction = [
            w for w in words if w[0] == _CONJUNCTION and not self._stands(w, w[1:], counts)
        ][:_TAKEN]
        rests = _added(counts, words, _CONJUNCTION)
        shapes = {_CONSEQUENCE: r"...+", **_INSEPARABLE}
        self._taken = {
            prefix: self._rests(words, prefix, re.compile(shape), rests)
            for prefix, shape in shapes.items()
        }

    def _rests(
        self, words: Iterable[str], prefix: str, shape: re.Pattern[str], counts: Mapping[str, int]
    ) -> list[str]:
        """What stands behind ``prefix`` in the words that have it, article and all left out."""
        rests = ((w, w[1:]) for w in words if w[0] == prefix)
        return [
            rest
            for word, rest in rests
            if shape.fullmatch(rest)
            and not rest.startswith((ARTICLE, "ل" if prefix == "ل" else ARTICLE))
            and self._stands(word, rest, counts)
        ][:_TAKEN]

    def _stands(self, word: str, rest: str, counts: Mapping[str, int]) -> bool:
        """True if ``rest`` is a word by itself often enough for ``word`` to be made of it."""
        if len(rest) < _SHORTEST_AFTER_AND:
            return False
        return counts.get(rest, 0) > max(_SEEN - 1, _STANDS * counts.get(word, 0))

    def _article_exceptions(self, words: Iterable[str]) -> list[str]:
        """What follows ال in words such as المانيا, that have no article."""
        found = []
        for word in words:
            rest = word[2:]
            if not word.startswith(ARTICLE) or len(rest) < _SHORTEST_STEM:
                continue
            alone = sum(self._counts.get(p + rest, 0) for p in ("", FUSED, "ب", "ل"))
            short = len(rest) == _SHORTEST_STEM
            least = _STANDS_SHORT if short else _STANDS_BEHIND_ARTICLE
            if alone <= least * self._counts[word]:
                found.append(rest)
        return found[:_TAKEN]

    def patterns(self) -> tuple[str, ...]:
        """Regular expressions that match a word's prefix at its start, to be applied in order."""
        whole = _any_of(self._whole_article)
        article = rf"{ARTICLE}(?!(?:{whole})$)(?={_LETTER}{{{_SHORTEST_STEM},}}$)"
        noun = rf"(?={_LETTER}{{{_SHORTEST_STEM},}}$)"
        definite = rf"(?=(?:[بك]?{ARTICLE}|{FUSED}){_LETTER}{{{_SHORTEST_STEM},}}$)"
        kept = _any_of([w[1:] for w in self._conjunction])
        conjunctions = (
            rf"{_CONJUNCTION}(?!(?:{kept})$)(?={_LETTER}{{{_SHORTEST_AFTER_AND},}}$)"
            rf"|{_CONSEQUENCE}(?:{definite}|(?=(?:{_any_of(self._taken[_CONSEQUENCE])})$))"
        )
        inseparable = "|".join(
            rf"{prefix}(?=(?:{_any_of(self._taken[prefix])})$)" for prefix in _INSEPARABLE
        )
        prepositions = rf"{FUSED}{noun}|[بك](?={article})|{inseparable}"
        return tuple(rf"^(?:{p})" for p in (conjunctions, prepositions, article))


def _added(counts: Mapping[str, int], words: Iterable[str], prefix: str) -> Counter[str]:
    """``counts`` with each word's occurrences behind ``prefix`` counted as its own."""
    total = Counter(dict(counts))
    for word in words:
        if word.startswith(prefix) and counts.get(word[1:], 0) > _STANDS * counts[word]:
            total[word[1:]] += counts[word]
    return total


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of ``words``, shared beginnings written once; for none: what fails."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = tree  # type: ignore[assignment]  # a tree of trees
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    return _written(tree) if tree else "(?!)"


def _written(tree: Mapping[str, object]) -> str:
    branches = [
        letter + _written(below)  # type: ignore[arg-type]
        for letter, below in sorted(tree.items())
        if letter
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in tree else joined
