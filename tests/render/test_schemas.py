"""Every format against its schema or grammar, on plain reports and on hostile ones."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import polars
import pytest
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from align.model import Document, Finding, Quote, Report, Scope, Span, Suppression, SuppressionKind
from align.render import FORMATS, render, render_binary
from align.render.csv import COLUMNS

jsonschema = pytest.importorskip("jsonschema")
SCHEMAS = Path(__file__).with_name("schemas")
ISSUES = re.compile(r"::(error|warning|notice) file=[^:,\n]+,line=\d+,endLine=\d+[^:\n]*::[^\n]+")
HOSTILE = {
    "script": '<script>alert(1)</script> <img src=x onerror="alert(1)"> {{7*7}}',
    "cdata": "]]> <![CDATA[ <!-- --> &amp; &#x0; <?xml?> %0A",
    "command": "::error::x\n::set-output name=a::b\r\n##[error]x\n::add-mask::y",
    "formula": "=1+1\n+1\n-1\n@SUM(A1)\t=cmd|' /C calc'!A0",
    "bidi": "\u202eevil\u202c \u2066x \u2067y \u2069 \u200f\u061c",
    "nul": "a\x00b\x01c\x1b[31md\x7f\x85\u2028\u2029\ufffe\uffff",
    "surrogate": "half \udce9\ud800 path",
    "long": "word " * 200_000,
    "markdown": "| a | b |\n|---|---|\n# x\n[a](javascript:alert(1)) @team #1 `x` **b** ```",
}


@cache
def validator(name: str) -> Any:
    """What validates by the schema in that file; made once, for the fuzzer asks again and again."""
    found = json.loads((SCHEMAS / name).read_text("utf-8"))
    return jsonschema.validators.validator_for(found)(found)


def validated(text: str, name: str) -> Any:
    """JSON that a schema accepts, as a strict parser reads it."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    value = json.loads(text, parse_constant=refuse)
    validator(name).validate(value)
    return value


def sarif(text: str) -> None:
    """The OASIS schema, and what it cannot say: indexes, states, order."""
    run = validated(text, "sarif-2.1.0.json")["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert len({"baselineState" in result for result in run["results"]}) <= 1


def junit(text: str) -> None:
    """The XSD."""
    xsd = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    xsd.assertValid(etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False)))


def github(text: str) -> None:
    """Annotations alone, each within the limits, and one plain line at the most."""
    lines = re.split("[\r\n]", text)[:-1]  # what a runner takes for a line's end
    plain = [line for line in text.split("\n")[:-1] if not ISSUES.fullmatch(line)]
    assert all(re.fullmatch(r"align: \d+ of these \d+ are in this log alone\.", p) for p in plain)
    assert len(plain) <= 1
    assert len(lines) == text.count("\n")
    assert max((len(line.encode()) for line in lines), default=0) < 64 * 1024


def gitlab(text: str) -> None:
    """The schema, and no fingerprint twice."""
    issues = validated(text, "gitlab-code-quality.json")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def rdjson(text: str) -> None:
    """The schema; a range does not end before it begins."""
    for found in validated(text, "rdjson.json")["diagnostics"]:
        ends = found["location"]["range"]
        places = [(ends[key]["line"], ends[key]["column"]) for key in ("start", "end")]
        assert places == sorted(places)


def table(text: str) -> None:
    """As many cells in every row as there are columns, and none that a spreadsheet runs."""
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@")]


def lines(text: str) -> None:
    """A JSON object a line, whatever the reader takes for a line's end."""
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())


def page(text: str) -> None:
    """HTML without a script, an image or a handler of the documents' making."""
    tree = document_fromstring(text, parser=HTMLParser(huge_tree=True))
    assert not tree.xpath("//img | //*[@onerror]")
    assert not [s for s in tree.xpath("//script") if (s.text or "").startswith("alert")]


def summary(text: str) -> None:
    """Markdown that a step summary has room for, without live HTML or commands."""
    assert len(text.encode()) <= 1024 * 1024
    assert not re.search(r"<(script|img)|^::", text, re.M)


def screen(text: str) -> None:
    """A terminal's lines, with no control of the documents'."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", text)


HOLDS: dict[str, Callable[[str], None]] = {
    "terminal": screen,
    "json": lambda text: None if isinstance(json.loads(text), dict) else pytest.fail("no object"),
    "jsonl": lines,
    "html": page,
    "markdown": summary,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "csv": table,
}


def test_every_format_is_held() -> None:
    """No format is without a parser here."""
    assert set(HOLDS) == set(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_plain_reports(format: str, report: Report) -> None:
    """Reports of pairs and of statements."""
    HOLDS[format](render(report, format))


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_report(format: str, checked: Report) -> None:
    """A report of no pair, which says that nothing changed."""
    scope = Scope("main", 30, 0)
    empty = replace(
        checked, documents=(), alignments=(), findings=(), scores=(), unpaired=(), scope=scope
    )
    text = render(empty, format)
    HOLDS[format](text)
    if format in ("terminal", "markdown", "sarif"):
        assert "Nothing changed since main" in text


def hostile(report: Report, words: str) -> Report:
    """The report with ``words`` for paths, texts, quotes, messages and reasons."""
    path = f"docs/{words[:200]}.md"
    text = words + "\n"
    documents = tuple(replace(d, path=path, text=text, outlet=words) for d in report.documents)
    return replace(
        report,
        documents=documents,
        alignments=(),
        unpaired=(quote(documents[0]),),
        scores=(),
        findings=tuple(
            spoiled(finding, documents, words, number)
            for number, finding in enumerate(report.findings)
        ),
    )


def quote(document: Document) -> Quote:
    """All words of a document."""
    return Quote(document.id, Span(0, len(document.text) - 1), document.text[:-1])


def spoiled(finding: Finding, documents: tuple[Document, ...], words: str, number: int) -> Finding:
    """A finding that quotes and says ``words``; some are accepted for that reason."""
    accepted = Suppression(SuppressionKind.EXTERNAL, words, words) if number % 3 == 0 else None
    source, target = (quote(d) for d in documents[:2])
    return replace(
        finding, message=words, source=source, target=target, place=None, suppression=accepted
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents(format: str, words: str, checked: Report) -> None:
    """What a document or a path may hold breaks no format, and each can be encoded."""
    text = render(hostile(checked, words), format)
    text.encode()
    HOLDS[format](text)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_parquet(words: str, checked: Report) -> None:
    """Parquet has the CSV's columns, typed, and the cells as they are."""
    report = hostile(checked, words)
    found = polars.read_parquet(io.BytesIO(render_binary(report, "parquet")))
    assert tuple(found.columns) == COLUMNS
    assert found.schema["confidence"] == polars.Float64
    assert found.schema["source_start"] == polars.Int64
    assert found.schema["suppressed"] == polars.Boolean
    kept = words.encode("utf-8", "replace").decode()
    assert set(found["message"]) == {kept}


def test_pairs_that_say_the_same(checked: Report) -> None:
    """Two pairs with one fingerprint are two issues for GitLab, in any order the same names."""
    twice = replace(
        checked, findings=(*checked.findings, *(replace(f, pair="p2") for f in checked.findings))
    )
    issues = json.loads(render(twice, "gitlab"))
    names = {issue["fingerprint"] for issue in issues}
    assert len(names) == len(issues) == 18
    assert names > {f.fingerprint for f in checked.findings if not f.suppressed}


def test_more_than_github_shows(long: Report) -> None:
    """Over ten of a kind a last line says how many the log alone has."""
    text = render(long, "github")
    github(text)
    assert text.splitlines()[-1].startswith("align: ")
