"""Path patterns: ``**`` is any number of folders, ``*`` and ``?`` stay within one name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PARTS = re.compile(r"(?P<folders>\*\*/)|(?P<rest>\*\*\Z)|(?P<name>\*+)|(?P<one>\?)")
_MEANING = {"folders": "((?:[^/]+/)*)", "rest": "(.+)", "name": "([^/]*)", "one": "([^/])"}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """What ``pattern`` matches as a whole: a group for every wildcard."""
    pattern = pattern.removeprefix("./")
    found: list[str] = []
    at, last = 0, ""
    for wildcard in _PARTS.finditer(pattern):
        kind, start = wildcard.lastgroup or "", wildcard.start()
        # The first of **/**/ takes all folders: to try every share of each takes hours.
        again = kind == last == "folders" and start == at
        found += [re.escape(pattern[at:start]), "()" if again else _MEANING[kind]]
        at, last = wildcard.end(), kind
    return re.compile("".join(found) + re.escape(pattern[at:]), re.DOTALL)


def wildcards(pattern: str) -> tuple[str, ...]:
    """The kinds of wildcards in ``pattern``, in order."""
    return tuple(wildcard.lastgroup or "" for wildcard in _PARTS.finditer(pattern))


def filled(pattern: str, values: tuple[str, ...]) -> str:
    """``pattern`` with a value for every wildcard."""
    left = iter(values)
    return _PARTS.sub(lambda _: next(left), pattern)


def literal(pattern: str) -> int:
    """How much of ``pattern`` is no wildcard: of two that match, the one with more means it."""
    return len(_PARTS.sub("", pattern))


def relative(path: str | Path, folder: Path) -> str:
    """``path`` as patterns see it: from ``folder`` on, with slashes.

    As it is where none leads there: from one drive to another, or to what no file can be called.
    """
    try:
        return Path(os.path.relpath(whole(path), folder.resolve())).as_posix()
    except ValueError:
        return Path(path).as_posix()


def whole(path: str | Path) -> Path:
    """``path`` from the root on, links followed; as it is where no file can be called that."""
    try:
        return Path(path).resolve()
    except ValueError:
        return Path(path)


def matching(pattern: str, folder: Path) -> dict[tuple[str, ...], str]:
    """The files under ``folder`` that ``pattern`` matches: what its wildcards are, and the path.

    In the order of their paths. Hidden files and folders are passed over unless the pattern names
    them, links to folders are not followed.
    """
    pattern = pattern.removeprefix("./")
    wanted, found = compiled(pattern), {}
    for path in sorted(_files(pattern, folder)):
        match = wanted.fullmatch(path)
        special = match and (folder / path).exists() and not (folder / path).is_file()
        if match and not special and not any(_hidden(value) for value in match.groups()):
            found[match.groups()] = path
    return found


def _hidden(value: str) -> bool:
    return any(name.startswith(".") for name in value.split("/"))


def _files(pattern: str, folder: Path) -> Iterator[str]:
    """Every file that may match, from ``folder`` on, with slashes."""
    *names, _ = pattern.split("/")
    first = next((n for n, name in enumerate(names) if _PARTS.search(f"{name}/")), len(names))
    start = "/".join(names[:first])
    deepest = None if "**" in pattern else len(names) - first
    base = folder / start
    for root, folders, files in os.walk(base):
        below = Path(root).relative_to(base).as_posix()
        depth = 0 if below == "." else below.count("/") + 1
        nested = deepest is None or depth < deepest
        folders[:] = [name for name in folders if nested and not name.startswith(".")]
        parts = [part for part in (start, "" if below == "." else below) if part]
        yield from ("/".join((*parts, name)) for name in files)
