"""The catalogue of checks as text."""

from __future__ import annotations

from align.model import CheckInfo


def render_catalogue(checks: tuple[CheckInfo, ...]) -> str:
    """One check a line: code, name, severity, summary."""
    width = max((len(c.name) for c in checks), default=0)
    return "".join(f"{c.code}  {c.name:<{width}}  {c.severity:<8}  {c.summary}\n" for c in checks)


def render_explanation(checks: tuple[CheckInfo, ...]) -> str:
    """What each check finds, why it matters and what it lets pass."""
    return "\n".join(
        f"{c.code} {c.name} ({c.category}, {c.severity})\n\n{c.summary}\n\n{c.doc}\n"
        for c in checks
    )
