"""Sentence alignment against gold beads: strict and lax F1, null beads.

Three layouts: ``*.beads`` with ``.ar`` and ``.en`` beside them (a line is a segment as given),
``rasaif.tsv`` (rows with one side empty are true nulls), and gold about documents
(``corpora/*/gold.json``, ``seeds/*.json``), where the segments are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.encode import Encoder
from align.errors import AlignError
from align.evaluate import lengths
from align.evaluate.anchors import anchored
from align.evaluate.beads import lax, line_beads, line_document, strict
from align.evaluate.gold import digest, read_lines, sample
from align.evaluate.lengths import BeadPair
from align.evaluate.measures import Tally
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Document, Language
from align.pipeline import signature

_SUFFIXES = (".ar", ".beads", ".en")
_STRICT = (
    "Strict: exactly the gold's bead; lax: shares a segment of both sides with one. Null beads of"
    " either side are left out, as is usual; lines are segments as given."
)


@dataclass(frozen=True, slots=True)
class GoldText:
    """Two texts, a segment a line, and their beads."""

    name: str
    source: Document
    target: Document
    beads: tuple[BeadPair, ...]

    @property
    def lengths(self) -> tuple[list[int], list[int]]:
        """The length of every line in characters."""
        return tuple([len(x) for x in d.text.split("\n")] for d in (self.source, self.target))  # type: ignore[return-value] # two sides


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a genre (``law``, ``literature``), one over all genres, one a gold file."""
    texts = {p.with_suffix(".beads"): None for p in paths if p.suffix in _SUFFIXES}
    yield from _by_genre(tuple(texts), encoder, options)
    for path in paths:
        if path.suffix == ".tsv":
            from align.evaluate.rows import measure_rows

            yield measure_rows(path, encoder, options)
        elif path.suffix == ".json":
            from align.evaluate.found import measure_found

            yield measure_found(path, encoder, options)
        elif path.suffix not in _SUFFIXES:
            raise AlignError(path, "not gold of sentences (.beads, .tsv or .json)")


def read_text(path: Path) -> GoldText:
    """The two texts beside a ``.beads`` file, and its beads: source ids, tab, target ids."""
    sides = [
        line_document(read_lines(path.with_suffix(f".{language}")), language, language)
        for language in Language
    ]
    return GoldText(path.stem, sides[0], sides[1], tuple(_beads(path)))


def _beads(path: Path) -> Iterator[BeadPair]:
    for line in read_lines(path):
        sides = line.split("\t")
        try:
            source, target = (
                tuple(int(number) for number in side.split(",") if number) for side in sides
            )
        except ValueError as error:
            raise AlignError(path, f"not a bead: {line!r}") from error
        yield source, target


def _by_genre(paths: Sequence[Path], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    chosen = sample(paths, options.limit)
    texts = [(path, read_text(path)) for path in chosen]
    ours = {t.name: [b for b, _ in line_beads(t.source, t.target, encoder)] for _, t in texts}
    genres = sorted({genre(p) for p in chosen})
    for kind in [*genres, *(["all"] if len(genres) > 1 else [])]:
        own = [(p, t) for p, t in texts if kind in ("all", genre(p))]
        figures = _figures([t for _, t in own], ours, options)
        yield Evaluation(
            kind="sentences",
            gold=kind,
            items=sum(len(t.beads) for _, t in own),
            unit=f"gold beads in {len(own)} documents",
            sha256=digest([p.with_suffix(s) for p, _ in own for s in _SUFFIXES]),
            signature=signature(encoder),
            figures=anchored("sentences", kind, figures),
            notes=(_STRICT,),
        )


def genre(path: Path) -> str:
    """What the text is of: ``law`` for ``law_001.beads``."""
    return re.sub(r"_\d+$", "", path.stem)


_SYSTEMS: tuple[tuple[str, Callable[[GoldText], list[BeadPair]]], ...] = (
    ("Gale-Church", lambda t: lengths.gale_church(*t.lengths)),
    ("nltk gale_church as shipped", lambda t: lengths.nltk_gale_church(*t.lengths)),
    ("diagonal", lambda t: lengths.diagonal(*map(len, t.lengths))),
)


def _figures(
    texts: list[GoldText], ours: dict[str, list[BeadPair]], options: Options
) -> tuple[Figure, ...]:
    others = [
        (system, [run(t) for t in texts]) for system, run in (_SYSTEMS if options.baselines else ())
    ]
    own = [ours[t.name] for t in texts]
    figures = []
    for kind, compare in (("strict", strict), ("lax", lax)):
        tally = _total(texts, own, compare)
        baselines = [(name, _total(texts, found, compare)) for name, found in others]
        figures += [
            Figure(
                f"{kind} F1",
                tally.f1,
                tally.gold,
                baselines=tuple(Reference(name, t.f1) for name, t in baselines),
            ),
            Figure(f"{kind} precision", tally.precision, tally.predicted),
            Figure(f"{kind} recall", tally.recall, tally.gold),
        ]
    return tuple(figures)


def _total(
    texts: list[GoldText],
    predicted: list[list[BeadPair]],
    compare: Callable[[list[BeadPair], tuple[BeadPair, ...]], Tally],
) -> Tally:
    total = Tally()
    for text, beads in zip(texts, predicted, strict=True):
        total += compare(beads, text.beads)
    return total
