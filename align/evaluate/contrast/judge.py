"""Edited pairs run through the checks, and which findings tell of the edit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from align.checks import findings, registry
from align.encode import Encoder
from align.evaluate.contrast import Contrast, TextPair
from align.evaluate.locate import Words, WordSet, same
from align.model import Alignment, Document, Finding, Language, Side, Span
from align.pairwise import align_rows, text_segment

_ROWS = 24  # clean pairs encoded at a time, each with all its edits
_SHORT = 3  # words: of an edit shorter than that, the counterpart may be a word off


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding on an edit's words: told at confidences over ``since`` up to ``until``.

    ``since``: the confidence with which the clean pair had the same finding, -1 where it had none.
    """

    code: str
    since: float
    until: float

    def told(self, confidence: float) -> bool:
        """True if the edit, and not the clean pair, has the finding at that minimum confidence."""
        return self.since < confidence <= self.until


@dataclass(frozen=True, slots=True)
class Judged:
    """A clean pair's findings and, for each of its edits, those that tell of it."""

    clean: tuple[Finding, ...]
    edits: tuple[tuple[Contrast, tuple[Hit, ...]], ...]


def judged(
    pairs: Sequence[TextPair],
    edits: Sequence[Contrast],
    encoder: Encoder,
    chosen: Sequence[int] | None = None,
) -> Iterator[Judged]:
    """Every pair with those of ``edits`` made of it, checked; each distinct text encoded once.

    ``chosen``: the rows of ``pairs`` that are wanted, None for all.
    """
    by_row: dict[int, list[Contrast]] = {}
    for edit in edits:
        by_row.setdefault(edit.row, []).append(edit)
    every = range(len(pairs)) if chosen is None else chosen
    for start in range(0, len(every), _ROWS):
        rows = every[start : start + _ROWS]
        texts = [[pairs[r], *(e.pair for e in by_row.get(r, ()))] for r in rows]
        segments = [(text_segment(ar), text_segment(en)) for own in texts for ar, en in own]
        aligned = align_rows(segments, encoder, spans=True)
        for row in rows:
            clean = next(aligned)
            told = _findings(clean)
            own = by_row.get(row, ())
            yield Judged(told, tuple((e, _hits(e, clean, told, next(aligned))) for e in own))


def _findings(alignment: Alignment) -> tuple[Finding, ...]:
    documents = {}
    for side in Side:
        segment = alignment.segments(side)[0]
        documents[side.value] = Document(side.value, side.value, segment.language, segment.text)
    return findings(alignment, registry(), documents)


def _hits(
    edit: Contrast, clean: Alignment, before: tuple[Finding, ...], edited: Alignment
) -> tuple[Hit, ...]:
    was: Mapping[str, float] = {f.fingerprint: f.confidence for f in before}
    places = _places(edit, clean)
    return tuple(
        Hit(f.code, was.get(f.fingerprint, -1.0), f.confidence)
        for f in _findings(edited)
        if not places or any(_touches(f, side, words) for side, words in places)
    )


def _places(edit: Contrast, clean: Alignment) -> list[tuple[Side, tuple[Words, WordSet]]]:
    """The edit's words on its side and those that rendered them; none for a pair as a whole."""
    side = Side.SOURCE if edit.language is Language.AR else Side.TARGET
    if edit.kind == "paraphrase":
        return []
    now = Words(edit.edit.apply(edit.text))
    theirs = Words(clean.segments(side.other)[0].text)
    own = now.within(edit.edit.touched) if edit.edit.new else frozenset[int]()
    return [(side, (now, own)), (side.other, (theirs, counterpart(edit, clean, side)))]


def counterpart(edit: Contrast, clean: Alignment, side: Side) -> WordSet:
    """The words of the other side linked to those that the edit replaced, in the clean pair.

    Of few words also their neighbours, since links to function words stray. What was only put in
    has the counterpart of the words around it, a whole phrase none.
    """
    text, span = edit.text, edit.edit.span
    words, theirs = Words(text), Words(clean.segments(side.other)[0].text)
    replaced = words.within(span)
    if edit.kind == "inserted":
        return frozenset()
    if not replaced:
        replaced = words.within(Span(max(0, span.start - 2), min(len(text), span.end + 2)))
    found: WordSet = frozenset()
    for link in clean.links:
        ours, other = (link.source, link.target)
        if side is Side.TARGET:
            ours, other = other, ours
        if words.within(ours) & replaced:
            found |= theirs.within(other)
    if len(replaced) < _SHORT:
        found |= frozenset(k + by for k in found for by in (-1, 1) if 0 <= k + by < len(theirs))
    return found


def _touches(finding: Finding, side: Side, place: tuple[Words, WordSet]) -> bool:
    quote = finding.source if side is Side.SOURCE else finding.target
    words, own = place
    return quote is not None and same(words.within(quote.span), own)


def recall(hits: Sequence[Sequence[Hit]], confidence: float, codes: Sequence[str] | None) -> float:
    """The share of edits told by one of ``codes`` (None: by any) at that minimum confidence."""
    told = sum(any(h.told(confidence) and _named(h, codes) for h in own) for own in hits)
    return told / len(hits) if hits else 0.0


def _named(hit: Hit, codes: Sequence[str] | None) -> bool:
    return codes is None or hit.code in codes


def threshold(confidences: Sequence[float], allowed: int) -> float:
    """The least confidence from which at most ``allowed`` alarms are told; over 1 if there is none.

    ``confidences``: those of the alarms.
    """
    ordered = sorted(confidences, reverse=True)
    return math.nextafter(ordered[allowed], 2.0) if len(ordered) > allowed else 0.0
