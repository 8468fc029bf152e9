"""Word alignment: pairs and words a second, start-up, memory, and the error rate of the output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.evaluate.bench.rounds import Measured, Told, chosen, environment, jobs_of, measured
from align.evaluate.bench.values import (
    OURS,
    Dots,
    Figure,
    Plan,
    Row,
    Section,
    costs,
    figure,
)
from align.evaluate.bench.word_aligners import CONTENDERS, LARGE_NAME
from align.evaluate.gold import read_table, sample
from align.evaluate.words import GoldPair, link_totals, read_pairs
from align.pairwise import text_segment

_FEW = 24  # pairs for the large encoder: four a second are what it does
_OTHERS = 5000  # pairs to learn from, as many as a small archive has
_NOTES = (
    "All are given the same tokens and the same number of threads. Start-up: interpreter, imports"
    " and model. AER leaves punctuation out and counts all links as A.",
    f"{LARGE_NAME}: as large as bert-base-multilingual-cased, which simalign loads by default, with"
    f" random weights, on {_FEW} of the pairs spread evenly: its speed is measured, its links say"
    " nothing.",
    "eflomal and fast_align learn from the pairs that they align, both directions and their joining"
    f" included; with text to learn from: {_OTHERS:,} more pairs of corpora/bitext, whose time"
    " counts, while pairs a second are those asked for.",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Hand-aligned pairs of one source."""

    name: str
    pairs: list[GoldPair]


def section(plan: Plan, tell: Told) -> Section:
    """The section; AlignError for gold that cannot be read."""
    sets = [Linked("corpora/held-out", held_out(plan))]
    sets += [Linked(path.stem, read_pairs(path)) for path in plan.gold.words]
    sets = [Linked(s.name, sample(s.pairs, plan.few(8))) for s in sets]
    contenders, absent = chosen(CONTENDERS, plan)
    folder = plan.folder / "words"
    folder.mkdir()
    _write(folder, [p for s in sets for p in s.pairs], plan)
    if any(c.name.startswith("simalign") for c in contenders):
        tell("making encoders for simalign")
        command = [sys.executable, "-m", "align.evaluate.bench.encoders", str(folder)]
        subprocess.run(command, env=environment(plan), check=True, capture_output=True)
    found = measured(jobs_of("word_aligners", contenders, folder), plan, plan.rounds, tell)
    figures = tuple(_figures(sets, found))
    pairs = ", ".join(f"{s.name} {len(s.pairs)}" for s in sets)
    return Section(
        "words",
        f"word alignment of {sum(len(s.pairs) for s in sets):,} sentence pairs ({pairs})",
        figures,
        (*_NOTES, *_failed(found), *found.notes),
        absent,
        (("bench-words", _picture(figures)),),
    )


def held_out(plan: Plan) -> list[GoldPair]:
    """The pairs of corpora/held-out with their links, which no encoder was trained on."""
    pairs = []
    for path in sorted((plan.corpora / "held-out").glob("*.tsv.gz")):
        rows = read_table(path, "ar", "en", "links").select("ar", "en", "links").iter_rows()
        for number, (ar, en, links) in enumerate(rows):
            sure, possible = (
                frozenset((int(i), int(j)) for i, j in (k.split(mark) for k in own))
                for mark in "-?"
                for own in [[k for k in links.split() if mark in k]]
            )
            pair = text_segment(ar), text_segment(en)
            pairs.append(GoldPair(str(number), *pair, sure, possible))
    return pairs


def _write(folder: Path, pairs: list[GoldPair], plan: Plan) -> None:
    asked = [_tokens(pair) for pair in pairs]
    bitext = plan.corpora / "bitext" / "authored_public_affairs.tsv.gz"
    rows = [] if plan.quick else list(read_table(bitext, "ar", "en").select("ar", "en").iter_rows())
    others = [
        [[t.form for t in text_segment(text).tokens] for text in row]
        for row in sample(rows, _OTHERS)
    ]
    given = {"asked": asked, "few": sample(asked, _FEW), "others": others}
    (folder / "pairs.json").write_text(json.dumps(given), "utf-8")


def _tokens(pair: GoldPair) -> list[list[str]]:
    return [[t.form for t in side.tokens] for side in (pair.source, pair.target)]


def _figures(sets: Sequence[Linked], found: Measured) -> Iterator[Figure]:
    pairs = [_tokens(p) for s in sets for p in s.pairs]
    counts = {who: len(found.outputs.get(who, ())) for who in found.runs}
    words = {who: sum(len(t) for p in sample(pairs, n) for t in p) for who, n in counts.items()}
    yield figure("pairs a second", found.runs, lambda who, r: counts[who] / r.work)
    yield figure("words a second, both sides", found.runs, lambda who, r: words[who] / r.work)
    name = "processor seconds for 1,000 pairs"
    yield figure(name, found.runs, lambda who, r: 1000 * r.processor / counts[who], lower=True)
    yield from costs(found.runs)
    judged = [who for who in found.runs if counts[who] == len(pairs) and who != LARGE_NAME]
    start = 0
    for own in sets:
        end = start + len(own.pairs)
        rows = []
        for who in judged:
            links = [frozenset(map(tuple, k or ())) for k in found.outputs[who][start:end]]
            rows.append(Row(who, (link_totals(own.pairs, links).error_rate,)))
        yield Figure(f"AER, {own.name}", tuple(rows), lower_is_better=True)
        start = end


def _failed(found: Measured) -> Iterator[str]:
    for who, links in found.outputs.items():
        refused = sum(k is None for k in links)
        if refused:
            yield f"{who} raised an error on {refused} pairs, which count as unlinked."


def _picture(figures: Sequence[Figure]) -> Dots:
    speed = figures[0]
    rates = next(f for f in figures if f.name.startswith("AER"))
    quality = {row.contender: f"AER {row.median:.3f}" for row in rates.rows}
    rows = sorted(speed.rows, key=lambda row: row.contender != OURS)
    return Dots(
        "Word alignment: pairs a second",
        "pairs a second",
        tuple((r.contender, r.median, quality.get(r.contender, "AER not measured")) for r in rows),
    )
