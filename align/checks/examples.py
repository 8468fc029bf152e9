"""For every check a pair of texts in which it finds something, and one in which it does not."""

from __future__ import annotations

from typing import Any

from align.data import table
from align.model import Example, Term


def examples_of(code: str) -> tuple[Example, Example] | None:
    """The bad and the good example of the check of that code; None for a check without."""
    row = table("examples").get(code)
    return None if row is None else (_example(row["bad"]), _example(row["good"]))


def _example(row: dict[str, Any]) -> Example:
    source, target = row.get("found", ("", ""))
    return Example(
        tuple(row["source"]),
        tuple(row["target"]),
        row.get("why", ""),
        (source, target),
        tuple(Term((term["ar"],), (term["en"],)) for term in row.get("terms", ())),
        tuple(row.get("before", ())),
        tuple(row.get("settings", {}).items()),
    )
