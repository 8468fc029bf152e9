"""Similarity of sentences across languages against people's judgement: Spearman's correlation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from align.encode import Encoder
from align.evaluate.anchors import anchored
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.measures import spearman
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.vectors import pooled
from align.pipeline import signature
from align.segment import tokenize
from align.text import fold


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table, in the layout of ``fidelity/sts17.tsv``."""
    for path in paths:
        table = read_table(path, "ar", "en", "gold_0_5")
        rows = sample(list(table.select("ar", "en", "gold_0_5").iter_rows()), options.limit)
        ours, theirs = [r[0] for r in rows], [r[1] for r in rows]
        gold = [float(r[2]) for r in rows]
        cosines = (pooled(ours, encoder) * pooled(theirs, encoder)).sum(axis=1)
        figure = Figure(
            "Spearman",
            spearman(cosines.tolist(), gold),
            len(rows),
            baselines=baselines(ours, theirs, gold) if options.baselines else (),
        )
        yield Evaluation(
            kind="similarity",
            gold=path.stem,
            items=len(rows),
            unit="sentence pairs",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=anchored("similarity", path.stem, (figure,)),
            notes=("Ours: the cosine of pooled vectors.",),
        )


def baselines(ours: list[str], theirs: list[str], gold: list[float]) -> tuple[Reference, ...]:
    """What needs no encoder, held against the same judgement."""
    pairs = list(zip(ours, theirs, strict=True))
    overlaps = [_overlap(a, b) for a, b in pairs]
    lengths = [min(len(a), len(b)) / max(len(a), len(b), 1) for a, b in pairs]
    return (
        Reference("folded words in common", spearman(overlaps, gold)),
        Reference("length ratio", spearman(lengths, gold)),
    )


def _overlap(first: str, second: str) -> float:
    """The Jaccard index of both texts' folded words."""
    ours, theirs = ({fold(t.form) for t in tokenize(x) if t.is_word} for x in (first, second))
    return len(ours & theirs) / max(1, len(ours | theirs))
