"""The table of formats: what refusals and the documentation say is read."""

from __future__ import annotations

from align.data import table

TEXT, PAIRS = "text", "pairs"  # what a file holds: one document, or both sides of pairs


def endings(holds: str) -> frozenset[str]:
    """The endings of all formats that hold this."""
    rows = table("formats")["format"]
    return frozenset(e for row in rows if row["holds"] == holds for e in row["endings"])


def listed(holds: str) -> str:
    """ "text (.txt), Markdown (.md) and saved web pages (.html)"; endings that say more."""
    rows = [row for row in table("formats")["format"] if row["holds"] == holds]
    names = [f"{row['name']} ({', '.join(_telling(row['endings']))})" for row in rows]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _telling(names: list[str]) -> list[str]:
    """Without the endings that are another's longer or shorter spelling."""
    return [e for e in names if e == names[0] or e[:3] != names[0][:3]]


def refusal(ending: str) -> str:
    """Why a file with an unknown ending is not read, and what to do."""
    for row in table("formats")["refused"]:
        if ending in row["endings"]:
            return f"{row['name']}, which is not read: {row['remedy']}"
    if ending in endings(PAIRS):
        return f"holds pairs: give it to align check alone ({listed(TEXT)} are read as documents)"
    return f"unknown format {ending!r}: {listed(TEXT)} are read"
