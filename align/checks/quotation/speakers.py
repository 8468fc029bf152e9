"""Whether two ways of naming a speaker may mean one person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from align.data import table
from align.facts import find, name_similarity
from align.model import Language, Name
from align.text import fold, script

SAME = 0.8  # how alike two words of names are at least
_WORD = re.compile(r"[^\W\d_\u064b-\u0652\u0670]+(?:[\u064b-\u0652\u0670]+[^\W\d_]*)*")
_OF = re.compile(r"\b(?:of|for|at)\b[^,]*")  # the Minister of School Health, Ana Roe
_COMMA = re.compile("[,،]")
_ARTICLES = frozenset({"al", "el", "bin", "de", "von", "van"})  # before the last word of a name
_DEFINITE = ("ال", "وال", "لل", "ولل", "بال")
_SMALL = 2  # letters: al, el, bin's b, initials


def may_be_same(one: str, two: str) -> bool:
    """True if either has the other's last word: that of a name, or of an office without one.

    The minister, Wael al-Durmakani; al-Durmakani; the minister. What stands before the last word
    is mostly an office, which two people may share.
    """
    return _has(_words(one), _last(two)) or _has(_words(two), _last(one))


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
    """True if it has a person's name beside or without an office, as far as its form tells."""
    language = script(name)
    if language is None:
        return False
    bare = _OF.sub("", name) if language is Language.EN else name
    names = [f.span for f in find(bare, language) if isinstance(f, Name)]
    return bool(_named(name)) or any(s.start == 0 or s.end == len(bare) for s in names)


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[str, ...]:
    """The parts of a speaker's name, apart by commas, that name a person."""
    arabic = script(name) is Language.AR
    parts = _COMMA.split(name if arabic else _OF.sub("", name))
    found = [(p, _WORD.findall(p)) for p in parts]
    return tuple(
        part
        for part, own in found
        if own and (_ends_arabic(own, len(found) > 1) if arabic else _ends_english(own))
    )


def _last(name: str) -> tuple[str, ...]:
    """The last word of each part that names a person, or of the whole: an office's."""
    return tuple(w for part in _named(name) or (name,) for w in _words(part)[-1:])


def _ends_english(part: list[str]) -> bool:
    """Minister Venn, Dr Maysa al-Warraqi: a capital after another, the last no office or body."""
    if len(part) < 2 or fold(part[-1]) in _listed(Language.EN):
        return False
    article = len(part) > 2 and fold(part[-2]) in _ARTICLES
    before = part[-3] if article else part[-2]
    return part[-1][0].isupper() and before[0].isupper()


def _ends_arabic(part: list[str], beside: bool) -> bool:
    """Words without an article, no office or body, that end an office or stand beside a comma.

    وزير النقل والموانئ وائل الدرمكاني; مدير البرنامج، عامر دلوق. In وزير خارجية أورسانيا nothing
    tells a name from a country.
    """
    forms = [fold(w) for w in part]
    definite = [n for n, form in enumerate(forms[:-1]) if form.startswith(_DEFINITE)]
    tail = forms[definite[-1] + 1 :] if definite else forms
    listed = {tail[0], tail[0].removeprefix("ل")} & _listed(Language.AR)
    return bool(definite or beside) and not listed and not tail[0].startswith(_DEFINITE)


@lru_cache
def _listed(language: Language) -> frozenset[str]:
    """Offices, bodies and what stands in their names."""
    own = table("speech")[language]
    forms = {fold(w) for group in ("bodies", "trades", "within_office") for w in own[group]}
    return frozenset(forms | set(table("names")["titles"][language]))


def _has(words: tuple[str, ...], last: tuple[str, ...]) -> bool:
    return any(name_similarity(word, name) >= SAME for word in words for name in last)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    bare = (_bare(fold(m)) for m in _WORD.findall(name))
    return tuple(w for w in bare if len(w) > _SMALL)


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word
