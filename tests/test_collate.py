"""Many documents, their shared statements, and all versions of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from align.collate import collate
from align.collate.groups import partition
from align.collate.sources import Source, units
from align.config import Settings
from align.encode import Encoder
from align.encode.similarity import encode_segments
from align.errors import AlignError
from align.extract import statements
from align.model import Bead, Document, StatementKind, VersionKind
from align.pairwise import text_segment
from align.read import read_document
from align.segment import segment

Make = Callable[[str, Sequence[str]], Document]
BASE = ("alpha bravo charlie delta", "echo foxtrot golf hotel", "india juliet kilo lima")
OTHER = ("november oscar papa quebec", "romeo sierra tango uniform")


def test_versions_are_grouped(fake_encoder: Encoder, make_document: Make) -> None:
    """Each sentence of the base stands with its versions; what is about something else, nowhere."""
    documents = [
        make_document("base", BASE),
        make_document("again", (*BASE[:2], OTHER[0])),
        make_document("late", (OTHER[1], BASE[0])),
    ]
    report = collate(documents, Settings(), fake_encoder)
    assert report.base == "base"
    assert [[v.quote.document for v in statement.versions] for statement in report.statements] == [
        ["base", "again", "late"],
        ["base", "again"],
    ]
    assert {BASE[2], *OTHER} == {quote.text for quote in report.unpaired}


def test_the_base_can_be_chosen(fake_encoder: Encoder, make_document: Make) -> None:
    """--base takes an id or a path, and refuses what was not given."""
    documents = [make_document("one", BASE), make_document("two", BASE[:2])]
    report = collate(documents, Settings(base="two.txt"), fake_encoder)
    assert (report.base, report.statements[0].versions[0].quote.document) == ("two", "two")
    with pytest.raises(AlignError, match="none of the documents"):
        collate(documents, Settings(base="three.txt"), fake_encoder)


def test_one_document_is_refused(fake_encoder: Encoder, make_document: Make) -> None:
    """A collation needs two documents."""
    with pytest.raises(AlignError, match="alone"):
        collate([make_document("one", BASE)], Settings(), fake_encoder)


def test_a_cut_version_is_partial(fake_encoder: Encoder, make_document: Make) -> None:
    """A version without half of the base's words is partial, and its losses are no findings."""
    long = "alpha bravo charlie delta echo foxtrot golf hotel india juliet"
    documents = [
        make_document("base", (long,)),
        make_document("cut", ("alpha bravo charlie delta",)),
    ]
    report = collate(documents, Settings(base="base"), fake_encoder)
    assert [v.kind for v in report.statements[0].versions] == [
        VersionKind.FULL,
        VersionKind.PARTIAL,
    ]
    assert report.findings == ()


def test_links_agree_across_pairs(fake_encoder: Encoder, make_document: Make) -> None:
    """If A-B and B-C are linked then A-C is: groups are a partition of the units."""
    lines = [tuple(map(text_segment, BASE)) for _ in range(3)]
    numbered = [tuple(s for s in side) for side in lines]
    sides = encode_segments(numbered, fake_encoder)
    sources = [Source(make_document(str(n), BASE), (), side) for n, side in enumerate(sides)]
    one = Bead((0,), (0,), 0.9)
    groups = partition(sources, {(0, 1): (one,), (1, 2): (one,)}, base=0)
    assert groups == (((0, 0), (1, 0), (2, 0)),)


def test_units_end_where_quotes_do(tmp_path: Path) -> None:
    """A quotation inside a sentence is a unit of its own; who speaks is none."""
    path = tmp_path / "report.txt"
    path.write_text(
        "He said the dam was “a threat to every village below it” last year.\n", "utf-8"
    )
    document = read_document(path)
    segments = segment(document)
    quotes = tuple(s for s in statements(document, segments) if s.kind is StatementKind.QUOTE)
    assert [unit.text for unit in units(segments, quotes)] == [
        "a threat to every village below it",
        "last year.",
    ]


def test_quotations_are_compared_over_whole_documents(
    fake_encoder: Encoder, tmp_path: Path
) -> None:
    """A quote spliced from two statements is found, and told beside the nearer of them."""
    texts = {
        "base": "The mayor, Ana Oresh, said:\n\n“The old bridge will be closed on Sunday. We "
        "looked for every other way. Nobody will have to pay for the detour.”\n",
        "report": "“The old bridge will be closed on Sunday, nobody will have to pay for the "
        "detour,” Oresh said.\n",
    }
    documents = []
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, "utf-8")
        documents.append(read_document(path, id=name))
    report = collate(documents, Settings(base="base", select=("QU",)), fake_encoder)
    assert [(f.code, f.source.text) for f in report.findings if f.source] == [
        ("QU02", "We looked for every other way")
    ]
    told = next(s for s in report.statements if s.findings)
    assert (told.id, VersionKind.SPLICED) == (told.findings[0].pair, told.versions[1].kind)
