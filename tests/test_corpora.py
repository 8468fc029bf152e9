"""The invented events: their gold quotes their documents, and the reports on them stay as they are.

``ALIGN_UPDATE_GOLDEN=1`` writes the golden files of ``tests/golden/corpora`` anew; read the
difference before it is committed.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from align.config import Settings
from align.model import Document, Language
from align.pipeline import check
from align.read import read_document
from align.text import folded

ROOT = Path(__file__).parent.parent
EVENTS = sorted(p.parent for p in (ROOT / "corpora").glob("*/gold.json"))
GOLDEN = Path(__file__).parent / "golden" / "corpora"
UPDATE = os.environ.get("ALIGN_UPDATE_GOLDEN") == "1"
KINDS = {"full", "partial", "changed", "paraphrase"}
every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda path: path.name)


@cache
def gold(event: Path) -> dict[str, Any]:
    """The event's gold.json."""
    loaded: dict[str, Any] = json.loads((event / "gold.json").read_text("utf-8"))
    return loaded


@cache
def document(path: Path) -> Document:
    """A document of an event, as the product reads it."""
    return read_document(path)


def strings(event: Path) -> Iterator[tuple[str, str]]:
    """(file, words) of everything that the gold quotes."""
    for pair in gold(event)["pairs"]:
        for bead in pair["beads"]:
            for side in ("source", "target"):
                yield from ((pair[side], words) for words in bead[side])
        for finding in pair["findings"]:
            for side in ("source", "target"):
                if finding[side] is not None:
                    yield pair[side], finding[side]
    for statement in gold(event)["statements"]:
        yield from ((v["document"], v["text"]) for v in statement["versions"])


def test_there_are_six_events() -> None:
    """At least six, each with a statement in both languages and one to three reports."""
    assert len(EVENTS) >= 6
    for event in EVENTS:
        kinds = Counter((d["kind"], d["language"]) for d in gold(event)["documents"])
        assert kinds["statement", "ar"] == kinds["statement", "en"] == 1
        assert 1 <= sum(n for (kind, _), n in kinds.items() if kind == "report") <= 3
        assert {d["file"] for d in gold(event)["documents"]} == {
            p.name for p in event.iterdir() if p.name != "gold.json"
        }


@every_event
def test_documents_are_what_the_gold_says(event: Path) -> None:
    """Each is read in its language; statements have 250 to 700 words."""
    for row in gold(event)["documents"]:
        read = document(event / row["file"])
        assert read.language is Language(row["language"]), row["file"]
        if row["kind"] == "statement":
            assert 250 <= len(read.text.split()) <= 700, row["file"]


@every_event
def test_gold_quotes_its_documents(event: Path) -> None:
    """Every string of the gold stands exactly once in its document as read."""
    wrong = [
        (file, words, count)
        for file, words in strings(event)
        if (count := document(event / file).text.count(words)) != 1
    ]
    assert wrong == []


@every_event
def test_gold_quotes_what_is_compared(event: Path) -> None:
    """What the gold quotes lies in the blocks of the document, not in what is skipped."""
    for file, words in strings(event):
        read = document(event / file)
        start = read.text.index(words)
        held = sum(
            max(0, min(b.span.end, start + len(words)) - max(b.span.start, start))
            for b in read.blocks
        )
        between = len(words) - held
        assert between <= 2 * words.count("\n"), (file, words)


@every_event
def test_gold_is_well_formed(event: Path) -> None:
    """Statements' beads are in order, findings known, statements in two documents at least."""
    for pair in gold(event)["pairs"]:
        if "report" not in pair["target"]:
            source = document(event / pair["source"]).text
            starts = [source.index(words) for bead in pair["beads"] for words in bead["source"]]
            assert starts == sorted(starts)
        for finding in pair["findings"]:
            assert finding["severity"] in ("neutral", "minor", "major", "critical")
            assert finding["source"] or finding["target"]
            assert isinstance(finding["must"], bool)
    for statement in gold(event)["statements"]:
        assert len({v["document"] for v in statement["versions"]}) >= 2
        assert {v["kind"] for v in statement["versions"]} <= KINDS


@every_event
def test_planted_changes_are_changes(event: Path) -> None:
    """The two sides of a planted change are other words, unless they were left untranslated."""
    for pair in gold(event)["pairs"]:
        for finding in pair["findings"]:
            if finding["source"] and finding["target"] and finding["code"] != "UN01":
                assert folded(finding["source"]).text != folded(finding["target"]).text


@every_event
@pytest.mark.usefixtures("needs_encoder")
def test_the_report_on_the_statements_is_golden(event: Path) -> None:
    """The Arabic statement against the English one finds what it found before."""
    arabic, english = (document(event / f"statement.{code}.txt") for code in ("ar", "en"))
    report = check([(arabic, english)], Settings(direction_known=True))
    shown = {
        "signature": report.signature,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "source": finding.source.text if finding.source else None,
                "target": finding.target.text if finding.target else None,
            }
            for finding in report.findings
        ],
    }
    _is_golden(GOLDEN / f"{event.name}.json", shown)


def _is_golden(path: Path, shown: dict[str, Any]) -> None:
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if not path.is_file():
        pytest.skip(f"no golden file {path.name} yet (ALIGN_UPDATE_GOLDEN=1 writes it)")
    assert shown == json.loads(path.read_text("utf-8"))
