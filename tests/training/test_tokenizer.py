"""Words cut behind their prefixes before they are cut into pieces."""

from __future__ import annotations

from collections import Counter

import pytest

from align.training.prefixes import Prefixes
from align.training.vocab import SPECIAL, Splitter, assemble, build

KNOWN = Counter(
    {
        **dict.fromkeys(
            ["وزير", "قال", "كتاب", "مدرسة", "مصر", "يكون", "سبب", "لجنة", "حكومة"], 40
        ),
        **dict.fromkeys(["الوزير", "المدرسة", "الحكومة", "المانيا", "التزام"], 30),
        **dict.fromkeys(["وقال", "بسبب", "لمصر", "سيكون", "فقال", "كلها", "والده"], 9),
    }
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("والوزير", ["و", "ال", "وزير"]),
        ("للوزير", ["لل", "وزير"]),
        ("بالمدرسة", ["ب", "ال", "مدرسة"]),
        ("كالحكومة", ["ك", "ال", "حكومة"]),
        ("وقال", ["و", "قال"]),
        ("فقال", ["ف", "قال"]),
        ("بسبب", ["ب", "سبب"]),
        ("لمصر", ["ل", "مصر"]),
        ("سيكون", ["س", "يكون"]),
        ("ولمصر", ["و", "ل", "مصر"]),
        ("المستشفى", ["ال", "مستشفي"]),  # never seen: what begins with the article has it
        ("وزير", ["وزير"]),
        ("والده", ["والده"]),
        ("كلها", ["كلها"]),
        ("ألمانيا", ["المانيا"]),
        ("وألمانيا", ["و", "المانيا"]),
        ("التزام", ["التزام"]),
        ("لجنة", ["لجنة"]),
        ("الى", ["الي"]),
        ("windows", ["windows"]),
    ],
)
def test_prefixes_come_off(word: str, expected: list[str]) -> None:
    """A conjunction, a preposition, an article are cut off where the rest is a word."""
    pieces = {p: n for n, p in enumerate((*SPECIAL, *expected))}
    tokenizer = assemble(pieces, Prefixes(KNOWN).patterns())
    assert expected == tokenizer.encode(word, add_special_tokens=False).tokens


def test_prefixes_keep_their_word_and_place() -> None:
    """All parts belong to the word they were cut from, and say where in it they stood."""
    tokenizer = build({p: n for n, p in enumerate(SPECIAL)}, ["قال الوزير والوزير قال"] * 9, 60)
    encoded = tokenizer.encode(["والوزير", "قال"], is_pretokenized=True, add_special_tokens=False)
    assert set(encoded.word_ids) == {0, 1}
    whole = tokenizer.encode("والوزير", add_special_tokens=False)
    assert "".join("والوزير"[start:end] for start, end in whole.offsets) == "والوزير"
    assert [n for n, w in enumerate(encoded.word_ids) if w == 1] == [len(encoded.ids) - 1]


def test_no_word_needs_the_exceptions_to_be_known() -> None:
    """Without any counted word the patterns are still valid and cut what they can."""
    tokenizer = assemble(
        {p: n for n, p in enumerate((*SPECIAL, "ال", "وزير"))}, Prefixes({}).patterns()
    )
    assert tokenizer.encode("الوزير", add_special_tokens=False).tokens == ["ال", "وزير"]


def test_final_yeh_is_one_letter() -> None:
    """الجوى is typed for الجوي, and both are the same word."""
    assert Splitter().words("الجوى") == Splitter().words("الجوي")
