"""CSV: one finding a line; no cell begins a spreadsheet formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
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
    rows = [COLUMNS, *([cell(v) for v in values(report, f)] for f in findings_of(report))]
    return "".join(map(_line, rows))


def _line(cells: Sequence[str]) -> str:
    """A row; the writer quotes what has a character of its line ends, so these are both."""
    output = io.StringIO()
    writer(output, lineterminator="\r\n").writerow(cells)
    return output.getvalue().removesuffix("\r\n") + "\n"


def cell(value: object) -> str:
    """``value`` as a cell that a spreadsheet shows and does not run: an apostrophe leads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = harmless(str(value))
    return f"'{text}" if text.lstrip(" \u00a0\u200e\u200f\ufeff").startswith(_FORMULA) else text


def values(report: Report, finding: Finding) -> list[object]:
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
    place = location(report, finding)
    found += [place.unit or None, place.line] if place else [None, None]
    why = finding.suppression
    if why is None:
        return found + [None] * 4
    expires = why.expires.isoformat() if why.expires else None
    return [*found, why.kind.value, why.reason, why.owner, expires]


def _quote(quote: Quote | None) -> list[object]:
    if quote is None:
        return [None] * 4
    return [quote.document, quote.span.start, quote.span.end, quote.text]
