"""Beads, links, pairs and scores on texts of invented words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from align.aligned import align_documents
from align.beads import BeadCosts, Reader, align_segments, monotone_beads, unit_score
from align.beads.moved import moves
from align.beads.reread import reread
from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.links import link_words
from align.model import Bead, Document, Side, Strength
from align.pair import document_pairs, paired_units, stem
from align.pairwise import align_rows, text_segment
from align.score import scores, support

Sides = tuple[tuple[int, ...], tuple[int, ...]]
Make = Callable[[str, Sequence[str]], Document]
LINES = ("alpha bravo charlie", "delta echo foxtrot golf", "hotel india juliet", "kilo lima mike")


def _sides(encoder: Encoder, *texts: Sequence[str]) -> tuple[EncodedSide, ...]:
    return encode_segments([tuple(map(text_segment, lines)) for lines in texts], encoder)


def _kinds(encoder: Encoder, ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    source, target = _sides(encoder, ours, theirs)
    return [bead.kind for bead in align_segments(source, target)]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (LINES, LINES, ["1-1"] * 4),
        (LINES, (*LINES[:2], *LINES[3:]), ["1-1", "1-1", "1-0", "1-1"]),
        (LINES, (f"{LINES[0]} {LINES[1]}", *LINES[2:]), ["2-1", "1-1", "1-1"]),
        (LINES[:1], ("kilo lima", *LINES[:1]), ["0-1", "1-1"]),
        (LINES, (), ["1-0"] * 4),
        ((), (), []),
    ],
    ids=["equal", "omitted", "merged", "added", "empty", "nothing"],
)
def test_bead_kinds(
    fake_encoder: Encoder, ours: Sequence[str], theirs: Sequence[str], expected: list[str]
) -> None:
    """Segments are joined, split and left alone as their words say."""
    assert expected == _kinds(fake_encoder, ours, theirs)


def test_beads_of_four_and_eight(fake_encoder: Encoder) -> None:
    """Where no boundary of one side is one of the other, all segments are one bead."""
    rest = "november oscar papa quebec romeo sierra tango uniform victor whiskey xray"
    words = f"{' '.join(LINES)} {rest}".split()
    ours = [" ".join(words[k : k + 6]) for k in range(0, 24, 6)]
    theirs = [" ".join(words[a:b]) for a, b in pairwise((0, 2, 5, 8, 11, 14, 17, 20, 24))]
    assert _kinds(fake_encoder, ours, theirs) == ["4-8"]
    assert _kinds(fake_encoder, theirs, ours) == ["8-4"]


def test_unrelated_segments_stay_alone(fake_encoder: Encoder) -> None:
    """Leftovers at the same place are no bead, even where joining them would be cheaper."""
    kinds = _kinds(fake_encoder, (*LINES, "november oscar papa"), (*LINES, "quebec romeo sierra"))
    assert kinds == ["1-1"] * 4 + ["1-0", "0-1"]


def test_a_moved_segment_is_found_where_it_went(fake_encoder: Encoder) -> None:
    """A segment that stands elsewhere is no omission and no addition; a lost one is."""
    source, target = _sides(fake_encoder, LINES, (LINES[3], *LINES[:2]))
    beads = align_segments(source, target, BeadCosts(null=0.4, usual=0, largest=2))
    assert [(b.source, b.target) for b in beads] == [
        ((0,), (1,)),
        ((1,), (2,)),
        ((2,), ()),
        ((3,), (0,)),
    ]
    assert beads[2].score > 0.5


def _reread(encoder: Encoder, sides: Sequence[Sequence[str]], *beads: Bead) -> list[Sides]:
    source, target = _sides(encoder, *sides)
    reader = Reader.of(beads, source, target)
    return [(bead.source, bead.target) for bead in reread(beads, reader)]


def test_a_bead_is_read_again(fake_encoder: Encoder) -> None:
    """A segment whose neighbour has all the words of the other side is taken off the bead."""
    bead = Bead((0, 1, 2), (0,), 0.5)
    assert _reread(fake_encoder, (LINES[:3], LINES[1:2]), bead) == [
        ((0,), ()),
        ((1,), (0,)),
        ((2,), ()),
    ]
    right = Bead((1,), (0,), 0.9)
    assert _reread(fake_encoder, (LINES[:3], LINES[1:2]), right) == [((1,), (0,))]


def test_a_lone_segment_joins_its_bead(fake_encoder: Encoder) -> None:
    """A segment left alone goes to the bead beside it that has its words; other ones stay."""
    joined = " ".join(LINES[:2])
    beads = Bead((0,), (0,), 0.5), Bead((1,), (), 1.0), Bead((2,), (), 1.0)
    assert _reread(fake_encoder, (LINES[:3], (joined,)), *beads) == [((0, 1), (0,)), ((2,), ())]


def test_unrelated_sides_are_taken_apart(fake_encoder: Encoder) -> None:
    """Two sentences that share nothing are no bead; where little is said nobody can tell."""
    ours, theirs = "alpha bravo charlie delta echo foxtrot", "golf hotel india juliet kilo lima"
    bead = Bead((0,), (0,), 0.0)
    assert _reread(fake_encoder, ((ours,), (theirs,)), bead) == [((0,), ()), ((), (0,))]
    assert _reread(fake_encoder, (("alpha bravo",), ("golf hotel",)), bead) == [((0,), (0,))]


def test_a_moved_segment_is_taken_from_a_bead(fake_encoder: Encoder) -> None:
    """A sentence that went elsewhere is found there, although the path gave it to a neighbour."""
    sides = _sides(fake_encoder, LINES, (*LINES[1:], LINES[0]))
    beads = [
        Bead((0, 1), (0,), 0.6),
        Bead((2,), (1,), 0.9),
        Bead((3,), (2,), 0.9),
        Bead((), (3,), 1.0),
    ]
    left, moved = moves(beads, Reader.of(beads, *sides), BeadCosts())
    assert [(b.source, b.target) for b in moved] == [((0,), (3,))]
    assert [(b.source, b.target) for b in left] == [((1,), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_a_bead_unfolds(fake_encoder: Encoder) -> None:
    """Sentences whose renderings changed places around others are beads, one of them moved."""
    others = "november oscar papa quebec", "romeo sierra tango uniform"
    sides = _sides(fake_encoder, LINES[:2], (LINES[1], *others, LINES[0]))
    beads = [Bead((0, 1), (0, 1, 2, 3), 0.1)]
    left, moved = moves(beads, Reader.of(beads, *sides), BeadCosts())
    assert len(moved) == 1
    assert {(b.source, b.target) for b in (*left, *moved)} == {
        ((0,), (3,)),
        ((1,), (0,)),
        ((), (1,)),
        ((), (2,)),
    }


def test_bead_costs_are_settings(fake_encoder: Encoder) -> None:
    """Where leaving segments alone costs nothing, none are joined that are not the same."""
    source, target = _sides(fake_encoder, LINES[:2], (" ".join(LINES[:2]),))
    usual, free = BeadCosts(), BeadCosts(null=0.0, usual=0)
    assert [b.kind for b in monotone_beads(source, target, usual)] == ["2-1"]
    assert "2-1" not in [b.kind for b in monotone_beads(source, target, free)]


def test_same_words_are_surely_linked(fake_encoder: Encoder) -> None:
    """In one language, words in common are linked with score 1 and are not missing."""
    (alignment,) = align_rows(
        [(text_segment("the port was closed"), text_segment("the port closed"))], fake_encoder
    )
    assert {1.0} == {link.score for link in alignment.links}
    assert {Strength.SURE} == {link.strength for link in alignment.links}
    assert (alignment.words[0].source_null[0], alignment.words[0].target_null[-1]) == (0.0, 0.0)


def test_links_of_a_null_bead(fake_encoder: Encoder) -> None:
    """Every word of a null bead is without counterpart, by certainty."""
    source, target = _sides(fake_encoder, LINES[:1], ())
    (bead,) = align_segments(source, target)
    links = link_words(bead, source, target)
    assert (links.links, links.source_null, links.target_null) == ((), (1.0, 1.0, 1.0), ())


def test_reports_quote_in_their_own_order(fake_encoder: Encoder) -> None:
    """Units are paired wherever they stand, which beads alone cannot do."""
    source, target = _sides(fake_encoder, LINES, (LINES[3], LINES[0]))
    assert {((0,), (1,)), ((3,), (0,))} == {
        (bead.source, bead.target) for bead in paired_units(source, target)
    }


def test_unit_score_orders_pairs(fake_encoder: Encoder) -> None:
    """A text agrees with itself more than with half of it, and hardly with another."""
    whole, half, other = (
        _sides(fake_encoder, [text])[0] for text in (LINES[1], "delta echo", LINES[2])
    )
    assert unit_score(whole, whole) > unit_score(whole, half) > unit_score(whole, other)


def test_scores_carry_signatures(fake_encoder: Encoder, make_document: Make) -> None:
    """Coverage falls with what is missing; chrF and BLEU come with sacrebleu's signatures."""
    source, target = make_document("a", LINES), make_document("b", LINES[:2])
    alignment = align_documents(source, target, fake_encoder)
    every = scores(alignment, (source.text, target.text), "fake-1")
    found = {s.name: s for s in every if s.scope == "p1"}
    assert (
        found["coverage-target"].value,
        pytest.approx(found["coverage-source"].value, abs=1e-3),
    ) == (1.0, 7 / 13)
    assert "version:" in found["BLEU"].signature
    assert all(score.signature for score in every)
    beads = [s for s in every if s.scope != "p1"]
    assert {s.name for s in beads} == {"fidelity"}
    assert [s.scope for s in beads] == [f"p1:{n}" for n in range(len(alignment.beads))]


def test_support_tells_omission_from_addition(fake_encoder: Encoder) -> None:
    """What the target lacks raises omission, what the source lacks raises addition."""
    rows = [(text_segment(LINES[1]), text_segment("delta echo"))]
    (cut,) = (support(a) for a in align_rows(rows, fake_encoder))
    (padded,) = (support(a) for a in align_rows([rows[0][::-1]], fake_encoder))
    assert cut.omission > cut.addition
    assert padded.addition > padded.omission
    assert cut.omission > padded.addition  # that the target is short speaks for omission as well


def test_coverage_of_an_empty_side(fake_encoder: Encoder, make_document: Make) -> None:
    """Nothing is missing from a side without words."""
    alignment = align_documents(make_document("a", []), make_document("b", LINES), fake_encoder)
    assert (alignment.coverage(Side.SOURCE), alignment.coverage(Side.TARGET)) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ar/news.md", "news"),
        ("news.ar.md", "news"),
        ("en/2026/news_en.html", "2026/news"),
        ("arena.txt", "arena"),
    ],
)
def test_stems_leave_the_language_out(path: str, expected: str) -> None:
    """Files of two languages are called alike once the language is taken off."""
    assert expected == stem(Path(path))


def test_a_file_without_partner_is_named(tmp_path: Path) -> None:
    """Folders are compared whole: a file that only one of them has is an error, by its path."""
    for name, text in (("ar/a.txt", "وصل الوفد."), ("en/a.txt", "They left."), ("en/b.txt", "So.")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(AlignError, match=r"b\.txt: has no partner"):
        document_pairs(tmp_path / "ar", tmp_path / "en")
