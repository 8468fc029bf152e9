"""Words that the other side does not render: which runs of them, and how surely each is missing."""

from __future__ import annotations

from align.checks.unrendered.evidence import FEATURES, PHRASE, confidence, features, size
from align.checks.unrendered.runs import Run, opened, runs
from align.checks.unrendered.sides import Words, both_sides

__all__ = [
    "FEATURES",
    "PHRASE",
    "Run",
    "Words",
    "both_sides",
    "confidence",
    "features",
    "opened",
    "runs",
    "size",
]
