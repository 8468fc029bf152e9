"""How a version renders its statement: whole or in part, in its words or in others, changed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from align.checks.agreement import compare
from align.checks.operators.lexicon import kinds_of
from align.model import Alignment, Date, Language, Quantity, Token, VersionKind
from align.score import supported_shares
from align.text import fold, function_words, main_language

FULL = 0.75  # the share of the base's content words from which a version is full, not partial
OWN = 0.55  # the share of its own content words under which a version is a paraphrase
SAME = 0.5  # the share of its content words, in one language, that a quotation keeps
_SHORT = 2  # words that took each other's place; more of them are another way to say it
_TURNING = ("negation", "duty", "leave", "limit")  # words that make another statement of it
_ALIKE = 0.5  # the letters that two forms of one word share: تعلن, أعلنت
_JOINED, _LETTERS = "وف", 2

Words = tuple[str, ...]


def kind_of(alignment: Alignment, *, told: bool) -> VersionKind:
    """The kind of the target, a version of the source; ``told``: in indirect speech."""
    own = supported_shares(alignment)[1]
    within = _language(alignment)
    if _facts_differ(alignment):
        return VersionKind.CHANGED
    if told or own < OWN or (within and _reworded(alignment, within)):
        return VersionKind.PARAPHRASE
    if within and _words_differ(alignment, within):
        return VersionKind.CHANGED
    return VersionKind.FULL if is_whole(alignment) else VersionKind.PARTIAL


def is_whole(alignment: Alignment) -> bool:
    """True if the target has the most of what the source says."""
    return supported_shares(alignment)[0] >= FULL


def _language(alignment: Alignment) -> Language | None:
    """The language of both sides, None where they have two."""
    ours, theirs = map(main_language, (alignment.source_segments, alignment.target_segments))
    return ours if ours is theirs else None


def _facts_differ(alignment: Alignment) -> bool:
    """True if a number or date of one side is another one on the other."""
    return any(
        isinstance(ours, Quantity | Date) and isinstance(theirs, Quantity | Date)
        for bead in alignment.beads
        for ours, theirs in compare(alignment, bead).changed
    )


def _words_differ(alignment: Alignment, language: Language) -> bool:
    """True if both have the same wording but for words that turn what is said.

    That is a negation or the like that one of them lacks, or a word or two that took the place
    of others: على الأكثر, not على الأقل.
    """
    ours, theirs = (
        tuple(_bare(fold(t.form), language) for unit in side for t in unit.words)
        for side in (alignment.source_segments, alignment.target_segments)
    )
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    if common < SAME * min(len(ours), len(theirs)):
        return False
    inside = [
        (ours[i1:i2], theirs[j1:j2])
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal" and not (i2 == len(ours) or j2 == len(theirs))
    ]
    return any(_turned(old, new, language) for old, new in inside)


def _turned(old: Words, new: Words, language: Language) -> bool:
    kinds = [{kind for word in words for kind in _turning(word, language)} for words in (old, new)]
    content = [
        [word for word in words if word not in function_words(language)] for words in (old, new)
    ]
    replaced = all(0 < len(words) <= _SHORT for words in content)
    first, second = map("".join, content)
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
    return kinds[0] != kinds[1] or (replaced and not alike)


def _turning(word: str, language: Language) -> Iterator[str]:
    """The kinds of words that turn a sentence which ``word`` is of."""
    known = kinds_of(language)
    return (kind for kind in _TURNING if word in known[kind])


def _bare(form: str, language: Language) -> str:
    """An Arabic word without the conjunction that is written as one with it: وتنقل, تنقل."""
    joined = language is Language.AR and form[:1] in _JOINED and len(form) > _LETTERS
    return form[1:] if joined else form


def _reworded(alignment: Alignment, language: Language) -> bool:
    """True if the target says in other words, for the most part, what it has of the source."""
    ours, theirs = (
        {form for unit in side for t in unit.words if (form := _content(t, language))}
        for side in (alignment.source_segments, alignment.target_segments)
    )
    return len(ours & theirs) < SAME * min(len(ours), len(theirs))


def _content(token: Token, language: Language) -> str | None:
    form = fold(token.form)
    return None if form in function_words(language) else form
