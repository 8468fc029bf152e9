"""Names across scripts: a consonant skeleton, and how like two names are."""

from __future__ import annotations

from functools import lru_cache

from align.model import Language
from align.text import fold

# Letters and letter pairs that the two scripts write in each other's place, longest first.
_CLASSES = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "S"), ("ch", "S"), ("kh", "k"), ("gh", "g"),
    ("th", "t"), ("dh", "d"), ("ph", "f"), ("zh", "j"), ("ck", "k"), ("x", "ks"), ("q", "k"),
    ("c", "k"), ("p", "b"), ("v", "f"), ("z", "s"), ("j", "g"),
)  # fmt: skip
_VOWELS = frozenset("aeiouwyh'`-~")


def key(text: str, language: Language) -> str:
    """The consonant skeleton of a name, equal or near for its spellings in both scripts.

    Words stay apart by spaces; the Arabic article goes.
    """
    return " ".join(filter(None, (_word_key(word, language) for word in text.split())))


@lru_cache(maxsize=16384)
def _word_key(word: str, language: Language) -> str:
    from anyascii import anyascii

    folded = fold(word)
    if language is Language.AR and folded.startswith("ال") and len(folded) > 4:
        folded = folded[2:]
    latin = anyascii(folded).lower()
    for letters, sign in _CLASSES:
        latin = latin.replace(letters, sign)
    kept: list[str] = []
    for character in latin:
        if character.isalnum() and character not in _VOWELS and kept[-1:] != [character]:
            kept.append(character)
    return "".join(kept) or latin[:1]


def name_similarity(a: str, b: str) -> float:
    """How like two names are, 0 to 1, in whatever scripts; from their skeletons' edit distance."""
    from rapidfuzz.distance import Levenshtein

    first, second = (key(name, Language.AR) for name in (a, b))
    return Levenshtein.normalized_similarity(first, second)
