"""The table of formats: what refusals and the documentation say is read."""

from __future__ import annotations

from align.data import table

TEXT, BOTH, PAIRS = "text", "both", "pairs"  # what a file holds, as in data/formats.toml


def endings(holds: str) -> frozenset[str]:
    """The endings of all formats that hold this."""
    rows = [row for row in table("formats")["format"] if row["holds"] == holds]
    return frozenset(e for row in rows for e in (*row["endings"], *row.get("also", ())))


def listed(*holds: str) -> str:
    """ "text (.txt), Markdown (.md) and saved web pages (.html)", as a refusal has it."""
    rows = [row for row in table("formats")["format"] if row["holds"] in holds]
    names = [f"{row['name']} ({', '.join(row['endings'])})" for row in rows]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def refusal(ending: str) -> str:
    """Why a file with an unknown ending is not read, and what to do."""
    for row in table("formats")["refused"]:
        if ending in row["endings"]:
            return f"{row['name']}, which is not read: {row['remedy']}"
    if ending in endings(PAIRS):
        return f"holds pairs: give it to align check alone ({listed(TEXT)} are read as documents)"
    return f"unknown format {ending!r}: {listed(TEXT, BOTH, PAIRS)} are read"
