"""JSON: the whole report, in the shape that other programs rely on."""

from __future__ import annotations

from json import dumps

from align.model import Report
from align.render.payload import report_object


def json(report: Report) -> str:
    """The report as one JSON object, indented by one space."""
    return dumps(report_object(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
