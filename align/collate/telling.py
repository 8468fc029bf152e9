"""What tells one statement from another: not who speaks, nor that somebody does.

A mayor announces a footbridge in May and a railway in June. Her name, her office, her town and
the word "announced" are half of either sentence, and none of it says what was announced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from align.collate.sources import Source
from align.data import table
from align.encode.similarity import EncodedSide
from align.model import Language, Token
from align.text import fold, function_words

NAMED = 0.1  # what a name or a reporting verb weighs beside a content word
ALIKE = 0.6  # the cosine from which on a word is another language's form of a name
_WORD = re.compile(r"\w+")
_JOINED = "وف"  # conjunctions that Arabic writes as one with the next word

Mask = NDArray[np.bool_]


def telling_sides(sources: Sequence[Source]) -> tuple[EncodedSide, ...]:
    """Each document's units, their names and reporting verbs weighed little.

    Names are the words of all speakers of the collection, words with a capital inside a sentence,
    and whatever another language has for either.
    """
    spoken = {language: _speakers(sources, language) for language in Language}
    named = [_named(source, spoken) for source in sources]
    masks = [
        _with_forms(number, sources, named) | _reporting(source.side)
        for number, source in enumerate(sources)
    ]
    return tuple(
        replace(
            source.side,
            weights=np.where(mask, NAMED * source.side.weights, source.side.weights).astype("f4"),
        )
        for source, mask in zip(sources, masks, strict=True)
    )


def _speakers(sources: Sequence[Source], language: Language) -> frozenset[str]:
    """The folded words of the names and offices of all who speak in that language."""
    return frozenset(
        fold(word)
        for source in sources
        if source.document.language is language
        for statement in source.statements
        for word in _WORD.findall(statement.speaker or "")
        if fold(word) not in function_words(language)
    )


def _tokens(side: EncodedSide) -> list[tuple[Token, Language, bool]]:
    """Each token with its language, and whether a word stands before it in its unit."""
    found = []
    for unit in side.segments:
        inside = False
        for token in unit.tokens:
            found.append((token, unit.language, inside))
            inside = inside or token.is_word
    return found


def _named(source: Source, spoken: dict[Language, frozenset[str]]) -> Mask:
    named = []
    for token, language, inside in _tokens(source.side):
        form = fold(token.form)
        bare = form[1:] if language is Language.AR and form[:1] in _JOINED else form
        capital = inside and token.form[:1].isupper()
        named.append(capital or form in spoken[language] or bare in spoken[language])
    return np.array(named, bool)


def _with_forms(number: int, sources: Sequence[Source], named: Sequence[Mask]) -> Mask:
    """A document's names, with the words that render a name of another language's documents."""
    source, mask = sources[number], named[number].copy()
    for other, theirs in zip(sources, named, strict=True):
        if other.document.language is not source.document.language and theirs.any() and len(mask):
            mask |= (source.side.inner @ other.side.inner[theirs].T).max(axis=1) > ALIKE
    return mask


def _reporting(side: EncodedSide) -> Mask:
    known = {language: _verbs(language) for language in Language}
    reporting = []
    for token, language, _ in _tokens(side):
        form = fold(token.form)
        bare = form[1:] if language is Language.AR and form[:1] in _JOINED else form
        reporting.append(form in known[language] or bare in known[language])
    return np.array(reporting, bool)


def _verbs(language: Language) -> frozenset[str]:
    return frozenset(map(fold, table("speech")[language]["verbs"]))
