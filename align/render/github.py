"""GitHub Actions annotations: one workflow command a finding."""

from __future__ import annotations

from align.model import Finding, Report, Severity, Unused
from align.render.location import location, told
from align.render.overview import findings_of, weighed
from align.render.plain import clean, sentence

COMMANDS = {
    Severity.NEUTRAL: "notice",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


def github(report: Report) -> str:
    """An annotation for every finding that is not suppressed, the gravest first."""
    shown = (finding for finding in weighed(findings_of(report)) if not finding.suppressed)
    lines = [_annotation(report, finding) for finding in shown] + [*map(_unused, report.unused)]
    return "".join(f"{line}\n" for line in lines)


def _unused(unused: Unused) -> str:
    """A notice where a suppression stands that accepts nothing."""
    properties = {"file": unused.path} | ({"line": str(unused.line)} if unused.line else {})
    properties["title"] = "unused suppression"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::notice {listed}::{_data(f'{clean(unused.words)}: {clean(unused.message)}')}"


def _annotation(report: Report, finding: Finding) -> str:
    place = location(report, finding)
    properties: dict[str, str | int] = {}
    if place:
        properties = {"file": place.path, "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # GitHub refuses columns that span lines
            properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{finding.code} {finding.name} ({finding.severity})"
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    quotes = [clean(quote.text) for quote in (finding.source, finding.target) if quote]
    unit = [clean(told(place))] if place and place.unit else []
    text = "\n".join([sentence(finding.message), *quotes, *unit])
    return f"::{COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
