"""Which sentences of a translation lost their support since its source changed.

The source as it was and as it is are matched sentence by sentence. Where they differ, the
translation of the old sentence is held against both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from align import checks as registry
from align.accepted import run_of_report
from align.aligned import align_documents
from align.config import Settings
from align.encode import Encoder, load_encoder
from align.errors import AlignError
from align.limited import Limits
from align.model import Bead, Document, Report, Revision, Span, hull
from align.pipeline import signature
from align.segment import segment, units
from align.stale.sides import Group, Numbers, Sides, said
from align.stale.support import lost
from align.suppressions import commented, weighed_by

__all__ = ["Revised", "revisions", "stale"]


@dataclass(frozen=True, slots=True)
class Revised:
    """A source and its translation, and what both said at a revision; None: as they do now."""

    source: Document
    target: Document
    source_before: Document | None
    target_before: Document | None = None


def stale(
    pairs: Sequence[Revised], settings: Settings | None = None, encoder: Encoder | None = None
) -> Report:
    """A report of the sentences of each target that render what the source says no more.

    Pairs whose source is as it was have nothing to tell. Raises AlignError where the settings
    leave neither of the two checks that tell it.
    """
    settings = settings or Settings()
    chosen = _chosen(settings)
    encoder = encoder or load_encoder(settings.encoder, settings.threads)
    changed = [pair for pair in pairs if pair.source_before is not None]
    alignments = tuple(
        replace(
            align_documents(pair.source, pair.target, encoder, f"p{number}", Limits.of(settings)),
            revised=revisions(pair, encoder),
        )
        for number, pair in enumerate(changed, 1)
    )
    documents = {d.id: d for pair in changed for d in (pair.source, pair.target)}
    told = (*registry.selected((registry.LIMITS,), settings.ignore), *chosen)
    found = tuple(f for a in alignments for f in registry.findings(a, told, documents))
    if not any(f.code == registry.LIMITS for f in found):
        told = chosen
    report = Report(
        signature=signature(encoder),
        documents=tuple(documents.values()),
        alignments=alignments,
        findings=tuple(f for f in found if f.confidence >= settings.min_confidence),
        scores=(),
        unpaired=(),
        checks=tuple(c.info for c in told),
        direction_known=True,
    )
    weighed = weighed_by(report.findings, run_of_report(report), settings)
    return replace(report, findings=commented(weighed, documents))


def _chosen(settings: Settings) -> tuple[registry.Check, ...]:
    chosen = registry.selected(settings.select, settings.ignore)
    told = tuple(c for c in chosen if c.info.code in registry.STALE)
    if not told:
        reason = f"leave none of the checks of align stale ({', '.join(registry.STALE)})"
        raise AlignError("select, ignore", reason)
    return told


def revisions(pair: Revised, encoder: Encoder) -> tuple[Revision, ...]:
    """Where the source of ``pair`` changed, with what renders it; in the order of the old source.

    Sentences that only moved, or that say the same in the same words, are left out.
    """
    if pair.source_before is None:
        return ()
    before = replace(pair.source_before, id=f"{pair.source.id}@before")
    sides = Sides.of((before, pair.source, pair.target), encoder)
    groups = tuple(sides.groups())
    edited = _edited(sides, pair)
    return (*_told(sides, groups, edited), *_untranslated(sides, groups, edited))


def _edited(sides: Sides, pair: Revised) -> frozenset[int]:
    """The target's sentences, by number, that were not in it before."""
    if pair.target_before is None:
        return frozenset()
    cut = units if pair.target_before.has_units else segment
    words = {said(s) for s in cut(pair.target_before)}
    return frozenset(k for k, s in enumerate(sides.target.segments) if said(s) not in words)


def _told(sides: Sides, groups: Iterable[Group], edited: frozenset[int]) -> Iterator[Revision]:
    """Sentences of the target that render what the source said."""
    place = 0
    for group in groups:
        if group.old and group.target and not sides.same(group):
            before = " ".join(sides.old.segments[i].text for i in group.old)
            target = _hull(sides, group.target)
            if group.new:
                sure = lost(sides, group, not edited.isdisjoint(group.target))
                yield Revision(before, _span(sides, group.new), target, round(sure, 4))
            else:
                yield Revision(before, None, target, 1.0, Span(place, place))
        if group.new:
            place = max(place, sides.new.segments[group.new[-1]].span.end)


def _span(sides: Sides, numbers: Numbers) -> Span:
    return hull(tuple(sides.new.segments[j].span for j in numbers))


def _hull(sides: Sides, numbers: Numbers) -> Span:
    return hull(tuple(sides.target.segments[k].span for k in numbers))


def _untranslated(
    sides: Sides, groups: Sequence[Group], edited: frozenset[int]
) -> Iterator[Revision]:
    """Sentences that the source has gained and the target does not render."""
    alone = [j for group in groups if not group.old for j in group.new]
    if not alone:
        return
    rendered = {j: bead for bead in sides.rendered_now() for j in bead.source}
    taken = {k for group in groups if group.old for k in group.target} - edited
    for j in alone:
        if not sides.new.segments[j].words:
            continue
        own = rendered[j].target
        if not own or taken.issuperset(own):
            place = _after(sides, rendered, j)
            sure = rendered[j].score if not own else 1.0
            yield Revision("", sides.new.segments[j].span, None, sure, Span(place, place))


def _after(sides: Sides, rendered: dict[int, Bead], number: int) -> int:
    """The end of what renders the sentence before ``number``: where its translation would go."""
    for j in range(number - 1, -1, -1):
        if rendered[j].target:
            return sides.target.segments[rendered[j].target[-1]].span.end
    return 0
