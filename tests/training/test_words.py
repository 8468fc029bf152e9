"""Words, pieces and links, before anything is trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.training.aligner import align
from align.training.clitics import Segmenter
from align.training.heads import attached
from align.training.links import AGREED, ONE_SIDED, combined, gathered, link, parse
from align.training.vocab import SPECIAL, Splitter, build

from .conftest import PAIRS


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["الحكومة"], "الحكومـــة"),
        (["الحكومة"], "الحُكُومَةُ"),
        (["الحكومة"], "\u200fالحكومة\u200e"),
        (["الا"], "\ufef9\u0627".replace("\ufef9", "\ufe8d\ufedf")),
        (["1990"], "١٩٩٠"),
        (["ايران", "،", "the"], "إيران، The"),
        ([], "\u064b\u200d\u2067"),
    ],
)
def test_typing_does_not_matter(expected: list[str], text: str) -> None:
    """Presentation forms, tatweel, marks, bidi controls and digit scripts make no difference."""
    assert expected == Splitter().words(text)


def test_english_ids_stay() -> None:
    """The base's pieces keep their ids, Arabic ones follow, and every piece has one id."""
    base = {piece: number for number, piece in enumerate((*SPECIAL, "the", "council"))}
    tokenizer = build(base, [arabic for arabic, _ in PAIRS], 300)
    vocabulary = tokenizer.get_vocab()
    assert base == {piece: vocabulary[piece] for piece in base}
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))
    encoded = tokenizer.encode("The council المجلس")
    assert encoded.tokens == ["[CLS]", "the", "council", "المجلس", "[SEP]"]
    assert encoded.offsets[3] == (12, 18)


def test_clitics_come_off_known_words() -> None:
    """Articles, conjunctions and pronouns are cut off where the rest is a word, else not."""
    known = ["وزير", "الوزير", "قال", "كتاب", "مدرسة", "الله"]
    segmenter = Segmenter([known * 5, ["والوزير", "للوزير", "وقال", "مدرستهم"]])
    expected = {
        "والوزير": ("و+", "ال+", "وزير"),
        "للوزير": ("ل+", "ال+", "وزير"),
        "وقال": ("و+", "قال"),
        "مدرستهم": ("مدرسة", "+هم"),
        "وزير": ("وزير",),
        "كتاب": ("كتاب",),
        "الله": ("الله",),
        "Windows": ("Windows",),
    }
    assert expected == {word: segmenter.segments(word) for word in expected}


def test_segments_give_their_links_to_the_word() -> None:
    """What the article and the stem are linked to, the whole word is."""
    assert {(0, 0), (0, 1), (1, 2)} == gathered([(0, 0), (1, 1), (2, 2)], [0, 0, 1])


def test_both_directions_count_more_than_one() -> None:
    """Links that only one direction found have half the confidence."""
    assert combined([(0, 0)], [(0, 0), (1, 2)]) == [(0, 0, AGREED), (1, 2, ONE_SIDED)]


def test_articles_and_pronouns_go_with_their_head() -> None:
    """An unlinked "the" takes the link of a definite noun, an unlinked pronoun that of its verb."""
    arabic, english = ["اخذت", "الكتاب", "وقلما"], ["i", "took", "the", "book", "and", "the", "pen"]
    links = [(0, 1, 1.0), (1, 3, 1.0), (2, 6, 1.0)]
    assert sorted([*links, (0, 0, 0.5), (1, 2, 0.5)]) == attached(arabic, english, links)


def test_our_own_aligner_learns_from_company() -> None:
    """Words that keep turning up together are linked, in any order and without eflomal."""
    generator = np.random.default_rng(3)
    chosen = [generator.permutation(12)[:5] for _ in range(80)]
    source = [[f"s{n}" for n in numbers] for numbers in chosen]
    target = [[f"t{numbers[i]}" for i in (1, 0, 2, 4, 3)] for numbers in chosen]
    found = align(source, target)
    right = [source[row][i][1:] == target[row][j][1:] for row in range(80) for i, j in found[row]]
    assert sum(right) / len(right) > 0.95
    assert found == align(source, target)


def test_links_are_written_a_row_a_line(tmp_path: Path) -> None:
    """Both files have as many lines as the text, in the 0-0 layout."""
    texts, links = (tmp_path / "a", tmp_path / "b"), (tmp_path / "f", tmp_path / "r")
    texts[0].write_text("نعم\n\nلا\n", encoding="utf-8")
    texts[1].write_text("yes\n\nno\n", encoding="utf-8")
    link(texts, links, None)
    read = [[parse(line) for line in path.read_text("utf-8").splitlines()] for path in links]
    assert read == [[[(0, 0)], [], [(0, 0)]]] * 2
