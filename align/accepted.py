"""What is told of all that was found, and what of it somebody accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from align import checks as registry
from align.baseline import baseline_path, held, read_baseline, suppressed, today
from align.checks import Check
from align.config import Settings
from align.model import Alignment, Document, Finding, Report, Unused
from align.suppressions import Run, commented, unused_comments, weighed_by


def run_of(
    alignments: Iterable[Alignment], documents: Mapping[str, Document], checks: Iterable[Check]
) -> Run:
    """What ``checks`` were run on; nothing found yet."""
    codes = {c.info.code for c in checks}.difference(registry.STALE)
    return Run(documents, _pairs(alignments), frozenset(codes))


def run_of_report(report: Report) -> Run:
    """What a report of pairs was made from; of what was found, that which is told."""
    every = {document.id: document for document in report.documents}
    pairs = _pairs(report.alignments)
    return Run(every, pairs, frozenset(info.code for info in report.checks), report.findings)


def _pairs(alignments: Iterable[Alignment]) -> dict[str, tuple[str, str]]:
    return {a.pair.id: (a.pair.source.document, a.pair.target.document) for a in alignments}


def accepted(
    found: Sequence[tuple[Finding, ...]], run: Run, settings: Settings
) -> tuple[tuple[Finding, ...], tuple[Unused, ...], str | None]:
    """What is told of each pair, and what accepts it; what accepts nothing; the baseline."""
    weighed = [weighed_by(own, run, settings) for own in found]
    run = replace(run, found=tuple(f for own in weighed for f in own))
    least = settings.min_confidence
    once = [registry.told_once([f for f in own if f.confidence >= least]) for own in weighed]
    told = [f for own in once for f in own]
    findings, unused = commented(told, run.documents), unused_comments(run)
    path = baseline_path(settings)
    if path is not None:
        entries = read_baseline(path)
        day = today(settings) if any(e.expires for e in entries) else None
        baseline = held(findings, entries, run, path.parent)
        findings, left = suppressed(baseline, path.as_posix(), day)
        unused += left
    told_of = unused if settings.unused_suppressions != "ignore" else ()
    return findings, told_of, None if path is None else path.as_posix()
