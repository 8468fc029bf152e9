"""How likely an Arabic and a Latin spelling are of one name, by learnt letter units.

A joint multigram model (Bisani and Ney 2008, without history): the two spellings are cut into
units together, and the probabilities of all cuts add up. The table is fitted by
``transliteration_fit`` on the open name lists of Google (Apache-2.0) and Wikidata (CC0).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate
from operator import mul

from align.model import Language
from align.text import ARABIC, fold

Unit = tuple[str, str]
# Lengths of the Arabic and the Latin piece of a unit.
SHAPES = ((1, 1), (1, 2), (1, 0), (0, 1), (1, 3), (2, 1), (2, 2))
_LONGEST = 64  # letters of a word that are compared
_FLOOR = 1e-7  # the probability of a unit that was never seen
_RARE = 1e-5  # of a letter that was never seen
# Logistic over the evidence per letter, set on held-out pairs: 95 of 100 true pairs lie above
# 0.70, 95 of 100 look-alikes below 0.25.
_MIDDLE, _SLOPE = 0.5, 8.0
_NONE: dict[str, float] = {}


def letters(name: str, language: Language) -> str:
    """The letters of a name that the units are made of; other marks go."""
    if language is Language.AR:
        return "".join(ARABIC.findall(fold(name)))
    from anyascii import anyascii

    return "".join(c for c in anyascii(fold(name)).lower() if "a" <= c <= "z")


@cache
def _units() -> dict[Unit, float]:
    file = resources.files("align.data").joinpath("transliteration.tsv")
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]]
    return {(arabic, latin): float(p) for arabic, latin, p in rows}


@cache
def _letter_shares(side: int) -> dict[str, float]:
    """How often each letter of one script stands in the units."""
    counts: dict[str, float] = {}
    for unit, p in _units().items():
        for letter in unit[side]:
            counts[letter] = counts.get(letter, 0.0) + p
    total = sum(counts.values())
    return {letter: count / total for letter, count in counts.items()}


def forward(
    arabic: str, latin: str, units: Mapping[Unit, float], floor: float = 0.0
) -> list[list[float]]:
    """The probability of each prefix pair, summed over all ways to cut it into units."""
    table = [[0.0] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    table[0][0] = 1.0
    for i, row in enumerate(table):
        shapes = [(e, table[i - a], arabic[i - a : i]) for a, e in SHAPES if a <= i]
        for j in range(len(latin) + 1):
            for e, before, own in shapes:
                if e <= j and before[j - e]:
                    row[j] += before[j - e] * units.get((own, latin[j - e : j]), floor)
    return table


@lru_cache(maxsize=16384)
def evidence(arabic: str, latin: str) -> float:
    """Logarithm of how much likelier the spellings are together than apart, per letter.

    Both are given as ``letters`` returns them; an empty one gives minus infinity.
    """
    if not arabic or not latin:
        return -math.inf
    joint = _joint(arabic, latin)
    apart = _alone(arabic, 0) + _alone(latin, 1)
    return (math.log(max(joint, 1e-300)) - apart) / (len(arabic) + len(latin))


def _joint(arabic: str, latin: str) -> float:
    """The last of ``forward(arabic, latin, _units(), _FLOOR)``, the same to the last digit.

    It is asked for hundreds of pairs a document, so the shapes are written out; the sum of each
    cell goes in the order of SHAPES.
    """
    ones, twos, threes = _stretches(latin)
    unseen = [_FLOOR] * len(ones)
    alone = _given("", ones, unseen)
    before, row = [0.0] * len(ones), list(accumulate(alone[1:], mul, initial=1.0))
    last = ""
    for letter in arabic:
        one, two, three = (_given(letter, own, unseen) for own in (ones, twos, threes))
        joint, both = (_given(last + letter, own, unseen) for own in (ones, twos))
        skipped = _by_arabic().get(letter, _NONE).get("", _FLOOR)
        found: list[float] = []
        cell = a = b = c = d = e = 0.0  # left of here; one, two, three back above; and above that
        for here, above, p, q, r, s, t, u in zip(
            row, before, one, two, three, joint, both, alone, strict=True
        ):
            cell = a * p + b * q + here * skipped + cell * u + c * r + d * s + e * t
            found.append(cell)
            a, b, c, d, e = here, a, b, above, d
        before, row, last = row, found, letter
    return row[-1]


@lru_cache(maxsize=4096)
def _stretches(latin: str) -> tuple[list[str], list[str], list[str]]:
    """The one, two, three letters before each place of a word; what is too short counts nothing."""
    ends = range(len(latin) + 1)
    one, two, three = ([latin[max(0, end - n) : end] for end in ends] for n in (1, 2, 3))
    return one, two, three


def _given(own: str, stretches: list[str], unseen: list[float]) -> list[float]:
    """The probability of Arabic letters with each stretch of a Latin word."""
    known = _by_arabic().get(own)
    return unseen if known is None else list(map(known.get, stretches, unseen))


@cache
def _by_arabic() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for (arabic, latin), p in _units().items():
        found.setdefault(arabic, {})[latin] = p
    return found


def _alone(name: str, side: int) -> float:
    shares = _letter_shares(side)
    return sum(math.log(shares.get(letter, _RARE)) for letter in name)


def name_evidence(arabic: str, latin: str) -> float:
    """``evidence`` for two names as read."""
    return evidence(letters(arabic, Language.AR), letters(latin, Language.EN))


def likeness(arabic: str, latin: str) -> float:
    """How sure it is that an Arabic and a Latin word spell one name, 0 to 1; by its beginning."""
    ours, theirs = letters(arabic, Language.AR), letters(latin, Language.EN)
    found = evidence(ours[:_LONGEST], theirs[:_LONGEST])  # it takes their lengths multiplied
    if found == -math.inf:
        return 0.0
    return 1.0 / (1.0 + math.exp(-_SLOPE * (max(found, -20.0) - _MIDDLE)))
