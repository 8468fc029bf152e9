"""The documentation says what is so: its examples run, its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the two documents that the README shows."""
    monkeypatch.chdir(tmp_path)
    for name in ("ar.txt", "en.txt"):
        found = re.search(rf"`{name}`:\n\n```\n(.*?)```", README, re.S)
        assert found, name
        Path(name).write_text(found[1], "utf-8")


@pytest.mark.usefixtures("example", "needs_encoder")
def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The README's program prints what the README says."""
    found = re.search(r"```python\n(.*?)```\n\nprints `(.*?)`", README, re.S)
    assert found
    exec(compile(found[1], "README.md", "exec"), {})
    assert capsys.readouterr().out == f"{found[2]}\n"


@pytest.mark.usefixtures("example", "needs_encoder")
def test_the_terminal_example_is_real() -> None:
    """The README's command finds what the README shows; figures may move with the encoder."""
    shown = re.search(r"```\n\$ align (check .*?)\n(.*?)```", README, re.S)
    assert shown
    result = CliRunner().invoke(main, shown[1].split(), env={"COLUMNS": "100"})
    printed = re.sub("[\u2066-\u2069]", "", result.stdout)
    findings = re.compile(r"^  (?:why|source|target) .*$", re.M)
    real, told = ([f.split() for f in findings.findall(text)] for text in (printed, shown[2]))
    assert told
    assert told == real


@pytest.mark.usefixtures("example")
def test_the_configuration_example_is_valid() -> None:
    """The README's settings are read without complaint."""
    from align.config import load_settings

    found = re.search(r"```toml\n((?!\[).*?)```", README, re.S)  # those of align.toml
    assert found
    Path("align.toml").write_text(found[1], "utf-8")
    assert load_settings(Path()).min_confidence == 0.6


def test_every_command_is_listed() -> None:
    """The README's table has each command."""
    commands = re.findall(r"^  ([a-z]+)  ", CliRunner().invoke(main, ["--help"]).stdout, re.M)
    assert len(commands) > 8
    for command in commands:
        assert f"`align {command}" in README


def test_the_tree_is_the_tree() -> None:
    """docs/design.md opens with every part of the package, and with no other."""
    tree = re.search(r"```\nalign/\n(.*?)\ntests/", DESIGN, re.S)
    assert tree
    told = set(re.findall(r"^  ([\w.]+)/? ", tree[1], re.M))
    parts = {
        p.name
        for p in (ROOT / "align").iterdir()
        if not p.name.startswith("__") and p.name != "py.typed"
    }
    assert told == parts


def test_no_document_names_a_machine() -> None:
    """No path of the machine that it was written on."""
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile"):
        assert not re.search(r"(?<![\w.])/(?:home|root|work|tmp)/", path.read_text("utf-8")), path
