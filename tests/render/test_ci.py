"""The formats that build servers read: SARIF, JUnit, GitHub, GitLab, rdjson, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from align.model import Report
from align.render import render
from align.render.csv import cell
from align.render.sarif import uri


def test_sarif_results(checked: Report) -> None:
    """Every finding is a result with its rule, fingerprint and region; suppressed ones stay."""
    run = json.loads(render(checked, "sarif"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert len(run["results"]) == len(checked.findings)
    for result, finding in zip(run["results"], checked.findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.code
        assert result["partialFingerprints"] == {"align/v1": finding.fingerprint}
        assert ("suppressions" in result) == finding.suppressed
        assert result["baselineState"] == ("unchanged" if finding.suppressed else "new")


def test_sarif_regions(checked: Report) -> None:
    """A region's offsets and its lines and columns point at the same words."""
    run = json.loads(render(checked, "sarif"))["runs"][0]
    texts = {uri(document.path): document.text for document in checked.documents}
    for result in run["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            physical = place["physicalLocation"]
            region, text = physical["region"], texts[physical["artifactLocation"]["uri"]]
            line = text.split("\n")[region["startLine"] - 1]
            words = text[region["charOffset"] :][: region["charLength"]]

            assert words == region.get("snippet", {"text": ""})["text"]
            assert words == line[region["startColumn"] - 1 : region["endColumn"] - 1]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a b/c.txt", "a%20b/c.txt"), ("/a/b.txt", "file:///a/b.txt"), ("a:b", "a%3Ab")],
)
def test_uri(path: str, expected: str) -> None:
    """Paths become references that no reader takes for another scheme."""
    assert expected == uri(path)


def test_junit(checked: Report) -> None:
    """Grave findings fail, suppressed ones are skipped, the rest pass; the counts agree."""
    root = ElementTree.fromstring(render(checked, "junit"))
    suite = root[0]

    assert suite.get("tests") == str(len(suite)) == "10"
    assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "4"
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped"))) == "1"
    assert len({case.get("name") for case in suite}) == len(suite)


def test_junit_without_findings(collated: Report) -> None:
    """A statement without findings is a case that passes."""
    root = ElementTree.fromstring(render(collated, "junit"))

    assert [case.get("name") for case in root[2]] == ["no findings"]


def test_github(checked: Report) -> None:
    """One command a line, whose file, line and message the documents cannot forge."""
    lines = render(checked, "github").splitlines()

    assert len(lines) == 9
    for line in lines:
        assert re.match(r"::(error|warning|notice) file=[^:,]+,line=\d+,endLine=\d+,", line)
        assert not re.search(r"%(?!0A|0D|25|2C|3A)", line)


def test_gitlab(checked: Report) -> None:
    """Suppressed findings are left out, fingerprints are unique, severities GitLab's own."""
    issues = json.loads(render(checked, "gitlab"))

    assert len(issues) == len({issue["fingerprint"] for issue in issues}) == 9
    assert {issue["severity"] for issue in issues} == {"info", "minor", "major", "critical"}


def test_rdjson_columns(checked: Report) -> None:
    """Columns count bytes, so that they cut the right words out of an Arabic line."""
    found = json.loads(render(checked, "rdjson"))["diagnostics"]
    related = next(d for d in found if d["code"]["value"] == "MT01")["related_locations"][0]
    start, end = related["location"]["range"]["start"], related["location"]["range"]["end"]
    line = checked.documents[0].text.split("\n")[start["line"] - 1].encode()

    assert line[start["column"] - 1 : end["column"] - 1].decode() == "25"


def test_csv(checked: Report) -> None:
    """Every finding is a row whose offsets quote its document; no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(render(checked, "csv"), newline="")))
    texts = {document.id: document.text for document in checked.documents}

    assert len(rows) == len(checked.findings)
    for row in rows:
        start, end = int(row["source_start"] or 0), int(row["source_end"] or 0)
        assert texts["ministry-ar"][start:end] == row["source_text"]
        assert [value for value in row.values() if value[:1] in tuple("=+-@\t\r")] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "\u200f=1"])
def test_formula_cells(text: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe."""
    assert cell(text) == f"'{text}"
