"""Findings held against planted and known differences: recall, precision, false alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.config import Settings
from align.encode import Encoder
from align.evaluate.documents import (
    GoldFinding,
    GoldPair,
    collection,
    gold_digest,
    gold_pairs,
)
from align.evaluate.found import bead_tally
from align.evaluate.gold import digest
from align.evaluate.locate import WordSet, same
from align.evaluate.measures import Tally
from align.evaluate.naive import naive_claims
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Finding, Report, Side, Span
from align.pipeline import check, signature

# Which of our codes name what the gold's code names; a loss on one side is told as omission or
# addition by direction alone. Another meaning inside quotation marks is also a mistranslation.
_COMPATIBLE = {
    "OM": ("OM", "AD"),
    "AD": ("AD", "OM"),
    "MT": ("MT", "TE", "QU01", "LC"),
    "TE": ("TE", "MT"),
    "UN": ("UN",),
    "LC": ("LC", "MT"),
    "QU": ("QU",),
    "QU01": ("QU", "MT"),
    "QU03": ("QU", "OM", "AD"),
}
Kinds = Callable[[str, str], bool]
_NOTES = (
    "A finding is right if it shares half of the shorter run's words with a gold finding of a"
    " compatible kind, on a side that both quote.",
    "Neither right nor wrong: words that no gold bead holds, told as omitted or added; in report"
    " pairs, which are free to leave out, also omissions that are not listed; moved sentences, of"
    " which the gold lists none.",
    "Clean beads are gold beads in which no gold finding lies.",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a system reports: a code and the words on each side."""

    code: str
    source: WordSet
    target: WordSet

    def words(self, side: Side) -> WordSet:
        """The words of one side."""
        return self.source if side is Side.SOURCE else self.target


@dataclass(slots=True)
class Verdict:
    """What the gold says to the claims about one or more pairs."""

    tally: Tally = field(default_factory=Tally)
    must: Tally = field(default_factory=Tally)
    somehow: int = 0  # gold findings whose words were reported, whatever the kind
    false_in_clean: int = 0
    clean: int = 0
    words: int = 0
    by_code: dict[str, Tally] = field(default_factory=dict)

    @property
    def false(self) -> int:
        """The number of false alarms."""
        return self.tally.predicted - self.tally.right

    def add(self, other: Verdict) -> None:
        """Takes in the counts of ``other``."""
        self.tally += other.tally
        self.must += other.must
        self.somehow += other.somehow
        self.false_in_clean += other.false_in_clean
        self.clean += other.clean
        self.words += other.words
        for code, tally in other.by_code.items():
            self.by_code[code] = self.by_code.get(code, Tally()) + tally


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a gold file, and one over all of them where there are several."""
    every: list[tuple[GoldPair, Report]] = []
    for path in paths:
        own = [(pair, _report(pair, encoder)) for pair in gold_pairs(path)]
        every += own
        yield _evaluation(collection(path), gold_digest(path), own, encoder, options)
    if len(paths) > 1:
        total = digest(paths)
        for name, kinds in (
            ("all", (False, True)),
            ("all statement pairs", (False,)),
            ("all report pairs", (True,)),
        ):
            own = [row for row in every if row[0].report in kinds]
            if own:
                yield _evaluation(name, total, own, encoder, options)


def _report(pair: GoldPair, encoder: Encoder) -> Report:
    return check([(pair.source, pair.target)], Settings(same_language=True), encoder)


def _evaluation(
    name: str,
    sha256: str,
    pairs: list[tuple[GoldPair, Report]],
    encoder: Encoder,
    options: Options,
) -> Evaluation:
    ours, naive, beads = Verdict(), Verdict(), Tally()
    for pair, report in pairs:
        ours.add(judge(pair, claims(pair, report.findings)))
        alignment = report.alignments[0]
        sides = alignment.source_segments, alignment.target_segments
        beads += bead_tally(pair, sides, [(b.source, b.target) for b in alignment.beads])
        if options.baselines:
            naive.add(judge(pair, [Claim(*c) for c in naive_claims(pair, sides)]))
    lost = tuple(f"not in the document as read: {x}" for p, _ in pairs for x in p.lost)
    return Evaluation(
        kind="findings",
        gold=name,
        items=ours.tally.gold,
        unit=f"gold findings in {len(pairs)} document pairs",
        sha256=sha256,
        signature=signature(encoder),
        figures=(
            *_figures(ours, naive if options.baselines else None),
            Figure("beads found", beads.recall, beads.gold),
        ),
        notes=(*_NOTES, *_by_code(ours), *lost),
    )


def claims(pair: GoldPair, findings: Iterable[Finding]) -> list[Claim]:
    """Findings as claims about the words of ``pair``."""
    ours, theirs = (pair.words[side] for side in Side)
    return [
        Claim(
            f.code,
            ours.within(_span(f, Side.SOURCE)),
            theirs.within(_span(f, Side.TARGET)),
        )
        for f in findings
    ]


def _span(finding: Finding, side: Side) -> Span | None:
    quote = finding.source if side is Side.SOURCE else finding.target
    return quote.span if quote else None


def compatible(ours: str, gold: str) -> bool:
    """True if a finding of code ``ours`` names what the gold calls ``gold``."""
    names = _COMPATIBLE.get(gold) or _COMPATIBLE.get(gold[:2], (gold,))
    return ours.startswith(names)


def judge(pair: GoldPair, claims: Sequence[Claim], kinds: Kinds = compatible) -> Verdict:
    """Holds claims against the gold of one pair; ``kinds``: may a claim's code be the gold's."""
    verdict = Verdict(words=sum(map(len, pair.words.values())))
    right = [any(_meets(c, g) and kinds(c.code, g.code) for g in pair.findings) for c in claims]
    judged = [r or not _neutral(pair, c) for c, r in zip(claims, right, strict=True)]
    found = [any(_meets(c, g) and kinds(c.code, g.code) for c in claims) for g in pair.findings]
    verdict.somehow = sum(any(_meets(c, g) for c in claims) for g in pair.findings)
    verdict.tally = Tally(sum(right), sum(judged), sum(found), len(found))
    must = [hit for hit, g in zip(found, pair.findings, strict=True) if g.must]
    verdict.must = Tally(0, 0, sum(must), len(must))
    for gold, hit in zip(pair.findings, found, strict=True):
        _count(verdict.by_code, gold.code, Tally(0, 0, int(hit), 1))
    for claim, hit, counts in zip(claims, right, judged, strict=True):
        _count(verdict.by_code, claim.code, Tally(int(hit), int(counts), 0, 0))
    wrong = [c for c, r, j in zip(claims, right, judged, strict=True) if j and not r]
    _clean_beads(verdict, pair, wrong)
    return verdict


def _count(by_code: dict[str, Tally], code: str, tally: Tally) -> None:
    by_code[code] = by_code.get(code, Tally()) + tally


def _clean_beads(verdict: Verdict, pair: GoldPair, wrong: list[Claim]) -> None:
    """Counts the beads without a gold finding, and the false alarms that fall into one."""
    clean = [
        bead
        for bead in pair.beads
        if not any(
            bead.words(side) & place
            for gold in pair.findings
            for side in Side
            for place in gold.places(side)
        )
    ]
    verdict.clean = len(clean)
    verdict.false_in_clean = sum(
        any(claim.words(side) & bead.words(side) for bead in clean for side in Side)
        for claim in wrong
    )


def _meets(claim: Claim, gold: GoldFinding) -> bool:
    """True if both quote the same words on a side."""
    return any(same(claim.words(side), place) for side in Side for place in gold.places(side))


def _neutral(pair: GoldPair, claim: Claim) -> bool:
    """True for what the gold has no opinion on: some omissions and additions, and all moves."""
    if claim.code.startswith("ST"):
        return True
    if claim.code[:2] not in ("OM", "AD"):
        return False
    if pair.report and claim.source and not claim.target:
        return True
    return not any(claim.words(side) & bead.words(side) for bead in pair.beads for side in Side)


def _figures(ours: Verdict, naive: Verdict | None) -> Iterator[Figure]:
    def figure(name: str, take: object, items: int, lower: bool = False) -> Figure:
        assert callable(take)
        beside = () if naive is None else (Reference("length beads, digit strings", take(naive)),)
        return Figure(name, take(ours), items, lower, beside)

    gold, predicted = ours.tally.gold, ours.tally.predicted
    yield figure("recall, must", lambda v: v.must.recall, ours.must.gold)
    yield figure("recall", lambda v: v.tally.recall, gold)
    yield figure("recall, whatever kind", lambda v: v.somehow / max(1, v.tally.gold), gold)
    yield figure("precision", lambda v: v.tally.precision, predicted)
    yield figure("F1", lambda v: v.tally.f1, gold)
    name = "false alarms per 1,000 words"
    yield figure(name, lambda v: 1000 * v.false / max(1, v.words), ours.words, True)
    name = "false alarms per 1,000 clean beads"
    yield figure(name, lambda v: 1000 * v.false_in_clean / max(1, v.clean), ours.clean, True)


def _by_code(verdict: Verdict) -> Iterator[str]:
    for code, tally in sorted(verdict.by_code.items()):
        yield (
            f"{code}: {tally.found} of {tally.gold} gold found,"
            f" {tally.right} of {tally.predicted} reported right"
        )
