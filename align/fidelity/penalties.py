"""Findings as penalties per 100 words, as MQM weighs errors (Lommel, Uszkoreit, Burchardt 2014)."""

from __future__ import annotations

from collections.abc import Iterable

from align.model import Alignment, Finding, Severity, Side

WEIGHTS = {Severity.NEUTRAL: 0, Severity.MINOR: 1, Severity.MAJOR: 5, Severity.CRITICAL: 10}
SIGNATURE = "weights:" + ",".join(f"{s}={w}" for s, w in WEIGHTS.items()) + "|per:100-words|of:both"


def penalty(findings: Iterable[Finding], alignments: Iterable[Alignment]) -> float:
    """The findings' weights per 100 words, the words being the mean of both sides'; 0 is best.

    Suppressed findings are left out.
    """
    total = sum(WEIGHTS[f.severity] for f in findings if not f.suppressed)
    words = sum(len(s.words) for a in alignments for side in Side for s in a.segments(side)) / 2
    return 100 * total / max(words, 1)
