"""GitHub Actions annotations: one workflow command a finding."""

from __future__ import annotations

from collections import Counter

from align.model import Finding, Report, Severity, Unused
from align.render.location import location, told
from align.render.overview import findings_of, weighed
from align.render.plain import clean, cut, sentence

ANNOTATED = 10  # of a kind in one step; what is over that GitHub shows in the log alone
WIDTH = 1000  # columns of a quote; GitHub takes 64 KiB an annotation
COMMANDS = {
    Severity.NEUTRAL: "notice",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


def github(report: Report) -> str:
    """An annotation for every finding that is not suppressed, the gravest first.

    Where there are more of a kind than GitHub shows beside the files, a last line says so.
    """
    shown = [finding for finding in weighed(findings_of(report)) if not finding.suppressed]
    lines = [_annotation(report, finding) for finding in shown]
    kinds = Counter(COMMANDS[finding.severity] for finding in shown)
    over = sum(max(0, count - ANNOTATED) for count in kinds.values())
    if over:
        lines.append(f"align: {over} of these {len(shown)} are in this log alone.")
    lines += map(_unused, report.unused)
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
    quotes = [cut(clean(q.text), WIDTH) for q in (finding.source, finding.target) if q]
    unit = [clean(told(place))] if place and place.unit else []
    text = "\n".join([sentence(finding.message), *quotes, *unit])
    return f"::{COMMANDS[finding.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
