"""What several test files build on: alignments from data, an encoder of 30 words."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest

from align.encode import Calibration, Encoding, unit
from align.extract import statements
from align.model import (
    Alias,
    Alignment,
    Bead,
    BeadLinks,
    Block,
    BlockKind,
    Document,
    Language,
    Limited,
    LimitKind,
    Link,
    Pair,
    Revision,
    Segment,
    SegmentKind,
    Side,
    Span,
    Statement,
    StatementKind,
    Strength,
    Term,
)
from align.segment import tokenize
from align.text import fold, script

# A slow machine is no fault of what is tested.
hypothesis.settings.register_profile(
    "align", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("align")

ROOT = Path(__file__).parent.parent
Built = tuple[Alignment, dict[str, Document]]

LEXICON: dict[str, str] = tomllib.loads((ROOT / "tests/lexicon.toml").read_text("utf-8"))
_WIDTH = 64


class FakeEncoder:
    """One fixed vector a word, from a hash of its folded form; the lexicon's pairs share theirs."""

    signature = "fake-1"
    calibration = Calibration()

    def __init__(self) -> None:
        self.threads = 1
        self._same = {fold(arabic): english for english, arabic in LEXICON.items()}

    def encode(
        self,
        texts: Sequence[Sequence[str]],
        *,
        spans: bool = True,
    ) -> tuple[Encoding, ...]:
        """Equal words get equal vectors wherever they stand."""
        return tuple(self._encoding(tuple(text)) for text in texts)

    def _encoding(self, forms: tuple[str, ...]) -> Encoding:
        keys = [self._same.get(fold(form), fold(form)) for form in forms]
        rows = np.array([_vector(key) for key in keys], np.float32).reshape(len(keys), _WIDTH)
        return Encoding.of_words(unit(rows), rows)


@cache
def _vector(key: str) -> tuple[float, ...]:
    if not any(c.isalnum() for c in key):
        return (0.0,) * _WIDTH
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(_WIDTH)
    return tuple(float(v) for v in drawn / np.linalg.norm(drawn))


@pytest.fixture(scope="session")
def fake_encoder() -> FakeEncoder:
    """An encoder without a model."""
    return FakeEncoder()


@pytest.fixture(scope="session")
def make_document() -> Callable[[str, Sequence[str]], Document]:
    """Builds a document of an id and its lines."""
    return _document


@pytest.fixture(scope="session")
def build() -> Callable[[dict[str, Any]], Built]:
    """Builds the alignment that a case of ``tests/checks/cases`` describes."""
    return _built


def packaged_encoder() -> bool:
    """True where the package has its encoder."""
    return (ROOT / "align" / "models" / "encoder.onnx").is_file()


@pytest.fixture(scope="session")
def needs_encoder() -> None:
    """Skips where the package has no encoder: training it is a step of its own."""
    if not packaged_encoder():
        pytest.skip("align/models holds no encoder yet (align train makes one)")


def _document(id_: str, lines: Sequence[str]) -> Document:
    text = "\n".join(lines) + "\n"
    spans = _line_spans(lines)
    blocks = tuple(Block(span, BlockKind.PARAGRAPH) for span in spans)
    return Document(id_, f"{id_}.txt", script(text) or Language.EN, text, blocks=blocks)


def _line_spans(lines: Sequence[str]) -> list[Span]:
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _built(case: dict[str, Any]) -> Built:
    """The keys of a case are explained in tests/test_checks.py."""
    lines = {side: _listed(case[side]) for side in Side}
    documents = {side: _document(side.value, lines[side]) for side in Side}
    segments = {side: _segments(case, side, documents[side]) for side in Side}
    beads = _beads(case.get("beads"), {side: len(lines[side]) for side in Side})
    nulls = {side: _nulls(case, side, documents[side], segments[side]) for side in Side}
    links = _links(case, documents)
    words = tuple(_bead_links(bead, nulls, _inside(links, bead, segments)) for bead in beads)
    alignment = Alignment(
        Pair("p1", _whole(documents[Side.SOURCE]), _whole(documents[Side.TARGET]), score=1.0),
        segments[Side.SOURCE],
        segments[Side.TARGET],
        beads,
        words,
        *(statements(documents[side], segments[side]) for side in Side),
        terms=tuple(_term(row) for row in case.get("terms", ())),
        aliases=tuple(_alias(row) for row in case.get("aliases", ())),
        revised=tuple(_revision(row, documents) for row in case.get("revised", ())),
        limited=tuple(_limited(row, documents) for row in case.get("limited", ())),
    )
    return alignment, {d.id: d for d in documents.values()}


def _term(row: dict[str, str]) -> Term:
    """A row of a glossary: columns ar, en and forbidden, | between renderings."""
    columns = (row.get(name, "") for name in ("ar", "en", "forbidden"))
    return Term(*(tuple(part for part in column.split("|") if part) for column in columns))


def _alias(row: dict[str, str]) -> Alias:
    """A row of a table of names, likewise."""
    return Alias(*(tuple(filter(None, row.get(name, "").split("|"))) for name in ("ar", "en")))


def _revision(row: dict[str, Any], documents: dict[Side, Document]) -> Revision:
    """Where a source changed: before, and the words of source, target or place, each found once."""
    spans: dict[str, Span | None] = dict.fromkeys(("source", "target", "place"))
    for name in spans:
        if words := row.get(name):
            texts = [d.text for d in documents.values() if d.text.count(words) == 1]
            start = texts[0].index(words)
            spans[name] = Span(start, start + len(words))
    return Revision(row["before"], confidence=row.get("confidence", 0.9), **spans)


def _limited(row: dict[str, Any], documents: dict[Side, Document]) -> Limited:
    """What a limit left out: its kind and setting, and the words of either side."""
    spans: dict[str, Span | None] = dict.fromkeys(("source", "target"))
    for side, document in documents.items():
        if words := row.get(side.value):
            start = document.text.index(words)
            spans[side.value] = Span(start, start + len(words))
    told = LimitKind(row["kind"]), row["setting"], row["value"]
    return Limited(*told, spans["source"], spans["target"], tuple(row.get("checks", ())))


def _whole(document: Document) -> Statement:
    span = Span(0, len(document.text))
    return Statement(f"{document.id}:0", document.id, span, StatementKind.DOCUMENT)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _segments(case: dict[str, Any], side: Side, document: Document) -> tuple[Segment, ...]:
    lines = _listed(case[side])
    kinds = case.get(f"{side}_kinds", ["sentence"] * len(lines))
    return tuple(
        Segment(
            index,
            span,
            line,
            script(line) or document.language,
            tokenize(line, span.start),
            SegmentKind(kind),
        )
        for index, (line, span, kind) in enumerate(
            zip(lines, _line_spans(lines), kinds, strict=True)
        )
    )


def _beads(ladder: str | None, counts: dict[Side, int]) -> tuple[Bead, ...]:
    if ladder is None:
        assert counts[Side.SOURCE] == counts[Side.TARGET], "a case of unequal sides needs beads"
        return tuple(Bead((i,), (i,), 0.9) for i in range(counts[Side.SOURCE]))
    beads = []
    for source, target, score in re.findall(r"\[([\d,]*)\]:\[([\d,]*)\](?::([\d.]+))?", ladder):
        ids = [tuple(int(i) for i in part.split(",") if i) for part in (source, target)]
        beads.append(Bead(ids[0], ids[1], float(score or 0.9)))
    for side in Side:
        used = [i for b in beads for i in (b.source if side is Side.SOURCE else b.target)]
        moved = side is Side.TARGET  # those of the source are in order
        used = sorted(used) if moved else used
        assert used == list(range(counts[side])), f"beads must hold every {side} segment in order"
    return tuple(beads)


def _nulls(
    case: dict[str, Any], side: Side, document: Document, segments: tuple[Segment, ...]
) -> list[list[float]]:
    """For each segment the null probability of each token: absent .97, doubtful .5, else .05."""
    weighed: list[tuple[Span, float]] = []
    for name, null in (("absent", 0.998), ("doubtful", 0.5)):
        for phrase in case.get(f"{name}_{side}", ()):
            assert document.text.count(phrase) == 1, f"{phrase!r} must stand once in the {side}"
            start = document.text.index(phrase)
            weighed.append((Span(start, start + len(phrase)), null))
    return [
        [next((p for s, p in weighed if s.overlaps(t.span)), 0.05) for t in segment.tokens]
        for segment in segments
    ]


def _links(case: dict[str, Any], documents: dict[Side, Document]) -> list[Link]:
    """Every word of a phrase linked with every word of the other side's, surely."""
    links = []
    for phrases in case.get("links", ()):
        tokens = []
        for side, phrase in zip(Side, phrases, strict=True):
            text = documents[side].text
            assert text.count(phrase) == 1, f"{phrase!r} must stand once in the {side}"
            tokens.append(tokenize(phrase, text.index(phrase)))
        links += [Link(a.span, b.span, Strength.SURE, 0.9) for a, b in product(*tokens)]
    for phrases in case.get("links_by_line", ()):
        links += _links_by_line(phrases, documents)
    return sorted(links, key=lambda link: (link.source, link.target))


def _links_by_line(phrases: Sequence[str], documents: dict[Side, Document]) -> Iterator[Link]:
    """The same for phrases that stand in several lines, in each line that has both."""
    texts = [documents[side].text for side in Side]
    lines = [list(zip(t.split("\n"), _line_spans(t.split("\n")), strict=True)) for t in texts]
    for pair in zip(*lines, strict=False):
        if all(phrase in line for phrase, (line, _) in zip(phrases, pair, strict=True)):
            tokens = [
                tokenize(phrase, span.start + line.index(phrase))
                for phrase, (line, span) in zip(phrases, pair, strict=True)
            ]
            yield from (Link(a.span, b.span, Strength.SURE, 0.9) for a, b in product(*tokens))


def _inside(
    links: list[Link], bead: Bead, segments: dict[Side, tuple[Segment, ...]]
) -> tuple[Link, ...]:
    """The links that lie in a bead."""
    spans = [
        [segments[side][n].span for n in ids]
        for side, ids in zip(Side, (bead.source, bead.target), strict=True)
    ]
    return tuple(
        link
        for link in links
        if any(s.contains(link.source) for s in spans[0])
        and any(s.contains(link.target) for s in spans[1])
    )


def _bead_links(
    bead: Bead, nulls: dict[Side, list[list[float]]], links: tuple[Link, ...]
) -> BeadLinks:
    paired = bool(bead.source and bead.target)
    ours = [p for i in bead.source for p in nulls[Side.SOURCE][i]]
    theirs = [p for j in bead.target for p in nulls[Side.TARGET][j]]
    if not paired:
        ours, theirs = [1.0] * len(ours), [1.0] * len(theirs)
    return BeadLinks(links, tuple(ours), tuple(theirs))
