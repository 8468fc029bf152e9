"""Every command line of the documentation runs, and prints what the page says.

A command line is a line of a code block that begins with ``align`` or ``$ align``. Below one with a
``$`` stands what it prints; a line of … stands for lines left out, and figures may move with the
encoder. A block under ``<!-- not run: reason -->`` is parsed only: its commands and options exist.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from align.cli import main

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
_BLOCK = re.compile(r"(?:<!-- not run: (.+?) -->\n+)?^```(\w*)\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^(\$ )?align +(?=[a-z])(.*)$")
_FIGURE = re.compile(r"\d+(?:[.:]\d+)*|[█░]+| +")
MOST_NOT_RUN = 22
# No colours, and a day on which nothing that the pages accept has expired.
ENVIRONMENT = {"NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1795564800"}


@dataclass(frozen=True)
class Line:
    """A command line of a page, and what the page says it prints."""

    page: str
    words: tuple[str, ...]
    printed: str
    not_run: str

    def __str__(self) -> str:
        return f"{self.page}: {' '.join(self.words)[:60]}"


def lines_of(page: Path) -> list[Line]:
    """The command lines of a page, in order."""
    found = []
    for reason, language, body in _BLOCK.findall(page.read_text("utf-8")):
        if language in ("python", "toml"):
            continue
        parts = re.split(r"^(?=(?:\$ )?align +[a-z])", body, flags=re.M)
        for part in parts:
            first, _, rest = part.partition("\n")
            command = _COMMAND.match(first)
            if command:
                words = tuple(shlex.split(command[2], comments=True))
                found.append(Line(page.name, words, rest if command[1] else "", reason))
    return found


# The files that docs/formats.md speaks of, and the configured project of docs/ci.md.
FILES = {
    "project/align.toml": '[[pairs]]\nsource = "en/*.md"\ntarget = "ar/*.md"\n',
    "project/en/bridge.md": "The bridge has 3 lanes.\n",
    "project/ar/bridge.md": "للجسر 4 مسارات.\n",
    "pairs.csv": "key,english,arabic\nopen,The bridge is open.,الجسر مفتوح.\n",
    "messages.po": 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Open"\nmsgstr "افتح"\n',
    "en.json": '{"menu": {"open": "Open the file"}}',
    "ar.json": '{"menu": {"open": "افتح الملف"}}',
    "locale/ar.po": 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Close"\nmsgstr "أغلق"\n',
}

LINES = [line for page in PAGES for line in lines_of(page)]


def settled(text: str) -> list[str]:
    """The lines of ``text`` without isolates, their figures alike."""
    plain = re.sub("[\u2066-\u2069]", "", text)
    return [_FIGURE.sub("#", line).strip() for line in plain.splitlines() if line.strip()]


def test_the_documentation_has_commands() -> None:
    """They are found at all, and few of them are not run."""
    assert len([line for line in LINES if not line.not_run]) >= 10
    assert len([line for line in LINES if line.not_run]) <= MOST_NOT_RUN


@pytest.mark.parametrize("line", LINES, ids=str)
def test_commands_and_options_exist(line: Line) -> None:
    """Each line can be parsed: no command or option of it is misspelled."""
    group: click.Command = main
    words = list(line.words)
    context = click.Context(main, info_name="align")
    while isinstance(group, click.Group):
        found = group.get_command(context, words.pop(0))
        assert found is not None
        group = found
    group.make_context(group.name, words, parent=context)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with corpora/ and the README's two documents, kept from page to page."""
    place = tmp_path_factory.mktemp("docs")
    (place / "corpora").symlink_to(ROOT / "corpora")
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in ("ar.txt", "en.txt"):
        found = re.search(rf"`{name}`:\n\n```\n(.*?)```", readme, re.S)
        assert found
        (place / name).write_text(found[1], "utf-8")
    for name, content in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, "utf-8")
    return place


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("line", [line for line in LINES if not line.not_run], ids=str)
def test_commands_run(line: Line, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line ends well or with findings, and prints the lines that the page shows, in order."""
    monkeypatch.chdir(folder / "project" if line.page == "ci.md" else folder)
    width = "100" if line.page == "README.md" else "80"
    result = CliRunner().invoke(
        main, list(line.words), env=ENVIRONMENT | {"COLUMNS": width}, catch_exceptions=False
    )
    assert result.exit_code in (0, 1), result.stderr
    printed = iter(settled(result.stdout))
    for shown in settled(line.printed):
        assert shown == "…" or shown in printed, f"{shown}\n{result.stdout}"


@pytest.mark.usefixtures("needs_encoder")
def test_the_library_example_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program of docs/library.md prints what the page says."""
    page = (ROOT / "docs/library.md").read_text("utf-8")
    found = re.search(r"```python\n(.*?)```\n\nIt prints\n\n```\n(.*?)```", page, re.S)
    assert found
    monkeypatch.chdir(folder)
    exec(compile(found[1], "library.md", "exec"), {})
    assert _FIGURE.sub("#", capsys.readouterr().out) == _FIGURE.sub("#", found[2])


def test_the_library_example_is_typed(tmp_path: Path) -> None:
    """mypy --strict has nothing to say about it."""
    api = pytest.importorskip("mypy.api", reason="mypy is not installed")
    page = (ROOT / "docs/library.md").read_text("utf-8")
    program = tmp_path / "example.py"
    program.write_text(re.findall(r"```python\n(.*?)```", page, re.S)[0], "utf-8")
    cache = os.devnull if os.name != "nt" else "nul"
    options = ["--strict", "--follow-imports=silent", f"--cache-dir={cache}"]
    told, _, status = api.run([*options, "--config-file=", str(program)])
    assert status == 0, told


@pytest.mark.parametrize("page", [*PAGES, ROOT / "reports/README.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A page that is linked to is there."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
