"""CSV: one finding a line; no cell begins a spreadsheet formula."""

from __future__ import annotations

import io
from csv import writer

from align.model import Finding, Quote, Report
from align.render.location import location
from align.render.overview import findings_of
from align.render.payload import rounded
from align.render.plain import harmless

_QUOTES = ("source", "target", "place")
COLUMNS = (
    *("code", "name", "category", "severity", "confidence", "message"),
    *("pair", "fingerprint", "suppressed"),
    *(f"{side}_{part}" for side in _QUOTES for part in ("document", "start", "end", "text")),
    *("unit", "line"),
    *("suppression", "reason", "owner", "expires"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(report: Report) -> str:
    """Every finding, with a header line."""
    output = io.StringIO()
    rows = writer(output, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(report, finding) for finding in findings_of(report))
    return output.getvalue()


def cell(value: object) -> str:
    """``value`` as a cell that a spreadsheet shows and does not run: an apostrophe leads it."""
    if value is None:
        return ""
    text = harmless(str(value))
    return f"'{text}" if text.lstrip(" \u00a0\u200e\u200f\ufeff").startswith(_FORMULA) else text


def _row(report: Report, finding: Finding) -> list[str]:
    values: list[object] = [
        finding.code,
        finding.name,
        finding.category,
        finding.severity,
        rounded(finding.confidence),
        finding.message,
        finding.pair,
        finding.fingerprint,
        "true" if finding.suppressed else "false",
    ]
    for quote in (finding.source, finding.target, finding.place):
        values += _quote(quote)
    place = location(report, finding)
    values += [place.unit, place.line] if place else [None, None]
    why = finding.suppression
    values += [why.kind, why.reason, why.owner, why.expires] if why else [None] * 4
    return [cell(value) for value in values]


def _quote(quote: Quote | None) -> list[object]:
    if quote is None:
        return [None] * 4
    return [quote.document, quote.span.start, quote.span.end, quote.text]
