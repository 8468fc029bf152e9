"""Translation units: files that say which text renders which are aligned as they are."""

from __future__ import annotations

import pytest

from align.aligned import align_documents
from align.encode import Encoder
from align.model import Block, BlockKind, Document, Language, Side, Span
from align.pipeline import check
from align.render.location import location


def units(id_: str, language: Language, texts: dict[str, str]) -> Document:
    """A document of translation units, ten lines of its file apart."""
    blocks, at = [], 0
    for number, (name, words) in enumerate(texts.items()):
        blocks.append(Block(Span(at, at + len(words)), BlockKind.PARAGRAPH, name, 10 * number + 1))
        at += len(words) + 2
    return Document(id_, id_, language, "\n\n".join(texts.values()), blocks=tuple(blocks))


ENGLISH = {"open": "Open the file", "save": "Save. All changes are kept.", "new": "A new window"}
ARABIC = {"first": "قبل كل شيء", "new": "نافذة جديدة", "open": "افتح الملف", "last": "الأخير"}


def test_units_are_kept(fake_encoder: Encoder) -> None:
    """A bead a unit, by its id, in whatever order; what one side lacks is a null bead."""
    source, target = units("en", Language.EN, ENGLISH), units("ar", Language.AR, ARABIC)
    alignment = align_documents(source, target, fake_encoder)

    told = [(b.source, b.target) for b in alignment.beads]
    assert told == [((), (0,)), ((0,), (2,)), ((), (3,)), ((1,), ()), ((2,), (1,))]
    assert [s.text for s in alignment.segments(Side.SOURCE)] == list(ENGLISH.values())
    assert all(0 <= bead.score <= 1 for bead in alignment.beads)


def test_one_sided_units_are_text(fake_encoder: Encoder) -> None:
    """A file of units beside one without is aligned by sentences."""
    source = units("en", Language.EN, ENGLISH)
    text = "افتح الملف. احفظ. تُحفظ جميع التغييرات. نافذة جديدة."
    target = Document("ar", "ar", Language.AR, text)

    assert len(align_documents(source, target, fake_encoder).segments(Side.SOURCE)) == 4


def test_block_at() -> None:
    """An offset belongs to the block that begins last before it."""
    document = units("en", Language.EN, ENGLISH)

    assert [document.block_at(at) for at in (0, 13, 15)] == [
        document.blocks[0],
        document.blocks[0],
        document.blocks[1],
    ]
    assert Document("x", "x", Language.EN, "words").block_at(0) is None


@pytest.mark.usefixtures("needs_encoder")
def test_units_are_no_context_of_each_other() -> None:
    """A placeholder that one unit lost and another has too many of is told of both."""
    english = {"a": "Deleted %d files", "b": "All files were deleted"}
    arabic = {"a": "حُذفت الملفات", "b": "حُذفت جميع الملفات %d"}
    report = check([(units("en", Language.EN, english), units("ar", Language.AR, arabic))])

    told = [(f.source, f.target) for f in report.findings if f.code == "LC03"]
    assert [source and source.text for source, _ in told] == ["%d", None]
    assert [target and target.text for _, target in told] == [None, "%d"]


@pytest.mark.usefixtures("needs_encoder")
def test_a_missing_unit_is_called_by_its_name() -> None:
    """What one side lacks is told at the line of the unit before, by the id that is missing."""
    report = check(
        [
            (
                units("en", Language.EN, ENGLISH),
                units("ar", Language.AR, {"open": "افتح الملف", "new": "نافذة جديدة"}),
            )
        ]
    )
    (finding,) = (f for f in report.findings if f.code == "OM01")
    place = location(report, finding)

    assert place is not None
    assert (place.path, place.unit, place.line) == ("ar", "save", 1)
