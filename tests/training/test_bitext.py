"""What is read, what is left out, and that gold never gets in."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from align.errors import AlignError
from align.training.bitext import Row, Shares, clean, fault, read_rows, write_rows
from align.training.exclusion import Exclusion, key

ARABIC, ENGLISH = "وقع الوزيران الاتفاق في العاصمة أمس.", "The two ministers signed it yesterday."


def row(ar: str = ARABIC, en: str = ENGLISH, set_: str = "own") -> Row:
    """A row with these texts."""
    return Row(set_, "", ar, en)


@pytest.mark.parametrize(
    ("reason", "ar", "en"),
    [
        ("", ARABIC, ENGLISH),
        ("", "نعم", "Yes"),
        ("empty", "", ENGLISH),
        ("long", ARABIC * 40, ENGLISH * 40),
        ("long", f"{ARABIC} {'x' * 80}", ENGLISH),
        ("script", "Settings for this device", "Settings for this device"),
        ("script", ARABIC, ARABIC),
        ("script", "١٢٣٤", "1234"),
        ("ratio", ARABIC, "No agreement."),
    ],
)
def test_faults_have_names(reason: str, ar: str, en: str) -> None:
    """A row that is not worth learning from says why."""
    assert reason == fault(row(ar, en))


def test_duplicates_are_kept_once() -> None:
    """A pair that differs from an earlier one in marks and punctuation alone is left out."""
    counts: Counter[str] = Counter()
    kept = list(clean([row(), row(f"«{ARABIC}»", ENGLISH.upper())], Exclusion(frozenset()), counts))
    assert [row()] == kept
    assert counts == {"kept": 1, "duplicate": 1}


def test_gold_is_left_out_in_any_layout(tmp_path: Path) -> None:
    """Texts in a gold folder are excluded from cells, JSON strings, lines and sentences."""
    gold = tmp_path / "gold"
    gold.mkdir()
    tokenised = "The two ministers signed it yesterday ."
    (gold / "words.tsv").write_text(f"id\ten\n1\t{tokenised}\n", encoding="utf-8")
    (gold / "quotes.json").write_text(
        json.dumps({"quote": ["لن نقبل بأي تأخير جديد"]}), encoding="utf-8"
    )
    (gold / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    exclusion = Exclusion.of((gold,))
    rows = [
        row(),
        row("لن نقبل بأيّ تأخيرٍ جديد!", "We shall accept no further delay."),
        row("ثم عاد إلى البلاد. " + ARABIC, f"Then he returned home. {ENGLISH}"),
        row("غادر الوفد مطار المدينة.", "The delegation left the city's airport."),
    ]
    counts: Counter[str] = Counter()
    assert rows[3:] == list(clean(rows, exclusion, counts))
    assert counts["excluded"] == 3


def test_a_missing_gold_folder_is_an_error(tmp_path: Path) -> None:
    """An exclusion that would exclude nothing is refused."""
    with pytest.raises(AlignError, match="nothing in it could be excluded"):
        Exclusion.of((tmp_path / "nowhere",))


def test_keys_ignore_how_a_text_is_typed() -> None:
    """Marks, tatweel, punctuation and spaces do not keep a text from being recognised."""
    assert key("إنّ الحكومـــة، كما قيل") == key("ان الحكومة كما قيل .")


def test_layouts_are_read_alike(tmp_path: Path) -> None:
    """A gzipped set with all columns and a plain memory with two give their rows."""
    with gzip.open(tmp_path / "a.tsv.gz", "wt", encoding="utf-8") as out:
        out.write(f"set\tdocument\tar\ten\nnews\td1\t{ARABIC}\t{ENGLISH}\nbroken line\n")
    (tmp_path / "memory.tsv").write_text(f"source\ttarget\n{ARABIC}\t{ENGLISH}\n", "utf-8")
    expected = [Row("news", "d1", ARABIC, ENGLISH), Row("memory", "", ARABIC, ENGLISH)]
    rows = list(read_rows(tmp_path))
    assert expected == rows
    write_rows(tmp_path / "all.tsv", rows)
    assert expected == list(read_rows(tmp_path / "all.tsv"))


def test_a_file_without_the_columns_is_named(tmp_path: Path) -> None:
    """The error says which file, and what it lacks."""
    path = tmp_path / "odd.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(AlignError, match=r"odd\.tsv: its first line names no columns"):
        list(read_rows(path))


def test_shares_follow_the_set() -> None:
    """Public-affairs text and a user's own count in full, interface strings hardly."""
    shares = Shares()
    assert (shares.of("authored_public_affairs"), shares.of("my memory")) == (1.0, 1.0)
    assert shares.of("ui_blender") < 0.1
