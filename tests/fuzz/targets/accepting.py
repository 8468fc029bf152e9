"""Comments and settings that accept findings: any words in them are taken, or told as faulty."""

from __future__ import annotations

from dataclasses import replace

from align.config import Settings
from align.errors import AlignError
from align.model import Document, Report, Severity
from align.pipeline import check
from align.read.comments import Comment, directives, is_ours
from tests.fuzz.models import hashing
from tests.fuzz.pairs import quoted
from tests.fuzz.phrases import document, joined, mutate, texts

__all__ = ["MOST", "mutate", "run"]

_SOURCE = (
    "The bridge cost 11 million dinars. Nobody was hurt.\n\nIt opened on Monday, 3 March 2026."
)
_TARGET = "كلف الجسر ١٢ مليون دينار.\n\nوافتتح يوم الثلاثاء ٣ آذار ٢٠٢٦، ولن يغلق."
SEEDS = (
    joined("align: ignore MT01 reason: corrected\nalign: off\nalign: on", "MT,changed-date"),
    joined("align: ignore-file MT01, OM : أ\nalign : on MT01\nnot ours", "**/*.txt"),
)
MOST = 200


def run(data: bytes) -> None:
    """Each line is a comment of the target; the last text is a pattern and a check."""
    words, given = texts(data, 2)
    source, target = document(_SOURCE, "s"), document(_TARGET, "t")
    lines = words.split("\n")[:20]
    length = len(target.text)
    told = [
        Comment(number * 7 % (length + 1), number + 1, line) for number, line in enumerate(lines)
    ]
    told.sort(key=lambda comment: comment.at)
    found = directives(told, target.blocks, length)
    assert len(found) <= sum(is_ours(line) for line in lines)
    for directive in found:
        assert directive.span.end <= length, directive
        assert directive.fault or directive.words
    target = replace(target, comments=found)
    documents = {"s": source, "t": target}
    try:
        settings = Settings(
            min_confidence=0.0,
            severity=((given, Severity.MINOR),) if len(data) % 3 == 0 else (),
            per_file_ignores=((given, (given,)),) if len(data) % 3 == 1 else (),
        )
        report = check([(source, target)], settings, hashing())
    except AlignError as error:
        told_of = str(error).splitlines()
    else:
        told_of = [""]
        _sound(report, documents, len(lines))
    assert len(told_of) == 1, told_of


def _sound(report: Report, documents: dict[str, Document], lines: int) -> None:
    quoted(report.findings, documents)
    for unused in report.unused:
        assert unused.message, unused
        assert 1 <= unused.line <= lines, unused
