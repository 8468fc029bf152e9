"""Whether two words of one language may spell one name, and are not one word inflected."""

from __future__ import annotations

import re
from functools import lru_cache

from align.facts import bare_forms, key
from align.model import Language
from align.text import fold

LEAST = 4  # letters of a name: shorter ones are alike by chance
_VOWELS = re.compile(r"[aeiou]+")
_ALIKE = (
    *(("sch", "sh"), ("tch", "sh"), ("ch", "sh"), ("ph", "f"), ("ck", "k"), ("q", "k")),
    *(("c", "k"), ("y", "i"), ("j", "g"), ("z", "s"), ("w", "u"), ("v", "f")),
)
_DOUBLE = re.compile(r"(.)\1+")
# Arabic letters that stand for one another where a name is written by its sound.
_SOUNDS = ("زذظضد", "سصثش", "تط", "قكغجخ", "حخه", "بف", "شج", "زس", "اويءعه")
_ENDINGS = (("ون", "ين"), ("و", "ي"), ("و", "ا"), ("ا", "ي"), ("ات", "ه"))


@lru_cache(maxsize=16384)
def are_spellings(one: str, two: str, language: Language) -> bool:
    """True for Shalhan and Chalhan, سولفان and سولفين; not for Kolvar and Kolvari, أبو and أبي."""
    first, second = sorted((fold(one), fold(two)), key=len)
    if first == second or len(first) < LEAST or second.startswith(first):
        return False
    if language is Language.EN:
        if second.removesuffix("s") == first.removesuffix("s"):
            return False
        sounds = _spoken(first), _spoken(second)
        consonants = key(first, language) == key(second, language)
        return consonants and (_apart(*sounds) <= 1 or _same_vowels(first, second))
    if first in bare_forms(second) or _inflected(first, second):
        return False
    return _one_sound(first, second)


@lru_cache(maxsize=16384)
def have_one_sound(one: str, two: str, language: Language) -> bool:
    """True for names with the same consonants, whatever their vowels: Askal, Eskel."""
    if min(len(one), len(two)) < LEAST or fold(one) == fold(two):
        return False
    first, second = sorted((fold(one), fold(two)), key=len)
    sounds = key(first, language)
    return not second.startswith(first) and len(sounds) > 1 and sounds == key(second, language)


def _spoken(form: str) -> str:
    for letters, sign in _ALIKE:
        form = form.replace(letters, sign)
    return _DOUBLE.sub(r"\1", form).replace("o", "u").replace("ei", "i").replace("ui", "i")


def _same_vowels(one: str, two: str) -> bool:
    """True if both have as many syllables, two or more: Mortada, Murtadi."""
    counts = [len(_VOWELS.findall(_spoken(form))) for form in (one, two)]
    return counts[0] == counts[1] > 2


def _apart(one: str, two: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(one, two))


def _inflected(one: str, two: str) -> bool:
    """True for words that differ in an ending of number or case alone."""
    pairs = (*_ENDINGS, *(p[::-1] for p in _ENDINGS))
    return any(
        one.endswith(a) and two.endswith(b) and one.removesuffix(a) == two.removesuffix(b)
        for a, b in pairs
    )


def _one_sound(one: str, two: str) -> bool:
    """True if one letter stands for another that sounds like it, or one long vowel is left out."""
    if len(one) == len(two):
        changed = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
        most = 2 if len(one) > LEAST else 1
        return len(changed) <= most and all(
            any(a in s and b in s for s in _SOUNDS) for a, b in changed
        )
    if len(two) - len(one) > 1:
        return False
    dropped = (n for n, letter in enumerate(two) if letter in _SOUNDS[-1] and 0 < n < len(two) - 1)
    return any(two[:n] + two[n + 1 :] == one for n in dropped)
