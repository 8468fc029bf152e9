"""Names that the user's table says are one."""

from __future__ import annotations

from functools import lru_cache

from align.facts import bare_forms
from align.model import Alias, Language
from align.text import fold, script

_SIGNS = ("'s", "’s")


def are_one(one: str, two: str, aliases: tuple[Alias, ...]) -> bool:
    """True if both are, or have a word of, names of one bearer; clitics before them pass."""
    return any(_has(alias, one) and _has(alias, two) for alias in aliases)


def _has(alias: Alias, text: str) -> bool:
    return any(not _forms(word).isdisjoint(_words(alias)) for word in text.split())


@lru_cache(maxsize=4096)
def _words(alias: Alias) -> frozenset[str]:
    names = (name for language in Language for name in alias.names(language))
    return frozenset(fold(word) for name in names for word in name.split())


@lru_cache(maxsize=16384)
def _forms(word: str) -> frozenset[str]:
    if script(word) is Language.AR:
        return frozenset((fold(word), *bare_forms(word)))
    form = fold(word)
    for sign in _SIGNS:
        form = form.removesuffix(sign)
    return frozenset((form,))
