"""JSON Lines: one finding a line, with the keys it has in the JSON report."""

from __future__ import annotations

from json import dumps

from align.model import Report
from align.render.overview import findings_of
from align.render.payload import finding_object

# Legal within JSON, but line ends to some readers.
_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def jsonl(report: Report) -> str:
    """Every finding on a line of its own; empty where there is none."""
    lines = (
        dumps(
            {"type": "finding"} | finding_object(finding, report),
            ensure_ascii=False,
            allow_nan=False,
        )
        for finding in findings_of(report)
    )
    return "".join(f"{line.translate(_BREAKS)}\n" for line in lines)
