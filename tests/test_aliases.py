"""Tables of names: which files are read, what is refused in one line, and what they excuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from align.cli import main
from align.config import load_settings
from align.errors import AlignError
from align.model import Alias, Language
from align.read import read_aliases


def test_a_table_is_read(tmp_path: Path) -> None:
    """Columns by name in any order, several spellings in a cell, a language left out."""
    path = tmp_path / "names.tsv"
    path.write_text("\ufeffen\tnote\tar\nDorel | Durel\tx\tدوريل\n\t\tسالم;سليم\n", "utf-8")
    expected = (Alias(("دوريل",), ("Dorel", "Durel")), Alias(("سالم", "سليم"), ()))
    assert expected == read_aliases(path)
    assert expected[0].names(Language.EN) == ("Dorel", "Durel")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"name,alias\nx,y\n", "no column ar and no column en"),
        ("a.csv", b"", "no column ar and no column en"),
        ("a.tsv", b"ar\ten\n", "has no names"),
        ("a.tsv", "ar\ten\nدوريل\t\n".encode(), "line 2: one name needs two spellings or more"),
        ("a.tsv", b"ar\ten\n\tDorel|Dorel\n", "line 2: one name needs two spellings or more"),
        ("a.csv", b'ar,en\n"x,y\n', "line 2"),
        ("a.csv", b"ar,en\n\xe3\xed,Dorel\n", "is not UTF-8"),
        ("a.csv", b"\x00\x01\x02", "no column ar"),
        ("a.tbx", b"<martif/>", "a table of aliases is a .csv or .tsv file"),
        (".", b"", "a table of aliases is a .csv or .tsv file"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """One line that names the file and says why."""
    path = tmp_path / name
    if name != ".":
        path.write_bytes(content)
    with pytest.raises(AlignError, match=re.escape(reason)) as caught:
        read_aliases(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_the_configuration_names_it(tmp_path: Path) -> None:
    """A path in a file is relative to that file; anything but text is refused."""
    (tmp_path / "align.toml").write_text('aliases = "names.tsv"\n', "utf-8")
    assert load_settings(tmp_path).aliases == str(tmp_path / "names.tsv")
    (tmp_path / "align.toml").write_text("aliases = 3\n", "utf-8")
    with pytest.raises(AlignError, match="aliases is a text"):
        load_settings(tmp_path)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``align check`` on a captain whose name is spelled in two ways."""
    monkeypatch.chdir(tmp_path)
    Path("ar.txt").write_text(
        "شكر القبطان شلهان الحضور في الميناء.\nوسيشرف القبطان شلهان على التدريب.\n", "utf-8"
    )
    Path("en.txt").write_text(
        "Captain Shalhan thanked those present at the harbour.\n"
        "Captain Chalhan will supervise the training.\n",
        "utf-8",
    )
    Path("names.csv").write_text("ar,en\nشلهان,Shalhan|Chalhan\n", "utf-8")
    arguments = ("check", "ar.txt", "en.txt", "--select", "MT03", "--select", "MT08")
    more = ("--format", "csv", "--fail-on", "minor")
    return lambda *rest: CliRunner().invoke(main, (*arguments, *more, *rest))


@pytest.mark.usefixtures("needs_encoder")
def test_spellings_of_the_table_pass(run: Callable[..., Result]) -> None:
    """Told without the table, not with it."""
    assert (run().exit_code, run("--aliases", "names.csv").exit_code) == (1, 0)
    assert "Chalhan" in run().stdout


@pytest.mark.usefixtures("needs_encoder")
def test_a_missing_table_is_one_line(run: Callable[..., Result]) -> None:
    """Exit status 2 and one line on standard error."""
    result = run("--aliases", "none.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "align: none.csv: No such file or directory\n"
