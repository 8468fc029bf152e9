"""Checking document pairs: pairs a second, and how many planted differences are found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from align.errors import AlignError
from align.evaluate.bench.checkers import CONTENDERS, LIMITED, given
from align.evaluate.bench.checkers import Claim as Told
from align.evaluate.bench.rounds import Measured, chosen, jobs_of, measured
from align.evaluate.bench.values import Dots, Figure, Plan, Row, Section, costs, figure
from align.evaluate.documents import GoldPair
from align.evaluate.findings import Claim, Verdict, compatible, judge

_STEPS = 60  # limits that are tried
_NOTES = (
    "Documents are cut into sentences by us and, for all but ours, paired by a Gale-Church that"
    " works; reading the files is start-up. A claim is right if it shares half of the shorter run's"
    " words with a planted difference: whole beads, as the others tell, are right with whatever"
    " lies in them.",
    "F1 wants a code of a compatible kind, F1 of whatever kind the words alone.",
    f"{' and '.join(LIMITED)} tell of beads over a limit: the one that makes F1 of whatever kind"
    " best on this very gold, which no user could know. chrF compares a bead's target with its"
    " source, so between two scripts it is near 0 for all.",
)
Kinds = Callable[[str, str], bool]


def section(plan: Plan, tell: Callable[[str], None]) -> Section:
    """The section; AlignError for gold that cannot be read."""
    paths = [*sorted(plan.corpora.glob("*/gold.json")), *plan.gold.documents]
    if not paths:
        raise AlignError(plan.corpora, "has no */gold.json")
    contenders, absent = chosen(CONTENDERS, plan)
    folder = plan.folder / "documents"
    folder.mkdir()
    asked = {"paths": [str(p.resolve()) for p in paths], "limit": plan.few(1)}
    (folder / "gold.json").write_text(json.dumps(asked), "utf-8")
    pairs = given(folder)
    found = measured(jobs_of("checkers", contenders, folder), plan, plan.rounds, tell)
    figures = tuple(_figures(pairs, found))
    planted = sum(len(p.findings) for p in pairs)
    across = sum(p.source.language is not p.target.language for p in pairs)
    return Section(
        "documents",
        f"checking {len(pairs)} document pairs, {across} of them in two languages, with"
        f" {planted} planted differences",
        figures,
        (*_NOTES, *found.notes),
        absent,
        (("bench-documents", _picture(figures)),),
    )


def _figures(pairs: Sequence[GoldPair], found: Measured) -> Iterator[Figure]:
    words = sum(len(w) for p in pairs for w in p.words.values())
    yield figure("document pairs a second", found.runs, lambda _, run: len(pairs) / run.work)
    yield figure("words a second, both sides", found.runs, lambda _, run: words / run.work)
    name = "processor seconds for a pair"
    yield figure(name, found.runs, lambda _, run: run.processor / len(pairs), lower=True)
    yield from costs(found.runs)
    told = {
        who: limited(pairs, claims) if who in LIMITED else claims
        for who, claims in found.outputs.items()
    }
    for name, kinds, value, low in _QUALITY:
        rows = (Row(who, (value(_judged(pairs, own, kinds)),)) for who, own in told.items())
        yield Figure(name, tuple(rows), low)


def _whatever(_: str, __: str) -> bool:
    return True


_QUALITY: tuple[tuple[str, Kinds, Callable[[Verdict], float], bool], ...] = (
    ("F1", compatible, lambda v: v.tally.f1, False),
    ("F1, whatever kind", _whatever, lambda v: v.tally.f1, False),
    ("recall, whatever kind", _whatever, lambda v: v.tally.recall, False),
    ("false alarms per 1,000 words", _whatever, lambda v: 1000 * v.false / v.words, True),
)


def _judged(pairs: Sequence[GoldPair], told: Sequence[Sequence[Told]], kinds: Kinds) -> Verdict:
    total = Verdict()
    for pair, own in zip(pairs, told, strict=True):
        claims = [Claim(code, frozenset(a), frozenset(b)) for code, a, b, _ in own]
        total.add(judge(pair, claims, kinds))
    return total


def limited(pairs: Sequence[GoldPair], told: Sequence[Sequence[Told]]) -> list[list[Told]]:
    """The claims over the limit that does best on this gold."""
    offs = sorted({off for own in told for *_, off in own})
    limits = [offs[k * (len(offs) - 1) // _STEPS] for k in range(_STEPS + 1)] if offs else [0.0]
    tried = [[[c for c in own if c[3] >= limit] for own in told] for limit in limits]
    return max(tried, key=lambda claims: _judged(pairs, claims, _whatever).tally.f1)


def _picture(figures: Sequence[Figure]) -> Dots:
    quality = next(f for f in figures if f.name == "F1, whatever kind")
    told = {row.contender: f"F1 {row.median:.3f}" for row in quality.rows}
    return Dots(
        "Checking document pairs: pairs a second, and F1 of whatever kind",
        "document pairs a second",
        tuple((r.contender, r.median, told.get(r.contender, "")) for r in figures[0].rows),
    )
