"""Glossaries: which files are read, how, and what is refused in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from align.cli import main
from align.config import load_settings
from align.errors import AlignError
from align.facts import is_form, may_be_form
from align.model import Language, Term
from align.read import read_glossary

AR, EN = Language
TBX = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1">
  <langSet xml:lang="en-GB"><tig><term>cease-fire</term></tig></langSet>
  <langSet xml:lang="ar"><tig><term>وقف إطلاق النار</term></tig>
    <tig><term>تهدئة</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
</termEntry>
<termEntry id="2"><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_a_table_is_read(tmp_path: Path) -> None:
    """Columns by name in any order, several renderings in a cell, a byte order mark."""
    path = tmp_path / "terms.tsv"
    path.write_text(
        "\ufeffnote\ten\tar\tforbidden\nx\tpact | treaty\tاتفاقية\tعقد;صفقة\n\n", "utf-8"
    )
    assert (Term(("اتفاقية",), ("pact", "treaty"), ("عقد", "صفقة"), "x"),) == read_glossary(path)


@pytest.mark.parametrize("mark", [",", ";"])
def test_csv_has_either_mark(tmp_path: Path, mark: str) -> None:
    """Commas, or the semicolons of spreadsheets; quoted cells."""
    path = tmp_path / "terms.csv"
    path.write_text(f'ar{mark}en\r\n"ميناء"{mark}"port, harbour"\r\n', "utf-8")
    assert (Term(("ميناء",), ("port, harbour",)),) == read_glossary(path)


def test_tbx_is_read(tmp_path: Path) -> None:
    """Entries with both languages; a deprecated term is a forbidden one."""
    path = tmp_path / "terms.tbx"
    path.write_text(TBX, "utf-8")
    expected = Term(("وقف إطلاق النار",), ("cease-fire",), ("تهدئة",))
    assert (expected,) == read_glossary(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"arabic,en\nx,y\n", "no column ar"),
        ("a.csv", b"", "no column ar and no column en"),
        ("a.tsv", b"ar\ten\n", "has no terms"),
        ("a.tsv", "ar\ten\nميناء\t\n".encode(), "line 2: a term needs both ar and en"),
        ("a.csv", b'ar,en\n"x,y\n', "line 2"),
        ("a.csv", b"ar,en\n\xe3\xed,port\n", "is not UTF-8"),
        ("a.tbx", b"<martif>", "not readable as TBX"),
        ("a.tbx", b"<martif/>", "not a TBX file"),
        ("a.docx", b"", "a glossary is a .csv, .tsv or .tbx file"),
        (".", b"", "a glossary is a .csv, .tsv or .tbx file"),
    ],
)
def test_a_bad_glossary_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """One line that names the file and says why."""
    path = tmp_path / name
    if name != ".":
        path.write_bytes(content)
    with pytest.raises(AlignError, match=re.escape(reason)) as caught:
        read_glossary(path)
    assert "\n" not in str(caught.value)


def test_the_configuration_names_it(tmp_path: Path) -> None:
    """A path in a file is relative to that file."""
    (tmp_path / "align.toml").write_text('glossary = "terms.csv"\n', "utf-8")
    (tmp_path / "deep").mkdir()
    assert load_settings(tmp_path / "deep").glossary == str(tmp_path / "terms.csv")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``align check`` on two sentences with a glossary."""
    monkeypatch.chdir(tmp_path)
    Path("ar.txt").write_text("وقّعت الحكومة اتفاقية الميناء أمس.\n", "utf-8")
    Path("en.txt").write_text("The government signed the harbour contract yesterday.\n", "utf-8")
    Path("terms.csv").write_text("ar,en\nاتفاقية,agreement\nحكومة,government\n", "utf-8")
    arguments = ("check", "ar.txt", "en.txt", "--select", "TE02", "--format", "csv")
    return lambda *more: CliRunner().invoke(main, (*arguments, *more), catch_exceptions=False)


@pytest.mark.usefixtures("needs_encoder")
def test_a_violation_is_told(run: Callable[..., Result]) -> None:
    """With the glossary its term is reported, without it nothing is."""
    assert (run().exit_code, run("--glossary", "terms.csv").exit_code) == (0, 1)
    assert "agreement" in run("--glossary", "terms.csv").stdout


@pytest.mark.usefixtures("needs_encoder")
def test_a_missing_glossary_is_one_line(run: Callable[..., Result]) -> None:
    """Exit status 2 and one line on standard error."""
    result = run("--glossary", "none.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "align: none.csv: No such file or directory\n"


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("وللمستوطنات", "مستوطنة"),
        ("حكومتها", "الحكومة"),
        ("ووقف", "وقف"),
        ("مُقاوَمـــة", "مقاومة"),
        ("بالاتفاقيات", "اتفاقية"),
    ],
)
def test_forms_of_a_word(word: str, term: str) -> None:
    """Clitics, pronouns, number, vowels and kashida."""
    assert is_form(word, term, AR)


@pytest.mark.parametrize(
    ("word", "term", "language"),
    [
        ("زار", "وزارة", AR),
        ("المرضى", "مرض", AR),
        ("الحكم", "حكومة", AR),
        ("hospitals", "hospitalize", EN),
        ("sick", "sickness", EN),
    ],
)
def test_other_words_are_no_forms(word: str, term: str, language: Language) -> None:
    """What stemmers take for one word."""
    assert not is_form(word, term, language)


@pytest.mark.parametrize(
    ("word", "term"), [("وزراء", "وزير"), ("اللجان", "لجنة"), ("شهداء", "شهيد")]
)
def test_broken_plurals_may_be_forms(word: str, term: str) -> None:
    """Enough to say that a term was rendered."""
    assert may_be_form(word, term, AR)
