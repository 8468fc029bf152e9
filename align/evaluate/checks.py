"""Checks on contrast sets: what is found of one thing changed, and the alarms on clean pairs.

The gold is a table of sentence pairs that people translated with care; the changes are made by
``align.evaluate.contrast``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.config import Settings
from align.data import table
from align.encode import Encoder
from align.evaluate.contrast import PARAPHRASE, SEED, Contrast, TextPair, contrasts, kinds
from align.evaluate.contrast.judge import Hit, Judged, judged, recall, threshold
from align.evaluate.contrast.naive import by_length, by_marks, compared
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Finding, Language, Severity
from align.pipeline import signature

EDITS = 300  # of a kind, at most
ALLOWED = 2  # alarms per 100 clean pairs
_NOTES = (
    "One span of one side is changed; right: a finding of one of the kind's codes that shares half"
    " of the shorter run's words with the changed ones, or with those linked to them in the clean"
    " pair, and that the clean pair does not have.",
    f"Alarms: findings of the kind's codes on the pairs as they were; at {ALLOWED} alarms: with the"
    " least confidence that leaves no more per 100 pairs.",
    "Each pair is one bead, read as sentences and not as quotes; some alarms are right.",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The findings on a set of clean pairs and on its edits."""

    pairs: tuple[TextPair, ...]
    alarms: tuple[Finding, ...]
    edits: tuple[tuple[Contrast, tuple[Hit, ...]], ...]

    def of(self, kind: str) -> list[tuple[Contrast, tuple[Hit, ...]]]:
        """The edits of one kind, each with the findings that tell of it."""
        return [(edit, hits) for edit, hits in self.edits if edit.kind == kind]

    def confidences(self, codes: Sequence[str]) -> list[float]:
        """Those of the alarms of these codes."""
        return [f.confidence for f in self.alarms if f.code in codes]


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table with columns ``ar``, ``en``; ``limit`` in pairs."""
    for path in paths:
        pairs = clean_pairs(path, options.limit)
        edits = [edit for kind in kinds() for edit in contrasts(pairs, kind, EDITS)]
        found = measured(pairs, judged(pairs, edits, encoder))
        yield Evaluation(
            kind="checks",
            gold=path.name.partition(".")[0],  # held-out text is gzipped
            items=len(edits),
            unit=f"edits of {len(pairs):,} pairs, seed {SEED}",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=tuple(_figures(found, options.baselines)),
            notes=(*_NOTES, *_by_kind(found), *_by_code(found)),
        )


def clean_pairs(path: Path, limit: int | None = None) -> list[TextPair]:
    """The (Arabic, English) pairs of a table, those with an empty side left out."""
    rows = read_table(path, "ar", "en").select("ar", "en").iter_rows()
    return sample([(ar, en) for ar, en in rows if ar.strip() and en.strip()], limit)


def measured(pairs: Sequence[TextPair], results: Iterator[Judged]) -> Measured:
    """``results``, gathered."""
    own = tuple(results)
    alarms = tuple(f for result in own for f in result.clean)
    return Measured(tuple(pairs), alarms, tuple(e for result in own for e in result.edits))


def _figures(found: Measured, baselines: bool) -> Iterator[Figure]:
    least, count = Settings().min_confidence, max(1, len(found.pairs))
    reached = 0
    for kind, row in _rows():
        hits = [own for _, own in found.of(kind)]
        alarms = found.confidences(row["codes"])
        beside = _beside(found, kind) if baselines else ((), ())
        allowed = recall(hits, threshold(alarms, ALLOWED * count // 100), row["codes"])
        reached += bool(hits) and allowed >= row["least"]
        right = recall(hits, least, row["codes"])
        yield Figure(f"{kind}: recall", right, len(hits), baselines=beside[0])
        name = f"{kind}: recall, whatever code"
        yield Figure(name, recall(hits, least, None), len(hits))
        rate = 100 * sum(c >= least for c in alarms) / count
        yield Figure(f"{kind}: alarms per 100 pairs", rate, count, True, beside[1])
        yield Figure(f"{kind}: recall at {ALLOWED} alarms", allowed, len(hits))
    yield Figure("kinds found as often as is aimed at", reached, len(_rows()))
    yield from _clean(found)


def _rows() -> list[tuple[str, dict[str, Any]]]:
    return [(kind, row) for kind, row in table("contrast")["kinds"].items() if kind != PARAPHRASE]


def _beside(found: Measured, kind: str) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """The baseline's recall and alarms."""
    name, edited = compared(kind), [(edit.row, edit.pair) for edit, _ in found.of(kind)]
    if not name or not found.pairs:
        return (), ()
    if name == "length ratio":
        share, rate = by_length(found.pairs, edited, ALLOWED)
    else:
        share, rate = by_marks(kind, found.pairs, edited)
    return (Reference(name, share),), (Reference(name, rate),)


def _clean(found: Measured) -> Iterator[Figure]:
    """What is told where nothing was lost: of paraphrases, and of the pairs as they are."""
    least, count = Settings().min_confidence, max(1, len(found.pairs))
    own = [h for _, hits in found.of(PARAPHRASE) for h in hits if h.told(least)]
    made = len(found.of(PARAPHRASE))
    rate = 100 * len(own) / max(1, made)
    yield Figure(f"{PARAPHRASE}: new findings per 100", rate, made, lower_is_better=True)
    major = [f for f in found.alarms if f.confidence >= least and _major(f)]
    name = "major findings per 1,000 clean pairs"
    yield Figure(name, 1000 * len(major) / count, count, lower_is_better=True)


def _major(finding: Finding) -> bool:
    return finding.severity.rank >= Severity.MAJOR.rank


def _by_kind(found: Measured) -> Iterator[str]:
    """A line a kind: recall by the edited side, and the confidence that leaves few alarms."""
    least, count = Settings().min_confidence, max(1, len(found.pairs))
    for kind, row in _rows():
        codes, parts = row["codes"], []
        for language in Language:
            hits = [own for edit, own in found.of(kind) if edit.language is language]
            parts.append(f"{language.value} {recall(hits, least, codes):.2f} ({len(hits)})")
        limit = threshold(found.confidences(codes), ALLOWED * count // 100)
        bounds = f"confidence for {ALLOWED} alarms {_told(limit)}, aim {row['least']:.2f}"
        yield f"{kind} ({', '.join(codes)}): {', '.join(parts)}; {bounds}"


def _told(limit: float) -> str:
    return "any" if not limit else f"over {limit:.3f}" if limit <= 1 else "none"


def _by_code(found: Measured) -> Iterator[str]:
    least, count = Settings().min_confidence, max(1, len(found.pairs))
    told = [f for f in found.alarms if f.confidence >= least]
    major = Counter(f.code for f in told if _major(f))
    for code, number in sorted(Counter(f.code for f in told).items()):
        yield (
            f"{code} per 1,000 clean pairs: {1000 * number / count:.1f},"
            f" major {1000 * major[code] / count:.1f}"
        )
