"""The configuration's pairs: files whose paths agree, and what has no partner."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.config import PairPattern, Settings
from align.errors import AlignError
from align.model import Document, Missing, Side
from align.pair import DocumentPairs, document_pairs
from align.patterns import compiled, filled, literal, matching, wildcards
from align.read import read_document
from align.read.files import unique_ids

_Files = dict[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class FilePair:
    """Two files that render each other, or one that holds both sides; relative to where we are."""

    source: Path
    target: Path | None


@dataclass(frozen=True, slots=True)
class Project:
    """The pairs of a configuration, in its order, each once, and files without a partner."""

    pairs: tuple[FilePair, ...]
    missing: tuple[Missing, ...]


def find_project(settings: Settings) -> Project:
    """The files that ``settings.pairs`` name, none read.

    Raises AlignError where nothing is named, where a pattern matches no file, and where there are
    files but no pair.
    """
    if not settings.pairs:
        reason = "no [[pairs]]: name SOURCE and TARGET, or path patterns in a configuration"
        raise AlignError(settings.file or "align.toml", reason)
    pairs: list[FilePair] = []
    missing: list[Missing] = []
    for pattern in settings.pairs:
        if pattern.target is None:
            names = _matching(pattern.source, settings)
            pairs += [FilePair(_here(name, settings), None) for name in names.values()]
        else:
            ours, theirs = _sides(pattern, settings)
            pairs += [
                FilePair(_here(ours[key], settings), _here(theirs[key], settings))
                for key in ours
                if key in theirs
            ]
            missing += _without_partner(pattern, (ours, theirs), settings)
    if not pairs:
        first = settings.pairs[0]
        reason = f"no pair of files: {first.source} and {first.target} match none alike"
        raise AlignError(settings.file or "pairs", reason)
    paired = {str(path) for pair in pairs for path in (pair.source, pair.target)}
    left = dict.fromkeys(m for m in missing if m.path not in paired)
    return Project(tuple(dict.fromkeys(pairs)), tuple(left))


def _sides(pattern: PairPattern, settings: Settings) -> tuple[_Files, _Files]:
    source, target = pattern.source, pattern.target or ""
    if wildcards(source) != wildcards(target):
        reason = f"pairs: {source} and {target} differ in their wildcards"
        raise AlignError(settings.file or "pairs", reason)
    if source == target:
        raise AlignError(settings.file or "pairs", f"pairs: {source} is both source and target")
    both = [_matching(source, settings), _matching(target, settings)]
    for files, own, other in ((both[0], source, target), (both[1], target, source)):
        if literal(own) < literal(other):  # docs/*.md beside docs/*.ar.md, which both match
            for key in [k for k, path in files.items() if compiled(other).fullmatch(path)]:
                del files[key]
    return both[0], both[1]


def _matching(pattern: str, settings: Settings) -> _Files:
    files = matching(pattern, settings.folder)
    if not files:
        raise AlignError(settings.file or "pairs", f"pairs: no file is called {pattern}")
    left = [compiled(excluded) for excluded in settings.exclude]
    return {k: path for k, path in files.items() if not any(p.fullmatch(path) for p in left)}


def _without_partner(
    pattern: PairPattern, sides: tuple[_Files, _Files], settings: Settings
) -> list[Missing]:
    """The files of each side whose partner is not there; none where nobody wants to know."""
    if settings.missing == "ignore":
        return []
    found = []
    patterns = (pattern.source, pattern.target or "")
    for side, own, others, wanted in zip(Side, sides, sides[::-1], patterns[::-1], strict=True):
        for key, path in own.items():
            if key not in others:
                partner = _here(filled(wanted, key), settings)
                found.append(Missing(side, str(_here(path, settings)), str(partner)))
    return sorted(found, key=lambda m: (m.side is Side.TARGET, m.path))


def _here(path: str, settings: Settings) -> Path:
    """A path of the configuration as seen from the current folder."""
    return Path(os.path.relpath(settings.folder / path))


def read_pairs(pairs: Sequence[FilePair]) -> DocumentPairs:
    """The documents of ``pairs``, each file read once. Raises AlignError for one unreadable."""
    paths = list(dict.fromkeys(p for pair in pairs for p in (pair.source, pair.target) if p))
    ids = dict(zip(paths, unique_ids(paths), strict=True))
    read: dict[Path, Document] = {}

    def document(path: Path) -> Document:
        if path not in read:
            read[path] = read_document(path, id=ids[path])
        return read[path]

    found: list[tuple[Document, Document]] = []
    for pair in pairs:
        if pair.target is not None:
            found.append((document(pair.source), document(pair.target)))
        else:
            for number, (source, target) in enumerate(document_pairs(pair.source)):
                name = ids[pair.source] + (f".{number + 1}" if number else "")
                found.append(
                    (replace(source, id=f"{name}.source"), replace(target, id=f"{name}.target"))
                )
    return tuple(found)
