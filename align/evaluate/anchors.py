"""What others published, looked up by kind, gold collection and figure."""

from __future__ import annotations

from dataclasses import replace

from align.data import table
from align.evaluate.results import Figure, Reference


def anchors(kind: str, gold: str, figure: str) -> tuple[Reference, ...]:
    """The published figures of ``align/data/anchors.toml`` that a figure is held against."""
    rows = table("anchors")["anchor"]
    return tuple(
        Reference(row["system"], row["value"], row["source"])
        for row in rows
        if (row["kind"], row["gold"], row["figure"]) == (kind, gold, figure)
    )


def anchored(kind: str, gold: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """``figures`` with their anchors."""
    return tuple(replace(f, anchors=anchors(kind, gold, f.name)) for f in figures)
