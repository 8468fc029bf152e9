"""What a finding on a marker quotes: its words, and the other side's that stand in its place."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks.once import once
from align.checks.operators.answers import Held, held
from align.checks.operators.exchange import Scale, exchanges
from align.checks.operators.reading import Marker
from align.checks.quotation.wording import Word
from align.model import Alignment, Issue, Severity, Side, Span, hull

SCORE = 0.3  # agreement from which a bead is evidence
_SCOPE = 2  # words after a marker among which the one that it turns is quoted
_AUXILIARIES = ("be", "been", "is", "are", "was", "were", "will", "would", "has", "have", "had")
_LINKED = 0.2  # the link score from which a word is quoted as the other's rendering


@once
def beads(alignment: Alignment) -> tuple[tuple[Held, Held], ...]:
    """Both sides of every bead whose sides agree, read once for all checks."""
    return tuple(
        held(alignment, bead, links)
        for bead, links in zip(alignment.beads, alignment.words, strict=True)
        if bead.source and bead.target and bead.score >= SCORE
        if all(any(s.words for s in alignment.bead_segments(bead, side)) for side in Side)
    )


def quoted(side: Held, marker: Marker) -> Span:
    """The marker with the word that it turns: "not signed", لم يوقع; "would be unaware"."""
    start, end = marker.at, marker.end
    while start > max(0, marker.at - _SCOPE) and not marker.asks and _helps(side.words[start - 1]):
        start -= 1
    for k in range(marker.end, min(len(side.words), marker.end + _SCOPE)):
        if side.words[k].pauses:
            break
        end = k + 1
        if side.words[k].content:
            break
    return hull(tuple(w.span for w in side.words[start:end]))


def _helps(word: Word) -> bool:
    return word.key in _AUXILIARIES


def counterpart(side: Held, marker: Marker, other: Held) -> Span | None:
    """The other side's words that render what a marker turns, or what stands beside it."""
    order = (*range(marker.end, marker.end + 3), marker.at - 1, marker.at, marker.at - 2)
    for k in order:
        if not 0 <= k < len(side.words):
            continue
        best = max(side.links[k].items(), key=lambda row: (row[1], -row[0]), default=(0, 0.0))
        if best[1] >= _LINKED:
            return other.words[best[0]].span
    return None


def issue(
    side: Held, marker: Marker, other: Held, confidence: float, severity: Severity | None
) -> Issue:
    """An issue on a marker that the other side lacks; ``side`` is told as the source."""
    there = counterpart(side, marker, other)
    return Issue(
        message=f"Nothing on the other side answers “{side.text(marker)}”.",
        source=quoted(side, marker),
        target=there,
        confidence=confidence,
        severity=severity,
        place=hull(tuple(w.span for w in other.words)) if there is None else None,
    )


def one_way(found: Issue, side: Side) -> Issue:
    """``found`` with the marker's side where it belongs."""
    return found if side is Side.SOURCE else found.mirror()


def on_scale(alignment: Alignment, scale: Scale) -> Iterator[Issue]:
    """An issue for each exchange on a scale, and for each marker that counts alone."""
    for one, two in beads(alignment):
        for found in exchanges(one, two, scale):
            if found.one and found.two:
                yield Issue(
                    message=_exchanged(one.text(found.one), two.text(found.two)),
                    source=one.span(found.one),
                    target=two.span(found.two),
                    confidence=found.confidence,
                )
            elif found.one:
                yield issue(one, found.one, two, found.confidence, Severity.MINOR)
            elif found.two:
                yield issue(two, found.two, one, found.confidence, Severity.MINOR).mirror()


def _exchanged(ours: str, theirs: str) -> str:
    return f"“{ours}” in the source, “{theirs}” in the target."
