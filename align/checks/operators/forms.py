"""Words by their parts: Arabic without what is written as one with it, English opposites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from align.data import table

_ATTACHED = ("بال", "كال", "ال", "ب", "ل", "ك")  # prepositions and the article
_ENDINGS = ("تهم", "تها", "ها", "هم", "نا", "ته", "كم", "ات", "ون", "ين", "وا", "ه", "ت")
_SHAPED = 5
_STEM = 3  # letters that are left of a word at least


def bare(key: str) -> Iterator[str]:
    """An Arabic word without the preposition and article written as one with it."""
    if key[:2] == "لل":
        yield "ال" + key[2:]
        yield key[2:]
    for prefix in _ATTACHED:
        if key.startswith(prefix) and len(key) - len(prefix) >= 2:
            yield key[len(prefix) :]


@lru_cache(maxsize=16384)
def stems(key: str) -> tuple[str, ...]:
    """What an Arabic word may be a form of: لعجزنا, عجز; بفشلهم, فشل."""
    found = [key, *bare(key)]
    found += [
        form.removesuffix(end)
        for form in tuple(found)
        for end in _ENDINGS
        if form.endswith(end) and len(form) - len(end) >= _STEM
    ]
    return tuple(found)


@lru_cache(maxsize=16384)
def is_opposed(key: str) -> bool:
    """True for an English opposite that asks for a negation in Arabic: uncertain, غير مؤكد."""
    listed = table("sense")["opposed"]["en"]
    if key in listed["words"] or key == "non":
        return True
    if len(key) < _SHAPED:  # UN, unit
        return False
    shaped = key.startswith(tuple(listed["prefixes"]))
    return shaped and not key.startswith(tuple(listed["no"]))
