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
    """True if ``one`` cannot be ``two``: both are named, or one is another one of ``known``."""
    if may_be_same(one, two):
        return False
    if _is_named(one) and _is_named(two) and not _has(_words(one), _words(two)):
        return True
    return any(may_be_same(one, speaker) and not may_be_same(two, speaker) for speaker in known)


@lru_cache(maxsize=4096)
def _is_named(name: str) -> bool:
    """True where a person's name stands, in two words or after a title."""
    language = script(name)
    return language is not None and any(isinstance(f, Name) for f in find(name, language))


def _has(words: tuple[str, ...], last: tuple[str, ...]) -> bool:
    return any(name_similarity(word, name) >= SAME for word in words for name in last)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    bare = (_bare(fold(m)) for m in _WORD.findall(name))
    return tuple(w for w in bare if len(w) > _SMALL)


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word
