"""Names across scripts: a consonant skeleton, and how like two names are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

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
    if len(first) == len(second) == 1:
        return len(first[0]) * word_similarity(*first, *second) / len(first[0])
    if not first or not second:
        return 0.0
    # Of two as long always the same one is read first, the Arabic one of two scripts.
    if (len(first), second) > (len(second), first):
        first, second = second, first
    rest = list(second)
    total = weight = 0.0
    for word in sorted(first, key=len, reverse=True):
        best = max(rest, key=lambda other: word_similarity(word, other))
        total += len(word) * word_similarity(word, best)
        weight += len(word)
        rest.remove(best)
    return total / weight * (0.9 + 0.1 * len(first) / len(second))


@lru_cache(maxsize=16384)
def word_similarity(a: str, b: str) -> float:
    """How like two words are as names, 0 to 1."""
    one, two = _read(a), _read(b)
    if one.folded == two.folded:
        return 1.0
    scripts = one.script, two.script
    if scripts == (Language.AR, Language.EN):
        return _across(one, two)
    if scripts == (Language.EN, Language.AR):
        return _across(two, one)
    return _within(a, b, scripts[0] or scripts[1] or Language.EN)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with what it is compared by: folded, its script, its skeleton in that."""

    form: str
    folded: str
    script: Language | None
    key: str


@lru_cache(maxsize=16384)
def _read(word: str) -> _Word:
    language = script(word)
    return _Word(word, fold(word), language, _word_key(word, language or Language.EN))


def _across(arabic: _Word, latin: _Word) -> float:
    """The better of the Arabic word with and without its article.

    Words whose skeletons have next to nothing in common are no name's two spellings, which saves
    the letters' comparison: of 1,500 true pairs of an open list none are so far apart, of random
    ones nine in ten.
    """
    if _measures()[0](arabic.key, latin.key) < _HOPELESS:
        return 0.0
    bare = arabic.folded.removeprefix("ال")
    found = likeness(arabic.form, latin.form)
    apart = len(bare) > 2 and bare != arabic.form
    return max(found, likeness(bare, latin.form)) if apart else found


def sounds_alike(first: str, second: str) -> float:
    """How like two skeletons are, 0 to 1: the share of letters that need no change."""
    return _measures()[0](first, second)


@cache
def _measures() -> tuple[Callable[[str, str], float], Callable[[str, str], float]]:
    """Shares of letters: that need no change, and that stand in much the same places.

    Looked up once: an import statement costs more than what it is for, asked so often.
    """
    from rapidfuzz.distance import JaroWinkler, Levenshtein

    return Levenshtein.normalized_similarity, JaroWinkler.normalized_similarity


def _within(a: str, b: str, language: Language) -> float:
    skeleton = sounds_alike(_word_key(a, language), _word_key(b, language))
    return (skeleton + _measures()[1](fold(a), fold(b))) / 2
