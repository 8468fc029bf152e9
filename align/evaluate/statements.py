"""Statements held against gold: which versions in different documents were put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from align.encode import Encoder
from align.evaluate.documents import (
    GoldStatements,
    collection,
    gold_digest,
    gold_statements,
)
from align.evaluate.gold import digest
from align.evaluate.locate import Words, WordSet, same
from align.evaluate.measures import Tally
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Document, Report
from align.pipeline import signature
from align.segment import segment

Place = tuple[str, WordSet]  # document id and words there
VersionPair = tuple[Place, Place]
_SENTENCE = 40  # words: a longer version must not be over three times as long as the gold's
_CHRF = 50.0  # from here on two sentences in one language are versions, says the baseline
_NOTE = (
    "A gold pair of versions in two documents is found if one of our statements has a version in"
    " each that shares half of the shorter one's words. Our pairs are judged where either version"
    " touches a gold one, and right if both meet versions of one gold statement or one gold bead."
)


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a gold file, and one over all of them where there are several."""
    totals: dict[str, dict[str, Tally]] = {}
    for path in paths:
        gold = gold_statements(path)
        systems = {"ours": version_pairs(_collated(gold, encoder))}
        if options.baselines:
            systems["chrF within a language"] = list(overlapping_pairs(gold.documents))
        tallies = {name: _tallies(gold, pairs) for name, pairs in systems.items()}
        for name, own in tallies.items():
            known = totals.setdefault(name, {})
            known.update({k: known.get(k, Tally()) + t for k, t in own.items()})
        yield _evaluation(collection(path), gold_digest(path), tallies, encoder)
    if len(paths) > 1:
        yield _evaluation("all", digest(paths), totals, encoder)


def _collated(gold: GoldStatements, encoder: Encoder) -> Report:
    from align.collate import collate
    from align.config import Settings

    return collate(gold.documents, Settings(same_language=True), encoder)


def version_pairs(report: Report) -> list[VersionPair]:
    """Every two versions in different documents that a statement of ``report`` puts together."""
    words = {d.id: Words(d.text) for d in report.documents}
    pairs = []
    for statement in report.statements:
        places = [
            (v.quote.document, words[v.quote.document].within(v.quote.span))
            for v in statement.versions
        ]
        pairs += [(a, b) for a, b in combinations(places, 2) if a[0] != b[0]]
    return pairs


def overlapping_pairs(documents: tuple[Document, ...]) -> Iterator[VersionPair]:
    """The baseline: sentences in one language, each the other's best by chrF; nothing across."""
    from sacrebleu.metrics.chrf import CHRF

    metric = CHRF()
    for ours, theirs in combinations(documents, 2):
        if ours.language is not theirs.language:
            continue
        sides = [(Words(d.text), segment(d)) for d in (ours, theirs)]
        scores = [
            [metric.sentence_score(b.text, [a.text]).score for b in sides[1][1]]
            for a in sides[0][1]
        ]
        best = [
            max(range(len(column)), key=column.__getitem__) for column in zip(*scores, strict=True)
        ]
        for i, row in enumerate(scores):
            j = max(range(len(row)), key=row.__getitem__)
            if row[j] >= _CHRF and best[j] == i:
                yield (
                    (ours.id, sides[0][0].within(sides[0][1][i].span)),
                    (theirs.id, sides[1][0].within(sides[1][1][j].span)),
                )


def _gold_pairs(gold: GoldStatements) -> list[VersionPair]:
    return [
        (a, b)
        for statement in gold.statements
        for a, b in combinations(statement.versions, 2)
        if a[0] != b[0]
    ]


def _meets(ours: Place, gold: Place) -> bool:
    """True if both quote the same words; a version that swallows a page quotes nothing."""
    size = len(ours[1])
    return (
        ours[0] == gold[0]
        and same(ours[1], gold[1])
        and (size <= _SENTENCE or size <= 3 * len(gold[1]))
    )


def _agree(ours: VersionPair, gold: VersionPair) -> bool:
    """True if both put the same words together, whichever comes first."""
    return any(
        _meets(ours[0], first) and _meets(ours[1], second) for first, second in (gold, gold[::-1])
    )


def tally_of(
    gold: GoldStatements,
    pairs: list[VersionPair],
    kept: Callable[[VersionPair], bool] = lambda _: True,
) -> Tally:
    """Precision and recall of version pairs; of those alone that ``kept`` accepts."""
    every = _gold_pairs(gold)
    known = [place for pair in every for place in pair]
    wanted = [g for g in every if kept(g)]
    own = [p for p in pairs if kept(p)]
    judged = [p for p in own if any(_meets(place, k) for place in p for k in known)]
    right = sum(any(_agree(p, g) for g in (*wanted, *gold.beads)) for p in judged)
    found = sum(any(_agree(p, g) for p in own) for g in wanted)
    return Tally(right, len(judged), found, len(wanted))


def _tallies(gold: GoldStatements, pairs: list[VersionPair]) -> dict[str, Tally]:
    """Tallies of all pairs, and of those across languages."""
    languages = {d.id: d.language for d in gold.documents}

    def crossing(pair: VersionPair) -> bool:
        return languages[pair[0][0]] is not languages[pair[1][0]]

    return {"": tally_of(gold, pairs), " across languages": tally_of(gold, pairs, crossing)}


def _evaluation(
    name: str, sha256: str, tallies: dict[str, dict[str, Tally]], encoder: Encoder
) -> Evaluation:
    ours = tallies["ours"]
    figures = []
    for where, tally in ours.items():
        others = [(s, t[where]) for s, t in tallies.items() if s != "ours"]
        for figure, attribute, items in (
            ("pairing F1", "f1", tally.gold),
            ("pairing precision", "precision", tally.predicted),
            ("pairing recall", "recall", tally.gold),
        ):
            beside = tuple(Reference(s, getattr(t, attribute)) for s, t in others)
            figures.append(
                Figure(figure + where, getattr(tally, attribute), items, baselines=beside)
            )
    return Evaluation(
        kind="statements",
        gold=name,
        items=ours[""].gold,
        unit="gold pairs of versions",
        sha256=sha256,
        signature=signature(encoder),
        figures=tuple(figures),
        notes=(_NOTE,),
    )
