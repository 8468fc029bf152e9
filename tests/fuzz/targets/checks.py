"""All checks and scores on two texts: sound findings, the same from both sides."""

from __future__ import annotations

from dataclasses import replace

from align.config import Settings
from align.model import Alias, Language, Term
from align.pipeline import align_documents, check
from tests.fuzz.models import hashing
from tests.fuzz.pairs import aligned, checked, quoted, scored
from tests.fuzz.phrases import SCRAPS, SEEDS, document, joined, mutate, texts

__all__ = ["MOST", "mutate", "run"]

SEEDS = (*SEEDS, *(joined(english, english[9:]) for _, english in SCRAPS))
MOST = 400
_TERMS = (Term(("ميناء",), ("port",), ("harbour",)), Term(("مجلس الأمن",), ("Security Council",)))
_ALIASES = (Alias(("نادر الشوملي",), ("Nader Shomali", "Nadir al-Shumali")),)
_SAME = Settings(same_language=True, min_confidence=0.0, ignore=("LC", "MT08", "NC01", "TE02"))


def run(data: bytes) -> None:
    """As two languages, with terms and names of the user's; and against itself."""
    ours, theirs = texts(data, 2)
    source = document(ours, "ours", Language.AR)
    target = document(theirs, "theirs", Language.EN)
    alignment = replace(
        align_documents(source, target, hashing()),
        terms=_TERMS,
        aliases=_ALIASES,
        honorifics=bool(len(data) % 2),
    )
    aligned(alignment)
    documents = {"ours": source, "theirs": target}
    scored(alignment, checked(alignment, documents), (ours, theirs))
    copy = replace(target, id="copy", path="copy.txt")
    report = check([(target, copy)], _SAME, hashing())
    assert report.findings == (), report.findings
    quoted(check([(target, source)], Settings(min_confidence=0.0), hashing()).findings, documents)
