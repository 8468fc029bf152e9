"""Sentence pairs given as such: linked and scored one by one, without sentence alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from align.decode import LinkSettings, Method
from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.fidelity import Measured, measured
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Language,
    Link,
    Pair,
    Score,
    Segment,
    Side,
    Span,
    Statement,
    StatementKind,
    Token,
)
from align.score import (
    Support,
    one_language_scores,
    part_values,
    reference_scores,
    support,
)
from align.segment import tokenize
from align.text import script

if TYPE_CHECKING:
    import polars

T = TypeVar("T")
TextPair = tuple[str, str]
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
    for sides in _batches(_segments(table, tokenized), encoder, spans=False):
        yield from _linked(sides, settings)


def align_rows(
    rows: Sequence[tuple[Segment, Segment]],
    encoder: Encoder,
    settings: LinkSettings | None = None,
    *,
    spans: bool = False,
) -> Iterator[Alignment]:
    """Each pair of segments as one bead, its words linked; encoded in one pass.

    ``spans``: how alike the two are as wholes is measured too, as fidelity needs it.
    """
    yield from _linked(_encoded(rows, encoder, spans), settings)


def measured_rows(rows: Sequence[TextPair], encoder: Encoder) -> Iterator[tuple[Measured, Support]]:
    """The fidelity of each pair of texts, and its omission and addition, in order."""
    segments = [(text_segment(a), text_segment(b)) for a, b in rows]
    for sides in _batches(segments, encoder, spans=True):
        for alignment in _linked(sides, None):
            yield measured(alignment)[0], support(alignment)


def _batches(
    rows: Sequence[tuple[Segment, Segment]], encoder: Encoder, *, spans: bool
) -> Iterator[tuple[EncodedSide, ...]]:
    parts = (rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS))
    encoded = (_encoded(part, encoder, spans) for part in parts)
    return encoded if encoder.threads == 1 else _ahead(encoded)


def _encoded(
    rows: Sequence[tuple[Segment, Segment]], encoder: Encoder, spans: bool
) -> tuple[EncodedSide, ...]:
    return encode_segments([(s,) for row in rows for s in row], encoder, spans=spans)


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


def scored_table(
    table: polars.DataFrame,
    encoder: Encoder,
    *,
    parts: bool = False,
    references: Sequence[str] | None = None,
) -> polars.DataFrame:
    """``table`` with the columns ``fidelity`` (0–100), ``omission`` and ``addition`` (0–1).

    ``parts``: also the parts of fidelity, and chrF and BLEU of rows in one language.
    ``references``: a text for each row, and chrF and BLEU against it.
    """
    import polars

    texts = list(zip(table["source"].to_list(), table["target"].to_list(), strict=True))
    rows = list(measured_rows(texts, encoder))
    figures: dict[str, list[float | None]] = {
        "fidelity": [round(own.fidelity, 2) for own, _ in rows],
        "omission": [round(absence.omission, 4) for _, absence in rows],
        "addition": [round(absence.addition, 4) for _, absence in rows],
    }
    if parts:
        named = [part_values((own,)) for own, _ in rows]
        figures |= {name: [round(row[name], 4) for row in named] for name in part_values(())}
        figures |= _overlaps([one_language_scores(pair) for pair in texts])
    if references is not None:
        pairs = zip(texts, references, strict=True)
        figures |= _overlaps([reference_scores(pair, text) for pair, text in pairs], "-reference")
    columns = [polars.Series(name, own, polars.Float64) for name, own in figures.items()]
    return table.with_columns(columns)


def _overlaps(rows: Sequence[tuple[Score, ...]], ending: str = "") -> dict[str, list[float | None]]:
    """chrF and BLEU as columns; empty in rows that have none."""
    found = [{score.name: round(score.value, 2) for score in row} for row in rows]
    names = [f"{metric}{ending}" for metric in ("chrF", "BLEU")]
    return {name: [row.get(name) for row in found] for name in names}
