"""Compiled gettext catalogues."""

from __future__ import annotations

import struct

from tests.fuzz.reading import document, pair


def _packed(messages: dict[bytes, bytes], order: str = "<") -> bytes:
    """An MO file of these messages, without a hash table."""
    keys = sorted(messages)
    texts = [*keys, *(messages[key] for key in keys)]
    head = 28
    at = head + 8 * len(texts)
    table = b""
    for text in texts:
        table += struct.pack(f"{order}2I", len(text), at)
        at += len(text) + 1
    numbers = (0x950412DE, 0, len(keys), head, head + 8 * len(keys), 0, at)
    return struct.pack(f"{order}7I", *numbers) + table + b"".join(t + b"\0" for t in texts)


_MESSAGES = {
    b"": b"Language: ar\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; "
    b"plural=n!=1;\n",
    b"Open": "افتح".encode(),
    b"menu\4Close": "أغلق".encode(),
    b"%d file\0%d files": "ملف\0%d ملفات".encode(),
}
SEEDS = (_packed(_MESSAGES), _packed(_MESSAGES, ">"), _packed({b"Open": "افتح".encode("cp1256")}))
TOKENS = (b"charset=", b"charset=unknown", b"charset=utf-7", b"charset=idna", b"\0", b"\4")


def run(data: bytes) -> None:
    """Read as both sides, and as the translation alone."""
    pair("ar.mo", data)
    document("ar.mo", data)
