"""The word lists of reporting, and how words are found and compared with them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from align.data import table
from align.model import Language
from align.text import fold as fold_text

MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_{MARKS}]|['’.-](?=[^\W\d_])|[{MARKS}\u0640])*")
BREAK = re.compile(r"[,;:!?،؛؟\"“”«»—–]")
EDGES = " \t\r\n,;:.،؛-–—\"'“”«»()\u200e\u200f"

fold = lru_cache(maxsize=4096)(fold_text)  # the same words come again and again


@cache
def words(language: Language, group: str) -> frozenset[str]:
    """A word list of ``speech.toml``, folded."""
    return frozenset(map(fold, table("speech")[language][group]))


@cache
def offices(language: Language) -> frozenset[str]:
    """What stands before a name or for one: minister, fisherman, وزير."""
    return frozenset(table("names")["titles"][language]) | words(language, "trades")


def listed(word: str, language: Language, group: str) -> bool:
    """True if ``word`` is in the list, in Arabic with or without the conjunctions و and ف."""
    form, known = fold(word), words(language, group)
    return form in known or (language is Language.AR and form[:1] in "وف" and form[1:] in known)


def bare(word: str) -> str:
    """An Arabic word folded and without its article: الوزير, للوزير and وزير are one office."""
    form = fold(word)
    for article in ("ال", "لل"):
        if form.startswith(article) and len(form) > len(article) + 1:
            return form[len(article) :]
    return form


def count(text: str) -> int:
    """How many words there are."""
    return len(WORD.findall(text))
