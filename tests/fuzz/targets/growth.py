"""Time that grows with the length alone: a few characters, said thousands of times over."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from align.errors import AlignError
from align.extract import statements
from align.read import html, markdown, messages, plain, subtitles
from align.read.po import parse_po
from align.read.source_lines import SourceLines
from align.segment import segment
from align.text import kept, masked
from tests.fuzz.reading import parts
from tests.fuzz.texts import made

_LENGTH = 8_000
_SECONDS = 0.3  # of the processor, from which growth is measured; what is linear takes less
_GROWTH = 3.0  # times for twice the length: 2 is linear, 4 is quadratic
SEEDS = (
    b"\0\0. \0\0a",
    "\0\0«أ\0\0".encode(),
    b'\0\0"a \0\0',
    b"{\0\0{a\0\0",
    b"\0\0<!--\0\0",
    b"a\0\0a.\0\0",
    "\0\0قال ال\0\0".encode(),
    b"\0\0[a](\0\0",
    b'\0\0said: "a\0\0',
    b"\0\0* a\n\0\0",
    b"\0\000:01.0 --> 00:02.0\na\n\0\0",
    b"\0\0a\n\n\0\0",
    b'msgid "a"\n\0\0msgstr "\0\0"\n',
)
TOKENS = tuple(
    token.encode()
    for token in (
        *(
            ". ",
            "\n",
            '"',
            "'",
            "“",
            "«",
            "»",
            ": ",
            "(",
            "[",
            "<",
            "<!--",
            "&",
            "{",
            "%",
            "- ",
            "> ",
        ),
        *(
            "قال ",
            "said ",
            "\u200f",
            "\u0651",
            "a.",
            "1.",
            "www.",
            "@",
            "\0\0",
            "|",
            "```",
            "*",
            "_",
        ),
    )
)
MOST = 60


def run(data: bytes) -> None:
    """The stages before encoding, each by itself, on a long text that repeats itself."""
    head, unit, tail = (part.decode("utf-8", "ignore") for part in parts(data, 3))
    if not unit:
        return
    long, short = (head + unit * (n // len(unit)) + tail for n in (_LENGTH, _LENGTH // 2))
    for name, stage in STAGES.items():
        if _seconds(stage, long) > _SECONDS:
            # A busy machine is no fault: the least of several is what it takes.
            ours, half = (min(_seconds(stage, t) for _ in range(3)) for t in (long, short))
            told = (
                f"{name}: {half:.2f} s for {len(short):,} characters, {ours:.2f} s for twice that"
            )
            assert ours < max(_GROWTH * half, _SECONDS), told


def _seconds(stage: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    with suppress(AlignError):
        stage(text)
    return time.process_time() - start


def _statements(text: str) -> object:
    document = made(text)
    return statements(document, segment(document))


STAGES: dict[str, Callable[[str], object]] = {
    "plain": plain.parse,
    "markdown": markdown.parse,
    "html": lambda text: html.parse(text[: len(text) // 4], "a.html"),
    "source lines": lambda text: SourceLines(text).of([text[:99], text[-99:], "a"]),
    "subtitles": lambda text: subtitles.parse(text, "a.srt"),
    "messages": lambda text: messages.parse(f'{{"a": "{text}"}}', "a.json"),
    "catalogue": lambda text: parse_po(text, "a.po"),
    "segment": lambda text: segment(made(text)),
    "statements": _statements,
    "markup": lambda text: (masked(text), kept(text)),
}
