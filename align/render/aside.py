"""What stands beside the findings: why some are accepted, what accepts nothing, what lacks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from align.model import Finding, Missing, Report, Suppression, SuppressionKind, Unused
from align.render.overview import findings_of, weighed
from align.render.plain import columns, quoted, tail, title_of
from align.text import isolate

SHOWN = 3  # of each kind, on a terminal
_PATH = 60  # columns
Part = tuple[str, str] | str


def accepted(report: Report) -> list[Finding]:
    """The findings that somebody accepted, the gravest first."""
    return [finding for finding in weighed(findings_of(report)) if finding.suppressed]


def acceptance(suppression: Suppression) -> str:
    """ "accepted by Nora until 2027-01-31: the figure was corrected"."""
    where = " in a comment" if suppression.kind is SuppressionKind.IN_SOURCE else ""
    owner = f" by {suppression.owner}" if suppression.owner else ""
    until = f" until {suppression.expires}" if suppression.expires else ""
    reason = f": {suppression.reason}" if suppression.reason else ""
    return f"accepted{where}{owner}{until}{reason}"


def place_of(unused: Unused) -> str:
    """ "content/en/ferry.md:12"; a baseline has no lines."""
    return f"{unused.path}:{unused.line}" if unused.line else unused.path


def entry_path(report: Report, path: str) -> str:
    """A path of the baseline's as the report's documents have theirs."""
    folder = posixpath.dirname((report.baseline or "").replace("\\", "/"))
    return posixpath.normpath(posixpath.join(folder, path))


def aside(report: Report, width: int, verbose: bool) -> Iterator[tuple[Part, ...]]:
    """Lines for a terminal of ``width`` columns, each of parts with or without a style."""
    for noun, what, rows in (
        ("finding", "accepted", [_accepted(report, f, width) for f in accepted(report)]),
        ("file", "without a partner", [_missing(m) for m in report.missing]),
        ("suppression", "without use", [_unused(u, width) for u in report.unused]),
    ):
        if rows:
            yield ((f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'} {what}", "bold"),)
            shown = rows if verbose else rows[:SHOWN]
            yield from ((line,) for lines in shown for line in lines)
            if len(rows) > len(shown):
                yield ((f"  … and {len(rows) - len(shown)} more (--verbose)", "dim"),)
            yield ()


def _accepted(report: Report, finding: Finding, width: int) -> list[str]:
    quote = finding.target or finding.place or finding.source
    path = isolate(tail(title_of(report.document(quote.document)), _PATH)) if quote else ""
    lead = f"  {finding.code} {finding.name}  {path}  "
    words = finding.source or finding.target
    why = acceptance(finding.suppression) if finding.suppression else ""
    return [
        lead + (quoted(words.text, width - columns(lead)) if words else ""),
        f"    {quoted(why, width - 4)}",
    ]


def _missing(missing: Missing) -> list[str]:
    return [f"  {missing.side.value}  {isolate(tail(missing.path, _PATH))}"]


def _unused(unused: Unused, width: int) -> list[str]:
    lead = f"  {isolate(tail(place_of(unused), _PATH))}  "
    return [lead + quoted(f"{unused.words}: {unused.message}", width - columns(lead))]
