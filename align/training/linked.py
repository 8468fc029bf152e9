"""Stage ``links``: rows cleaned, split into words and linked; and the same read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError
from align.training import links
from align.training.bitext import Row, clean, read_rows, write_rows
from align.training.clitics import Segmenter
from align.training.exclusion import Exclusion
from align.training.files import whole
from align.training.given import parsed, split_row, written
from align.training.heads import attached
from align.training.links import Weighted, combined, gathered, parse
from align.training.progress import Tick, silent
from align.training.relink import Linker
from align.training.vocab import Splitter
from align.training.work import Work


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A row with its words and their links.

    ``meanings`` are the links of stems alone, without those of articles and other clitics.
    ``complete``: a person linked the words, so that a word without a link has no counterpart.
    """

    row: Row
    arabic: list[str]
    english: list[str]
    links: list[Weighted]
    meanings: list[Weighted]
    complete: bool = False


def prepare(work: Work, bitext: Sequence[Path], exclude: Sequence[Path]) -> Counter[str]:
    """Written to ``work``: the rows worth learning from; why the others were left out, counted."""
    exclusion = Exclusion.of(tuple(exclude))
    counts: Counter[str] = Counter()
    rows = (row for path in bitext for row in read_rows(path))
    with whole(work.bitext) as partial:
        write_rows(partial, clean(rows, exclusion, counts))
    if not counts["kept"]:
        raise AlignError(bitext[0], "has no row that is worth learning from")
    work.add_sets(Counter(row.set for row in read_rows(work.bitext)))
    return counts


def split_words(work: Work, tick: Tick = silent) -> None:
    """Written to ``work``: the normalised words of both sides and given links, a row a line."""
    splitter = Splitter()
    with ExitStack() as stack:
        paths = [stack.enter_context(whole(p)) for p in (*work.words, work.given)]
        files = [stack.enter_context(p.open("w", encoding="utf-8")) for p in paths]
        for number, row in enumerate(read_rows(work.bitext)):
            words, links = split_row(row, splitter)
            lines = (" ".join(words[0]), " ".join(words[1]), written(links))
            for file, line in zip(files, lines, strict=True):
                file.write(line + "\n")
            tick(number, 0)


def link_words(work: Work, program: str | None) -> None:
    """Written to ``work``: word links by statistics, over Arabic cut into clitics and stems."""
    arabic, english = work.words
    segments = work.path("segments.ar.txt")
    sentences = list(_words(arabic))
    segmenter = Segmenter(sentences)
    with whole(segments) as partial, partial.open("w", encoding="utf-8") as out:
        for words in sentences:
            out.write(" ".join(s for word in words for s in segmenter.segments(word)) + "\n")
    links.link((segments, english), work.directions, program)
    files = zip(sentences, _words(english), *map(_lines, work.directions), strict=True)
    _write(work, (_gathered(segmenter, *row) for row in files))


def _gathered(
    segmenter: Segmenter, arabic: list[str], english: list[str], forward: str, reverse: str
) -> tuple[list[Weighted], list[Weighted]]:
    """The links of words, dependents with their heads; and those of stems alone."""
    both = parse(forward), parse(reverse)
    owners, stems = _owners(arabic, segmenter)
    words = combined(gathered(both[0], owners), gathered(both[1], owners))
    meanings = [(owners[i], j, c) for i, j, c in combined(*both) if stems[i]]
    return attached(arabic, english, words), meanings


def link_with_encoder(work: Work, folder: Path, tick: Tick = silent) -> None:
    """Written to ``work``: the word links that the encoder packaged in ``folder`` finds.

    Rows that a person linked get none: theirs are better.
    """
    files = zip(*map(_words, work.words), _lines(work.given), strict=True)
    rows = [([], []) if given.strip() else (ar, en) for ar, en, given in files]
    linked = enumerate(Linker(folder).links(rows))

    def ticked() -> Iterator[tuple[list[Weighted], list[Weighted]]]:
        for number, found in linked:
            tick(number, len(rows))
            yield found, found

    _write(work, ticked())


def _write(work: Work, rows: Iterable[tuple[list[Weighted], list[Weighted]]]) -> None:
    with ExitStack() as stack:
        paths = [stack.enter_context(whole(p)) for p in (work.links, work.meanings)]
        files = [stack.enter_context(p.open("w", encoding="utf-8")) for p in paths]
        for row in rows:
            for file, found in zip(files, row, strict=True):
                file.write(written(found) + "\n")


def read_linked(work: Work) -> Iterator[LinkedRow]:
    """The rows of ``work`` with their links; AlignError before they were made."""
    if not work.links.exists():
        raise AlignError(work.root, "has no links yet: run 'align train links'")
    sides = map(_words, work.words)
    files = map(_lines, (work.links, work.meanings, work.given))
    rows = zip(read_rows(work.bitext), *sides, *files, strict=True)
    for row, arabic, english, found, meanings, given in rows:
        own = parsed(given)
        links_ = own or parsed(found)
        yield LinkedRow(row, arabic, english, links_, parsed(meanings), bool(own))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from lines


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
