"""Tables of figures in place of findings: by check, and by pair or document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from align.model import Finding, Report, Severity, Side
from align.render.collated import carried
from align.render.overview import findings_of, is_collation, overview_of
from align.render.plain import columns, names_of, tail
from align.render.terminal.page import Page, percent
from align.text import isolate

_SHOWN = tuple(reversed(Severity))
_NONE = "·"


def show_figures(page: Page, report: Report) -> None:
    """How often each check found something, then the figures of each pair or document."""
    _checks(page, findings_of(report))
    if is_collation(report):
        _documents(page, report)
    else:
        _pairs(page, report)


def _checks(page: Page, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_check[f"{finding.code} {finding.name}"].append(finding)
    ranked = sorted(by_check.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = [(name, *_counts(own)) for name, own in (*ranked, ("all checks", list(findings)))]
    _table(page, ("check", "all", *_SHOWN, "suppressed"), rows)


def _counts(findings: Sequence[Finding]) -> list[str]:
    """Findings that count, in all and by severity; the share of all that somebody accepted."""
    counted = [f for f in findings if not f.suppressed]
    severities = Counter(f.severity for f in counted)
    figures = [len(counted), *(severities[severity] for severity in _SHOWN)]
    share = 1 - len(counted) / len(findings)
    return [*(str(n or _NONE) for n in figures), percent(share) if share else _NONE]


def _pairs(page: Page, report: Report) -> None:
    names = names_of(report)
    by_pair: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_pair[finding.pair].append(finding)
    rows = []
    for alignment in report.alignments:
        pair = alignment.pair
        own = overview_of(report, (alignment,), by_pair[pair.id])
        # Two names on one line, each half of what is left beside the figures.
        ends = [
            isolate(tail(names[s.document], (page.width - 42) // 2))
            for s in (pair.source, pair.target)
        ]
        figures = [_NONE if own.fidelity is None else f"{own.fidelity:.1f}"]
        shares = [own.coverage.get(side) for side in Side]
        figures += [_NONE if share is None else percent(share) for share in shares]
        rows.append((" – ".join(ends), str(own.findings or _NONE), *figures))
    if rows:
        _table(page, ("pair", "findings", "fidelity", "source", "target"), rows)


def _documents(page: Page, report: Report) -> None:
    about = Counter[str]()
    for finding in findings_of(report):
        quotes = {q.document for q in (finding.source, finding.target, finding.place) if q}
        about.update(quotes if not finding.suppressed else ())
    names = names_of(report)
    rows = []
    for own in carried(report):
        name = isolate(tail(names[own.document.id], page.width - 50))
        base = " (base)" if own.document.id == report.base else ""
        figures = (str(about[own.document.id] or _NONE), str(own.statements))
        shares = (percent(own.base_share), percent(own.shared))
        rows.append((f"{name}{base}", *figures, *shares))
    _table(page, ("document", "findings", "statements", "of the base", "shared"), rows)


def _table(page: Page, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A column of names, then figures set to the right; as narrow as the words allow."""
    widths = [max(columns(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    for number, row in enumerate((heads, *rows)):
        first = row[0] + " " * (widths[0] - columns(row[0]))
        rest = (" " * (w + 2 - columns(c)) + c for c, w in zip(row[1:], widths[1:], strict=True))
        page.line((first + "".join(rest), "" if number else "bold"))
    page.line()
