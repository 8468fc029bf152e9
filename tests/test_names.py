"""What tells names from words, and one name from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.encode import Encoder
from align.evaluate import evaluate
from align.facts import looks_like_name
from align.facts.places import offices, places
from align.model import Language
from align.training.name_letters import fit

AR, EN = Language
NAMES = "زوكربيرغ\tzuckerberg\nغايغر\tgeiger\nشليسنغر\tschlesinger\nاحمد\tahmed\n"


@pytest.mark.parametrize("word", ["زوكربيرغ", "وغايغر", "شليسنغر", "Zuckerberg", "Donggala"])
def test_names_look_like_names(word: str) -> None:
    """By their letters, a clitic before them or not."""
    assert looks_like_name(word) > 0.6


@pytest.mark.parametrize("word", ["المحكمة", "استقبل", "مكتب", "meeting", "thought"])
def test_words_do_not(word: str) -> None:
    """Roots and patterns, and English words, have other letters."""
    assert looks_like_name(word) < 0.3


def test_letters_are_learnt_from_lists() -> None:
    """What stands in names alone weighs for a name."""
    weights = fit(["غرغ", "غرغر", "غرغرغ"], ["كتب", "كتبك", "كتبت"])
    assert weights["##غ"] > 0 > weights["##ك"]


@pytest.mark.parametrize(
    ("words", "language", "key"),
    [
        ("للمغرب", AR, "ma"),
        ("والسوريين", AR, "sy"),
        ("الولايات المتحدة", AR, "us"),
        ("بيونغ يانغ", AR, "kp/pyongyang"),
        ("U.S.", EN, "us"),
        ("Egypt's", EN, "eg"),
    ],
)
def test_places_by_any_of_their_names(words: str, language: Language, key: str) -> None:
    """Clitics, plurals, initials and names of two words."""
    forms = words.split()
    assert [(0, len(forms), frozenset({key}))] == places(forms, language)


def test_small_letters_name_no_place() -> None:
    """A turkey is a bird, and us a pronoun."""
    assert places(["us", "turkey", "polish"], EN) == []


def test_offices_by_their_duty() -> None:
    """The duty says whose office it is."""
    arabic = offices(["استقال", "ووزيرة", "الخارجية"], AR)
    english = offices(["the", "Foreign", "Secretary"], EN)
    assert [row[:2] for row in (*arabic, *english)] == [(1, 3), (1, 3)]
    assert arabic[0][2] == english[0][2]


def test_names_are_ranked(tmp_path: Path, fake_encoder: Encoder) -> None:
    """The right spelling comes first in a list of four."""
    path = tmp_path / "names.tsv"
    path.write_text(NAMES, "utf-8")
    assert evaluate("names", [path], fake_encoder)[0].value("right one first") == 1.0
