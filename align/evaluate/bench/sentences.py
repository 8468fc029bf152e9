"""Sentence alignment: segments a second from text to beads, and strict F1 of the same beads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence

from align.errors import AlignError
from align.evaluate.beads import strict
from align.evaluate.bench.rounds import Measured, Told, chosen, jobs_of, measured
from align.evaluate.bench.sentence_aligners import CONTENDERS
from align.evaluate.bench.values import Dots, Figure, Plan, Row, Section, costs, figure
from align.evaluate.gold import read_table
from align.evaluate.measures import Tally
from align.evaluate.sentences import GoldText, genre, read_text
from align.evaluate.synthetic import altered_units, made_text

_SEED = 20261126
_MADE = "made of corpora/held-out"
_NOTES = (
    "Lines in, beads out: for those that compare vectors, encoding counts as work, and the vectors"
    " are ours. A segment is a line as given; both sides are counted. Strict F1 is over beads with"
    " two sides.",
    "The made text has its sentences removed, joined and split by a seeded generator.",
    "nltk gale_church is run as it ships, but for its guard against long texts.",
)


def section(plan: Plan, tell: Told) -> Section:
    """The section; AlignError for gold that cannot be read."""
    texts = [(_MADE, made(plan))]
    texts += [(genre(path), read_text(path)) for path in plan.gold.sentences]
    contenders, absent = chosen(CONTENDERS, plan)
    folder = plan.folder / "sentences"
    folder.mkdir()
    lines = [[d.text.split("\n") for d in (t.source, t.target)] for _, t in texts]
    (folder / "texts.json").write_text(json.dumps(lines), "utf-8")
    found = measured(jobs_of("sentence_aligners", contenders, folder), plan, plan.rounds, tell)
    size = sum(len(side) for text in lines for side in text)
    figures = tuple(_figures(texts, size, found))
    return Section(
        "sentences",
        f"sentence alignment of {len(texts)} texts, {size:,} segments of both sides",
        figures,
        (*_NOTES, *found.notes),
        absent,
        (("bench-sentences", _picture(figures)),),
    )


def made(plan: Plan) -> GoldText:
    """A text of the held-out sentence pairs, altered; the same for the same seed."""
    paths = sorted((plan.corpora / "held-out").glob("*.tsv.gz"))
    pairs = [
        (ar, en)
        for path in paths
        for ar, en in read_table(path, "ar", "en").select("ar", "en").iter_rows()
    ]
    if not pairs:
        raise AlignError(plan.corpora, "has no held-out/*.tsv.gz")
    units = list(altered_units(pairs[: plan.few(20)], random.Random(_SEED)))
    return made_text("made", units, range(len(units)))


def _figures(texts: Sequence[tuple[str, GoldText]], size: int, found: Measured) -> Iterator[Figure]:
    yield figure("segments a second", found.runs, lambda _, run: size / run.work)
    name = "processor seconds for 1,000 segments"
    yield figure(name, found.runs, lambda _, run: 1000 * run.processor / size, lower=True)
    yield from costs(found.runs)
    for kind in dict.fromkeys(kind for kind, _ in texts):
        rows = []
        for who, beads in found.outputs.items():
            tally = Tally()
            for own, (k, text) in zip(beads, texts, strict=True):
                if k == kind:
                    tally += strict(((tuple(a), tuple(b)) for a, b in own), text.beads)
            rows.append(Row(who, (tally.f1,)))
        yield Figure(f"strict F1, {kind}", tuple(rows))


def _picture(figures: Sequence[Figure]) -> Dots:
    quality = next(f for f in figures if f.name.startswith("strict"))
    told = {row.contender: f"F1 {row.median:.3f}" for row in quality.rows}
    return Dots(
        "Sentence alignment: segments a second, from lines to beads",
        "segments a second",
        tuple((r.contender, r.median, told.get(r.contender, "")) for r in figures[0].rows),
    )
