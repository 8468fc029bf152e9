"""Phrases taken out of a sentence, and phrases of other sentences put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.data import table
from align.evaluate.contrast.edit import Place
from align.model import Language, Span
from align.segment import tokenize
from align.text import fold, function_words

LEAST = 3  # content words of a phrase
_MOST = 10  # words
_SHARE = 0.5  # of the sentence's content words, at most
_END = re.compile(r"[\s.!?؟…\"”»')\]]*$")
_STOP = re.compile(r"[,،](?!\d)|[;؛:!?؟…\"“”«»()\[\]—–]|[.](?!\d)| - ")


def content(text: str, language: Language) -> int:
    """How many content words ``text`` has."""
    known = function_words(language)
    return sum(t.is_word and fold(t.form) not in known for t in tokenize(text))


def phrases(text: str, language: Language) -> Iterator[Span]:
    """Phrases that a sentence can do without: up to a comma or the end, with the space before.

    They begin with a comma, or with a word that opens an adverbial or a clause (in, after, who; في,
    بعد, التي).
    """
    whole = content(text, language)
    for start, end in _bounds(text, language):
        count = content(text[start:end], language)
        words = len(text[start:end].split())
        if LEAST <= count <= _SHARE * whole and words <= _MOST:
            yield Span(start, end)


def _bounds(text: str, language: Language) -> Iterator[tuple[int, int]]:
    end = _END.search(text)
    last = end.start() if end else len(text)
    marks = [m.start() for m in _STOP.finditer(text) if m.start() < last]
    for match in _opener(language).finditer(text):
        stop = next((m for m in marks if m >= match.end()), last)
        governed = fold(match["word"]) in function_words(language)
        if not governed and (stop == last or text[stop] in ",،;؛"):
            yield match.end("word"), stop
    for first, second in zip(marks, [*marks[1:], last], strict=False):
        if text[first] in ",،" and (second == last or text[second] in ",،"):
            yield first, second


@cache
def _opener(language: Language) -> re.Pattern[str]:
    listed = "|".join(table("contrast")["openers"][language.value])
    return re.compile(rf"(?P<word>\w+[%٪]?) (?:{listed})(?= )")


def deletions(text: str, language: Language) -> Iterator[Place]:
    """The phrases of ``text``, each to be taken out."""
    for span in phrases(text, language):
        yield Place(span, ("",))


def insertions(text: str, language: Language, others: tuple[str, ...]) -> Iterator[Place]:
    """The end of ``text`` and its first comma, with phrases of other sentences."""
    end = _END.search(text)
    fitting = tuple(
        p for p in others if content(p, language) * 2 <= max(2 * LEAST, content(text, language))
    )
    if end and end.start() and fitting:
        yield Place(Span(end.start(), end.start()), fitting)
    comma = re.search(r"(?<=\w\w)(?=[,،] )", text)
    if comma and fitting:
        yield Place(Span(*comma.span()), fitting)


def loose(text: str, language: Language) -> Iterator[str]:
    """The phrases of ``text`` that can stand in another sentence: those without a comma."""
    for span in phrases(text, language):
        phrase = span.of(text)
        if phrase[0] == " " and not re.search(r"[,،]", phrase):
            yield phrase
