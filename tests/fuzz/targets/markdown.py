"""Markdown: blocks with their places in the source, and comments for align."""

from __future__ import annotations

from tests.fuzz.reading import document

SEEDS = (
    b"---\ndate: 2026-02-23\nlang: en\n---\n# The bridge\n\nThe port *opened* a [bridge](http://a.b)"
    b" on Monday.\n\n<!-- align: ignore MT01 reason: the table says so -->\n> It works, he said.\n\n"
    b"1. one\n2. two\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n",
    "# الجسر\n\nافتتح **المجلس** جسراً\\\nجديداً.  \nو`رمز`\n\n- أ\n  - ب\n\n---\n\nعنوان\n===\n".encode(),
    b"+++\ndate = 2026-02-23\n+++\nText[^1] &amp; <b>more</b> ![x](y)\n\n[^1]: A note.\n",
)
TOKENS = (
    *(b"\n\n", b"# ", b"> ", b"- ", b"1. ", b"```\n", b"| a | b |\n|---|---|\n", b"<!--", b"-->"),
    *(b"<!-- align: ignore", b"[a]: b\n", b"&#0;", b"---\n", b"\\\n", b"<div>", b"\r"),
)


def run(data: bytes) -> None:
    """Read as Markdown."""
    document("notes.md", data)
