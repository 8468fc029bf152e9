"""Persons of two texts in one language, one of whom became another."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks.naming.mentions import Mention, latin_names
from align.checks.naming.sides import Words, is_arabic_name
from align.checks.naming.spellings import LEAST, have_one_sound
from align.checks.naming.within import arabic_names
from align.facts import word_similarity
from align.model import BeadLinks, Issue, Language, Severity, Side
from align.text import fold

ALIKE = 0.6  # similarity from which two words may be one name
_NAME = 0.3  # how surely an Arabic word after a title is a name
_SURE, _TITLED = 0.75, 0.6


def exchanged(ours: Words, theirs: Words, links: BeadLinks) -> Iterator[Issue]:
    """Names that one text has where the other has another one: Minister Rawi, Minister Hadi.

    They are linked, follow one given name, or are the only ones, after a title or the same word.
    """
    left, right = _missing(ours, theirs, Side.SOURCE), _missing(theirs, ours, Side.TARGET)
    linked = {(k.source, k.target) for k in links.links}
    for one in left:
        sure = [
            two
            for two in right
            if (one.span, two.span) in linked or (one.given and one.given == two.given)
        ]
        alone = len(left) == len(right) == 1 and (
            (_is_named(one) and _is_named(right[0]))
            or _between(ours, one) & _between(theirs, right[0])
        )
        if sure or alone:
            two = (sure or right)[0]
            yield Issue(
                message=f"“{one.form}” in the source, “{two.form}” in the target.",
                source=one.span,
                target=two.span,
                confidence=_SURE if sure else _TITLED,
                severity=None if sure else Severity.MAJOR,
            )


def _between(words: Words, name: Mention) -> set[tuple[int, str]]:
    """The words before and after a name."""
    at = next(n for n, token in enumerate(words.tokens) if token.span == name.span)
    near = ((by, words.tokens[at + by]) for by in (-1, 1) if 0 <= at + by < len(words.tokens))
    return {(by, fold(token.form)) for by, token in near if token.is_word}


def _missing(ours: Words, theirs: Words, side: Side) -> list[Mention]:
    """The names of ``ours`` that no word of ``theirs`` spells, in whatever way."""
    words = (fold(f).removesuffix("'s") for f in (*theirs.forms, *theirs.near))
    there = [w for w in words if w.isalpha() and len(w) >= LEAST]
    return [m for m in _names(ours, side) if not any(_is_one(m, form) for form in there)]


def _names(words: Words, side: Side) -> list[Mention]:
    if words.language is Language.EN:
        return latin_names(words, side)
    return [m for m in arabic_names(words, side) if m.titled or m.beside]


def _is_named(name: Mention) -> bool:
    """True for a name that follows a title and looks like one."""
    if name.language is Language.AR and is_arabic_name(name.form) < _NAME:
        return False
    return name.titled


def _is_one(name: Mention, form: str) -> bool:
    plain = fold(form).removeprefix("ال") if name.language is Language.AR else form
    return (
        fold(plain).startswith(fold(name.form))
        or fold(name.form).startswith(fold(plain))
        or word_similarity(name.form, plain) >= ALIKE
        or have_one_sound(name.form, plain, name.language)
    )
