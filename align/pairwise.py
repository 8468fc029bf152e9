"""Sentence pairs given as such: linked and scored one by one, without sentence alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from align.decode import LinkSettings, Method
from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Language,
    Link,
    Pair,
    Segment,
    Side,
    Span,
    Statement,
    StatementKind,
    Token,
)
from align.score import support
from align.segment import tokenize
from align.text import script

if TYPE_CHECKING:
    import polars

T = TypeVar("T")
_ROWS = 256  # pairs encoded at a time, so that memory does not grow with the table


def word_alignments(
    table: polars.DataFrame,
    tokenized: bool,
    encoder: Encoder,
    settings: LinkSettings | None = None,
    simalign: bool = False,
) -> Iterator[Alignment]:
    """One Alignment of a single bead for each row of ``table``, in order.

    ``simalign``: its own links, by the settings' method, in place of ours. Raises AlignError
    where the encoder is not one that simalign runs.
    """
    settings = settings or LinkSettings()
    if simalign:
        yield from _simalign(_segments(table, tokenized), encoder, settings.method)
        return
    parts = (table[start : start + _ROWS] for start in range(0, len(table), _ROWS))
    encoded = (_encoded(_segments(part, tokenized), encoder) for part in parts)
    for sides in encoded if encoder.threads == 1 else _ahead(encoded):
        yield from _linked(sides, settings)


def align_rows(
    rows: Sequence[tuple[Segment, Segment]],
    encoder: Encoder,
    settings: LinkSettings | None = None,
) -> Iterator[Alignment]:
    """Each pair of segments as one bead, its words linked; encoded in one pass."""
    yield from _linked(_encoded(rows, encoder), settings)


def _encoded(rows: Sequence[tuple[Segment, Segment]], encoder: Encoder) -> tuple[EncodedSide, ...]:
    return encode_segments([(s,) for row in rows for s in row], encoder, spans=False)


def _ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made while the one before it is being used."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _linked(sides: tuple[EncodedSide, ...], settings: LinkSettings | None) -> Iterator[Alignment]:
    for source, target in zip(sides[::2], sides[1::2], strict=True):
        words = link_words(_bead(source, target), source, target, settings)
        yield _aligned(source.segments[0], target.segments[0], words)


def _bead(source: EncodedSide, target: EncodedSide) -> Bead:
    ours = (0,) if source.segments[0].tokens else ()
    theirs = (0,) if target.segments[0].tokens else ()
    return Bead(ours, theirs, 1.0)


def _aligned(source: Segment, target: Segment, words: BeadLinks) -> Alignment:
    statements = [
        Statement(side.value, side.value, part.span, StatementKind.NARRATIVE)
        for side, part in ((Side.SOURCE, source), (Side.TARGET, target))
    ]
    pair = Pair("p1", statements[0], statements[1], score=1.0)
    return Alignment(pair, (source,), (target,), (Bead((0,), (0,), 1.0),), (words,))


def _segments(table: polars.DataFrame, tokenized: bool) -> list[tuple[Segment, Segment]]:
    columns = table["source"].to_list(), table["target"].to_list()
    return [
        (text_segment(a, tokenized), text_segment(b, tokenized))
        for a, b in zip(*columns, strict=True)
    ]


def text_segment(text: str, tokenized: bool = False) -> Segment:
    """``text`` as one segment; ``tokenized``: its words are what spaces separate."""
    tokens = _split(text) if tokenized else tokenize(text)
    return Segment(0, Span(0, len(text)), text, script(text) or Language.EN, tokens)


def _split(text: str) -> tuple[Token, ...]:
    tokens, end = [], 0
    for form in text.split():
        start = text.index(form, end)
        end = start + len(form)
        tokens.append(Token(Span(start, end), form))
    return tuple(tokens)


def _simalign(
    rows: Sequence[tuple[Segment, Segment]], encoder: Encoder, method: Method
) -> Iterator[Alignment]:
    from align.encode.huggingface import HuggingFaceEncoder

    if not isinstance(encoder, HuggingFaceEncoder):
        raise AlignError("--aligner", "simalign runs Hugging Face models: --encoder FOLDER")
    for source, target in rows:
        forms = [t.form for t in source.tokens], [t.form for t in target.tokens]
        found = encoder.word_links(*forms, method)
        links = tuple(
            Link(source.tokens[i].span, target.tokens[j].span, strength, 1.0)
            for i, j, strength in found
        )
        linked = {i for i, _, _ in found}, {j for _, j, _ in found}
        words = BeadLinks(
            links,
            tuple(float(i not in linked[0]) for i in range(len(forms[0]))),
            tuple(float(j not in linked[1]) for j in range(len(forms[1]))),
        )
        yield _aligned(source, target, words)


def scored_table(table: polars.DataFrame, encoder: Encoder) -> polars.DataFrame:
    """``table`` with the columns ``fidelity`` (0–100), ``omission`` and ``addition`` (0–1)."""
    import polars

    rows = [support(a) for a in word_alignments(table, False, encoder)]
    return table.with_columns(
        polars.Series("fidelity", [round(r.fidelity, 2) for r in rows], polars.Float64),
        polars.Series("omission", [round(r.omission, 4) for r in rows], polars.Float64),
        polars.Series("addition", [round(r.addition, 4) for r in rows], polars.Float64),
    )
