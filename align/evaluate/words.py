"""Word links against hand-aligned sentences: AER, precision and recall, punctuation left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from align.decode import LinkSettings, Method
from align.encode import Encoder
from align.errors import AlignError
from align.evaluate.anchors import anchored
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.measures import LinkCounts, link_counts
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Alignment, Segment
from align.pairwise import align_rows, text_segment
from align.pipeline import signature

if TYPE_CHECKING:
    import polars

Links = frozenset[tuple[int, int]]
_ROWS = 1000


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A hand-aligned sentence pair; ``possible`` are the links beyond the sure ones."""

    id: str
    source: Segment
    target: Segment
    sure: Links
    possible: Links


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table, in the layout of ``words/moi.tsv`` or ``words/news.tsv``."""
    for path in paths:
        pairs = sample(read_pairs(path), options.limit)
        ours = predicted_links(pairs, encoder)
        baselines = tuple(_baselines(pairs, encoder)) if options.baselines else ()
        figures = _figures(pairs, ours, baselines)
        figures += _without_flagged(path, pairs, ours)
        yield Evaluation(
            kind="words",
            gold=path.stem,
            items=len(pairs),
            unit="sentence pairs",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=anchored("words", path.stem, figures),
            notes=("Links of punctuation are left out of both sides; all our links count as A.",),
        )


def read_pairs(path: Path) -> list[GoldPair]:
    """The hand-aligned pairs of a table; links are "i-j", 0-based, Arabic first."""
    table = read_table(path, "id", "ar_tokens", "en_tokens")
    single = "links(ar_i-en_j)" in table.columns
    columns = ("links(ar_i-en_j)",) if single else ("sure", "possible")
    if not set(columns) <= set(table.columns):
        raise AlignError(path, "no column links(ar_i-en_j), nor sure and possible")
    try:
        pairs = list(starmap(_pair, _rows(table, columns)))
    except ValueError as error:
        raise AlignError(path, f"not word links: {error}") from error
    for pair in pairs:
        ends = len(pair.source.tokens), len(pair.target.tokens)
        if any(i >= ends[0] or j >= ends[1] for i, j in pair.sure | pair.possible):
            raise AlignError(path, f"{pair.id}: a link to a word that is not there")
    return pairs


def _rows(table: polars.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    links = [*columns, *[""] * (2 - len(columns))]
    for row in table.iter_rows(named=True):
        yield (row["id"], row["ar_tokens"], row["en_tokens"], *(row.get(c, "") for c in links))


def _pair(id_: str, source: str, target: str, sure: str, possible: str) -> GoldPair:
    return GoldPair(
        id_,
        text_segment(source, tokenized=True),
        text_segment(target, tokenized=True),
        _links(sure),
        _links(possible),
    )


def _links(field: str) -> Links:
    split = (link.split("-") for link in field.split())
    return frozenset((int(i), int(j)) for i, j in split)


def predicted_links(
    pairs: list[GoldPair], encoder: Encoder, settings: LinkSettings | None = None
) -> list[Links]:
    """All our links of each pair, sure and possible, by token index."""
    found: list[Links] = []
    for start in range(0, len(pairs), _ROWS):
        rows = [(p.source, p.target) for p in pairs[start : start + _ROWS]]
        found += map(_by_index, align_rows(rows, encoder, settings))
    return found


def _baselines(pairs: list[GoldPair], encoder: Encoder) -> Iterator[tuple[str, list[Links]]]:
    """What costs nothing, and what other ways of choosing make of the same vectors."""
    yield "diagonal", [diagonal(p) for p in pairs]
    ours = LinkSettings()
    for method in Method:
        if method is not ours.method:
            yield method.value, predicted_links(pairs, encoder, replace(ours, method=method))


def _by_index(alignment: Alignment) -> Links:
    ours = {t.span: i for i, t in enumerate(alignment.source_segments[0].tokens)}
    theirs = {t.span: j for j, t in enumerate(alignment.target_segments[0].tokens)}
    return frozenset((ours[k.source], theirs[k.target]) for k in alignment.links)


def diagonal(pair: GoldPair) -> Links:
    """The trivial baseline: each word linked with the word at the same place of the other side."""
    ours = [i for i, t in enumerate(pair.source.tokens) if t.is_word]
    theirs = [j for j, t in enumerate(pair.target.tokens) if t.is_word]
    if not ours or not theirs:
        return frozenset()
    n, m = len(ours), len(theirs)
    size = max(n, m)
    return frozenset((ours[k * n // size], theirs[k * m // size]) for k in range(size))


def link_totals(pairs: list[GoldPair], predicted: list[Links]) -> LinkCounts:
    """The counts of all pairs, links of punctuation left out of both sides."""
    total = LinkCounts()
    for pair, links in zip(pairs, predicted, strict=True):
        kept = (_of_words(pair, k) for k in (links, pair.sure, pair.possible))
        total += link_counts(*kept)
    return total


def _of_words(pair: GoldPair, links: Links) -> Links:
    """``links`` without those of a token that is punctuation."""
    ours, theirs = pair.source.tokens, pair.target.tokens
    return frozenset((i, j) for i, j in links if ours[i].is_word and theirs[j].is_word)


_MEASURES: tuple[tuple[str, Callable[[LinkCounts], float], bool], ...] = (
    ("AER", lambda c: c.error_rate, True),
    ("precision", lambda c: c.precision, False),
    ("recall", lambda c: c.recall, False),
)


def _figures(
    pairs: list[GoldPair], ours: list[Links], baselines: tuple[tuple[str, list[Links]], ...]
) -> tuple[Figure, ...]:
    counts = link_totals(pairs, ours)
    others = [(system, link_totals(pairs, links)) for system, links in baselines]
    return tuple(
        Figure(
            name,
            take(counts),
            counts.predicted + counts.sure,
            lower,
            tuple(Reference(system, take(c)) for system, c in others),
        )
        for name, take, lower in _MEASURES
    )


def _without_flagged(path: Path, pairs: list[GoldPair], ours: list[Links]) -> tuple[Figure, ...]:
    """AER without the sentences that the set's own authors call wrong, where they are listed."""
    listed = path.with_name(f"{path.stem}_flagged_ids.txt")
    if not listed.is_file():
        return ()
    flagged = {line.split("\t")[0] for line in listed.read_text("utf-8").splitlines()}
    kept = [(p, k) for p, k in zip(pairs, ours, strict=True) if p.id not in flagged]
    counts = link_totals([p for p, _ in kept], [k for _, k in kept])
    name = "AER, flagged sentences left out"
    return (Figure(name, counts.error_rate, counts.predicted + counts.sure, True),)
