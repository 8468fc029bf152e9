"""What is over a limit is left out and told of; the rest is compared as it would be alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from align.aligned import align_documents
from align.cli import main
from align.config import Settings
from align.encode import Encoder, Stopped, load_encoder
from align.limited import Limits
from align.model import Document, Finding, LimitKind, Report, Side
from align.pipeline import check
from align.read import read_document
from align.render import View, render
from align.render.overview import overview
from align.segment import MOST_WORDS, in_parts, segment, units, whole_segments
from align.stale import Revised, stale

Make = Callable[[str, Sequence[str]], Document]
ENGLISH = (
    "engineers repaired bridge yesterday.",
    "council approved budget hospital.",
    "farmers received seeds winter.",
)
ARABIC = (
    "المهندسون أصلح الجسر أمس.",
    "المجلس أقر الميزانية المستشفى.",
    "المزارعون تسلم البذور الشتاء.",
)
FORMATS = (
    *("terminal", "json", "jsonl", "html", "markdown", "sarif", "junit", "github", "gitlab"),
    *("rdjson", "csv"),
)


@pytest.fixture
def pair(make_document: Make) -> tuple[Document, Document]:
    """Two documents of three sentences."""
    return make_document("source", ENGLISH), make_document("target", ARABIC)


def told(report: Report) -> list[Finding]:
    """The findings on what was not compared."""
    return [finding for finding in report.findings if finding.code == "NC01"]


@given(st.lists(st.sampled_from(("word", "كلمة,", "a", "؛", "and", "…")), max_size=60), st.data())
def test_parts_hold_every_token(words: list[str], data: st.DataObject) -> None:
    """Parts are no longer than the limit, quote the text, and have all tokens in order."""
    most = data.draw(st.integers(1, 12))
    text = " ".join(words) or "x"
    document = Document("d", "d.txt", "en", text)  # type: ignore[arg-type] # a str as an enum's value
    whole = whole_segments(document)
    parts, cut = in_parts(whole, most)

    assert [t for s in whole for t in s.tokens] == [t for s in parts for t in s.tokens]
    assert all(len(s.tokens) <= most for s in parts)
    assert all(s.text == s.span.of(text) for s in parts)
    assert [s.index for s in parts] == list(range(len(parts)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(parts))
    assert [s.span for s in whole if len(s.tokens) > most] == list(cut)


def test_a_cut_is_made_where_a_reader_would() -> None:
    """After a semicolon rather than a comma, there rather than before *and*, else in the middle."""
    for text, first in (
        ("one two, three; four five six seven eight", "one two, three;"),
        ("one two three, four five six seven eight", "one two three,"),
        ("one two three and four five six seven", "one two three"),
        ("واحد اثنان ثلاثة وأربعة خمسة ستة سبعة ثمانية", "واحد اثنان ثلاثة"),
        ("one two three four five six seven eight", "one two three four"),
    ):
        document = Document("d", "d.txt", "en", text)  # type: ignore[arg-type] # as above
        parts, _ = in_parts(whole_segments(document), 6)
        assert first == parts[0].text


def test_segments_are_cut_by_default(make_document: Make) -> None:
    """Whoever cuts a document into segments gets none that is too long to be compared."""
    document = make_document("d", ["word " * (3 * MOST_WORDS)])

    assert max(len(s.tokens) for s in segment(document)) == MOST_WORDS


def test_a_long_sentence_is_compared_in_parts(make_document: Make, fake_encoder: Encoder) -> None:
    """A sentence that was cut is told as minor, with all its words, and is in beads."""
    documents = (
        make_document("source", [", ".join(ENGLISH).replace(".", "")]),
        make_document("target", ["، ".join(ARABIC).replace(".", "")]),
    )
    report = check([documents], Settings(max_segment_words=6), fake_encoder)
    quotes = [f.source or f.target for f in told(report)]

    assert {"minor"} == {f.severity.value for f in told(report)}
    assert {d.text.strip() for d in documents} == {quote.text for quote in quotes if quote}
    assert len(report.alignments[0].source_segments) > 1


@pytest.mark.parametrize(
    ("settings", "name"),
    [(Settings(max_segments=2), "max-segments = 2"), (Settings(max_words=12), "max-words = 12")],
)
def test_long_documents_are_compared_so_far(
    settings: Settings, name: str, pair: tuple[Document, Document], fake_encoder: Encoder
) -> None:
    """What stands behind the limit is in no segment, not called missing, and told as major."""
    report = check([pair], settings, fake_encoder)
    (finding,) = told(report)

    assert finding.severity.value == "major"
    assert name in finding.message
    assert (ENGLISH[2], ARABIC[2]) == tuple(
        q.text if q else "" for q in (finding.source, finding.target)
    )
    assert {"NC01"} == {f.code for f in report.findings}
    assert [len(report.alignments[0].segments(side)) for side in Side] == [2, 2]


def test_what_may_be_rendered_behind_the_limit_is_left_out(
    make_document: Make, fake_encoder: Encoder
) -> None:
    """A short text beside one that was cut is compared as far as the other went."""
    documents = make_document("source", [*ENGLISH[:2], "nurses."]), make_document("target", ARABIC)
    report = check([documents], Settings(max_words=12), fake_encoder)
    (finding,) = report.findings

    assert (finding.code, finding.source and finding.source.text) == ("NC01", "nurses.")


def test_a_limit_that_is_not_reached_changes_nothing(
    pair: tuple[Document, Document], fake_encoder: Encoder
) -> None:
    """The report has the same bytes with limits just wide enough."""
    settings = Settings(max_segments=3, max_words=30, max_segment_words=8, pair_seconds=1000)
    usual, limited = (
        render(check([pair], s, fake_encoder), "json", View()) for s in (Settings(), settings)
    )
    assert usual == limited


def test_long_units_are_left_out(tmp_path: Path, fake_encoder: Encoder) -> None:
    """A unit that is too long is left out on both sides, units behind a limit too."""
    rows = [("a", "Rain fell.", "هطل المطر."), ("b", "word " * 9, "كلمة"), ("c", "Save", "حفظ")]
    for side, column in (("en", 1), ("ar", 2)):
        lines = ",".join(f'"{row[0]}": "{row[column].strip()}"' for row in rows)
        (tmp_path / f"{side}.json").write_text(f"{{{lines}}}", "utf-8")
    source, target = (read_document(tmp_path / f"{side}.json", id=side) for side in ("en", "ar"))

    long = align_documents(source, target, fake_encoder, limits=Limits(segment_words=5))
    late = align_documents(source, target, fake_encoder, limits=Limits(segments=2))

    assert [row.kind for row in long.limited] == [LimitKind.UNIT]
    assert [s.text for s in long.source_segments] == ["Rain fell.", "Save"]
    assert [s.text for s in long.target_segments] == ["هطل المطر.", "حفظ"]
    assert [row.kind for row in late.limited] == [LimitKind.LENGTH]
    assert len(units(source)) - 1 == len(late.source_segments) == len(late.target_segments)


def test_it_is_told_unless_it_is_ignored(
    pair: tuple[Document, Document], fake_encoder: Encoder
) -> None:
    """Other checks alone may be chosen, and it is told; to be silent it has to be named."""
    limits = Settings(max_segments=1)
    chosen = check([pair], replace(limits, select=("MT01",)), fake_encoder)
    ignored = check([pair], replace(limits, ignore=("NC01",)), fake_encoder)

    assert [f.code for f in chosen.findings] == ["NC01"]
    assert [info.code for info in chosen.checks] == ["MT01", "NC01"]
    assert ignored.findings == ()


@pytest.mark.parametrize("looks", range(12))
def test_time_is_looked_at_between_steps(
    looks: int,
    pair: tuple[Document, Document],
    fake_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whenever the time is up, the report is whole, and says what was not done."""
    passed = count()
    monkeypatch.setattr("align.pipeline.deadline", lambda _: lambda: next(passed) >= looks)
    report = check([pair], Settings(pair_seconds=1), fake_encoder)
    (finding,) = told(report)

    assert "pair-seconds = 1" in finding.message
    assert finding.source is not None
    assert finding.target is not None
    covered = overview(report).coverage
    assert bool(covered) == bool(report.alignments[0].beads), "nothing compared is not all covered"
    for format_ in FORMATS:
        assert "NC01" in render(report, format_, View()) or format_ == "terminal"


def test_the_encoder_stops_between_batches(needs_encoder: None) -> None:
    """The packaged encoder gives up when it is told to; the one it was made of does not."""
    encoder = load_encoder(None, 1)
    stopping = encoder.stopping(lambda: True)  # type: ignore[attr-defined] # of ours alone

    with pytest.raises(Stopped):
        stopping.encode([("word",)])
    assert len(encoder.encode([("word",)])) == 1


def test_every_format_shows_it(pair: tuple[Document, Document], fake_encoder: Encoder) -> None:
    """Each format has the finding, and its words."""
    report = check([pair], Settings(max_segments=2), fake_encoder)
    for format_ in FORMATS:
        assert re.search(r"NC01|not-compared", render(report, format_, View())), format_


def test_the_option_is_a_setting(tmp_path: Path) -> None:
    """A pair for which there is no time ends with exit status 1 and a finding that says so."""
    for name, lines in (("en", ENGLISH), ("ar", ARABIC)):
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), "utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in ("en", "ar")]
    result = CliRunner().invoke(
        main, ["check", *files, "--pair-seconds", "1e-9", "--format", "csv"]
    )

    assert result.exit_code == 1
    assert "pair-seconds = 1e-09) before anything was compared" in result.output


def test_stale_tells_it_too(pair: tuple[Document, Document], fake_encoder: Encoder) -> None:
    """What was left out of a stale translation is told, by a check that is listed only then."""
    before = replace(pair[0], text=pair[0].text.replace("repaired", "closed"))
    limited = stale([Revised(*pair, before)], Settings(max_segments=1), fake_encoder)
    usual = stale([Revised(*pair, before)], Settings(), fake_encoder)

    assert "NC01" in {f.code for f in limited.findings}
    assert "NC01" not in {info.code for info in usual.checks}
