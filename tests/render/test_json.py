"""JSON and JSON Lines: the shape that other programs rely on."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from align.model import Report, Score
from align.render import render

SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"
QUOTE = ["document", "start", "end", "text"]
FINDING = [
    *("code", "name", "category", "severity", "confidence", "message", "pair", "fingerprint"),
    *("suppressed", "suppression", "source", "target", "place"),
]


def test_report_keys(checked: Report) -> None:
    """A comparison has the promised keys, in order."""
    found = json.loads(render(checked, "json"))
    head = ["schema", "signature", "direction_known", "documents"]
    tail = ["unpaired", "baseline", "unused_suppressions", "missing", "summary"]

    assert list(found) == [*head, "pairs", "findings", *tail]
    assert list(found["documents"][0]) == ["id", "path", "language", "date", "outlet", "text"]
    assert list(found["findings"][0]) == FINDING
    assert list(found["unpaired"][0]) == QUOTE


def test_schema(report: Report) -> None:
    """Both kinds of report are what the published schema says, which is one itself."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))

    jsonschema.Draft202012Validator.check_schema(validator.schema)
    assert [e.message for e in validator.iter_errors(json.loads(render(report, "json")))] == []


def test_pair_keys(checked: Report) -> None:
    """A pair has its statements, beads with links, and scores."""
    pair = json.loads(render(checked, "json"))["pairs"][0]
    bead = pair["beads"][0]

    assert list(pair) == [
        *("id", "source_document", "target_document", "kind", "source", "target"),
        *("speaker", "beads", "scores"),
    ]
    assert list(pair["source"]) == ["start", "end", "text"]
    assert pair["speaker"] == {"source": "وزارة المياه", "target": None}
    assert list(bead) == ["source", "target", "score", "links"]
    assert list(bead["source"][0]) == ["start", "end", "text"]
    assert list(bead["links"][0]) == ["source", "target", "strength", "score"]
    assert list(bead["links"][0]["source"]) == ["start", "end"]
    assert list(pair["scores"][0]) == ["name", "value", "signature"]


def test_collation_keys(collated: Report) -> None:
    """A collation has statements and a base in place of pairs."""
    found = json.loads(render(collated, "json"))

    assert "pairs" not in found
    assert found["base"] == "ministry-ar"
    assert list(found["statements"][0]) == ["id", "speaker", "versions", "findings"]
    assert list(found["statements"][0]["versions"][0]) == [
        *("document", "language", "start", "end", "text", "kind"),
        *("similarity", "quoted", "scores"),
    ]
    assert list(found["carried"][0]) == [
        *("document", "statements", "sentences", "base_sentences", "kinds"),
        *("base_share", "shared", "left_out"),
    ]
    assert [own["document"] for own in found["carried"]] == [d["id"] for d in found["documents"]]
    assert len(found["findings"]) == sum(len(s["findings"]) for s in found["statements"])


def test_offsets_quote_the_document(checked: Report) -> None:
    """Every offset is one of code points: the text between two is the text given."""
    found = json.loads(render(checked, "json"))
    texts = {document["id"]: document["text"] for document in found["documents"]}
    quotes = [f[key] for f in found["findings"] for key in ("source", "target", "place") if f[key]]

    assert [quote["text"] for quote in quotes] == [
        texts[quote["document"]][quote["start"] : quote["end"]] for quote in quotes
    ]


def test_summary(checked: Report) -> None:
    """The summary counts findings without the suppressed ones, coverage and fidelity beside."""
    summary = json.loads(render(checked, "json"))["summary"]

    assert summary["findings"] == 9
    assert summary["suppressed"] == 1
    assert summary["by_severity"] == {"critical": 1, "major": 3, "minor": 4, "neutral": 1}
    assert sum(summary["by_code"].values()) == sum(summary["by_category"].values()) == 9
    assert summary["coverage"] == {"source": 0.8636, "target": 0.9134}  # 95/110, 116/127
    assert summary["fidelity"] == 71.239


def test_numbers(checked: Report) -> None:
    """Figures have four decimals at most, and one that is no number is null."""
    scores = (Score("similarity", math.nan, "", "ministry-ar~courier-en"),)
    found = json.loads(render(replace(checked, scores=scores), "json"))

    assert found["pairs"][0]["beads"][1]["score"] == 0.8812
    assert found["pairs"][0]["scores"][0]["value"] is None


def test_lines(checked: Report) -> None:
    """JSON Lines holds one finding a line, also where the words hold a line separator."""
    finding = replace(checked.findings[0], message="one\u2028two\u0085three\nfour")
    lines = render(replace(checked, findings=(finding,)), "jsonl").splitlines()
    found = [json.loads(line) for line in lines]

    assert [list(row) for row in found] == [["type", *FINDING]]
    assert found[0]["message"] == finding.message
