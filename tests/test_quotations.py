"""Quotes that no bead holds: the sentences of the other side that have their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.links import link_words
from align.model import Alignment, Bead, Document, Pair, Span, Statement, StatementKind
from align.quotations import with_quoted
from align.segment import lines

SAID = (
    "أصلح المهندسون الجسر أمس",
    "أقر المجلس الميزانية صباحا",
    "تسلم المزارعون البذور الشتاء",
    "افتتح المعلمون المكتبة أمس",
)
MakeDocument = Callable[[str, Sequence[str]], Document]


def aligned(
    documents: tuple[Document, Document], encoder: Encoder, beads: tuple[Bead, ...]
) -> tuple[Alignment, EncodedSide, EncodedSide]:
    """Two documents, every line of the second one a quote, with the beads given."""
    source, target = encode_segments(tuple(map(lines, documents)), encoder)
    whole = [Statement("", d.id, Span(0, len(d.text)), StatementKind.DOCUMENT) for d in documents]
    quotes = tuple(
        Statement(str(s.index), documents[1].id, s.span, StatementKind.QUOTE)
        for s in target.segments
    )
    words = tuple(link_words(bead, source, target) for bead in beads)
    pair = Pair("p1", *whole, score=1.0)
    found = Alignment(pair, source.segments, target.segments, beads, words, (), quotes)
    return found, source, target


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("farmers received seeds winter", [2]),
        ("farmers received seeds", []),  # too few words to tell
        ("engineers repaired bridge yesterday farmers received seeds winter", [0, 2]),
        ("engineers repaired bridge yesterday; farmers received seeds winter", [0, 2]),
        ("november oscar papa quebec", []),
    ],
)
def test_a_quote_out_of_order(
    fake_encoder: Encoder, make_document: MakeDocument, quote: str, expected: list[int]
) -> None:
    """A quote that is in no bead is found where its words stand, whole, joined or by clauses."""
    documents = make_document("a", SAID), make_document("b", [quote])
    nulls = tuple(Bead((n,), (), 1.0) for n in range(len(SAID)))
    alignment, source, target = aligned(documents, fake_encoder, (*nulls, Bead((), (0,), 1.0)))
    found = with_quoted(alignment, source, target)
    assert expected == [n for bead in found.quoted for n in bead.source]
    mirrored = with_quoted(alignment.mirror(), target, source)
    assert found.quoted == mirrored.mirror().quoted


def test_a_quote_that_a_bead_holds(fake_encoder: Encoder, make_document: MakeDocument) -> None:
    """What a firm bead holds is not looked for, nor is anything within one language."""
    documents = make_document("a", SAID), make_document("b", ["farmers received seeds winter"])
    beads = (*(Bead((n,), (), 1.0) for n in (0, 1, 3)), Bead((2,), (0,), 0.9))
    alignment, source, target = aligned(documents, fake_encoder, beads)
    assert with_quoted(alignment, source, target).quoted == ()
    loose = replace(alignment, beads=(*beads[:3], Bead((2,), (0,), 0.1)))
    assert [b.source + b.target for b in with_quoted(loose, source, target).quoted] == [(2, 0)]
    one = (make_document("a", SAID), make_document("b", SAID[2:3]))
    nulls = (*(Bead((n,), (), 1.0) for n in range(4)), Bead((), (0,), 1.0))
    assert with_quoted(*aligned(one, fake_encoder, nulls)).quoted == ()
