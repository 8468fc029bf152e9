"""Text to sentences, in Arabic and English, in linear time.

Rules rather than a model: each candidate end (a run of full stops, question or exclamation marks
with the closing marks after it) is kept or rejected by the word before and the word after it.
"""

from __future__ import annotations

import re
from functools import cache

from align.data import table
from align.model import Language, Span
from align.segment.tokens import INVISIBLE
from align.text import fold

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = re.compile(rf"[\s{INVISIBLE}]*")
# After the mark itself: closing quotes and brackets, a footnote number, and, after a space (as in
# « … »), closing marks that cannot open: ” », or a straight one with white space on both sides.
_END = re.compile(
    r"[.!?…؟۔‼⁇⁈⁉]+(?:[\"'”’»)\]]|«(?=\s|\Z)|\[\d{1,3}\])*"
    r"(?:[ \u00a0](?:[”»)\]](?=[\s.,،]|\Z)|\"(?=\s|\Z)))*"
)
_ASKS = re.compile(r"[!?؟۔‼⁇⁈⁉]")
_CLOSERS = "\"'”’»«)] \u00a0[0123456789"
_OPENERS = "\"'“‘„‚«»‹([{-–—•*"
_BEFORE = re.compile(r"[^\s\"“”«»(\[،؛;,]{1,40}\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_DATE = re.compile(r"\d{1,2}\.\s\d{1,2}\.\s\d{4}")
_ADDRESS = re.compile(r"https?://|www\.|pic\.")
_QUOTES = frozenset("\"”’»«'")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_DIGIT_END = re.compile(r"\d[\s\u00a0]?\Z")
_NAMES = r"(?!(?:He|She|They|It|We|I|You|The|This)\s)(?:[A-Z][\w.’'-]{0,30}\s){1,4}"


@cache
def _words(group: str, name: str) -> frozenset[str]:
    return frozenset(table("segment")[group][name])


@cache
def _reporting(language: Language) -> re.Pattern[str]:
    """What, right after a closed quote, still belongs to its sentence: قال الوزير, Levi said."""
    verbs = table("speech")[language]["verbs"]
    if language is Language.AR:
        return re.compile(rf"(?:{'|'.join(sorted(set(map(fold, verbs))))})\b")
    return re.compile(rf"{_NAMES}(?:{'|'.join(verbs)})\b(?:\s\w+){{0,4}}[.,;:]")


def sentences(text: str, language: Language) -> tuple[Span, ...]:
    """The sentences of ``text`` without the white space around them; a line break ends one.

    ``language`` is that of most of the text; words of the other script follow their own rules.
    """
    return tuple(
        span
        for line in _LINE.finditer(text)
        for span in _line_sentences(text, line.start(), line.end(), language)
    )


def _line_sentences(text: str, start: int, end: int, language: Language) -> list[Span]:
    found: list[Span] = []
    begin = _after_space(text, start)
    for match in _END.finditer(text, start, end):
        if match.end() < end and begin < match.start() and _ends(text, begin, match, language):
            found.append(Span(begin, match.end()))
            begin = _after_space(text, match.end())
    last = end
    while last > begin and (text[last - 1].isspace() or _SPACE.fullmatch(text[last - 1])):
        last -= 1
    if last > begin:
        found.append(Span(begin, last))
    return found


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _ends(text: str, begin: int, match: re.Match[str], language: Language) -> bool:
    """True if the candidate ends the sentence that starts at ``begin``."""
    following = _after_space(text, match.end())
    if following >= len(text):
        return False  # only white space left
    mark = match.group().rstrip(_CLOSERS)
    before = _BEFORE.search(text, max(begin, match.start() - 41), match.start())
    word = before.group().lstrip("'‘-–—") if before else ""
    after = _next_word(text, following)
    if following == match.end():
        return _unspaced(mark, word, after)
    bracket = ")" in match.group() and not _bracket_ends(text, begin, match)
    if bracket or _continues(text, following, match, language):
        return False
    if mark == ".":
        return _full_stop_ends(text, begin, match.start(), (word, after, following))
    # An ellipsis: in Arabic it is mostly a pause, in English a capital after it decides.
    return bool(_ASKS.search(mark)) or not _ARABIC.match(after)


def _next_word(text: str, at: int) -> str:
    while at < len(text) and text[at] in _OPENERS:
        at += 1
    at = _after_space(text, at)
    match = _WORD.match(text, at)
    return match.group() if match else text[at : at + 1]


def _unspaced(mark: str, word: str, after: str) -> bool:
    """True if a mark with nothing between it and the next word ends a sentence.

    Arabic writers leave the space out (المملكة.وقال); in Latin script it is an address or a name.
    """
    arabic_words = len(word) > 2 and len(after) > 2 and _ARABIC.match(word) and _ARABIC.match(after)
    return bool(arabic_words) and len(mark) == 1


def _continues(text: str, at: int, match: re.Match[str], language: Language) -> bool:
    """True if the next word cannot start a sentence: small letters, a reporting clause."""
    letter = at
    while letter < len(text) and text[letter] in _OPENERS:
        letter += 1
    letter = _after_space(text, letter)
    if letter < len(text) and text[letter].islower() and not _ADDRESS.match(text, letter):
        return True
    if at < len(text) and text[at] in ",،;؛:)]":
        return True
    if not _QUOTES.intersection(match.group()):
        return False
    window = text[at : at + 90]
    if _ARABIC.match(window):
        return bool(_reporting(Language.AR).match(fold(window)))
    return language is Language.EN and bool(_reporting(Language.EN).match(window))


def _bracket_ends(text: str, begin: int, match: re.Match[str]) -> bool:
    """True if a mark inside a closing bracket ends more than the bracket: (A sentence.)"""
    opening = text.rfind("(", max(begin, match.start() - 400), match.start())
    if opening <= begin:
        return True
    return text[opening : match.start()].count(" ") >= 4


def _full_stop_ends(text: str, begin: int, stop: int, around: tuple[str, str, int]) -> bool:
    """True if a single full stop after ``word`` and before ``after`` ends a sentence."""
    word, after, following = around
    key = word.casefold()
    start = stop - len(word)
    if word.isdecimal():
        # "1. Introduction" is a list number; "3. 2. 2026" a date.
        listed = start <= begin and len(word) <= 3
        date = _DATE.search(text, max(begin, start - 4), stop + 9)
        return not listed and not (date and date.start() < stop < date.end())
    if key in _words("abbreviations", "never"):
        return False
    if len(fold(word)) == 1 and _ARABIC.match(word):
        # Arabic has no one-letter words: "د. أحمد", "ص. ب." - but "عام 2020 م." may end one.
        return bool(_DIGIT_END.search(text, max(begin, start - 2), start))
    numbered = text[following].isdecimal() or len(after) == 1
    if numbered and key in _words("abbreviations", "number"):
        return False
    return not _abbreviated(word, key) or after.casefold() in _words("starters", "words")


def _abbreviated(word: str, key: str) -> bool:
    """True for initials and for words that are mostly, not always, followed by a full stop."""
    initials = bool(_INITIALS.fullmatch(word)) or (len(word) == 1 and word.isupper())
    return initials or key in _words("abbreviations", "ambiguous")
