"""The stages in order: documents in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from align import checks as registry
from align import score
from align._version import __version__
from align.baseline import baseline_path, held, read_baseline, suppressed, today
from align.beads import align_segments
from align.checks import Check
from align.checks.once import forget
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.extract import statements
from align.links import link_words, null_links
from align.model import (
    Alias,
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
    Term,
    Unused,
)
from align.pair import unit_beads
from align.quotations import with_quoted
from align.read import read_aliases, read_document, read_glossary
from align.segment import lines, segment, units
from align.suppressions import Run, commented, unused_comments, weighed_by

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
    BLEU. ``progress`` is told after every pair how many of how many are compared. Raises AlignError
    where both are in one language and ``settings.same_language`` is off.
    """
    settings = settings or Settings()
    encoder = encoder or load_encoder(settings.encoder, settings.threads)
    checker = Checker.of(settings, encoder)
    for source, target in documents:
        _refuse_one_language(source, target, settings)
    compared = checker.compared(documents, _reference(reference, documents), progress)
    alignments = tuple(c.alignment for c in compared)
    every = {d.id: d for pair in documents for d in pair}
    run = _run(alignments, every, checker.checks)
    findings, unused, baseline = _accepted([c.found for c in compared], run, settings)
    return Report(
        signature=signature(encoder),
        documents=tuple(every.values()),
        alignments=alignments,
        findings=findings,
        scores=tuple(s for c in compared for s in c.scores)
        + score.penalty_scores(alignments, findings, settings.min_confidence),
        unpaired=tuple(q for c in compared for q in c.unpaired),
        checks=tuple(c.info for c in checker.checks),
        direction_known=settings.direction_known or _declared(documents),
        baseline=baseline,
        unused=unused,
    )


def _declared(documents: Sequence[tuple[Document, Document]]) -> bool:
    """True if the files say which side was translated from which."""
    sides = (Side.SOURCE, Side.TARGET)
    return bool(documents) and all((one.side, two.side) == sides for one, two in documents)


def _run(
    alignments: Iterable[Alignment], documents: Mapping[str, Document], checks: Iterable[Check]
) -> Run:
    """What ``checks`` were run on; nothing found yet."""
    pairs = {a.pair.id: (a.pair.source.document, a.pair.target.document) for a in alignments}
    codes = {c.info.code for c in checks}.difference(registry.STALE)
    return Run(documents, pairs, frozenset(codes))


def run_of_report(report: Report) -> Run:
    """What a report of pairs was made from; of what was found, that which is told."""
    every = {document.id: document for document in report.documents}
    pairs = {a.pair.id: (a.pair.source.document, a.pair.target.document) for a in report.alignments}
    return Run(every, pairs, frozenset(info.code for info in report.checks), report.findings)


def _accepted(
    found: Sequence[tuple[Finding, ...]], run: Run, settings: Settings
) -> tuple[tuple[Finding, ...], tuple[Unused, ...], str | None]:
    """What is told of each pair, and what accepts it; what accepts nothing; the baseline."""
    weighed = [weighed_by(own, run, settings) for own in found]
    run = replace(run, found=tuple(f for own in weighed for f in own))
    least = settings.min_confidence
    once = [registry.told_once([f for f in own if f.confidence >= least]) for own in weighed]
    told = [f for own in once for f in own]
    findings, unused = commented(told, run.documents), unused_comments(run)
    path = baseline_path(settings)
    if path is not None:
        entries = read_baseline(path)
        day = today(settings) if any(e.expires for e in entries) else None
        baseline = held(findings, entries, run, path.parent)
        findings, left = suppressed(baseline, path.as_posix(), day)
        unused += left
    told_of = unused if settings.unused_suppressions != "ignore" else ()
    return findings, told_of, None if path is None else path.as_posix()


@dataclass(frozen=True, slots=True)
class Compared:
    """One pair of documents, compared: all that was found, however surely."""

    alignment: Alignment
    found: tuple[Finding, ...]
    scores: tuple[Score, ...]
    unpaired: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """All that comparing a pair of documents takes, read once for all pairs.

    ``terms`` and ``aliases`` are the user's; what they say holds for checks and for fidelity.
    """

    settings: Settings
    encoder: Encoder
    checks: tuple[Check, ...]
    terms: tuple[Term, ...] = ()
    aliases: tuple[Alias, ...] = ()

    @classmethod
    def of(cls, settings: Settings, encoder: Encoder) -> Checker:
        """By what the user set; AlignError for an unknown check or an unreadable table."""
        chosen = registry.selected(settings.select, settings.ignore)
        return cls(settings, encoder, chosen, *_tables(settings))

    def compared(
        self,
        documents: Sequence[tuple[Document, Document]],
        reference: Document | None = None,
        progress: Progress | None = None,
    ) -> list[Compared]:
        """All pairs, one after the other, numbered from ``p1`` on."""
        found = []
        for number, (source, target) in enumerate(documents, 1):
            found.append(self.compare(source, target, f"p{number}", reference))
            if progress is not None:
                progress(number, len(documents))
        return found

    def compare(
        self, source: Document, target: Document, id_: str, reference: Document | None = None
    ) -> Compared:
        """Two documents aligned, checked and scored, one pair by itself."""
        forget()
        alignment = replace(
            align_documents(source, target, self.encoder, id_),
            terms=self.terms,
            aliases=self.aliases,
            honorifics=self.settings.honorifics,
        )
        documents = {d.id: d for d in (source, target)}
        found = registry.findings(alignment, self.checks, documents)
        texts = source.text, target.text
        own = score.scores(alignment, texts, self.encoder.signature)
        if reference is not None:
            own += score.reference_scores(texts, reference.text, id_)
        return Compared(alignment, found, own, tuple(_unpaired(alignment, documents)))


def _tables(settings: Settings) -> tuple[tuple[Term, ...], tuple[Alias, ...]]:
    terms = read_glossary(settings.glossary) if settings.glossary is not None else ()
    return terms, read_aliases(settings.aliases) if settings.aliases is not None else ()


def _reference(path: str | None, documents: Sequence[tuple[Document, Document]]) -> Document | None:
    if path is None:
        return None
    if len(documents) != 1:
        raise AlignError("--reference", f"is for one pair of documents, not {len(documents)}")
    return read_document(path, id="reference")


def informed(checks: Sequence[Check], settings: Settings) -> tuple[Check, ...]:
    """``checks`` with what the user asks for: a glossary, aliases of names, honorifics."""
    return registry.informed(checks, *_tables(settings), settings.honorifics)


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
    segments = (
        (units(source, target), units(target, source))
        if by_units
        else (segment(source), segment(target))
    )
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
        by_units=by_units,
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
