"""Documents in, the statements they share out, each with all its versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from align import checks as registry
from align.collate.events import by_event
from align.collate.groups import Group, agreeing, partition, with_short
from align.collate.quotations import with_quotations
from align.collate.seams import cut_at_seams
from align.collate.sources import Beads, Source, choose_base, encoded_sources, left_over
from align.collate.splices import with_splices
from align.collate.telling import telling_sides
from align.collate.versions import collation
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.encode.similarity import EncodedSide
from align.errors import AlignError
from align.model import Bead, Collation, Document, Report, Unused
from align.pair import nearest_units, paired_units
from align.patterns import whole
from align.pipeline import informed, signature
from align.suppressions import Run, commented, unused_comments, weighed_by

__all__ = ["collate"]

Between = Callable[[EncodedSide, EncodedSide], tuple[Bead, ...]]


def collate(
    documents: Sequence[Document], settings: Settings | None = None, encoder: Encoder | None = None
) -> Report:
    """The statements that two documents or more share, in the order of the base version.

    The base is ``settings.base`` (a path or id), or else the document that most of the others'
    words are found in. Raises AlignError for fewer than two documents, for a file given twice and
    for an unknown base.
    """
    settings = settings or Settings()
    _refuse(documents)
    encoder = encoder or load_encoder(settings.encoder, settings.threads)
    chosen = informed(registry.selected(settings.select, settings.ignore), settings)
    sources = encoded_sources(documents, encoder)
    base = choose_base(sources, _beads([s.side for s in sources], nearest_units), settings.base)
    sources = cut_at_seams(sources, base, encoder)
    telling = telling_sides(sources)
    beads = _beads(telling, paired_units)
    groups = _groups(sources, telling, beads, base)
    wanted = chosen, settings.min_confidence
    statements = tuple(
        collation(f"s{number}", group, sources, wanted, encoder.signature)
        for number, group in enumerate(groups, 1)
    )
    statements = with_quotations(statements, sources, beads, base, wanted)
    statements = with_splices(statements, sources, base)
    statements, unused = _reviewed(statements, documents, settings)
    return Report(
        signature=signature(encoder),
        documents=tuple(documents),
        alignments=(),
        findings=tuple(finding for statement in statements for finding in statement.findings),
        scores=(),
        unpaired=left_over(sources, {node for group in groups for node in group}),
        checks=tuple(check.info for check in chosen),
        direction_known=settings.direction_known,
        statements=statements,
        base=documents[base].id,
        unused=unused,
    )


def _reviewed(
    statements: tuple[Collation, ...], documents: Sequence[Document], settings: Settings
) -> tuple[tuple[Collation, ...], tuple[Unused, ...]]:
    """The statements with what settings and comments accept of their findings; unused comments."""
    chosen = registry.selected(settings.select, settings.ignore)
    found = tuple(finding for statement in statements for finding in statement.findings)
    codes = frozenset(check.info.code for check in chosen)
    run = Run({d.id: d for d in documents}, {}, codes, found)
    reviewed = tuple(
        replace(s, findings=commented(weighed_by(s.findings, run, settings), run.documents))
        for s in statements
    )
    return reviewed, unused_comments(run) if settings.unused_suppressions != "ignore" else ()


def _groups(
    sources: Sequence[Source], telling: Sequence[EncodedSide], beads: Beads, base: int
) -> tuple[Group, ...]:
    """The units of each statement: joined by beads, reviewed, completed, cut between events."""
    groups = agreeing(partition(sources, beads, base), telling, base)
    return by_event(with_short(groups, telling, base), telling, base)


def _refuse(documents: Sequence[Document]) -> None:
    """AlignError for one document alone and for a file given twice; a copy is another version."""
    if len(documents) < 2:
        name = documents[0].path if documents else "collate"
        raise AlignError(name, "one document alone cannot be collated")
    seen = set()
    for document in documents:
        file = whole(document.path)
        if file in seen:
            raise AlignError(document.path, "is given twice")
        seen.add(file)


def _beads(sides: Sequence[EncodedSide], between: Between) -> Beads:
    """The beads of every two documents, as ``between`` finds them."""
    return {(a, b): between(sides[a], sides[b]) for a, b in combinations(range(len(sides)), 2)}
