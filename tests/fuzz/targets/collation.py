"""Three or four small documents collated: no unit in two statements, every quote as it stands."""

from __future__ import annotations

from dataclasses import replace

from align.collate import collate
from align.config import Settings
from tests.fuzz.models import hashing
from tests.fuzz.pairs import quoted
from tests.fuzz.phrases import SCRAPS, document, joined, mutate, texts

__all__ = ["MOST", "mutate", "run"]

SEEDS = (
    joined(*SCRAPS[0], SCRAPS[0][1][20:] + SCRAPS[1][1]),
    joined(SCRAPS[1][0], SCRAPS[1][1], SCRAPS[2][1] + SCRAPS[1][1], SCRAPS[2][0]),
    joined("«لا»", "“No.”", "He said: “No.”"),
)
MOST = 600
_SETTINGS = Settings(min_confidence=0.0)


def run(data: bytes) -> None:
    """Twice, with the same report."""
    given = texts(data, 4)[: 3 + len(data) % 2]
    documents = [document(text[:700], f"d{number}") for number, text in enumerate(given)]
    report = collate(documents, _SETTINGS, hashing())
    by_id = {one.id: one for one in documents}
    for statement in report.statements:
        assert len({v.quote.document for v in statement.versions}) > 1, statement
        for version in statement.versions:
            quote = version.quote
            assert quote.span.of(by_id[quote.document].text) == quote.text, quote
            assert -1 <= version.similarity <= 1.001, version
            assert all(0 <= s.value <= 100 for s in version.scores), version
        quoted((replace(f, fingerprint=str(k)) for k, f in enumerate(statement.findings)), by_id)
    for quote in report.unpaired:
        assert quote.span.of(by_id[quote.document].text) == quote.text, quote
    again = collate(documents, _SETTINGS, hashing())
    assert again == report
