"""The stages in order: documents in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from align import checks as registry
from align import score
from align._version import __version__
from align.beads import align_segments
from align.checks import Check
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.extract import statements
from align.links import link_words, null_links
from align.model import (
    Alignment,
    Bead,
    Document,
    Finding,
    Pair,
    Quote,
    Report,
    Score,
    Side,
    Span,
    Statement,
    StatementKind,
)
from align.pair import unit_beads
from align.quotations import with_quoted
from align.read import read_aliases, read_document, read_glossary
from align.segment import lines, segment, units

Progress = Callable[[int, int], None]  # how many are done, of how many


def check(
    documents: Sequence[tuple[Document, Document]],
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    reference: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Aligns each (source, target) and reports what differs.

    ``reference``: a file with another rendering of the only pair, in either language, for chrF and
    BLEU. ``progress`` is told after every pair how many of how many are aligned. Raises AlignError
    where both are in one language and ``settings.same_language`` is off.
    """
    settings = settings or Settings()
    encoder = encoder or load_encoder(settings.encoder, settings.threads)
    chosen = registry.selected(settings.select, settings.ignore)
    chosen = informed(chosen, settings)
    for source, target in documents:
        _refuse_one_language(source, target, settings)
    alignments = tuple(_aligned(documents, encoder, progress))
    rendering = _reference(reference, documents)
    every = {d.id: d for pair in documents for d in pair}
    found = [f for a in alignments for f in registry.findings(a, chosen, every)]
    findings = registry.told_once([f for f in found if f.confidence >= settings.min_confidence])
    return Report(
        signature=signature(encoder),
        documents=tuple(every.values()),
        alignments=alignments,
        findings=findings,
        scores=_scores(alignments, documents, encoder, rendering)
        + score.penalty_scores(alignments, findings, settings.min_confidence),
        unpaired=tuple(q for a in alignments for q in _unpaired(a, every)),
        checks=tuple(c.info for c in chosen),
        direction_known=settings.direction_known,
    )


def _aligned(
    documents: Sequence[tuple[Document, Document]], encoder: Encoder, progress: Progress | None
) -> Iterable[Alignment]:
    for number, (source, target) in enumerate(documents, 1):
        yield align_documents(source, target, encoder, f"p{number}")
        if progress is not None:
            progress(number, len(documents))


def _scores(
    alignments: Sequence[Alignment],
    documents: Sequence[tuple[Document, Document]],
    encoder: Encoder,
    reference: Document | None,
) -> tuple[Score, ...]:
    found: list[Score] = []
    for alignment, (source, target) in zip(alignments, documents, strict=True):
        texts = source.text, target.text
        found += score.scores(alignment, texts, encoder.signature)
        if reference is not None:
            found += score.reference_scores(texts, reference.text, alignment.pair.id)
    return tuple(found)


def _reference(path: str | None, documents: Sequence[tuple[Document, Document]]) -> Document | None:
    if path is None:
        return None
    if len(documents) != 1:
        raise AlignError("--reference", f"is for one pair of documents, not {len(documents)}")
    return read_document(path, id="reference")


def informed(checks: Sequence[Check], settings: Settings) -> tuple[Check, ...]:
    """``checks`` with what the user asks for: a glossary, aliases of names, honorifics."""
    terms = read_glossary(settings.glossary) if settings.glossary is not None else ()
    aliases = read_aliases(settings.aliases) if settings.aliases is not None else ()
    return registry.informed(checks, terms, aliases, settings.honorifics)


def signature(encoder: Encoder) -> str:
    """What reproduces a report: the version of align and the encoder."""
    return f"align:{__version__}|encoder:{encoder.signature}"


def worst(findings: Iterable[Finding]) -> int:
    """The highest severity rank among findings that are not suppressed, −1 if there is none."""
    return max((f.severity.rank for f in findings if not f.suppressed), default=-1)


def align_documents(
    source: Document, target: Document, encoder: Encoder, pair_id: str = "p1"
) -> Alignment:
    """Two whole documents aligned, down to the word; by their units where both have them."""
    by_units = source.has_units and target.has_units
    segments = tuple((units if by_units else segment)(d) for d in (source, target))
    sides = encode_segments(segments, encoder)
    beads = (
        unit_beads((source, target), sides[0], sides[1])
        if by_units
        else align_segments(sides[0], sides[1])
    )
    aligned = replace(
        align_sides(_pair(pair_id, source, target), sides[0], sides[1], beads),
        source_statements=statements(source, segments[0]),
        target_statements=statements(target, segments[1]),
    )
    return with_quoted(aligned, sides[0], sides[1])


def align_sides(
    pair: Pair, source: EncodedSide, target: EncodedSide, beads: tuple[Bead, ...] | None = None
) -> Alignment:
    """Encoded segments of a pair aligned by beads (``beads``, if given), and each bead by words."""
    beads = align_segments(source, target) if beads is None else beads
    words = tuple(link_words(bead, source, target) for bead in beads)
    return Alignment(pair, source.segments, target.segments, beads, words)


def _pair(id_: str, source: Document, target: Document) -> Pair:
    return Pair(id_, _whole(source), _whole(target), score=1.0)


def _whole(document: Document) -> Statement:
    return Statement(
        id=f"{document.id}:0",
        document=document.id,
        span=Span(0, len(document.text)),
        kind=StatementKind.DOCUMENT,
        date=document.date,
    )


def _refuse_one_language(source: Document, target: Document, settings: Settings) -> None:
    if source.language is target.language and not settings.same_language:
        name = {"ar": "Arabic", "en": "English"}[source.language]
        raise AlignError(
            target.path, f"both documents are in {name} (--same-language compares such versions)"
        )


def _unpaired(alignment: Alignment, documents: dict[str, Document]) -> Iterable[Quote]:
    for side in Side:
        statement = alignment.pair.source if side is Side.SOURCE else alignment.pair.target
        text = documents[statement.document].text
        for bead in alignment.beads:
            if not (bead.source and bead.target):
                for part in alignment.bead_segments(bead, side):
                    yield Quote(statement.document, part.span, part.span.of(text))


def align_sentences(source: str, target: str, by_lines: bool, encoder: Encoder) -> Alignment:
    """Two files aligned by sentences; with ``by_lines`` each line is a segment as given.

    Raises AlignError for a file that cannot be read.
    """
    documents = read_document(source, id="source"), read_document(target, id="target")
    cut = lines if by_lines else segment
    ours, theirs = encode_segments(tuple(cut(d) for d in documents), encoder)
    beads = align_segments(ours, theirs)
    words = tuple(null_links(bead, ours, theirs) for bead in beads)
    return Alignment(_pair("p1", *documents), ours.segments, theirs.segments, beads, words)
