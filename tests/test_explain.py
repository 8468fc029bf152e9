"""What ``align explain`` shows is so: its examples run through the whole pipeline."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.checks import registry
from align.checks.examples import examples_of
from align.cli import main
from align.config import Settings, settings_from
from align.data import table
from align.encode import Encoder, load_encoder
from align.model import Example, Finding
from align.pipeline import check
from align.read import read_document
from align.render.catalogue import render_catalogue, render_explanation
from align.render.plain import columns
from align.stale import Revised, stale
from align.text import FSI, PDI

CODES = [c.info.code for c in registry()]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The packaged encoder, loaded once."""
    return load_encoder(None, 1)


def found(example: Example, encoder: Encoder, folder: Path) -> tuple[Finding, ...]:
    """What the pipeline finds in an example, with the settings it says."""
    texts = (("source", example.source), ("target", example.target), ("before", example.before))
    documents = []
    for side, lines in texts:
        path = folder / f"{side}.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        if lines:
            documents.append(read_document(path, id=side))
    if example.before:
        return stale([Revised(*documents)], encoder=encoder).findings
    settings = settings_from(dict(example.settings), "example", Settings(same_language=True))
    if example.terms:
        rows = [f"{term.arabic[0]},{term.english[0]}" for term in example.terms]
        glossary = folder / "glossary.csv"
        glossary.write_text("\n".join(["ar,en", *rows]) + "\n", "utf-8")
        settings = replace(settings, glossary=str(glossary))
    return check([(documents[0], documents[1])], settings, encoder).findings


def test_every_check_has_examples() -> None:
    """The table of examples has the checks there are, by their codes and names."""
    assert {c.info.code: c.info.name for c in registry()} == {
        code: row["name"] for code, row in table("examples").items()
    }


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_is_found(code: str, encoder: Encoder, tmp_path: Path) -> None:
    """The check finds what ``explain`` shows, in these words and with this message."""
    examples = examples_of(code)
    assert examples
    bad, _ = examples
    told = [
        (f.message, tuple(q.text if q else "" for q in (f.source, f.target)))
        for f in found(bad, encoder, tmp_path)
        if f.code == code
    ]
    assert [(bad.why, bad.found)] == told


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("code", CODES)
def test_the_good_example_passes(code: str, encoder: Encoder, tmp_path: Path) -> None:
    """The check finds nothing in the example that it is said to let pass."""
    examples = examples_of(code)
    assert examples
    assert code not in {f.code for f in found(examples[1], encoder, tmp_path)}


@pytest.mark.parametrize("width", [40, 80, 120])
def test_explanations_fit(width: int) -> None:
    """No line is wider than the screen, and isolates are closed on the line they open on."""
    text = render_explanation([(c.info, examples_of(c.info.code)) for c in registry()], width)
    for line in text.splitlines():
        assert columns(line) <= max(width, 48), line
        assert line.count(FSI) == line.count(PDI), line


def test_catalogue_fits_a_screen() -> None:
    """On a screen summaries are wrapped; elsewhere a check is a line."""
    checks = tuple(c.info for c in registry())

    assert len(CODES) == len(render_catalogue(checks).splitlines())
    assert max(map(columns, render_catalogue(checks, 80).splitlines())) <= 80


def test_prefixes_and_names() -> None:
    """A prefix explains all checks that begin so, a name one."""
    run = CliRunner().invoke
    quotes = run(main, ["explain", "qu"]).stdout

    assert re.findall(r"^(QU\d\d) ", quotes, re.M) == [c for c in CODES if c.startswith("QU")]
    assert run(main, ["explain", "moved-segment"]).stdout.startswith("ST01 moved-segment\n")


def test_what_nobody_sees_is_named() -> None:
    """An example with a hidden character says where it is."""
    text = CliRunner().invoke(main, ["explain", "LC02"]).stdout

    assert "min<U+200B>istry" in text
    assert "\u200b" not in text
