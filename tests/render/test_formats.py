"""Every format: golden files, the names of formats, what is imported when."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from align.model import Quote, Report, Span
from align.render import FORMATS, format_of, render

GOLDEN = Path(__file__).with_name("golden")
ENDINGS = {
    "terminal": "txt",
    "markdown": "md",
    "sarif": "sarif.json",
    "junit": "xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "rdjson": "rdjson.json",
}


def settled(text: str, format: str) -> str:
    """The text without what every change of the style or the script would alter."""
    if format != "html":
        return text
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-…", text)


@pytest.mark.parametrize("kind", ["check", "collate"])
@pytest.mark.parametrize("format", FORMATS)
def test_golden(format: str, kind: str, checked: Report, collated: Report) -> None:
    """The fixture renders as the golden file has it (ALIGN_UPDATE_GOLDEN=1 rewrites it)."""
    actual = settled(render(checked if kind == "check" else collated, format), format)
    path = GOLDEN / f"{kind}.{ENDINGS.get(format, format)}"
    if os.environ.get("ALIGN_UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8", newline="")

    assert path.read_bytes().decode() == actual


@pytest.mark.parametrize("format", FORMATS)
def test_same_bytes(format: str, report: Report) -> None:
    """The same report gives the same bytes, ending in one line break."""
    text = render(report, format)

    assert text == render(report, format)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found(format: str, checked: Report) -> None:
    """A report without documents, alignments or findings renders in every format."""
    empty = Report("", (), (), (), (), (), (), direction_known=False)

    assert isinstance(render(empty, format), str)


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_document(format: str, checked: Report) -> None:
    """A line of a million characters with NUL, controls and overrides harms no format."""
    line = "\0\x1b[2J\u202e]]> <!-- {{ 7 * 7 }} ``` \u2028" + "س" * 1_000_000
    finding = checked.findings[1]
    words = Quote("ministry-ar", Span(0, len(line)), line)
    document = replace(checked.documents[0], text=line + checked.documents[0].text)
    text = render(
        replace(
            checked,
            documents=(document, checked.documents[1]),
            findings=(replace(finding, source=words, message=line[:60]),),
            alignments=(),
        ),
        format,
    )

    assert not {"\0", "\x1b"} & set(text)


def test_unknown_format(checked: Report) -> None:
    """An unknown format is an error that names the known ones."""
    with pytest.raises(ValueError, match=r"unknown format 'pdf': choose from terminal, json"):
        render(checked, "pdf")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("report.json", "json"),
        ("a.b/report.HTML", "html"),
        ("report.htm", "html"),
        ("findings.jsonl", "jsonl"),
        ("report.md", "markdown"),
        ("report.sarif", "sarif"),
        ("report.xml", "junit"),
        ("report.csv", "csv"),
        ("report.txt", "terminal"),
        ("report.pdf", None),
        ("json", None),
    ],
)
def test_format_of(path: str, expected: str | None) -> None:
    """The format follows the file's ending, in either case."""
    assert expected == format_of(path)


def test_imports_are_lazy() -> None:
    """Importing the package loads neither rich nor jinja2, which take longer than the help."""
    code = "import sys, align.render; print([m for m in ('rich', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
