"""GitLab code quality: a JSON list with one object a finding."""

from __future__ import annotations

from json import dumps
from typing import Any

from align.model import Finding, Report, Severity
from align.render.location import location, told
from align.render.overview import findings_of
from align.render.plain import clean, sentence

SEVERITIES = {
    Severity.NEUTRAL: "info",
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
}


def gitlab(report: Report) -> str:
    """Every finding that is not suppressed."""
    issues = [_issue(report, f) for f in findings_of(report) if not f.suppressed]
    return dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(report: Report, finding: Finding) -> dict[str, Any]:
    place = location(report, finding)
    unit = f" ({clean(told(place))})" if place and place.unit else ""
    return {
        "description": sentence(finding.message) + unit,
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": place.path if place else "",
            "lines": {
                "begin": place.line if place else 1,
                "end": place.end_line if place else 1,
            },
        },
    }
