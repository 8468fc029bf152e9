"""One invented report for every renderer: all kinds of finding, both scripts, hostile strings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import CHROMIUM, FLAGS

from align import model
from align.model import Span

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVENT = tomllib.loads(Path(__file__).with_name("event.toml").read_text(encoding="utf-8"))
PAIR = "ministry-ar~courier-en"


def tokens(text: str, start: int) -> tuple[model.Token, ...]:
    """Words and marks of ``text``, which begins at ``start`` in its document."""
    found = re.finditer(r"[\w\u064b-\u0652'\-]+|[^\w\s]", text)
    return tuple(
        model.Token(Span(start + m.start(), start + m.end()), m.group())
        for m in found
        if m.group().strip()
    )


def document(row: dict[str, Any]) -> model.Document:
    """A document whose segments stand on lines of their own."""
    text = "\n".join(row["segments"]) + "\n"
    language = model.Language(row["language"])
    return model.Document(
        row["id"], row["path"], language, text, row.get("date"), row.get("outlet")
    )


def segments(row: dict[str, Any]) -> tuple[model.Segment, ...]:
    """The lines of a document as segments."""
    found, start = [], 0
    for index, text in enumerate(row["segments"]):
        span = Span(start, start + len(text))
        language = model.Language(row["language"])
        found.append(model.Segment(index, span, text, language, tokens(text, start)))
        start += len(text) + 1
    return tuple(found)


def links(row: dict[str, Any], sides: list[list[model.Token]]) -> model.BeadLinks:
    """The links of a bead, each between the first tokens of the forms given."""
    found = []
    for item in row.get("links", "").split():
        sure = "=" in item
        ends = [
            next(t.span for t in side if t.form == form)
            for form, side in zip(item.split("=" if sure else "~"), sides, strict=True)
        ]
        strength = model.Strength.SURE if sure else model.Strength.POSSIBLE
        found.append(model.Link(*ends, strength, 0.9 if sure else 0.55))
    linked = {end for link in found for end in (link.source, link.target)}
    nulls = [tuple(0.1 if t.span in linked else 0.7 for t in side) for side in sides]
    return model.BeadLinks(tuple(found), *nulls)


def alignment(documents: tuple[model.Document, ...]) -> model.Alignment:
    """The first two documents, aligned as the beads say."""
    both = [segments(row) for row in EVENT["document"][:2]]
    whole = [
        model.Statement(d.id, d.id, Span(0, len(d.text) - 1), model.StatementKind.DOCUMENT, who)
        for d, who in zip(documents[:2], ("وزارة المياه", None), strict=True)
    ]
    beads, words = [], []
    for row in EVENT["bead"]:
        chosen = [row["source"], row["target"]]
        sides = [
            [t for i in indices for t in side[i].tokens]
            for indices, side in zip(chosen, both, strict=True)
        ]
        beads.append(model.Bead(tuple(chosen[0]), tuple(chosen[1]), row["score"]))
        words.append(links(row, sides))
    pair = model.Pair(PAIR, whole[0], whole[1], 0.871)
    return model.Alignment(pair, both[0], both[1], tuple(beads), tuple(words))


def quote(document: model.Document, words: str | None) -> model.Quote | None:
    """Where ``words`` first stand in ``document``."""
    if words is None:
        return None
    start = document.text.index(words)
    return model.Quote(document.id, Span(start, start + len(words)), words)


def finding(row: dict[str, Any], documents: tuple[model.Document, ...]) -> model.Finding:
    """A finding whose words are looked up in the first two documents."""
    source, target = documents[:2]
    lacking = source if "source" not in row else target
    place = quote(lacking, row.get("place"))
    if after := quote(lacking, row.get("place_after")):
        place = model.Quote(lacking.id, Span(after.span.end, after.span.end), "")
    return model.Finding(
        row["code"],
        row["name"],
        model.Category(row["category"]),
        model.Severity(row["severity"]),
        row["confidence"],
        row["message"],
        PAIR,
        f"{row['code'].lower()}-{len(row['message']):04x}",
        quote(source, row.get("source")),
        quote(target, row.get("target")),
        place,
        model.Suppression(model.SuppressionKind.EXTERNAL) if row.get("suppressed") else None,
    )


def check(row: dict[str, Any]) -> model.CheckInfo:
    """The catalogue's entry for a finding's check."""
    name, severity = row["name"].replace("-", " "), model.Severity(row["severity"])
    category = model.Category(row["category"])
    return model.CheckInfo(row["code"], row["name"], category, severity, f"A {name}.", "")


def check_report() -> model.Report:
    """Two versions, compared."""
    documents = tuple(document(row) for row in EVENT["document"][:2])
    scores = (
        model.Score("similarity", 0.87123456, "encoder:tiny|v:1", PAIR),
        model.Score("fidelity", 71.239, "checks:all|v:1", PAIR),
        model.Score("chrF", 41.5, "chrF2|v:2.4", PAIR),
    )
    title = quote(documents[1], "Opposition parties")
    return model.Report(
        signature="align|v:0|encoder:tiny",
        documents=documents,
        alignments=(alignment(documents),),
        findings=tuple(finding(row, documents) for row in EVENT["finding"]),
        scores=scores,
        unpaired=(title,) if title else (),
        checks=tuple(check(row) for row in EVENT["finding"]),
        direction_known=True,
    )


def version(row: dict[str, Any]) -> model.Version:
    """A segment of a document as one version of a statement."""
    origin = next(d for d in EVENT["document"] if d["id"] == row["document"])
    segment = segments(origin)[row["segment"]]
    return model.Version(
        model.Quote(origin["id"], segment.span, segment.text),
        segment.language,
        model.VersionKind(row["kind"]),
        row["similarity"],
        row.get("quoted", False),
        (model.Score("chrF", row["similarity"] * 90, "chrF2|v:2.4"),),
    )


def collation_report() -> model.Report:
    """Three statements in four documents."""
    documents = tuple(document(row) for row in EVENT["document"])
    found = {row["code"]: finding(row, documents) for row in EVENT["finding"]}
    statements = []
    for row in EVENT["statement"]:
        mine = tuple(replace(found[code], pair=row["id"]) for code in row.get("findings", ()))
        versions = tuple(version(v) for v in row["versions"])
        statements.append(model.Collation(row["id"], row.get("speaker"), versions, mine))
    return replace(
        check_report(),
        documents=documents,
        alignments=(),
        findings=(),
        scores=(),
        statements=tuple(statements),
        base="ministry-ar",
        direction_known=False,
    )


def repeated(report: model.Report, times: int) -> model.Report:
    """The same documents over and over, with their beads and findings: a long report."""
    alignment = report.alignments[0]
    both = (alignment.source_segments, alignment.target_segments)
    lengths = [len(document.text) for document in report.documents]
    sides: list[list[model.Segment]] = [[], []]
    beads, words, findings = [], [], []
    for turn in range(times):
        by = [length * turn for length in lengths]
        first = [len(side) * turn for side in both]
        for side, given, offset, start in zip(sides, both, by, first, strict=True):
            side += [shifted(segment, offset, start) for segment in given]
        for bead, links in zip(alignment.beads, alignment.words, strict=True):
            ends = [
                tuple(index + start for index in indices)
                for indices, start in zip((bead.source, bead.target), first, strict=True)
            ]
            beads.append(model.Bead(*ends, bead.score))
            moved = [
                replace(link, source=link.source.shifted(by[0]), target=link.target.shifted(by[1]))
                for link in links.links
            ]
            words.append(replace(links, links=tuple(moved)))
        findings += [again(f, report, by, turn) for f in report.findings] if turn % 4 == 0 else []
    whole = replace(
        alignment,
        source_segments=tuple(sides[0]),
        target_segments=tuple(sides[1]),
        beads=tuple(beads),
        words=tuple(words),
    )
    documents = tuple(replace(d, text=d.text * times) for d in report.documents)
    return replace(report, documents=documents, alignments=(whole,), findings=tuple(findings))


def shifted(segment: model.Segment, by: int, first: int) -> model.Segment:
    """The same segment, further on."""
    moved = tuple(replace(token, span=token.span.shifted(by)) for token in segment.tokens)
    span = segment.span.shifted(by)
    return replace(segment, index=segment.index + first, span=span, tokens=moved)


def again(finding: model.Finding, report: model.Report, by: list[int], turn: int) -> model.Finding:
    """The same finding, further on."""
    offsets = dict(zip((d.id for d in report.documents), by, strict=True))
    quotes = {
        key: given and replace(given, span=given.span.shifted(offsets[given.document]))
        for key in ("source", "target", "place")
        for given in [getattr(finding, key)]
    }
    return replace(finding, **quotes, fingerprint=f"{finding.fingerprint}-{turn}")


@pytest.fixture(scope="session")
def long() -> model.Report:
    """A report of 2,000 beads and 500 findings."""
    return repeated(check_report(), 200)


@pytest.fixture(scope="session")
def checked() -> model.Report:
    """A report of two versions."""
    return check_report()


@pytest.fixture(scope="session")
def collated() -> model.Report:
    """A report of statements with all their versions."""
    return collation_report()


@pytest.fixture(params=["check", "collate"])
def report(request: pytest.FixtureRequest) -> model.Report:
    """Either kind of report."""
    return check_report() if request.param == "check" else collation_report()


@pytest.fixture(scope="session")
def several() -> model.Report:
    """A report of three pairs of documents, each with its findings."""
    whole = check_report()
    alignment = whole.alignments[0]
    documents, alignments, findings = [], [], []
    for number in range(1, 4):
        named = {d.id: f"{d.id}-{number}" for d in whole.documents}
        pair = alignment.pair
        ends = [replace(s, document=named[s.document]) for s in (pair.source, pair.target)]
        own = replace(pair, id=f"p{number}", source=ends[0], target=ends[1])
        alignments.append(replace(alignment, pair=own))
        documents += [
            replace(d, id=named[d.id], path=f"{number}/{d.path}") for d in whole.documents
        ]
        for finding in whole.findings:
            quotes = {
                key: given and replace(given, document=named[given.document])
                for key in ("source", "target", "place")
                for given in [getattr(finding, key)]
            }
            mark = f"{finding.fingerprint}-{number}"
            findings.append(replace(finding, pair=own.id, fingerprint=mark, **quotes))
    return replace(
        whole,
        documents=tuple(documents),
        alignments=tuple(alignments),
        findings=tuple(findings),
        scores=tuple(replace(s, scope=f"p{n}") for n in range(1, 4) for s in whole.scores),
        unpaired=(),
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says what is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no chromium: apt-get install chromium, or set ALIGN_CHROMIUM")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()
