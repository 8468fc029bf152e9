"""What a report amounts to: findings in order of weight, counts, coverage, fidelity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from align.model import Alignment, Category, Finding, Quote, Report, Score, Severity, Side


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures that head every format; counts leave suppressed findings out.

    ``coverage`` is 0 to 1 per side and empty where nothing was compared; ``fidelity`` 0 to 100.
    """

    findings: int
    suppressed: int
    by_code: Mapping[str, int]
    by_severity: Mapping[Severity, int]
    by_category: Mapping[Category, int]
    coverage: Mapping[Side, float]
    fidelity: float | None


def overview(report: Report) -> Overview:
    """The figures of the whole report."""
    return overview_of(report, report.alignments, findings_of(report))


def overview_of(
    report: Report, alignments: Iterable[Alignment], findings: Iterable[Finding]
) -> Overview:
    """The figures of some of the report's alignments, with the findings about them."""
    alignments, findings = tuple(alignments), tuple(findings)
    shown = [finding for finding in findings if not finding.suppressed]
    severities = Counter(finding.severity for finding in shown)
    categories = Counter(finding.category for finding in shown)
    return Overview(
        findings=len(shown),
        suppressed=len(findings) - len(shown),
        by_code=dict(sorted(Counter(finding.code for finding in shown).items())),
        by_severity={s: severities[s] for s in reversed(Severity) if severities[s]},
        by_category={c: categories[c] for c in Category if categories[c]},
        coverage=_coverage(alignments),
        fidelity=_fidelity(report, alignments),
    )


def findings_of(report: Report) -> tuple[Finding, ...]:
    """All findings, those of a collation's statements included, each once, as given."""
    every = [*report.findings, *(f for s in report.statements for f in s.findings)]
    return tuple(dict.fromkeys(every))


def weighed(findings: Iterable[Finding]) -> list[Finding]:
    """Findings most severe first, then most confident, then in document order; suppressed last."""
    return sorted(findings, key=_weight)


def _weight(finding: Finding) -> tuple[bool, int, float, int, str, str]:
    anchor = finding.source or finding.target or finding.place
    return (
        finding.suppressed,
        -finding.severity.rank,
        -round(finding.confidence, 4),
        anchor.span.start if anchor else 0,
        finding.code,
        finding.fingerprint,
    )


def scores_of(report: Report, scope: str) -> tuple[Score, ...]:
    """The scores of one pair or statement; of the whole report where ``scope`` is empty."""
    return tuple(score for score in report.scores if score.scope == scope)


def is_collation(report: Report) -> bool:
    """True if the report is of statements with all their versions, not of pairs."""
    return bool(report.statements) or report.base is not None


def quote_on(finding: Finding, side: Side) -> Quote | None:
    """The words of one side, or None on the side that lacks them."""
    return finding.source if side is Side.SOURCE else finding.target


def place_on(finding: Finding, side: Side) -> Quote | None:
    """Where on ``side`` the words of the other side are missing; None where they are not."""
    lacking = quote_on(finding, side) is None and quote_on(finding, side.other) is not None
    return finding.place if lacking else None


def words_on(alignment: Alignment, side: Side) -> int:
    """The number of words on one side."""
    return sum(len(segment.words) for segment in alignment.segments(side))


def _coverage(alignments: tuple[Alignment, ...]) -> dict[Side, float]:
    # Of a pair whose time was up before anything was compared nothing is known.
    alignments = tuple(a for a in alignments if a.beads or not a.limited)
    if not alignments:
        return {}
    found: dict[Side, float] = {}
    for side in Side:
        counts = [words_on(alignment, side) for alignment in alignments]
        covered = sum(a.coverage(side) * count for a, count in zip(alignments, counts, strict=True))
        found[side] = covered / sum(counts) if sum(counts) else 1.0
    return found


def _fidelity(report: Report, alignments: tuple[Alignment, ...]) -> float | None:
    """The pairs' fidelity, each weighed by its source's words."""
    figures = {score.scope: score.value for score in report.scores if score.name == "fidelity"}
    if alignments == report.alignments and "" in figures:
        return figures[""]
    weighed_figures = [
        (figures[alignment.pair.id], max(1, words_on(alignment, Side.SOURCE)))
        for alignment in alignments
        if alignment.pair.id in figures
    ]
    total = sum(weight for _, weight in weighed_figures)
    return sum(value * weight for value, weight in weighed_figures) / total if total else None
