"""Subtitles, SRT and WebVTT."""

from __future__ import annotations

from tests.fuzz.reading import document

SEEDS = (
    b"1\n00:00:01,000 --> 00:00:02,500\n<i>The port opens</i>\n\n2\n00:00:03,000 --> "
    b"00:00:04,000\n- on Monday.\n- Why?\n",
    "WEBVTT\n\nNOTE none\n\nc1\n00:01.000 --> 00:02.000 line:0\n<v Rana>افتتح <00:01.500>الميناء "
    "&amp; غيره…\n".encode(),
)
TOKENS = (b"00:00:01,000 --> 00:00:02,000\n", b"WEBVTT\n", b"\n\n", b"<v ", b"{\\an8}", b"...")


def run(data: bytes) -> None:
    """Read as both."""
    document("a.srt", data)
    document("b.vtt", data)
