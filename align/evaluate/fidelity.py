"""Fidelity held against people's judgement, and whether it falls where one thing is wrong.

Three layouts: ``fidelity/sts17.tsv`` (similarity by people), ``fidelity/mt_geneval_sentences.tsv``
(each sentence about a man and about a woman), and tables of clean pairs such as
``documents/ntrex.tsv``, of which one thing is changed at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from align.encode import Encoder
from align.evaluate.anchors import anchored
from align.evaluate.checks import clean_pairs
from align.evaluate.contrast import PARAPHRASE, SEED, contrasts, kinds
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.measures import mean, spearman
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.similarity import baselines
from align.fidelity.formula import FORMULA
from align.pairwise import measured_rows
from align.pipeline import signature
from align.segment import tokenize
from align.text import fold

EDITS = 100  # of a kind, at most
TextPair = tuple[str, str]  # Arabic, English
Twins = Sequence[tuple[TextPair, TextPair]]  # a right pair, and a wrong one beside it
Found = tuple[tuple[Figure, ...], int, str, str]  # figures, items, their unit, a note


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table."""
    for path in paths:
        figures, items, unit, note = _layout(path)(path, encoder, options)
        name = path.name.partition(".")[0]
        yield Evaluation(
            kind="fidelity",
            gold=name,
            items=items,
            unit=unit,
            sha256=digest([path]),
            signature=f"{signature(encoder)}|{FORMULA}",
            figures=anchored("fidelity", name, figures),
            notes=(note,),
        )


def _layout(path: Path) -> Callable[[Path, Encoder, Options], Found]:
    columns = read_table(path).columns
    if "gold_0_5" in columns:
        return _judged
    return _turned if "ar_masc" in columns else _edited


def _judged(path: Path, encoder: Encoder, options: Options) -> Found:
    table = read_table(path, "ar", "en", "gold_0_5")
    rows = sample(list(table.select("ar", "en", "gold_0_5").iter_rows()), options.limit)
    gold = [float(r[2]) for r in rows]
    value = spearman(_fidelity([r[:2] for r in rows], encoder), gold)
    beside = (
        baselines([r[0] for r in rows], [r[1] for r in rows], gold) if options.baselines else ()
    )
    figure = Figure("Spearman", value, len(rows), baselines=beside)
    return (figure,), len(rows), "sentence pairs", "Fidelity beside people's judgement, 0 to 5."


def _turned(path: Path, encoder: Encoder, options: Options) -> Found:
    """The Arabic about a man and that about a woman, each beside the English about either."""
    names = ("ar_masc", "en_masc", "ar_fem", "en_fem")
    rows = sample(list(read_table(path, *names).select(*names).iter_rows()), options.limit)
    men = [((ar, en), (other, en)) for ar, en, other, _ in rows]
    women = [((ar, en), (other, en)) for other, _, ar, en in rows]
    twins = [*men, *women]
    values, texts = _fidelity(_flat(twins), encoder), _flat(twins)
    half = len(values) // 2
    figures = (
        Figure("right one above", _above(values), len(twins), baselines=_beside(texts, options)),
        Figure("right one above, men", _above(values[:half]), len(men)),
        Figure("right one above, women", _above(values[half:]), len(women)),
    )
    note = "The share of translations that score above the same with the persons' gender exchanged."
    return figures, len(rows), "sentences about a man and about a woman", note


def _edited(path: Path, encoder: Encoder, options: Options) -> Found:
    pairs = clean_pairs(path, options.limit)
    figures: list[Figure] = []
    every: list[float] = []
    for kind in kinds():
        twins = [(e.clean, e.pair) for e in contrasts(pairs, kind, EDITS)]
        if not twins:
            continue
        texts = _flat(twins)
        value = _above(_fidelity(texts, encoder))
        beside = _beside(texts, options)
        figures.append(Figure(f"clean above, {kind}", value, len(twins), baselines=beside))
        every += [value] if kind != PARAPHRASE else []
    figures.insert(0, Figure("clean above, mean of kinds", mean(every), len(every)))
    unit = f"clean pairs, one thing changed at a time, seed {SEED}"
    note = (
        "The share of clean pairs that score above the same with one thing changed;"
        " ties count half. A paraphrase changes nothing that is said: .5 is best."
    )
    return tuple(figures), len(pairs), unit, note


def _flat(twins: Twins) -> list[TextPair]:
    return [pair for twin in twins for pair in twin]


def _beside(texts: Sequence[TextPair], options: Options) -> tuple[Reference, ...]:
    """What needs no encoder, on twins one after the other."""
    if not options.baselines:
        return ()
    return (
        Reference("length ratio", _above([_by_length(t) for t in texts])),
        Reference("marks and digits in common", _above([_by_tokens(t) for t in texts])),
    )


def _fidelity(texts: Sequence[TextPair], encoder: Encoder) -> list[float]:
    return [own.fidelity for own, _ in measured_rows(texts, encoder)]


def _above(values: Sequence[float]) -> float:
    """How often the first of two neighbours is higher; ties count half."""
    twins = list(zip(values[::2], values[1::2], strict=True))
    return mean((a > b) + (a == b) / 2 for a, b in twins)


def _by_length(pair: TextPair) -> float:
    ar, en = map(len, pair)
    return min(ar, en) / max(ar, en, 1)


def _by_tokens(pair: TextPair) -> float:
    """The Jaccard index of both texts' folded tokens, which across scripts are marks and digits."""
    ours, theirs = ({fold(t.form) for t in tokenize(text)} for text in pair)
    return len(ours & theirs) / max(1, len(ours | theirs))
