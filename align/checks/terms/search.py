"""Where a glossary's rendering stands among words, with clitics and inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from align.facts import beginning, is_form, may_be_form
from align.model import Language, Term, Token
from align.text import fold, function_words

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GAP = 3  # words that may stand between those of a rendering: مجلس دولة البحرين للأمن
Place = tuple[int, int]


@lru_cache(maxsize=4096)
def parts(rendering: str) -> tuple[str, ...]:
    """The words of a glossary's rendering, folded; hyphens and brackets part them."""
    return tuple(_WORD.findall(fold(rendering)))


def places(words: Sequence[Token], rendering: str, language: Language) -> Iterator[Place]:
    """Where ``rendering`` stands word after word, as half-open ranges of ``words``."""
    at = 0
    while at < len(words):
        size = size_at(words, at, rendering, language)
        if size:
            yield at, at + size
        at += size or 1


def size_at(words: Sequence[Token], at: int, rendering: str, language: Language) -> int:
    """How many of ``words`` from ``at`` on are the rendering, 0 where it does not stand there."""
    wanted = parts(rendering)
    run = [t.form for t in words[at : at + len(wanted)]]
    if len(run) == len(wanted) and all(map(is_form, run, wanted, [language] * len(run))):
        return len(run)
    return _joined(words[at : at + 3], "".join(wanted)) if language is Language.EN else 0


@lru_cache(maxsize=8)
def index(terms: tuple[Term, ...], language: Language) -> dict[str, list[tuple[Term, str]]]:
    """The renderings in one language by the two letters that they begin with."""
    found: dict[str, list[tuple[Term, str]]] = {}
    for term in terms:
        for rendering in term.renderings(language):
            if words := parts(rendering):
                found.setdefault(beginning(words[0], language), []).append((term, rendering))
    return found


def _joined(words: Sequence[Token], together: str) -> int:
    """How many of ``words`` spell a compound that is written in one: cease-fire, ceasefire."""
    spelled = ""
    for count, token in enumerate(words, 1):
        spelled += fold(token.form)
        if spelled == together:
            return count
    return 0


def has(words: Sequence[Token], rendering: str, language: Language) -> bool:
    """True if ``words`` have the rendering in any form, its words near each other in any order."""
    if next(places(words, rendering, language), None) is not None:
        return True
    wanted = [p for p in parts(rendering) if p not in function_words(language)]
    reach = len(parts(rendering)) + _GAP
    return any(
        all(any(may_be_form(t.form, w, language) for t in words[at : at + reach]) for w in wanted)
        for at in range(len(words))
        if wanted
    )
