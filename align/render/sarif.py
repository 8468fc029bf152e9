"""SARIF 2.1.0: results with stable fingerprints; suppressed ones stay, marked as such."""

from __future__ import annotations

from json import dumps
from typing import Any

from align.model import (
    Category,
    CheckInfo,
    Finding,
    Report,
    Severity,
    SuppressionKind,
    UnusedKind,
)
from align.render.location import Location, location, related
from align.render.overview import findings_of
from align.render.payload import rounded
from align.render.sarif_baseline import absent_results, suppression_object, told, unlinked, uri

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
    results = [
        _result(report, finding) | {"ruleIndex": index[finding.code]} | state
        for finding, state in zip(findings, _states(report, findings), strict=True)
    ]
    results += [r | {"ruleIndex": index[r["ruleId"]]} for r in absent_results(report)]
    run: Object = {
        "tool": {"driver": {"name": "align", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": own}} for own in _uris(report)],
        "results": results,
        "properties": {"signature": report.signature} | _scope(report),
    }
    if notifications := told(report):
        run["invocations"] = [
            {"executionSuccessful": True, "toolExecutionNotifications": notifications}
        ]
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _states(report: Report, findings: tuple[Finding, ...]) -> list[Object]:
    """What each finding is to the baseline. SARIF wants a state on every result or on none."""
    known = {u.entry.fingerprint for u in report.unused if u.kind is UnusedKind.EXPIRED and u.entry}
    old = [
        f.fingerprint in known
        or (f.suppression is not None and f.suppression.kind is SuppressionKind.EXTERNAL)
        for f in findings
    ]
    if report.baseline is None and not any(old):
        return [{}] * len(findings)
    return [{"baselineState": "unchanged" if was else "new"} for was in old]


def _uris(report: Report) -> tuple[str, ...]:
    """Where the documents are, each place once: a file may hold both sides."""
    return tuple(dict.fromkeys(uri(d.path or d.id) for d in report.documents))


def _scope(report: Report) -> Object:
    return {"scope": str(report.scope)} if report.scope else {}


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
        "message": {"text": unlinked(finding.message)},
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
    if finding.suppression is not None:
        result["suppressions"] = [suppression_object(finding.suppression)]
    return result


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
    found: Object = {
        "physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": region}
    }
    if place.unit:
        found["logicalLocations"] = [{"fullyQualifiedName": place.unit, "kind": "resource"}]
    return found
