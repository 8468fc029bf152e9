"""Names across scripts: a consonant skeleton, and how like two names are."""

from __future__ import annotations

from functools import lru_cache

from align.data import table
from align.facts.transliteration import likeness
from align.model import Language
from align.text import fold, script

_VOWELS = frozenset("aeiouwy")
_HOPELESS = 0.3


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
    # سه is no sh, كه no kh: the letters of سهى are those of Suha.
    latin = anyascii(folded.replace("ه", "'ه")).lower()
    for letters, sign in table("names")["classes"]["rows"]:
        latin = latin.replace(letters, sign)
    kept: list[str] = []
    for character in latin:
        if character.isalnum() and character not in _VOWELS and kept[-1:] != [character]:
            kept.append(character)
    if len(kept) > 1 and kept[-1] == "h":
        kept.pop()  # ta marbuta, and the mute end of Sarah
    return "".join(kept) or latin[:1]


def name_similarity(a: str, b: str) -> float:
    """How like two names are, 0 to 1, in one script or two, word by word in any order.

    A name may be said in part (Rawi, Salem Rawi): words that only the longer one
    has cost little. Across scripts words are judged by learnt transliteration, within one by
    their skeletons and letters.
    """
    first, second = a.split(), b.split()
    if not first or not second:
        return 0.0
    if len(first) > len(second):
        first, second = second, first
    rest = list(second)
    total = weight = 0.0
    for word in sorted(first, key=len, reverse=True):
        best = max(rest, key=lambda other: word_similarity(word, other))
        total += len(word) * word_similarity(word, best)
        weight += len(word)
        rest.remove(best)
    return total / weight * (0.9 + 0.1 * len(first) / len(second))


@lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """How like two words are as names, 0 to 1."""
    if fold(a) == fold(b):
        return 1.0
    scripts = script(a), script(b)
    if scripts == (Language.AR, Language.EN):
        return _across(a, b)
    if scripts == (Language.EN, Language.AR):
        return _across(b, a)
    return _within(a, b, scripts[0] or scripts[1] or Language.EN)


def _across(arabic: str, latin: str) -> float:
    """The better of the Arabic word with and without its article.

    Words whose skeletons have next to nothing in common are no name's two spellings, which saves
    the letters' comparison: of 1,500 true pairs of an open list none are so far apart, of random
    ones nine in ten.
    """
    skeletons = _word_key(arabic, Language.AR), _word_key(latin, Language.EN)
    if sounds_alike(*skeletons) < _HOPELESS:
        return 0.0
    bare = fold(arabic).removeprefix("ال")
    found = likeness(arabic, latin)
    return max(found, likeness(bare, latin)) if len(bare) > 2 else found


def sounds_alike(first: str, second: str) -> float:
    """How like two skeletons are, 0 to 1: the share of letters that need no change."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(first, second))


def _within(a: str, b: str, language: Language) -> float:
    from rapidfuzz.distance import JaroWinkler

    skeleton = sounds_alike(_word_key(a, language), _word_key(b, language))
    return (skeleton + JaroWinkler.normalized_similarity(fold(a), fold(b))) / 2
