"""Reviewdog's diagnostic format; its columns count bytes of UTF-8."""

from __future__ import annotations

import re
from json import dumps
from typing import Any

from align.model import Finding, Report, Severity
from align.render.location import Location, location, related, told
from align.render.overview import findings_of
from align.render.plain import clean, sentence

SEVERITIES = {
    Severity.NEUTRAL: "INFO",
    Severity.MINOR: "WARNING",
    Severity.MAJOR: "ERROR",
    Severity.CRITICAL: "ERROR",
}
# Reviewdog puts a message into a comment as Markdown, where these notify people and load pictures.
_LIVE = re.compile(r"@(?=\w)|\](?=\()")
Object = dict[str, Any]


def rdjson(report: Report) -> str:
    """Every finding that is not suppressed; its message says which translation unit it is in."""
    diagnostics = [_diagnostic(report, f) for f in findings_of(report) if not f.suppressed]
    whole = {"source": {"name": "align"}, "diagnostics": diagnostics}
    return dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(report: Report, finding: Finding) -> Object:
    place, other = location(report, finding), related(report, finding)
    unit = f" ({clean(told(place))})" if place and place.unit else ""
    found: Object = {
        "message": _inert(sentence(finding.message) + unit),
        "location": _place(place) if place else {"path": ""},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    if other:
        found["related_locations"] = [{"message": "source", "location": _place(other)}]
    return found


def _inert(text: str) -> str:
    """``text`` with a word joiner, unseen, where a comment would make a mention or a link of it."""
    return _LIVE.sub("\\g<0>\u2060", text)


def _place(place: Location) -> Object:
    start, end = place.byte_columns
    return {
        "path": place.path,
        "range": {
            "start": {"line": place.line, "column": start},
            "end": {"line": place.end_line, "column": end},
        },
    }
