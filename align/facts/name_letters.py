"""How much a word looks like a name, by its letters.

Arabic has no capitals, and English gives them to words too (the Supreme Court). Names have letters
in an order that words seldom have (غايغر, Zuckerberg): the logarithm of how much likelier each
letter is among names than among words, given the two before it, adds up over the word. The table is
fitted by ``align.training.name_letters`` on open lists of names and on our own texts; it holds no
name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from math import exp

from align.facts.transliteration import letters
from align.model import Language
from align.text import fold, script

EDGE = "#"
# Logistic over the sum, set on names and words held out.
_MIDDLE, _SLOPE = 1.0, 0.9
_CLITICS = ("", "و", "ف", "ب", "ل", "ك")
_CUT = 1.0  # what a reading with a clitic loses
_LEAST = 3


@cache
def _weights() -> dict[str, float]:
    file = resources.files("align.data").joinpath("name_letters.tsv")
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]]
    return {trigram: float(weight) for trigram, weight in rows}


def trigrams(word: str) -> list[str]:
    """Each letter of an Arabic or Latin word, and its end, with the two before it."""
    language = script(word) or Language.AR
    spelled = EDGE * 2 + letters(word, language) + EDGE
    return [spelled[at : at + 3] for at in range(len(spelled) - 2)]


@lru_cache(maxsize=16384)
def looks_like_name(word: str) -> float:
    """How sure it is from its letters that a word is a name, 0 to 1.

    A clitic before an Arabic name makes it look like a word: the likelier reading counts. The
    article does not: a word with ال is mostly one of the language.
    """
    form = fold(word)
    best = -99.0
    for clitic in _CLITICS:
        if form.startswith(clitic) and len(form) - len(clitic) >= _LEAST:
            known = sum(_weights().get(t, 0.0) for t in trigrams(form[len(clitic) :]))
            best = max(best, known - (_CUT if clitic else 0.0))
    return 1 / (1 + exp(-_SLOPE * (best - _MIDDLE)))
