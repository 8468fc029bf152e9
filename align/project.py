"""The configuration's pairs: files whose paths agree, and what has no partner."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.config import PairPattern, Settings
from align.errors import AlignError
from align.model import Missing, Side
from align.pair import PathPair, two_ids
from align.patterns import compiled, filled, literal, matching, wildcards
from align.read import is_two_sided, unique_ids

_Files = dict[tuple[str, ...], str]
_Pair = tuple[Path, Path]


@dataclass(frozen=True, slots=True)
class Project:
    """The pairs of a configuration, in its order, each once, and files without a partner."""

    pairs: tuple[PathPair, ...]
    missing: tuple[Missing, ...]


def find_project(settings: Settings) -> Project:
    """The files that ``settings.pairs`` name, none read.

    Raises AlignError where nothing is named, where a pattern matches no file, and where there are
    files but no pair.
    """
    if not settings.pairs:
        reason = "no [[pairs]]: name SOURCE and TARGET, or path patterns in a configuration"
        raise AlignError(settings.file or "align.toml", reason)
    pairs: list[_Pair] = []
    missing: list[Missing] = []
    for pattern in settings.pairs:
        if pattern.target is None:
            names = _matching(pattern.source, settings)
            pairs += [_two_sided(_here(name, settings)) for name in names.values()]
        else:
            ours, theirs = _sides(pattern, settings)
            pairs += [
                (_here(ours[key], settings), _here(theirs[key], settings))
                for key in ours
                if key in theirs
            ]
            missing += _without_partner(pattern, (ours, theirs), settings)
    if not pairs:
        first = settings.pairs[0]
        reason = f"no pair of files: {first.source} and {first.target} match none alike"
        raise AlignError(settings.file or "pairs", reason)
    paired = {str(path) for pair in pairs for path in pair}
    left = dict.fromkeys(m for m in missing if m.path not in paired)
    return Project(_named(tuple(dict.fromkeys(pairs))), tuple(left))


def _two_sided(path: Path) -> _Pair:
    if not is_two_sided(path):
        raise AlignError(path, "does not hold both sides: its [[pairs]] lack a target")
    return path, path


def _named(pairs: Sequence[_Pair]) -> tuple[PathPair, ...]:
    """``pairs`` with the ids of their documents, the same for a file in several."""
    paths = list(dict.fromkeys(path for pair in pairs for path in pair))
    ids = dict(zip(paths, unique_ids(paths), strict=True))
    return tuple(PathPair(one, two, two_ids(ids[one], ids[two])) for one, two in pairs)


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
