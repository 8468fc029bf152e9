"""The table of words that turn a sentence: what each is, for quotations and for whole sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from align.data import table
from align.model import Language

Phrase = tuple[str, ...]


@cache
def kinds_of(language: Language) -> dict[str, frozenset[str]]:
    """The kinds of words that decide what a quotation says, with their words."""
    listed: dict[str, Any] = table("sense")["sense"][language.value]
    return {kind: frozenset(_flat(words)) for kind, words in listed.items()}


def _flat(words: Any) -> Iterator[str]:
    if isinstance(words, dict):
        for part in words.values():
            yield from part
    else:
        yield from words


@cache
def kinds_by_word() -> dict[str, str]:
    """The kind of every word that decides, by its key."""
    return {
        word: kind
        for language in Language
        for kind, words in kinds_of(language).items()
        for word in words
    }


@cache
def listed(group: str, language: Language) -> frozenset[Phrase]:
    """The phrases of one group."""
    return frozenset(tuple(p.split()) for p in table("sense")[group][language.value])


@cache
def single_words(group: str) -> frozenset[str]:
    """The words of one group in both languages."""
    return frozenset(w for language in Language for (w,) in listed(group, language))


@cache
def asking(language: Language) -> dict[Phrase, tuple[str, ...]]:
    """The kinds of the words and phrases that ask for an answer on the other side."""
    data = table("sense")
    found: dict[Phrase, set[str]] = defaultdict(set)
    weak = {w for (w,) in (p for p in listed("weak", language))}
    for kind, words in data["sense"][language.value].items():
        parts = words if isinstance(words, dict) else {kind: words}
        for part, forms in parts.items():
            for form in forms:
                if form not in weak:
                    found[(form,)].add(part)
    for kind, forms in data["wider"][language.value].items():
        for form in forms:
            found[tuple(form.split())].add(kind)
    return {phrase: tuple(sorted(kinds)) for phrase, kinds in found.items()}


@cache
def answering(language: Language) -> dict[Phrase, tuple[str, ...]]:
    """The kinds that words and phrases answer without asking for an answer themselves."""
    data = table("sense")
    found: dict[Phrase, set[str]] = defaultdict(set)
    for kind, forms in data["answers"][language.value].items():
        for form in forms:
            found[tuple(form.split())].add(kind)
    for form in data["denial"][language.value]["words"]:
        found[tuple(form.split())].add("negation")
    for phrase in listed("weak", language):
        found[phrase].add("limit")
    return {phrase: tuple(sorted(kinds)) for phrase, kinds in found.items()}


@cache
def set_phrases(language: Language) -> frozenset[Phrase]:
    """Phrases with a negation that turns nothing: no doubt, لا يزال. Single words are none."""
    both = listed("idioms", language) | listed("phrases", language)
    return frozenset(p for p in both if len(p) > 1)


@cache
def others(language: Language) -> frozenset[Phrase]:
    """The phrases that ask for nothing."""
    return set_phrases(language) | frozenset(answering(language))


@cache
def openers(language: Language) -> frozenset[str]:
    """The first words of all phrases of more than one."""
    every = (*asking(language), *answering(language), *set_phrases(language))
    return frozenset(p[0] for p in every if len(p) > 1)
