"""The summary of a corpus run, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from align.model import Severity


def render_summary(summary: Mapping[str, Any], folder: str) -> str:
    """A few lines: pairs and segments, fidelity, findings by severity and code, where they are."""
    segments = f"{summary['source_segments']:,} and {summary['target_segments']:,} segments"
    done = summary["pairs"] - summary["failed"]
    lines = [f"{done:,} of {summary['pairs']:,} pairs compared, {segments}."]
    if summary["fidelity"] is not None:
        lines.append(f"Fidelity {summary['fidelity']:.1f} on average.")
    by_severity = summary["by_severity"]
    told = [f"{by_severity[s]:,} {s}" for s in reversed(Severity) if s in by_severity]
    lines.append(f"{summary['findings']:,} findings{': ' if told else '.'}{', '.join(told)}")
    width = max((len(f"{count:,}") for count in summary["by_code"].values()), default=0)
    lines += [f"  {code}  {count:>{width},}" for code, count in summary["by_code"].items()]
    lines.append(f"Tables: {folder}")
    return "\n".join(lines)
