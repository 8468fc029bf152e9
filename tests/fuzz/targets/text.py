"""Plain text in all its encodings, and the same with a declared charset."""

from __future__ import annotations

import codecs

from tests.fuzz.reading import CORPORA, document

_WORDS = "قال الوزير إن الميناء سيفتح أبوابه يوم الاثنين بعد توسعته، وإن العمل تم."


def SEEDS() -> tuple[bytes, ...]:  # noqa: N802 - the name that every target has
    """Beginnings of the invented statements, and a sentence in each encoding."""
    texts = sorted(CORPORA.glob("*/statement.*.txt"))[:4]
    return (
        *(text.read_bytes()[:700] for text in texts),
        _WORDS.encode("cp1256"),
        codecs.BOM_UTF16_LE + _WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + _WORDS.encode("utf-16-be"),
        codecs.BOM_UTF8 + _WORDS.encode(),
        b"date: 2026-02-23 \x93It opens\x94, he said \x96 on Monday.\r\n1. One\r\n- two\r\n",
    )


TOKENS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\x85", b"date: ", b"\n\n")


def run(data: bytes) -> None:
    """Read as plain text."""
    document("statement.txt", data)
