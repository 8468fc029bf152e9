"""What has to hold on any text holds on all texts at hand: a few here, all by hand.

``align evaluate invariants FILES…`` looks at any number of documents and tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from align.config import Settings
from align.encode import Encoder, load_encoder
from align.evaluate import evaluate
from align.evaluate.invariants import Looked, look_at, pairs_of
from align.evaluate.results import Options
from align.model import Bead, Document, Quote, Report, Span
from align.pipeline import check

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
Make = Callable[[str, Sequence[str]], Document]
OURS = ("engineers repaired bridge yesterday.", "nurses arrived, 34 ships.")
THEIRS = ("المهندسون أصلح الجسر أمس.", "افتتح المدرسة.")


@pytest.fixture
def report(make_document: Make, fake_encoder: Encoder) -> Report:
    """A report that is as it should be, with findings and null beads."""
    pair = make_document("source", OURS), make_document("target", THEIRS)
    return check([pair], Settings(min_confidence=0), fake_encoder)


def broken(report: Report) -> set[str]:
    """The names of what does not hold of a report."""
    looked = Looked()
    look_at(report, looked)
    return {name for name, _ in looked.broken}


def test_a_broken_report_is_seen(report: Report) -> None:
    """Each thing that has to hold is missed where it does not."""
    (alignment,) = report.alignments
    assert report.findings
    assert set() == broken(report)

    segment, *rest = alignment.source_segments
    moved = replace(segment, text="other")
    finding = report.findings[0]
    quote = finding.source or finding.target
    assert quote is not None
    wrong = Quote(quote.document, Span(quote.span.start, quote.span.end + 1), quote.text)
    link = next(k for k in alignment.links)
    outside = replace(alignment.words[0], links=(replace(link, target=Span(0, 1)),))
    twice = (Bead((0,), (), 1.0),) * len(alignment.beads)
    for name, other in (
        ("characters in one segment or gap", replace(alignment, source_segments=(moved, *rest))),
        ("segments with their tokens", replace(alignment, source_segments=(moved, *rest))),
        ("beads hold each segment once", replace(alignment, beads=twice)),
        ("links inside their bead", replace(alignment, words=(outside, *alignment.words[1:]))),
        ("unpaired are the null beads", None),
        ("findings quote their words", None),
        ("fingerprints differ", None),
    ):
        seen = replace(report, alignments=(other or alignment,))
        if name.startswith("unpaired"):
            seen = replace(report, unpaired=(*report.unpaired, quote))
        elif name.startswith("findings"):
            seen = replace(report, findings=(replace(finding, source=wrong, target=None),))
        elif name.startswith("fingerprints"):
            seen = replace(report, findings=(finding, finding))
        assert name in broken(seen)


def test_a_table_is_looked_at(tmp_path: Path, fake_encoder: Encoder) -> None:
    """Rows of one document stand together, a dozen at a time; a limit is of small documents."""
    rows = [f"{'a' if n < 13 else 'b'}\tالوزير {n}\tminister {n}" for n in range(15)]
    path = tmp_path / "rows.tsv"
    path.write_text("\n".join(["docid\tar\ten", *rows]), "utf-8")

    assert [len(one.blocks) for one, _ in pairs_of((path,), None)] == [12, 1, 2]
    (evaluation,) = evaluate("invariants", [path], fake_encoder, Options(limit=2))
    assert evaluation.items == 2
    assert sum(figure.value for figure in evaluation.figures) == 0


@pytest.mark.usefixtures("needs_encoder")
def test_they_hold_on_our_corpora() -> None:
    """On two events' documents, each with the next, and on some of the bitext."""
    events = [ROOT / "corpora" / event for event in ("central-bank", "dam-safety")]
    documents = sorted(p for event in events for p in event.iterdir() if p.stem[0] in "rs")
    tables = sorted((ROOT / "corpora").glob("*/*_news.tsv.gz"))
    (evaluation,) = evaluate("invariants", [*documents, *tables], load_encoder(), Options(limit=2))

    assert evaluation.notes == ()
    assert evaluation.items > len(documents)


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand")
def test_they_hold_on_shared_texts() -> None:
    """On three of the seeds, and on some of gold and bitext."""
    seeds = sorted((SHARED / "seeds").glob("*.txt"))[::2]
    gold = sorted((SHARED / "gold").glob("*/law_001.??"))
    tables = [SHARED / "gold/documents/ntrex.tsv", SHARED / "gold/words/news.tsv"]
    files = [*seeds, *gold, *tables, SHARED / "bitext/ui_strings.tsv.gz"]
    (evaluation,) = evaluate("invariants", files, load_encoder(), Options(limit=1))

    assert evaluation.notes == ()
