"""Gold word links read, and the alignment error rate against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Links = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Linked:
    """A sentence pair with its gold links; ``possible`` includes the sure ones."""

    arabic: list[str]
    english: list[str]
    sure: Links
    possible: Links


def read_table(path: Path) -> list[list[str]]:
    """The rows of a TSV file below its header, as cells."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:] if line]


def read_moi(path: Path) -> list[Linked]:
    """The sentences of ``words/moi.tsv``: all links sure."""
    rows = []
    for cells in read_table(path):
        links = _links(cells[3])
        rows.append(Linked(cells[1].split(), cells[2].split(), links, links))
    return rows


def read_news(path: Path) -> list[Linked]:
    """The sentences of ``words/news.tsv``: sure and possible links."""
    rows = []
    for cells in read_table(path):
        sure = _links(cells[4])
        rest = _links(cells[5]) if len(cells) > 5 else set()
        rows.append(Linked(cells[2].split(), cells[3].split(), sure, sure | rest))
    return rows


def error_rate(rows: Sequence[Linked], found: Sequence[Links]) -> float:
    """The alignment error rate of ``found``, punctuation left out on both sides."""
    hits = made = sure = 0
    for row, links in zip(rows, found, strict=True):
        kept, wanted = _between_words(row, links), _between_words(row, row.sure)
        made += len(kept)
        sure += len(wanted)
        hits += len(kept & wanted) + len(kept & row.possible)
    return 1 - hits / max(1, made + sure)


def _links(cell: str) -> Links:
    return {(int(a), int(b)) for a, b in (link.split("-") for link in cell.split())}


def _between_words(row: Linked, links: Links) -> Links:
    return {(i, j) for i, j in links if _is_word(row.arabic[i]) and _is_word(row.english[j])}


def _is_word(word: str) -> bool:
    return any(c.isalnum() for c in word)
