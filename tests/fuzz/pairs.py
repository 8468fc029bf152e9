"""What holds of any alignment, its findings and its scores: shared by the targets on checks."""

from __future__ import annotations

import math
from collections.abc import Iterable

from align.checks import findings, registry
from align.model import (
    Alignment,
    Category,
    Document,
    Finding,
    Issue,
    Side,
    hull,
)
from align.score import penalty_scores, scores, support

_SWAPPED = {Category.OMISSION: Category.ADDITION, Category.ADDITION: Category.OMISSION}


def aligned(alignment: Alignment) -> None:
    """Every segment in one bead, every link inside its bead, a null for every token."""
    for side in Side:
        taken = [
            i for b in alignment.beads for i in (b.source if side is Side.SOURCE else b.target)
        ]
        assert sorted(taken) == list(range(len(alignment.segments(side))))
        assert 0 <= alignment.coverage(side) <= 1
    for bead, words in (
        *zip(alignment.beads, alignment.words, strict=True),
        *zip(alignment.quoted, alignment.quoted_words, strict=True),
    ):
        assert 0 <= bead.score <= 1, bead
        tokens = [
            {t.span for s in alignment.bead_segments(bead, side) for t in s.tokens} for side in Side
        ]
        assert {link.source for link in words.links} <= tokens[0]
        assert {link.target for link in words.links} <= tokens[1]
        for nulls, own in zip((words.source_null, words.target_null), tokens, strict=True):
            assert len(nulls) == len(own)
            assert all(0 <= null <= 1 for null in nulls)


def quoted(found: Iterable[Finding], documents: dict[str, Document]) -> None:
    """Findings quote the words at their offsets, each once, in a message without a line break."""
    seen = set()
    for finding in found:
        assert 0 <= finding.confidence <= 1, finding
        assert finding.source or finding.target, finding
        assert len(finding.message.splitlines()) == 1, finding
        assert finding.fingerprint not in seen, finding
        seen.add(finding.fingerprint)
        for quote in (finding.source, finding.target, finding.place):
            if quote is not None:
                text = documents[quote.document].text
                assert quote.span.end <= len(text), finding
                assert quote.span.of(text) == quote.text, finding


def checked(alignment: Alignment, documents: dict[str, Document]) -> tuple[Finding, ...]:
    """What all checks find, and from the other side the same."""
    found = findings(alignment, registry(), documents)
    quoted(found, documents)
    mirrored = alignment.mirror()
    ours = {_told(c.info.category, i) for c in registry() for i in c.run(alignment)}
    theirs = {
        _told(_SWAPPED.get(c.info.category, c.info.category), i.mirror())
        for c in registry()
        for i in c.run(mirrored)
    }
    assert ours == theirs, sorted(map(str, ours ^ theirs))
    return found


def scored(alignment: Alignment, found: tuple[Finding, ...], texts: tuple[str, str]) -> None:
    """Every score is a number within its bounds."""
    told = (*scores(alignment, texts, "hashing-1"), *penalty_scores((alignment,), found, 0.5))
    for score in told:
        assert math.isfinite(score.value), score
        most = 100 if score.name in ("fidelity", "chrF", "BLEU", "penalty") else 1
        assert -1 <= score.value <= most + 1e-6 or score.name == "penalty", score
        assert score.value >= 0 or score.name == "similarity", score
    both = support(alignment)
    assert 0 <= both.omission <= 1
    assert 0 <= both.addition <= 1


def _told(category: Category, issue: Issue) -> tuple[object, ...]:
    for span in (issue.source, issue.target, issue.place):
        assert span is None or hull((span,)) == span
    return category, issue.source, issue.target, issue.place, issue.confidence, issue.severity
