"""GitLab code quality: a JSON list with one object a finding."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
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
    """Every finding that is not suppressed.

    GitLab drops an issue whose fingerprint it has seen. Where two pairs say the same, the second
    finding gets one of its own, made of the first's and its number, so that no path is in it.
    """
    issues: list[dict[str, Any]] = []
    seen = Counter[str]()
    for finding in findings_of(report):
        if not finding.suppressed:
            number = seen[finding.fingerprint]
            seen[finding.fingerprint] += 1
            issues.append(_issue(report, finding, _own(finding, number)))
    return dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _own(finding: Finding, number: int) -> str:
    if not number:
        return finding.fingerprint
    return sha256(f"{finding.fingerprint}\0{number}".encode()).hexdigest()[:16]


def _issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = location(report, finding)
    unit = f" ({clean(told(place))})" if place and place.unit else ""
    return {
        "description": sentence(finding.message) + unit,
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": place.path if place else "",
            "lines": {
                "begin": place.line if place else 1,
                "end": place.end_line if place else 1,
            },
        },
    }
