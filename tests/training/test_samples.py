"""What is learnt from: links that people made, near misses, texts of names, what was cut out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from align.errors import AlignError
from align.training.bitext import Row, read_rows
from align.training.edits import Editor
from align.training.given import parsed, split_row, written
from align.training.linked import LinkedRow
from align.training.links import AGREED, ONE_SIDED
from align.training.names import gather_names, name_rows, read_names
from align.training.samples import Maker, cut, missed
from align.training.vocab import SPECIAL, Splitter, assemble
from align.training.work import Work

ARABIC, ENGLISH = ["لم", "يحضر", "وزيران", "الاجتماع"], "two ministers did not attend the meeting"
LINKS = [(0, 3, 1.0), (1, 4, 1.0), (2, 0, 1.0), (2, 1, 1.0), (3, 5, 0.5), (3, 6, 1.0)]


@pytest.fixture
def maker() -> Maker:
    """A maker of samples over a vocabulary of whole words."""
    words = [*ARABIC, *ENGLISH.split(), "three", "2026", "2021"]
    return Maker(assemble({p: n for n, p in enumerate(dict.fromkeys((*SPECIAL, *words)))}))


def linked(complete: bool = True) -> LinkedRow:
    """The row of this test."""
    row = Row("set", "", " ".join(ARABIC), ENGLISH)
    return LinkedRow(row, list(ARABIC), ENGLISH.split(), list(LINKS), [], complete)


def test_given_links_reach_the_words() -> None:
    """Links over tokens become links of the words that the tokens are split into."""
    row = Row("set", "", "عاد الوزير.", "The minister's back.", "0-2 1-0 1?1 7-7")
    (arabic, english), links = split_row(row, Splitter())
    assert (arabic, english) == (["عاد", "الوزير", "."], ["the", "minister", "'", "s", "back", "."])
    assert links == [(0, 4, AGREED), (1, 0, AGREED), *((1, j, ONE_SIDED) for j in (1, 2, 3))]


def test_links_survive_writing() -> None:
    """What is written is read back, with any confidence."""
    links = [(0, 0, AGREED), (1, 2, ONE_SIDED), (3, 4, 0.125)]
    assert links == parsed(written(links))


def test_a_column_of_links_is_read(tmp_path: Path) -> None:
    """Links may stand in a TSV file beside its texts."""
    path = tmp_path / "memory.tsv"
    path.write_text("ar\ten\tlinks\nنعم هنا\tyes here\t0-0 1-1\n", encoding="utf-8")
    assert [row.links for row in read_rows(path)] == ["0-0 1-1"]


def test_unlinked_words_are_absent_where_a_person_linked(maker: Maker) -> None:
    """A word that a person left unlinked has no counterpart; statistics prove nothing."""
    sample, unsure = maker.sample(0, linked()), maker.sample(0, linked(complete=False))
    assert sample is not None
    assert unsure is not None
    assert (sample.absent, unsure.absent) == (
        (frozenset(), frozenset({2})),
        (frozenset(), frozenset()),
    )


def test_cutting_adds_to_what_is_absent(maker: Maker) -> None:
    """What was absent stays so when a phrase is cut out."""
    sample = maker.sample(0, linked())
    assert sample is not None
    for seed in range(30):
        shorter = cut(sample, np.random.default_rng(seed))
        assert all(old <= new for old, new in zip(sample.absent, shorter.absent, strict=True))


def test_an_edit_changes_one_thing() -> None:
    """A near miss differs in one place, or has one word more or less, and says where."""
    editor, words = Editor(), ENGLISH.split()
    edits = [editor.edit(words, ENGLISH, np.random.default_rng(seed)) for seed in range(20)]
    seen = {" ".join(e.words) for e in edits if e is not None}
    assert "two ministers did attend the meeting" in seen
    assert any("ministers did not attend the meeting" in s and "two" not in s for s in seen)
    for edit in edits:
        assert edit is not None
        assert len(edit.changed) == 1
        assert abs(len(edit.words) - len(words)) <= 1


def test_numbers_names_and_missing_negations_are_edited() -> None:
    """Digits get another digit, a name another name, a plain statement a "not"."""
    editor = Editor(["nasser", "hoffmann"])
    text = "In 2021 Mr Nasser was here"
    words = text.lower().split()
    seen = set()
    for seed in range(60):
        edit = editor.edit(words, text, np.random.default_rng(seed))
        assert edit is not None
        seen.add(" ".join(edit.words))
    assert "in 2021 mr hoffmann was here" in seen
    assert "in 2021 mr nasser was not here" in seen
    assert any(s.split()[1] != "2021" and s.split()[1].isdigit() for s in seen)


def test_a_near_miss_has_no_counterpart_for_what_changed(maker: Maker) -> None:
    """The changed word, and what was linked to it alone, choose the null."""
    sample = maker.sample(0, linked())
    assert sample is not None
    words = ENGLISH.split()
    number = Editor().edit(words, ENGLISH, np.random.default_rng(0))
    found = [missed(maker.edited(sample, number))]
    assert number is not None
    (changed,) = number.changed
    assert changed in found[0].absent[1]
    assert changed not in found[0].links[:, 1]
    assert not found[0].whole


def test_names_are_linked_across_another_order() -> None:
    """A text of names has each name linked with itself, and not all in the same order."""
    pairs = [(f"اسم{letter}", f"name{n}") for n, letter in enumerate("ابتثجحخدذرزسشصضطظعغف")]
    rows = list(name_rows(pairs, 20, np.random.default_rng(1)))
    known = dict(pairs)
    assert all(known[r.arabic[i]] == r.english[j] for r in rows for i, j, _ in r.links)
    assert any([i for i, _, _ in r.links] != [j for _, j, _ in r.links] for r in rows)


def test_held_out_names_are_left_out(tmp_path: Path) -> None:
    """A name that is to be judged by is not learnt, on either side."""
    one, other = tmp_path / "names.tsv", tmp_path / "judged.tsv"
    one.write_text("سالم\tsalem\nنور\tnour\nليلى\tlayla\n", encoding="utf-8")
    other.write_text("سالم\tSalim\nنورا\tNour\n", encoding="utf-8")
    work = Work(tmp_path / "work")
    assert gather_names(work, [one], [other]) == 1
    assert read_names(work.names) == [("ليلى", "layla")]
    (tmp_path / "empty.tsv").write_text("", encoding="utf-8")
    with pytest.raises(AlignError, match="empty"):
        read_names(tmp_path / "empty.tsv")


def test_a_tokenizer_is_all_a_maker_needs(maker: Maker) -> None:
    """The pieces of a sample carry the numbers of their words, special ones none."""
    sample = maker.sample(0, linked())
    assert sample is not None
    assert sample.english.owners.tolist() == [-1, *range(7), -1]
    assert isinstance(maker._tokenizer, Tokenizer)


TMX = """<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x "boom">]><tmx version="1.4"><body>
<tu><tuv xml:lang="en-GB"><seg>The <ph>1</ph>port</seg></tuv>
<tuv xml:lang="ar"><seg>الميناء</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Le port</seg></tuv><tuv xml:lang="ar"><seg>الميناء</seg></tuv></tu>
</body></tmx>"""


def test_translation_memories_are_read(tmp_path: Path) -> None:
    """Units with both languages count; anything that is no TMX is named."""
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    assert list(read_rows(path)) == [Row("memory", "", "الميناء", "The 1port")]
    path.write_text("<tmx><body><tu>", encoding="utf-8")
    with pytest.raises(AlignError, match="no TMX"):
        list(read_rows(path))
