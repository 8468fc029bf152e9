"""The report as plain values for JSON: the names and shapes that other programs rely on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Collation,
    Document,
    Finding,
    Missing,
    Quote,
    Report,
    Score,
    Segment,
    Side,
    Span,
    Suppression,
    Unused,
    Version,
)
from align.render.collated import Carried, carried
from align.render.overview import Overview, findings_of, is_collation, overview, scores_of

SCHEMA = 1
Object = dict[str, Any]


def report_object(report: Report) -> Object:
    """The whole report; a collation has a base, statements and what is carried, and no pairs."""
    head: Object = {
        "schema": SCHEMA,
        "signature": report.signature,
        "direction_known": report.direction_known,
        "documents": [document_object(document) for document in report.documents],
    }
    if report.scope:
        head["scope"] = asdict(report.scope)
    if is_collation(report):
        head["base"] = report.base
        head["statements"] = [statement_object(statement) for statement in report.statements]
        head["carried"] = [carried_object(own) for own in carried(report)]
    else:
        head["pairs"] = [pair_object(report, alignment) for alignment in report.alignments]
    return head | {
        "findings": [finding_object(finding, report) for finding in findings_of(report)],
        "unpaired": [quote_object(quote, report) for quote in report.unpaired],
        "baseline": report.baseline,
        "unused_suppressions": [unused_object(unused) for unused in report.unused],
        "missing": [missing_object(missing) for missing in report.missing],
        "summary": summary_object(overview(report)),
    }


def rounded(value: float) -> float | None:
    """``value`` to four decimals; None where it is no number, which JSON cannot say."""
    return round(float(value), 4) if math.isfinite(value) else None


def document_object(document: Document) -> Object:
    """A document with its text as read."""
    return {
        "id": document.id,
        "path": document.path,
        "language": document.language,
        "date": document.date.isoformat() if document.date else None,
        "outlet": document.outlet,
        "text": document.text,
    }


def pair_object(report: Report, alignment: Alignment) -> Object:
    """A pair with its beads, their word links, and its scores."""
    pair = alignment.pair
    source, target = report.document(pair.source.document), report.document(pair.target.document)
    return {
        "id": pair.id,
        "source_document": source.id,
        "target_document": target.id,
        "kind": pair.kind,
        "source": _words(pair.source.span, pair.source.span.of(source.text)),
        "target": _words(pair.target.span, pair.target.span.of(target.text)),
        "speaker": {"source": pair.source.speaker, "target": pair.target.speaker},
        "beads": [
            _bead(alignment, bead, links) | _faithful(report, f"{pair.id}:{number}")
            for number, (bead, links) in enumerate(
                zip(alignment.beads, alignment.words, strict=True)
            )
        ],
        "scores": score_objects(scores_of(report, pair.id)),
    }


def _bead(alignment: Alignment, bead: Bead, links: BeadLinks) -> Object:
    return {
        "source": _segments(alignment.bead_segments(bead, Side.SOURCE)),
        "target": _segments(alignment.bead_segments(bead, Side.TARGET)),
        "score": rounded(bead.score),
        "links": [
            {
                "source": _span(link.source),
                "target": _span(link.target),
                "strength": link.strength,
                "score": rounded(link.score),
            }
            for link in links.links
        ],
    }


def _faithful(report: Report, scope: str) -> Object:
    """The fidelity of a bead; nothing where it was not scored."""
    return {s.name: rounded(s.value) for s in scores_of(report, scope) if s.name == "fidelity"}


def _segments(segments: Iterable[Segment]) -> list[Object]:
    return [_words(segment.span, segment.text) for segment in segments]


def _span(span: Span) -> Object:
    return {"start": span.start, "end": span.end}


def _words(span: Span, text: str) -> Object:
    return _span(span) | {"text": text}


def quote_object(quote: Quote, report: Report | None = None) -> Object:
    """Words with their document and offsets; of a file of units also the unit and its line."""
    found: Object = {"document": quote.document} | _words(quote.span, quote.text)
    block = report.document(quote.document).block_at(quote.span.start) if report else None
    if block and block.unit and len(quote.span):  # an empty place is between units
        found |= {"unit": block.unit, "line": block.line}
    return found


def score_objects(scores: Iterable[Score]) -> list[Object]:
    """Figures with the signatures that reproduce them."""
    return [
        {"name": score.name, "value": rounded(score.value), "signature": score.signature}
        for score in scores
    ]


def finding_object(finding: Finding, report: Report | None = None) -> Object:
    """A finding; a side that lacks the words is null, and ``place`` says where they would be."""
    return {
        "code": finding.code,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity,
        "confidence": rounded(finding.confidence),
        "message": finding.message,
        "pair": finding.pair,
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
        "suppression": suppression_object(finding.suppression) if finding.suppression else None,
        "source": quote_object(finding.source, report) if finding.source else None,
        "target": quote_object(finding.target, report) if finding.target else None,
        "place": quote_object(finding.place, report) if finding.place else None,
    }


def suppression_object(suppression: Suppression) -> Object:
    """Why a finding is accepted, by whom and up to which day; texts not given are empty."""
    expires = suppression.expires
    return {
        "kind": suppression.kind,
        "reason": suppression.reason,
        "owner": suppression.owner,
        "expires": expires.isoformat() if expires else None,
    }


def unused_object(unused: Unused) -> Object:
    """A suppression that accepts nothing; an entry of the baseline with its fingerprint."""
    return {
        "kind": unused.kind,
        "path": unused.path,
        "line": unused.line or None,
        "words": unused.words,
        "message": unused.message,
        "fingerprint": unused.entry.fingerprint if unused.entry else None,
    }


def missing_object(missing: Missing) -> Object:
    """A file without a partner, and where that should be."""
    return {"side": missing.side, "path": missing.path, "partner": missing.partner}


def statement_object(statement: Collation) -> Object:
    """A statement with all its versions and what was found between them."""
    return {
        "id": statement.id,
        "speaker": statement.speaker,
        "versions": [_version(version) for version in statement.versions],
        "findings": [finding_object(finding) for finding in statement.findings],
    }


def _version(version: Version) -> Object:
    return {
        "document": version.quote.document,
        "language": version.language,
        **_words(version.quote.span, version.quote.text),
        "kind": version.kind,
        "similarity": rounded(version.similarity),
        "quoted": version.quoted,
        "scores": score_objects(version.scores),
    }


def carried_object(own: Carried) -> Object:
    """What a document has of the base's sentences, and what it leaves out."""
    return {
        "document": own.document.id,
        "statements": own.statements,
        "sentences": own.sentences,
        "base_sentences": own.total,
        "kinds": dict(own.kinds),
        "base_share": rounded(own.base_share),
        "shared": rounded(own.shared),
        "left_out": [quote_object(quote) for quote in own.left_out],
    }


def summary_object(figures: Overview) -> Object:
    """Counts (suppressed findings apart) and, where something was aligned, the two figures."""
    found: Object = {
        "findings": figures.findings,
        "suppressed": figures.suppressed,
        "by_code": dict(figures.by_code),
        "by_severity": dict(figures.by_severity),
        "by_category": dict(figures.by_category),
    }
    if figures.coverage:
        found["coverage"] = {side: rounded(value) for side, value in figures.coverage.items()}
    if figures.fidelity is not None:
        found["fidelity"] = rounded(figures.fidelity)
    return found
