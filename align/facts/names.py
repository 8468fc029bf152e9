"""Names of persons, places and bodies, where capitals or a title give them away.

Precision comes first: English takes capitals inside a sentence, Arabic what follows a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.data import table
from align.facts.lexicon import clitics
from align.facts.skeleton import key
from align.model import Language, Name, Span
from align.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652]*['’\-]?[^\W\d_]+)*[\u064b-\u0652]*")
_BREAK = re.compile(r"[.!?:;\n\u2026؟؛,،()\[\]«»\"“”]")
_POSSESSIVE = re.compile(r"['’]s?$")
_TANWEEN = "\u064b"
_LOOK_BACK, _TITLE_WORDS = 16, 8
_LONGEST = 4  # words of an Arabic name after its title


def names(text: str, language: Language) -> list[Name]:
    """The names of ``text``, in order."""
    spans = _english(text) if language is Language.EN else _arabic(text)
    return [Name(span, key(span.of(text), language)) for span in spans]


@cache
def _list(group: str, language: Language) -> frozenset[str]:
    return frozenset(table("names")[group][language.value])


def _english(text: str) -> Iterator[Span]:
    """Runs of capitalised words; alone at the start of a sentence a word is no name."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        end = _run(text, words, at)
        for first, last in _between_titles(words, at, end):
            titled = first > at
            opens = _opens_sentence(text, words[first].start())
            if last - first > 1 or titled or not opens:
                yield Span(words[first].start(), _without_possessive(words[last - 1]))
        at = max(end, at + 1)


def _between_titles(words: list[re.Match[str]], at: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that are no titles: Norvalian | Prime Minister | Salem Rawi.

    A possessive ends a part: Norvale's | Minister.
    """
    first = at
    for k in range(at, end + 1):
        cut = k == end or _is_title(words[k].group(), Language.EN)
        if not cut and not _POSSESSIVE.search(words[k].group()):
            continue
        last = k if cut else k + 1
        while first < last and fold(words[first].group()) in _list("bonds", Language.EN):
            first += 1
        while last > first and fold(words[last - 1].group()) in _list("bonds", Language.EN):
            last -= 1
        if first < last:
            yield first, last
        first = k + 1


def _run(text: str, words: list[re.Match[str]], at: int) -> int:
    """The end of the run of name words that begins at ``at``; ``at`` if none does."""
    end = last = at
    while end < len(words):
        if end > at and not _touch(text, words[end - 1], words[end]):
            break
        word = words[end].group()
        capital = word[:1].isupper() and fold(word) not in _list("stop", Language.EN)
        bond = end > at and fold(word) in _list("bonds", Language.EN)
        if not capital and not bond:
            break
        end += 1
        last = end if capital else last
    return last


def _touch(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """True if only a space (or the point of a title) stands between two words."""
    between = text[one.end() : two.start()]
    return between == " " or (between in (". ", ".") and _is_title(one.group(), Language.EN))


def _without_possessive(word: re.Match[str]) -> int:
    found = _POSSESSIVE.search(word.group())
    return word.end() - (len(found.group()) if found else 0)


def _is_title(word: str, language: Language) -> bool:
    return _POSSESSIVE.sub("", fold(word)) in _list("titles", language)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOK_BACK) : at].rstrip(" \"'“‘«(")
    return not before or before[-1] in ".!?:\n\u2026-"


def _arabic(text: str) -> Iterator[Span]:
    """The words after a title, up to a function word or a mark."""
    words = list(_WORD.finditer(text))
    free = 0
    for at, word in enumerate(words):
        if at < free or not _is_title(_stem(word.group()), Language.AR):
            continue
        first = _after_title(text, words, at + 1)
        end = _name_end(text, words, first)
        count = end - first
        if count >= 2 or (count == 1 and _closes(text, words, end)):
            yield Span(words[first].start(), words[end - 1].end())
            free = end


def _stem(word: str) -> str:
    """A word without its clitics: والرئيس is رييس."""
    form = fold(word)
    for _ in range(2):
        for prefix in ("وال", "بال", "لل", "فال", "كال", "ال", "و", "ل", "ب"):
            if form.startswith(prefix) and form[len(prefix) :] in _list("titles", Language.AR):
                return form[len(prefix) :]
    return form


def _after_title(text: str, words: list[re.Match[str]], at: int) -> int:
    """The index of the first word after a title's own words: رئيس الوزراء الإسرائيلي."""
    most = min(len(words), at + _TITLE_WORDS)
    while at < most and _adjoins(text, words, at):
        form = fold(words[at].group())
        if not form.startswith("ال") and not _is_title(form, Language.AR):
            break
        at += 1
    return at


def _adjoins(text: str, words: list[re.Match[str]], at: int) -> bool:
    """True if no mark stands before the word, save the point of د. and (احتياط)."""
    between = text[words[at - 1].end() : words[at].start()] if at else ""
    if between.strip() == ".":
        return fold(words[at - 1].group()) == "د"
    return _BREAK.search(between) is None


def _name_end(text: str, words: list[re.Match[str]], first: int) -> int:
    end = first
    while end < len(words) and end - first < _LONGEST and _adjoins(text, words, end):
        form = fold(words[end].group())
        stem = form.removeprefix("و") if len(form) > 4 else form
        if form in _list("stop", Language.AR) or stem in _list("stop", Language.AR):
            break
        if (form.startswith("ي") and end - first > 1) or _TANWEEN in words[end].group():
            break  # a verb, or a word in the accusative: no name goes on with it
        bonded = end > first and fold(words[end - 1].group()) in _list("bonds", Language.AR)
        if _continues(form) or (form.startswith("ال") and not bonded and end != first + 1):
            break
        if end == first and (len(form) < 3 or form.startswith("ال")):
            break
        end += 1
    return end


def _continues(form: str) -> bool:
    """True for a word that goes on with the sentence: a clitic before it, or a verb's prefix."""
    if form.startswith(("لل", "بال", "وال", "فال")) or clitics(form):
        return True
    return form.startswith(("ل", "ب")) and form.endswith("ه") and len(form) > 4  # لزيارة


def _closes(text: str, words: list[re.Match[str]], end: int) -> bool:
    """True if the words end here: a mark or the end of the text follows."""
    at = words[end - 1].end()
    while at < len(text) and text[at].isspace():
        at += 1
    return at == len(text) or _BREAK.match(text, at) is not None
