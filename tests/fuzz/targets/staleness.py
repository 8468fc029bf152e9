"""A source, what it said before, and its translation: what is stale quotes words as they are."""

from __future__ import annotations

from align.config import Settings
from align.model import Language
from align.stale import Revised, stale
from tests.fuzz.models import hashing
from tests.fuzz.pairs import quoted
from tests.fuzz.phrases import SCRAPS, document, joined, mutate, texts

__all__ = ["MOST", "mutate", "run"]

SEEDS = (
    joined(SCRAPS[0][1], SCRAPS[0][0], SCRAPS[0][1].replace("11", "12")),
    joined(SCRAPS[1][1] + SCRAPS[2][1], SCRAPS[1][0], SCRAPS[1][1], SCRAPS[2][0]),
)
MOST = 500
_WHOLE = Settings(ignore=("NC01",))  # which is told of a long sentence, stale or not


def run(data: bytes) -> None:
    """With and without a translation before; a source that is as it was has nothing stale."""
    now, translated, before, other = (text[:700] for text in texts(data, 4))
    source, target = document(now, "s", Language.EN), document(translated, "t", Language.AR)
    old, early = document(before, "s", Language.EN), document(other, "t", Language.AR)
    documents = {"s": source, "t": target}
    for previous in (None, early):
        report = stale([Revised(source, target, old, previous)], encoder=hashing())
        quoted(report.findings, documents)
    for before_ in (source, None):
        assert stale([Revised(source, target, before_)], _WHOLE, hashing()).findings == ()
