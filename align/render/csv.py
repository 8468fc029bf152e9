"""CSV: one finding a line; no cell begins a spreadsheet formula."""

from __future__ import annotations

import io
from csv import writer

from align.model import Finding, Quote, Report
from align.render.overview import findings_of
from align.render.payload import rounded
from align.render.plain import harmless

_QUOTES = ("source", "target", "place")
COLUMNS = (
    *("code", "name", "category", "severity", "confidence", "message"),
    *("pair", "fingerprint", "suppressed"),
    *(f"{side}_{part}" for side in _QUOTES for part in ("document", "start", "end", "text")),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(report: Report) -> str:
    """Every finding, with a header line."""
    output = io.StringIO()
    rows = writer(output, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(map(_row, findings_of(report)))
    return output.getvalue()


def cell(value: object) -> str:
    """``value`` as a cell that a spreadsheet shows and does not run: an apostrophe leads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = harmless(str(value))
    return f"'{text}" if text.lstrip(" \u00a0\u200e\u200f\ufeff").startswith(_FORMULA) else text


def _row(finding: Finding) -> list[str]:
    return [cell(value) for value in values(finding)]


def values(finding: Finding) -> list[object]:
    """What a finding has in each of COLUMNS; None where it has nothing."""
    found: list[object] = [
        finding.code,
        finding.name,
        finding.category,
        finding.severity,
        rounded(finding.confidence),
        finding.message,
        finding.pair,
        finding.fingerprint,
        finding.suppressed,
    ]
    for quote in (finding.source, finding.target, finding.place):
        found += _quote(quote)
    return found


def _quote(quote: Quote | None) -> list[object]:
    if quote is None:
        return [None] * 4
    return [quote.document, quote.span.start, quote.span.end, quote.text]
