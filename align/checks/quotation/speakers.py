"""Whether two ways of naming a speaker may mean one person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from align.facts import find, name_similarity
from align.model import Name
from align.text import fold, script

SAME = 0.8  # how alike two words of names are at least
_WORD = re.compile(r"[^\W\d_\u064b-\u0652\u0670]+(?:[\u064b-\u0652\u0670]+[^\W\d_]*)*")
_SMALL = 2  # letters: al, el, bin's b, initials


def may_be_same(one: str, two: str) -> bool:
    """True if either has the other's last word: that of a name, or of an office without one.

    The minister, Wael al-Durmakani; al-Durmakani; the minister. What stands before the last word
    is mostly an office, which two people may share.
    """
    first, second = _words(one), _words(two)
    return _has(first, second[-1:]) or _has(second, first[-1:])


def is_other(one: str, two: str, known: Iterable[str]) -> bool:
    """True if ``one`` cannot be ``two`` and is another one of ``known``."""
    return not may_be_same(one, two) and any(
        may_be_same(one, speaker) and not may_be_same(two, speaker) for speaker in known
    )


def are_apart(one: str, two: str) -> bool:
    """True if both are persons with names, and have no word of them in common."""
    return is_named(one) and is_named(two) and not _has(_words(one), _words(two))


@lru_cache(maxsize=4096)
def is_named(name: str) -> bool:
    """True if it begins or ends with a person's name, as far as capitals or titles tell."""
    language = script(name)
    if language is None:
        return False
    names = [f.span for f in find(name, language) if isinstance(f, Name)]
    return any(span.start == 0 or span.end == len(name) for span in names)


def _has(words: tuple[str, ...], last: tuple[str, ...]) -> bool:
    return any(name_similarity(word, name) >= SAME for word in words for name in last)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    bare = (_bare(fold(m)) for m in _WORD.findall(name))
    return tuple(w for w in bare if len(w) > _SMALL)


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word
