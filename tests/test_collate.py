"""Many documents, their shared statements, and all versions of each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.collate import collate
from align.collate.groups import agreeing, partition
from align.collate.sources import Source, units
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.encode.similarity import encode_segments
from align.errors import AlignError
from align.extract import statements
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Document,
    Pair,
    Report,
    Span,
    Statement,
    StatementKind,
    VersionKind,
)
from align.pairwise import text_segment
from align.read import read_document, read_documents
from align.segment import segment

Make = Callable[[str, Sequence[str]], Document]
BASE = ("alpha bravo charlie delta", "echo foxtrot golf hotel", "india juliet kilo lima")
ROOT = Path(__file__).parent.parent
NEGATIVES, CASES = (
    tomllib.loads((ROOT / "tests" / "collate" / f"{name}.toml").read_text("utf-8"))["case"]
    for name in ("negatives", "versions")
)
WORDS = [word for line in BASE for word in line.split()]
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


@pytest.fixture(scope="module")
def encoder(needs_encoder: None) -> Encoder:
    """The packaged encoder, loaded once."""
    return load_encoder(None, 1)


def _written(texts: Sequence[str], folder: Path) -> list[Document]:
    documents = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, "utf-8")
        documents.append(read_document(path, id=str(number)))
    return documents


@pytest.mark.parametrize("case", NEGATIVES, ids=lambda case: case["name"])
def test_what_is_alike_in_topic_alone_is_no_version(
    case: dict[str, str], encoder: Encoder, tmp_path: Path
) -> None:
    """One speaker on one theme about two events: the documents share no statement."""
    report = collate(_written((case["first"], case["second"]), tmp_path), encoder=encoder)
    assert [[v.quote.text for v in s.versions] for s in report.statements] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_kinds_of_versions(case: dict[str, Any], encoder: Encoder, tmp_path: Path) -> None:
    """Each version stands with the words of the base that it renders, under its kind."""
    report = collate(_written(case["documents"], tmp_path), Settings(base="0"), encoder)
    found = [
        (version.quote.text, statement.versions[0].quote.text, version.kind)
        for statement in report.statements
        if statement.versions[0].quote.document == "0"
        for version in statement.versions[1:]
    ]
    assert len(found) == len(case["expected"])
    for row in case["expected"]:
        kinds = [k for own, base, k in found if row["words"] in own and row["base"] in base]
        assert [row["kind"]] == kinds, row


def test_a_copy_is_a_version_and_a_file_twice_is_refused(encoder: Encoder, tmp_path: Path) -> None:
    """A copy has all in full and nothing to report; the same file cannot be two documents."""
    text = CASES[2]["documents"][0]
    copies = _written((text, text), tmp_path)
    report = collate(copies, encoder=encoder)
    assert {v.kind for s in report.statements for v in s.versions} == {VersionKind.FULL}
    assert (report.findings, report.unpaired) == ((), ())
    with pytest.raises(AlignError, match="given twice"):
        collate([copies[0], replace(copies[0], id="again")], encoder=encoder)


def test_events_are_kept_apart(encoder: Encoder) -> None:
    """Documents of two events, given together, share no statement across the events."""
    events = [ROOT / "corpora" / name for name in ("harbour-accord", "border-ceasefire")]
    documents = read_documents(
        [path for event in events for path in sorted(event.glob("statement.*.txt"))]
    )
    report = collate(documents, encoder=encoder)
    mixed = [s for s in report.statements if len({v.quote.document[:3] for v in s.versions}) > 1]
    assert mixed == []
    assert len(report.statements) > 50


def test_the_order_of_documents_does_not_matter(encoder: Encoder) -> None:
    """However they are given, the same versions stand together, against the same base."""
    event = ROOT / "corpora" / "central-bank"
    documents = read_documents(sorted(event.glob("*.[th]*")))
    first = collate(documents, encoder=encoder)
    second = collate(documents[::-1], encoder=encoder)
    assert first.base == second.base
    assert _groups(first) == _groups(second)
    _check_partition(first)


def _groups(report: Report) -> set[frozenset[tuple[str, Span, VersionKind]]]:
    return {
        frozenset((v.quote.document, v.quote.span, v.kind) for v in statement.versions)
        for statement in report.statements
    }


def _check_partition(report: Report) -> None:
    """Two documents or more a statement, the base's version first, and no words in two."""
    taken: list[tuple[str, Span]] = []
    for statement in report.statements:
        documents = [version.quote.document for version in statement.versions]
        assert len(set(documents)) > 1
        assert report.base not in documents or documents[0] == report.base
        taken += [(v.quote.document, v.quote.span) for v in statement.versions]
    taken += [(quote.document, quote.span) for quote in report.unpaired]
    for (one, first), (other, second) in combinations(taken, 2):
        assert one != other or not first.overlaps(second)


LINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True), max_size=5)


@settings(max_examples=25, deadline=None)
@given(st.lists(LINES.filter(bool), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_statements_are_a_partition(
    fake_encoder: Encoder, make_document: Make, texts: list[list[list[str]]], random: Any
) -> None:
    """No unit is in two statements, and the documents' order changes no statement."""
    documents = [
        make_document(f"d{number}", [" ".join(words) for words in lines])
        for number, lines in enumerate(texts)
    ]
    report = collate(documents, Settings(base="d0"), fake_encoder)
    _check_partition(report)
    random.shuffle(documents)
    _check_partition(collate(documents, Settings(base="d0"), fake_encoder))


def test_a_chain_does_not_make_a_version(fake_encoder: Encoder, make_document: Make) -> None:
    """What a bead put into a group is no version if it agrees with none of the others."""
    lines = (BASE[:1], BASE[:1], OTHER[:1])
    sides = encode_segments([tuple(map(text_segment, own)) for own in lines], fake_encoder)
    group = ((0, 0), (1, 0), (2, 0))
    assert agreeing([group], sides, base=0) == (((0, 0), (1, 0)),)


def test_a_mirrored_alignment_is_in_its_new_source_s_order() -> None:
    """Beads of moved sentences stand where the sentence does that is the source now."""
    segments = tuple(replace(text_segment(line), index=n) for n, line in enumerate(BASE))
    whole = Statement("", "", Span(0, 1), StatementKind.DOCUMENT)
    beads = (Bead((0,), (2,), 0.9), Bead((1,), (0,), 0.8), Bead((2,), (), 1.0), Bead((), (1,), 1.0))
    words = tuple(BeadLinks((), (float(n),), ()) for n in range(4))
    alignment = Alignment(Pair("", whole, whole, 1.0), segments, segments, beads, words)
    mirrored = alignment.mirror()
    assert [b.source for b in mirrored.beads] == [(0,), (), (1,), (2,)]
    assert [w.target_null for w in mirrored.words] == [(1.0,), (2.0,), (3.0,), (0.0,)]
