"""Stage ``links``: rows cleaned, split into words and linked; and the same read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError
from align.training import links
from align.training.bitext import Row, clean, read_rows, write_rows
from align.training.clitics import Segmenter
from align.training.exclusion import Exclusion
from align.training.files import whole
from align.training.heads import attached
from align.training.links import Weighted, combined, gathered, parse
from align.training.progress import Tick, silent
from align.training.vocab import Splitter
from align.training.work import Work


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row with its words and their links.

    ``meanings`` are the links of stems alone, without those of articles and other clitics.
    """

    row: Row
    arabic: list[str]
    english: list[str]
    links: list[Weighted]
    meanings: list[Weighted]


def prepare(work: Work, bitext: Sequence[Path], exclude: Sequence[Path]) -> Counter[str]:
    """Written to ``work``: the rows worth learning from; why the others were left out, counted."""
    exclusion = Exclusion.of(tuple(exclude))
    counts: Counter[str] = Counter()
    rows = (row for path in bitext for row in read_rows(path))
    with whole(work.bitext) as partial:
        write_rows(partial, clean(rows, exclusion, counts))
    if not counts["kept"]:
        raise AlignError(bitext[0], "has no row that is worth learning from")
    return counts


def split_words(work: Work, tick: Tick = silent) -> None:
    """Written to ``work``: the normalised words of both sides, a row a line."""
    splitter = Splitter()
    arabic, english = work.words
    with (
        whole(arabic) as one,
        whole(english) as other,
        one.open("w", encoding="utf-8") as first,
        other.open("w", encoding="utf-8") as second,
    ):
        for number, row in enumerate(read_rows(work.bitext)):
            first.write(" ".join(splitter.words(row.ar)) + "\n")
            second.write(" ".join(splitter.words(row.en)) + "\n")
            tick(number, 0)


def link_words(work: Work, program: str | None) -> None:
    """Written to ``work``: the links between Arabic segments and English words."""
    arabic, english = work.words
    segments = work.path("segments.ar.txt")
    sentences = list(_words(arabic))
    segmenter = Segmenter(sentences)
    with whole(segments) as partial, partial.open("w", encoding="utf-8") as out:
        for words in sentences:
            out.write(" ".join(s for word in words for s in segmenter.segments(word)) + "\n")
    links.link((segments, english), work.links, program)


def read_linked(work: Work) -> Iterator[LinkedRow]:
    """The rows of ``work`` with their links; AlignError before they were made."""
    if not all(path.exists() for path in work.links):
        raise AlignError(work.root, "has no links yet: run 'align train links'")
    arabic, english = work.words
    segmenter = Segmenter(_words(arabic))
    with work.links[0].open(encoding="utf-8") as one, work.links[1].open(encoding="utf-8") as other:
        sources = read_rows(work.bitext), _words(arabic), _words(english), one, other
        for row, first, second, forward, reverse in zip(*sources, strict=True):
            both = parse(forward), parse(reverse)
            owners, stems = _owners(first, segmenter)
            words = combined(gathered(both[0], owners), gathered(both[1], owners))
            meanings = [(owners[i], j, c) for i, j, c in combined(*both) if stems[i]]
            yield LinkedRow(row, first, second, attached(first, second, words), meanings)


def _words(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.split()


def _owners(words: Sequence[str], segmenter: Segmenter) -> tuple[list[int], list[bool]]:
    """For every segment of ``words``, the word it belongs to, and whether it is a stem."""
    owners: list[int] = []
    stems: list[bool] = []
    for index, word in enumerate(words):
        parts = segmenter.segments(word)
        owners += [index] * len(parts)
        stems += [len(parts) == 1 or part.strip("+") == part for part in parts]
    return owners, stems
