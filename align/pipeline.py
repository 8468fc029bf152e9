"""The stages in order: documents in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from align import checks as registry
from align import score
from align._version import __version__
from align.accepted import accepted, run_of
from align.aligned import align_documents, whole_pair
from align.beads import align_segments
from align.checks import Check
from align.checks.once import forget
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.encode.similarity import encode_segments
from align.errors import AlignError
from align.limited import Limits, deadline
from align.links import null_links
from align.model import (
    Alias,
    Alignment,
    CheckInfo,
    Document,
    Finding,
    Quote,
    Report,
    Score,
    Side,
    Term,
)
from align.read import read_aliases, read_document, read_glossary
from align.segment import lines, segment

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
        refuse_one_language(source, target, settings)
    compared = checker.compared(documents, _reference(reference, documents), progress)
    return reported(compared, documents, checker)


def reported(
    compared: Sequence[Compared], documents: Sequence[tuple[Document, Document]], checker: Checker
) -> Report:
    """The report on ``documents`` that were compared: what is told, and what is accepted."""
    settings = checker.settings
    alignments = tuple(c.alignment for c in compared)
    run = run_of(alignments, {d.id: d for pair in documents for d in pair}, checker.checks)
    findings, unused, baseline = accepted([c.found for c in compared], run, settings)
    return Report(
        signature=signature(checker.encoder),
        documents=tuple(run.documents.values()),
        alignments=alignments,
        findings=findings,
        scores=tuple(s for c in compared for s in c.scores)
        + score.penalty_scores(alignments, findings, settings.min_confidence),
        unpaired=tuple(q for c in compared for q in c.unpaired),
        checks=checker.told(findings),
        direction_known=settings.direction_known or _declared(documents),
        baseline=baseline,
        unused=unused,
    )


def _declared(documents: Sequence[tuple[Document, Document]]) -> bool:
    """True if the files say which side was translated from which."""
    sides = (Side.SOURCE, Side.TARGET)
    return bool(documents) and all((one.side, two.side) == sides for one, two in documents)


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

    def told(self, findings: Iterable[Finding]) -> tuple[CheckInfo, ...]:
        """The checks chosen, and the one on limits where it had something to tell."""
        told = {c.info.code: c.info for c in self.checks}
        if any(f.code == registry.LIMITS for f in findings):
            told |= {c.info.code: c.info for c in registry.selected((registry.LIMITS,), ())}
        return tuple(told[code] for code in sorted(told))

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
        limits = Limits.of(self.settings, deadline(self.settings.pair_seconds))
        alignment = replace(
            align_documents(source, target, self.encoder, id_, limits),
            terms=self.terms,
            aliases=self.aliases,
            honorifics=self.settings.honorifics,
        )
        documents = {d.id: d for d in (source, target)}
        alignment, found = self._checked(alignment, documents, limits)
        texts = source.text, target.text
        over = limits.over()
        own = () if over else score.scores(alignment, texts, self.encoder.signature)
        if reference is not None and not over:
            own += score.reference_scores(texts, reference.text, id_)
        return Compared(alignment, found, own, tuple(_unpaired(alignment, documents)))

    def _checked(
        self, alignment: Alignment, documents: Mapping[str, Document], limits: Limits
    ) -> tuple[Alignment, tuple[Finding, ...]]:
        """What the checks find, one after the other until time is over, and what is left out.

        That is told whatever checks were chosen, unless it is to be ignored.
        """
        found: list[Finding] = []
        left = []
        told = registry.selected((registry.LIMITS,), self.settings.ignore)
        for check_ in (c for c in self.checks if c not in told):
            if limits.over():
                left.append(check_.info.code)
            else:
                found += registry.findings(alignment, (check_,), documents)
        if left and alignment.beads:
            late = limits.time_is_up(alignment.pair, tuple(left))
            alignment = replace(alignment, limited=(*alignment.limited, late))
        found += registry.findings(alignment, told, documents)
        return alignment, tuple(sorted(found, key=lambda f: f.code))


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


def refuse_one_language(source: Document, target: Document, settings: Settings) -> None:
    """Raises AlignError for two documents in one language, unless the settings allow that."""
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
    return Alignment(whole_pair("p1", *documents), ours.segments, theirs.segments, beads, words)
