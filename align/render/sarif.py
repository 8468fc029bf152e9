"""SARIF 2.1.0: results with stable fingerprints; suppressed ones stay, marked as such."""

from __future__ import annotations

from json import dumps
from typing import Any
from urllib.parse import quote as percent_encoded

from align.model import (
    Category,
    CheckInfo,
    Finding,
    Report,
    Severity,
    Suppression,
)
from align.render.location import Location, location, related
from align.render.overview import findings_of
from align.render.payload import rounded

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Severity.NEUTRAL: "note",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}
Object = dict[str, Any]


def sarif(report: Report) -> str:
    """The report as one SARIF run."""
    findings = findings_of(report)
    rules = _rules(report, findings)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    compared = any(finding.suppressed for finding in findings)
    results = []
    for finding in findings:
        result = _result(report, finding) | {"ruleIndex": index[finding.code]}
        if compared:  # SARIF wants a state on every result or on none
            result["baselineState"] = "unchanged" if finding.suppressed else "new"
        results.append(result)
    run: Object = {
        "tool": {"driver": {"name": "align", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": own}} for own in _uris(report)],
        "results": results,
        "properties": {"signature": report.signature} | _scope(report),
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _bytes(path: str) -> bytes:
    """The path as the disk has it; what is no byte of a name, nor a character, is a ``?``."""
    return b"".join(
        c.encode("utf-8", "surrogateescape" if "\udc80" <= c <= "\udcff" else "replace")
        for c in path
    )


def _uris(report: Report) -> tuple[str, ...]:
    """Where the documents are, each place once: a file may hold both sides."""
    return tuple(dict.fromkeys(uri(d.path or d.id) for d in report.documents))


def _scope(report: Report) -> Object:
    return {"scope": str(report.scope)} if report.scope else {}


def uri(path: str) -> str:
    """``path`` as a URI reference; a colon in a relative path begins no scheme."""
    slashes = path.replace("\\", "/")
    if slashes.startswith("/"):
        return "file://" + percent_encoded(_bytes(slashes))
    return percent_encoded(_bytes(slashes))


def _rules(report: Report, findings: tuple[Finding, ...]) -> list[Object]:
    known = {info.code: info for info in report.checks}
    for f in findings:
        known.setdefault(f.code, CheckInfo(f.code, f.name, f.category, f.severity, f.name, ""))
    return [_rule(known[code]) for code in sorted(known)]


def _rule(info: CheckInfo) -> Object:
    rule: Object = {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": info.summary or info.name},
        "defaultConfiguration": {"level": LEVELS[info.severity]},
        "properties": {"tags": ["translation", Category(info.category)]},
    }
    return rule | ({"fullDescription": {"text": info.doc}} if info.doc else {})


def _result(report: Report, finding: Finding) -> Object:
    main, other = location(report, finding), related(report, finding)
    result: Object = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "partialFingerprints": {"align/v1": finding.fingerprint},
        "rank": rounded(finding.confidence * 100),
        "locations": [_place(main)] if main else [],
        "properties": {
            "category": finding.category,
            "severity": finding.severity,
            "confidence": rounded(finding.confidence),
            "pair": finding.pair,
        },
    }
    if other:
        result["relatedLocations"] = [_place(other) | {"id": 0, "message": {"text": "source"}}]
    if finding.suppression:
        result["suppressions"] = [_suppression(finding.suppression)]
    return result


def _suppression(why: Suppression) -> Object:
    """Why a result is accepted: by whom and until when, as far as somebody wrote it down."""
    told: Object = {"kind": why.kind, "status": "accepted"}
    if why.reason:
        told["justification"] = why.reason
    dated = {"owner": why.owner, "expires": why.expires.isoformat() if why.expires else ""}
    properties = {key: value for key, value in dated.items() if value}
    return told | ({"properties": properties} if properties else {})


def _place(place: Location) -> Object:
    region: Object = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.exact:
        region |= {"charOffset": place.quote.span.start, "charLength": len(place.quote.span)}
    if place.quote.text:
        region["snippet"] = {"text": place.quote.text}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": region}}
