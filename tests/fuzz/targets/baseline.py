"""Baselines: what is read is written as it was, and read again."""

from __future__ import annotations

from align.baseline import read_baseline
from align.baseline.files import baseline_text
from tests.fuzz.reading import folder, twice

SEEDS = (
    '{"schema": 1, "accepted": [{"fingerprint": "0123456789abcdef", "code": "MT01", "name": "changed-number", "source_path": '
    '"a.ar.txt", "target_path": "a.en.txt", "reason": "so", "owner": "n", "source": "٢٥", "target": '
    '"26", "expires": "2027-01-31"}, {"fingerprint": "0123456789abcdee", "code": "OM01", "name": "x", '
    '"source_path": "b", "target_path": "c", "reason": "r", "owner": "", "expires": null}]}'.encode(),
    b'{"schema": 1, "accepted": []}',
)
TOKENS = (
    *(b'"schema"', b'"accepted"', b'"fingerprint"', b'"expires"', b"null", b"\\ud800", b"[", b"{"),
    *(b"0123456789abcdef", b"2027-01-31", b"9999-12-31", b"NaN", b"1e400", b'"reason"', b'"owner"'),
)


def run(data: bytes) -> None:
    """Read, written, and read again."""
    found = twice(read_baseline, "align-baseline.json", data)
    if found:
        text = baseline_text(found)
        (folder() / "again.json").write_text(text, "utf-8")
        again = read_baseline(folder() / "again.json")
        assert set(found) == set(again)
        assert text == baseline_text(again)
