"""A run over many pairs holds what the present one needs: no cache grows with what was read."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator
from typing import Any

from align.config import Settings
from align.encode.embedded import packaged
from align.facts.transliteration import SHAPES, evidence, forward
from align.model import Alignment, Document, Language
from align.pipeline import Checker
from align.text import fold, folded

MOST = 16384  # entries of a cache that is asked for words
TABLES = 8  # tables and their languages that a later document is the first to need
_LETTERS = {Language.AR: "ابتجدرسعفقكلمنهوي", Language.EN: "abcdefgiklmnorstu"}
_LINES = {
    Language.AR: "قال {0} إن {1} لن يزور {2} قبل {n} مارس. «سنعيد {3} إلى {1}»، كما قال {0}.",
    Language.EN: (
        '{0} said that {1} will not visit {2} before {n} March. "We will return {3} to {1}", {0}'
        " said."
    ),
}


def caches() -> Iterator[tuple[str, Any]]:
    """Every remembered function of the package that is loaded, by its name."""
    for module in [m for name, m in sorted(sys.modules.items()) if name.startswith("align.")]:
        for name, value in vars(module).items():
            if hasattr(value, "cache_info") and value.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", value


def document(number: int, language: Language) -> Document:
    """Two sentences whose names and figures no other number's have."""
    words = random.Random(f"{language} {number}")
    names = ["".join(words.choices(_LETTERS[language], k=7)) for _ in range(4)]
    if language is Language.EN:
        names = [name.capitalize() for name in names]
    text = _LINES[language].format(*names, n=number % 28 + 1)
    return Document(id=f"{number}.{language}", path=f"{number}.txt", language=language, text=text)


def test_what_is_remembered_is_bounded() -> None:
    """Caches without a bound are of tables alone: 30 documents of new words add next to nothing."""
    checker = Checker.of(Settings(), packaged(1))

    def sizes(first: int, last: int) -> dict[str, int]:
        for number in range(first, last):
            ours, theirs = (document(number, language) for language in Language)
            checker.compare(*((ours, theirs) if number % 2 else (theirs, ours)), f"p{number}")
        return {n: c.cache_info().currsize for n, c in caches() if c.cache_info().maxsize is None}

    early, late = sizes(0, 10), sizes(10, 40)
    assert {n: (early[n], late[n]) for n in early if late[n] - early[n] > TABLES} == {}
    assert {n for n, c in caches() if (c.cache_info().maxsize or 0) > MOST} == set()


def test_only_the_present_pair_is_held() -> None:
    """Of the pairs that were compared none but the last is kept by what checks remember."""
    checker = Checker.of(Settings(), packaged(1))
    for number in range(5):
        pair = [document(number, language) for language in Language]
        checker.compare(pair[0], pair[1], f"bounded-{number}")
    gc.collect()
    held = {a.pair.id for a in gc.get_objects() if isinstance(a, Alignment)}
    assert {i for i in held if i.startswith("bounded-")} <= {"bounded-4"}


def test_characters_are_remembered_up_to_a_bound() -> None:
    """A text of every character there is folds as before, and leaves little behind."""
    from align import text

    every = "".join(map(chr, range(0x20, 0x20000, 3)))
    assert fold(every) == folded(every).text == "".join(map(fold, every))
    assert len(text._FOLDS) <= text._CHARACTERS_KEPT


def test_written_out_sums_are_those_of_the_table() -> None:
    """Two spellings' probability has the digits that the general sum over all shapes gives."""
    from align.facts import transliteration

    letters = random.Random(7)
    assert len(SHAPES) == 7
    for _ in range(200):
        arabic = "".join(letters.choices(_LETTERS[Language.AR], k=letters.randint(1, 9)))
        latin = "".join(letters.choices(_LETTERS[Language.EN], k=letters.randint(1, 12)))
        table = forward(arabic, latin, transliteration._units(), transliteration._FLOOR)
        assert table[-1][-1] == transliteration._joint(arabic, latin)
        assert evidence(arabic, latin) == evidence(arabic, latin)
