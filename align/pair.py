"""Which files, and which units of their text, are renderings of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from align.beads import BeadCosts, align_segments, unit_score, unit_scores
from align.encode.similarity import EncodedSide, part
from align.errors import AlignError
from align.model import Bead, Document
from align.read import files_in, read_document, unique_ids

# "ar/news.md", "news.ar.md", "news_en.txt": the language is no part of what a file is called.
_LANGUAGE = re.compile(r"(?:^|(?<=[._/\\-]))(?:ar|en|arabic|english)(?=[._/\\-]|$)", re.IGNORECASE)


DocumentPairs = tuple[tuple[Document, Document], ...]


@dataclass(frozen=True, slots=True)
class PathPair:
    """Two files to be compared, and the ids that their documents get."""

    source: Path
    target: Path
    ids: tuple[str, str]


def document_pairs(source: str | Path, target: str | Path | None = None) -> DocumentPairs:
    """The documents to compare: two files, or the files of two folders that are called alike.

    ``target`` may be left out for a file that holds both sides. Raises AlignError where one is a
    folder and the other is not, where either cannot be read, and where a file of a folder has no
    partner.
    """
    return read_pairs(path_pairs(source, target))


def read_pairs(pairs: Iterable[PathPair]) -> DocumentPairs:
    """The documents of ``pairs``; AlignError for one that cannot be read."""
    return tuple(
        (read_document(p.source, id=p.ids[0]), read_document(p.target, id=p.ids[1])) for p in pairs
    )


def path_pairs(source: str | Path, target: str | Path | None = None) -> tuple[PathPair, ...]:
    """The files that ``document_pairs`` reads."""
    if target is None:
        raise AlignError(source, "has no second document to be compared with")
    folders = [Path(p).is_dir() for p in (source, target)]
    if folders == [False, False]:
        first, second = Path(source), Path(target)
        ids = (first.stem, second.stem)
        if ids[0] == ids[1]:
            ids = (f"{ids[0]}.source", f"{ids[1]}.target")
        return (PathPair(first, second, ids),)
    if folders != [True, True]:
        odd = target if folders[0] else source
        raise AlignError(odd, "is a file, and the other side is a folder")
    ours, theirs = _by_name(Path(source), "source"), _by_name(Path(target), "target")
    for mine, others, where in ((ours, theirs, target), (theirs, ours, source)):
        alone = sorted(set(mine) - set(others))
        if alone:
            raise AlignError(mine[alone[0]][0], f"has no partner in {where}")
    return tuple(
        PathPair(ours[name][0], theirs[name][0], (ours[name][1], theirs[name][1]))
        for name in sorted(ours)
    )


def _by_name(folder: Path, side: str) -> dict[str, tuple[Path, str]]:
    """The files of a folder, each with its document's id, by what they are called."""
    named: dict[str, tuple[Path, str]] = {}
    files = files_in(folder)
    for path, id_ in zip(files, unique_ids(files), strict=True):
        name = stem(path.relative_to(folder))
        if name in named:
            raise AlignError(path, f"is called like {named[name][0]}")
        named[name] = path, f"{side}/{id_}"
    return named


def stem(path: Path) -> str:
    """What a file is called apart from its language and format: "ar/news.ar.md" -> "news"."""
    bare = _LANGUAGE.sub("", path.with_suffix("").as_posix())
    return re.sub(r"[._/\\-]+", "/", bare).strip("/")


def unit_beads(
    documents: tuple[Document, Document], source: EncodedSide, target: EncodedSide
) -> tuple[Bead, ...]:
    """A bead for every translation unit, by its id; null beads for those that one side lacks.

    The sides hold the units of ``documents`` as segments, in order. Beads follow the source; a
    unit that the target alone has stands after the one it follows there.
    """
    ours, theirs = (_places(document) for document in documents)
    alone: dict[str, list[Bead]] = {}
    last = ""
    for name, at in theirs.items():
        if name in ours:
            last = name
        else:
            alone.setdefault(last, []).append(Bead((), (at,), 1.0))
    beads = alone.get("", [])
    for name, at in ours.items():
        other = theirs.get(name)
        beads.append(Bead((at,), (), 1.0) if other is None else _one(at, other, source, target))
        beads += alone.get(name, [])
    return tuple(beads)


def _places(document: Document) -> dict[str, int]:
    return {name: at for at, name in enumerate(b.unit for b in document.blocks if b.unit)}


def _one(at: int, other: int, source: EncodedSide, target: EncodedSide) -> Bead:
    score = unit_score(part(source, at, at + 1), part(target, other, other + 1))
    return Bead((at,), (other,), score)


ACCEPT = 0.45  # the score from which two units count as renderings of each other
# Documents that share some statements: null beads are the rule, large beads mere gathering.
SHARED = BeadCosts(null=0.45, usual=0, open=0.08, largest=3)


def paired_units(source: EncodedSide, target: EncodedSide) -> tuple[Bead, ...]:
    """Beads, in no fixed order, whose sides render each other wherever they stand.

    The monotone path first; then, among units it leaves alone, those that are each other's best
    and clearly so: a report quotes in its own order.
    """
    if not source.segments or not target.segments:
        return ()
    found = [
        bead
        for bead in align_segments(source, target, SHARED)
        if bead.source and bead.target and bead.score >= ACCEPT
    ]
    taken = {i for b in found for i in b.source}, {j for b in found for j in b.target}
    return (*found, *nearest_units(source, target, taken))


def nearest_units(
    source: EncodedSide, target: EncodedSide, taken: tuple[set[int], set[int]] = (set(), set())
) -> tuple[Bead, ...]:
    """Beads of two units that are each other's best, without those whose numbers are ``taken``."""
    if not source.segments or not target.segments:
        return ()
    scores = unit_scores(source, target)
    scores[sorted(taken[0])] = -1
    scores[:, sorted(taken[1])] = -1
    found = []
    for i in range(scores.shape[0]):
        j = int(scores[i].argmax())
        if scores[i, j] >= ACCEPT and int(scores[:, j].argmax()) == i:
            found.append(Bead((i,), (j,), round(float(scores[i, j]), 4)))
    return tuple(found)
