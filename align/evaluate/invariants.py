"""What has to hold on any text, looked at on documents and on tables of pairs.

Files are read as ``align check`` reads them, each compared with the one named after it (the last
with the first); the rows of a table are the sentences of small documents. Kind ``invariants`` of
``align evaluate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from align.config import Settings
from align.encode import Encoder
from align.errors import AlignError
from align.evaluate import held
from align.evaluate.gold import digest, read_lines, read_table, sample
from align.evaluate.results import Evaluation, Figure, Options
from align.model import Block, BlockKind, Document, Language, Report, Side, Span
from align.pipeline import check, signature
from align.read import read_document
from align.text import script

Pair = tuple[Document, Document]
_COLUMNS = (
    *(("ar", "en"), ("ar_text", "en_text"), ("ar_json_string", "en_json_string")),
    *(("ar_tokens", "en_tokens"), ("src", "mt"), ("ar_masc", "en_masc"), ("source", "target")),
)
_DOCUMENTS = "docid", "document", "doc", "book", "pid"
_ROWS = 12  # of a small document
_TOLD = 10  # broken places that are told


@dataclass(slots=True)
class Looked:
    """How much was looked at of each kind, and where something does not hold."""

    at: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, str]] = field(default_factory=list)

    def look(self, name: str, found: Iterator[str], count: int = 1) -> None:
        """Notes what of ``count`` things of a kind is broken."""
        self.at[name] += count
        self.broken += ((name, words) for words in found)


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One evaluation of all files; AlignError for a table without a known pair of columns."""
    looked = Looked()
    for pair in pairs_of(paths, options.limit):
        look_at(check([pair], Settings(same_language=True), encoder), looked)
    counts = Counter(name for name, _ in looked.broken)
    yield Evaluation(
        kind="invariants",
        gold=", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else ""),
        items=looked.at["pairs"],
        unit="pairs of documents",
        sha256=digest(paths),
        signature=signature(encoder),
        figures=tuple(
            Figure(name, counts[name], count, lower_is_better=True)
            for name, count in looked.at.items()
        ),
        notes=tuple(f"{name}: {words}" for name, words in looked.broken[:_TOLD]),
    )


def look_at(report: Report, looked: Looked) -> None:
    """Holds all that has to be true against a report."""
    for alignment in report.alignments:
        looked.look("pairs", iter(()))
        for side, whole in zip(Side, (alignment.pair.source, alignment.pair.target), strict=True):
            document = report.document(whole.document)
            found = held.characters(document, alignment, side)
            looked.look("characters in one segment or gap", found, len(document.text))
            for segment in alignment.segments(side):
                looked.look("segments with their tokens", held.tokens(segment, alignment.by_units))
        looked.look("beads hold each segment once", held.beads(alignment), len(alignment.beads))
        looked.look("links inside their bead", held.links(alignment), len(alignment.links))
        looked.look("mirror", held.mirror(alignment))
    for finding in report.findings:
        looked.look("findings quote their words", held.finding(finding, report))
    for name, holds in held.OF_REPORTS:
        looked.look(name, holds(report))


def pairs_of(paths: tuple[Path, ...], limit: int | None) -> Iterator[Pair]:
    """The documents to be compared; of a table at most ``limit`` small ones."""
    tables = [path for path in paths if path.name.endswith((".tsv", ".tsv.gz"))]
    files = [path for path in paths if path not in tables]
    for one, two in zip(files, [*files[1:], *files[:1]], strict=True):
        yield _read("source", one), _read("target", two)
    for path in tables:
        yield from sample(list(_small(path)), limit)


def _read(id_: str, path: Path) -> Document:
    """A document; of gold for sentence alignment (law_001.ar) a paragraph a line."""
    if path.suffix in (".ar", ".en"):
        return _document(id_, path, tuple(read_lines(path)))
    return read_document(path, id=id_)


def _small(path: Path) -> Iterator[Pair]:
    """A table's rows, those of one document together, a dozen at a time."""
    table = read_table(path)
    names = next((own for own in _COLUMNS if set(own) <= set(table.columns)), None)
    if names is None:
        raise AlignError(path, f"no pair of columns ({'; '.join(map(', '.join, _COLUMNS))})")
    by = next((name for name in _DOCUMENTS if name in table.columns), None)
    groups = table[by].to_list() if by else [""] * table.height
    rows = list(zip(groups, *(table[name].to_list() for name in names), strict=True))
    for _, own in groupby(enumerate(rows), lambda row: (row[1][0], not by and row[0] // _ROWS)):
        lines = [row[1:] for _, row in own]
        for start in range(0, len(lines), _ROWS):
            sides = [*zip(*lines[start : start + _ROWS], strict=True)]
            yield _document("source", path, sides[0]), _document("target", path, sides[1])


def _document(id_: str, path: Path, rows: tuple[str, ...]) -> Document:
    """A paragraph a row, its line breaks as they are."""
    text, blocks = "", []
    for row in rows:
        blocks.append(Block(Span(len(text), len(text) + len(row)), BlockKind.PARAGRAPH))
        text += f"{row}\n"
    language = script(text) or Language.EN
    return Document(id_, str(path), language, text, blocks=tuple(blocks))
