"""Which of the two languages a text is in: by script, confirmed where the script cannot tell."""

from __future__ import annotations

import re

from align.data import table
from align.errors import AlignError
from align.model import Language
from align.text import script

_WORD = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 80  # letters; below that language identification guesses
_MARGIN = 1.0  # log probability per letter: other languages lead by 2 to 6, lists of names by 0.1
_FUNCTION_SHARE = 0.1
_SAMPLE = 20_000


def declared(code: str, path: str) -> Language | None:
    """The language of a code as files declare it ("ar-SA", "en_GB.UTF-8", "ara"); None of none.

    Raises AlignError for a third language.
    """
    primary = re.split(r"[-_.@]", code.strip().lower())[0]
    if primary in ("", "und", "x", "mul", "zxx"):
        return None
    found = {"ara": "ar", "arb": "ar", "eng": "en"}.get(primary, primary)
    if found not in set(Language):
        raise AlignError(path, f"is in {_name(found)}; only Arabic and English are read")
    return Language(found)


def _name(code: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def detect(text: str, path: str) -> Language:
    """The language of most of the text.

    Raises AlignError where there are no letters, or where a long enough text is certainly in a
    third language (Persian, French).
    """
    sample = text[:_SAMPLE] if script(text[:_SAMPLE]) else text
    language = script(sample)
    if language is None:
        raise AlignError(path, "no words in Arabic or English")
    words = [w for w in _WORD.findall(sample) if script(w) is language]
    if sum(map(len, words)) < _LONG_ENOUGH or _confirmed(words, language):
        return language
    _identify(" ".join(words), path)
    return language


def _confirmed(words: list[str], language: Language) -> bool:
    """True if function words show the language the script suggests."""
    data = table("language")
    known = frozenset(data[language])
    share = sum(w.casefold() in known for w in words) / len(words)
    foreign = sum(c in data["not_arabic"] for c in "".join(words))
    return share >= _FUNCTION_SHARE and foreign * 50 < sum(map(len, words))


def _identify(text: str, path: str) -> None:
    """Raise AlignError if ``text`` is in another language by a wide margin."""
    from py3langid import rank

    ranked: list[tuple[str, float]] = rank(text)
    code, best = ranked[0]
    ours = max(score for language, score in ranked if language in set(Language))
    if code in set(Language) or best - ours < _MARGIN * len(text):
        return
    raise AlignError(path, f"looks like {_name(code)}; only Arabic and English are read")
