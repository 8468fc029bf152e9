"""What holds for every input: Hypothesis looks for one that it does not hold for."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.aligned import align_documents
from align.checks import findings, registry
from align.config import Settings
from align.encode import Encoder
from align.model import Alignment, Category, Document, Finding, Issue, Report, Side
from align.pipeline import check
from align.read import read_document
from align.render import render
from align.segment import tokenize
from align.text import fold, folded

ROOT = Path(__file__).parent.parent
STATEMENTS = sorted((ROOT / "corpora").glob("*/statement.*.txt"))
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
Make = Callable[[str, Sequence[str]], Document]
PAIRS = tuple(tomllib.loads((ROOT / "tests/lexicon.toml").read_text("utf-8")).items())
few = settings(max_examples=25, deadline=None)

# Letters, marks, digits of three scripts, kashida, presentation forms and invisible characters.
MIXED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.sampled_from(
            "aZß\u0130 0٣۴.,،؟?«»“”\u0640\u200f\u200e\u2066\u2069\ufeff\ufdfa\ufef5é\n"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)
NUMBERS = st.sampled_from(["12", "25", "310", "٤٠", "٧"])


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Sentences of the fake encoder's words and their renderings, some lost, added or changed."""
    indices = st.lists(st.integers(0, 29), min_size=2, max_size=6, unique=True)
    source, target = [], []
    for _ in range(draw(st.integers(1, 5))):
        words = draw(indices)
        number = draw(st.none() | NUMBERS)
        fate = draw(st.sampled_from(["kept", "kept", "lost", "added", "shortened", "renumbered"]))
        theirs = words[:-1] if fate == "shortened" else words
        other = draw(NUMBERS) if fate == "renumbered" else number
        if fate != "added":
            source.append(_sentence(words, number, arabic=True))
        if fate != "lost":
            target.append(_sentence(theirs, other, arabic=False))
    return source or ["الوزير."], target or ["minister."]


def _sentence(words: list[int], number: str | None, *, arabic: bool) -> str:
    forms = [PAIRS[i][arabic] for i in words]
    return " ".join([*forms, *([number] if number else [])]) + "."


@given(MIXED)
def test_folding_keeps_offsets(text: str) -> None:
    """Every folded character comes from the character at its origin, in order."""
    result = folded(text)
    assert result.text == fold(text)
    assert len(result.origin) == len(result.text) + 1
    assert result.origin[-1] == len(text)
    assert list(result.origin) == sorted(result.origin)
    for place, character in enumerate(result.text):
        assert character in fold(result.span(place, place + 1).of(text))


@given(MIXED)
def test_folding_is_idempotent(text: str) -> None:
    """What was folded folds to itself."""
    assert fold(fold(text)) == fold(text)


@given(st.integers(0, 10**9))
def test_digits_of_any_script_agree(number: int) -> None:
    """Western, Arabic-Indic and Persian digits fold alike."""
    western = str(number)
    for zero in (0x660, 0x6F0):
        assert fold("".join(chr(zero + int(d)) for d in western)) == western


@given(MIXED, st.integers(0, 1000))
def test_tokens_quote_their_text(text: str, offset: int) -> None:
    """Tokens are in order, do not overlap, and hold every letter and digit."""
    tokens = tokenize(text, offset)
    end = offset
    for token in tokens:
        assert token.span.start >= end
        assert token.span.shifted(-offset).of(text) == token.form
        end = token.span.end
    held = "".join(t.form for t in tokens)
    assert [c for c in held if c.isalnum()] == [c for c in text if c.isalnum()]


@few
@given(two_versions())
def test_beads_cover_every_segment_once(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """Each segment of both sides is in exactly one bead, in order; each token has a null."""
    alignment = _aligned(fake_encoder, make_document, versions)
    for side in Side:
        indices = [
            i for b in alignment.beads for i in (b.source if side is Side.SOURCE else b.target)
        ]
        assert indices == list(range(len(alignment.segments(side))))
    for bead, words in zip(alignment.beads, alignment.words, strict=True):
        for side, nulls in ((Side.SOURCE, words.source_null), (Side.TARGET, words.target_null)):
            tokens = [t for s in alignment.bead_segments(bead, side) for t in s.tokens]
            assert len(nulls) == len(tokens)
            assert all(0 <= null <= 1 for null in nulls)
        assert 0 <= bead.score <= 1


@few
@given(two_versions())
def test_links_stay_inside_their_bead(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """A link joins a token of one side of its bead to one of the other."""
    alignment = _aligned(fake_encoder, make_document, versions)
    for bead, words in zip(alignment.beads, alignment.words, strict=True):
        source, target = (
            {t.span for s in alignment.bead_segments(bead, side) for t in s.tokens} for side in Side
        )
        assert {link.source for link in words.links} <= source
        assert {link.target for link in words.links} <= target


@few
@given(two_versions())
def test_mirror_is_its_own_inverse(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """Exchanging the sides twice gives the alignment back."""
    alignment = _aligned(fake_encoder, make_document, versions)
    assert alignment.mirror().mirror() == alignment
    assert alignment.mirror().coverage(Side.SOURCE) == alignment.coverage(Side.TARGET)


@few
@given(two_versions())
def test_mirror_swaps_omission_and_addition(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """The checks find the same in a mirrored alignment, told from the other side."""
    alignment = _aligned(fake_encoder, make_document, versions)
    ours = {_told(c.info.category, i) for c in registry() for i in c.run(alignment)}
    theirs = {
        _told(_SWAPPED.get(c.info.category, c.info.category), i.mirror())
        for c in registry()
        for i in c.run(alignment.mirror())
    }
    assert ours == theirs


_SWAPPED = {Category.OMISSION: Category.ADDITION, Category.ADDITION: Category.OMISSION}


def _told(category: Category, issue: Issue) -> tuple[object, ...]:
    return category, issue.source, issue.target, issue.place, issue.confidence, issue.severity


@few
@given(two_versions())
def test_swapping_documents_swaps_findings(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """Through the whole pipeline: omissions become additions, and nothing else changes."""
    source, target = make_document("ours", versions[0]), make_document("theirs", versions[1])
    _is_swapped(
        check([(source, target)], Settings(), fake_encoder),
        check([(target, source)], Settings(), fake_encoder),
    )


def _is_swapped(report: Report, other: Report) -> None:
    assert sorted(map(_words, report.findings)) == sorted(
        _words(replace(f, source=f.target, target=f.source), swapped=True) for f in other.findings
    )
    figures = [{s.name: s.value for s in r.scores} for r in (report, other)]
    assert figures[0]["coverage-source"] == figures[1]["coverage-target"]
    assert figures[0]["fidelity"] == pytest.approx(figures[1]["fidelity"], abs=2e-4)
    assert figures[0]["similarity"] == pytest.approx(figures[1]["similarity"], abs=1e-4)


def _words(finding: Finding, *, swapped: bool = False) -> tuple[str, ...]:
    category = _SWAPPED.get(finding.category, finding.category) if swapped else finding.category
    quotes = (finding.source, finding.target, finding.place)
    return (
        category,
        finding.severity,
        f"{finding.confidence:.3f}",
        *(f"{q.document}:{q.span.start}:{q.text}" if q else "" for q in quotes),
    )


@few
@given(two_versions(), st.integers(1, 40))
def test_fingerprints_ignore_moved_offsets(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]], moved: int
) -> None:
    """A finding keeps its fingerprint when the text moves and the file is renamed."""

    def fingerprints(source: Document, target: Document) -> list[str]:
        found = check([(source, target)], Settings(min_confidence=0.0), fake_encoder).findings
        return sorted(f.fingerprint for f in found)

    source, target = make_document("ours", versions[0]), make_document("theirs", versions[1])
    shifted = replace(
        target,
        id="renamed",
        path="elsewhere.txt",
        text="\n" * moved + target.text,
        blocks=tuple(replace(b, span=b.span.shifted(moved)) for b in target.blocks),
    )
    assert fingerprints(source, shifted) == fingerprints(source, target)


@few
@given(two_versions())
def test_findings_quote_their_words(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """Offsets of a finding give the words it shows, and no two findings share a fingerprint."""
    pair = make_document("ours", versions[0]), make_document("theirs", versions[1])
    texts = {d.id: d.text for d in pair}
    report = check([pair], Settings(min_confidence=0.0), fake_encoder)
    for finding in report.findings:
        assert finding.source or finding.target
        for quote in (finding.source, finding.target, finding.place):
            assert quote is None or quote.span.of(texts[quote.document]) == quote.text
    assert len({f.fingerprint for f in report.findings}) == len(report.findings)


@few
@given(two_versions())
def test_json_round_trips(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """The JSON report is JSON, tells every finding, and reads back as it was written."""
    pair = make_document("ours", versions[0]), make_document("theirs", versions[1])
    report = check([pair], Settings(), fake_encoder)
    text = render(report, "json")
    read = json.loads(text)
    assert [f["fingerprint"] for f in read["findings"]] == [f.fingerprint for f in report.findings]
    assert json.loads(json.dumps(read, ensure_ascii=False)) == read
    lines = [json.loads(line) for line in render(report, "jsonl").splitlines()]
    assert [line["fingerprint"] for line in lines] == [f.fingerprint for f in report.findings]


@few
@given(two_versions())
def test_a_text_against_itself_has_no_findings(
    fake_encoder: Encoder, make_document: Make, versions: tuple[list[str], list[str]]
) -> None:
    """Whatever is written, an identical copy leaves out, adds and changes nothing.

    Checks on letters ask how each text is written, and say the same of both.
    """
    pair = make_document("one", versions[0]), make_document("two", versions[0])
    options = Settings(same_language=True, min_confidence=0.0, ignore=("LC",))
    assert check([pair], options, fake_encoder).findings == ()


def _identity(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("path", [*STATEMENTS, *SEEDS], ids=_identity)
def test_a_real_text_against_itself_has_no_findings(path: Path) -> None:
    """The same for real documents and the packaged encoder, but for names that waver in them."""
    pair = read_document(path, id="one"), read_document(path, id="two")
    report = check([pair], Settings(same_language=True, ignore=("MT08",)))
    assert [f.message for f in report.findings] == []


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("event", sorted({p.parent.name for p in STATEMENTS}))
def test_swapping_real_documents_swaps_findings(event: str) -> None:
    """The same for real documents and the packaged encoder."""
    folder = ROOT / "corpora" / event
    arabic = read_document(folder / "statement.ar.txt", id="ours")
    english = read_document(folder / "statement.en.txt", id="theirs")
    _is_swapped(check([(arabic, english)]), check([(english, arabic)]))


def test_findings_need_documents(make_document: Make, fake_encoder: Encoder) -> None:
    """Findings name the documents given, not the pair's order."""
    pair = make_document("ours", ["الوزير الميناء."]), make_document("theirs", ["river city."])
    alignment = align_documents(*pair, fake_encoder)
    found = findings(alignment, registry(), {d.id: d for d in pair})
    assert {q.document for f in found for q in (f.source, f.target) if q} <= {"ours", "theirs"}


def _aligned(encoder: Encoder, make: Make, versions: tuple[list[str], list[str]]) -> Alignment:
    return align_documents(make("ours", versions[0]), make("theirs", versions[1]), encoder)
