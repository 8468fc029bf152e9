"""Letters, marks and digits made comparable with offsets kept; quoting that is bidi-safe."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from align.data import table
from align.model import Language, Segment, Span

FSI, PDI = "\u2068", "\u2069"  # first-strong isolate and its end: order-proof quoting
ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MASKED = ("tag", "placeholder", "entity")
# Joiners, bidi controls, BOM and soft hyphen: they carry no sound, and differ at random.
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u061c\u0640"
)
# Hamza seats, alef maqsura and ta marbuta vary from writer to writer: إيران / ايران, على / علي.
_ARABIC_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "گ": "ك",
        "ھ": "ه",
        "٪": "%",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٫": ".",
        "٬": ",",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the offset it came from.

    ``origin`` has one more entry than ``text``: the length of the original.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original span of ``text[start:end]``."""
        if start == end:
            return Span(self.origin[start], self.origin[start])
        return Span(self.origin[start], self.origin[end - 1] + 1)


_WORD = 24  # characters up to which a folded text is remembered: words come again and again
_CHARACTERS_KEPT = 4096


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character.isdecimal():
        return str(unicodedata.digit(character))
    character = character.translate(_ARABIC_FOLD)
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    return plain.translate(_ARABIC_FOLD).casefold()


class _Folds(dict[int, str]):
    """For ``str.translate``: what each character folds to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        found = _fold_character(chr(code))
        if len(self) < _CHARACTERS_KEPT:  # no text, however odd, makes it grow for ever
            self[code] = found
        return found


_FOLDS = _Folds()


def folded(text: str) -> Folded:
    """``text`` without marks, case, letter variants and digit scripts; offsets kept.

    Idempotent on its own output: ``folded(folded(t).text).text == folded(t).text``.
    """
    pieces = [_FOLDS[ord(character)] for character in text]
    whole = "".join(pieces)
    if "" not in pieces and len(whole) == len(text):  # the usual case: one for one
        return Folded(whole, tuple(range(len(text) + 1)))
    origin = [offset for offset, piece in enumerate(pieces) for _ in piece]
    return Folded(whole, (*origin, len(text)))


def fold(text: str) -> str:
    """The folded text alone."""
    return _fold_word(text) if len(text) <= _WORD else text.translate(_FOLDS)


@lru_cache(maxsize=16384)
def _fold_word(word: str) -> str:
    return word.translate(_FOLDS)


def script(text: str) -> Language | None:
    """The language that most letters of ``text`` are written in; None where it has none.

    A tie goes to Arabic, whose letters are fewer for the same words.
    """
    return _script_of_word(text) if len(text) <= _WORD else _script(text)


@lru_cache(maxsize=16384)
def _script_of_word(word: str) -> Language | None:
    return _script(word)


def _script(text: str) -> Language | None:
    arabic, latin = len(ARABIC.findall(text)), len(LATIN.findall(text))
    if not arabic and not latin:
        return None
    return Language.AR if arabic >= latin else Language.EN


@cache
def _markup() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is masked, and of that what a translation keeps."""
    data = table("markup")
    kinds = {k: "|".join(r["pattern"] for r in data["kind"] if r["name"] == k) for k in _MASKED}
    ended = f"(?:{kinds['placeholder']})(?:{data['masked']['endings']})?"
    rest = "|".join((kinds["tag"], kinds["entity"], *data["masked"]["patterns"]))
    return re.compile(f"{ended}|{rest}"), re.compile("|".join(kinds.values()))


def masked(text: str) -> str:
    """``text`` with spaces for placeholders, tags and entities: {name}, %1$d, <b>; as long as it.

    What they are called by is no words and no numbers of the text.
    """
    if not any(c in text for c in "<{%&[_"):
        return text
    return _markup()[0].sub(lambda hit: " " * len(hit.group()), text)


def kept(text: str) -> list[tuple[str, Span]]:
    """The placeholders, tags and entities of ``text``, with where they stand."""
    return [(m.group(), Span(m.start(), m.end())) for m in _markup()[1].finditer(text)]


def isolate(text: str) -> str:
    """``text`` between U+2068 and U+2069, so that it cannot reorder what stands around it."""
    return f"{FSI}{text}{PDI}"


def shorten(text: str, width: int = 80) -> str:
    """``text`` on one line, cut at a word and marked with an ellipsis when over ``width``."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    cut = line.rfind(" ", 0, width)
    return line[: cut if cut > width // 2 else width - 1].rstrip() + "…"


@cache
def function_words(language: Language) -> frozenset[str]:
    """Folded words that carry grammar rather than content."""
    return frozenset(table("function_words")[language.value].split())


def main_language(segments: Iterable[Segment]) -> Language | None:
    """The language of most words of ``segments``, Arabic in a tie; None where there are none."""
    words = Counter[Language]()
    for segment in segments:
        words[segment.language] += len(segment.words)
    return max(Language, key=lambda language: words[language]) if words.total() else None


# Arabic writes the same text in fewer characters: NTREX, mean over 1,045 sentences.
_CHARACTERS = {Language.AR: 1.18, Language.EN: 1.0}


def comparable_length(segment: Segment) -> float:
    """The characters of a segment's words, as many as English would need; at least 1."""
    return max(1, sum(len(t.form) for t in segment.words)) * _CHARACTERS[segment.language]
