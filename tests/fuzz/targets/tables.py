"""Tables of pairs: CSV, TSV and JSON Lines, as units of two documents and as rows to be scored."""

from __future__ import annotations

from align.read.tables import read_pairs
from tests.fuzz.reading import pair, twice

SEEDS = (
    'source,target,id\r\nOpen,افتح,1\r\n"Close, it","أغلق\nه",2\r\n'.encode(),
    "ar;en\nنعم;Yes\nلا;No\n".encode(),
    "source\ttarget\nOpen\tافتح\n\tفارغ\n".encode(),
    '{"en": "Open", "ar": "افتح", "n": [1, {"a": null}]}\n{"ar": "لا", "en": "No"}\n'.encode(),
)
TOKENS = (b"source", b"target", b"ar", b"en", b'"', b'""', b"\t", b"\r\n", b";", b"\\ud800", b"{}")


def run(data: bytes) -> None:
    """Read as each of the formats, whichever it looks like."""
    for ending in ("csv", "tsv", "jsonl"):
        pair(f"pairs.{ending}", data)
        twice(lambda path: str(read_pairs(str(path))), f"pairs.{ending}", data)
