"""Texts that must not be trained on: gold sets, recognised in any layout by normalised match."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from align.errors import AlignError
from align.text import fold

_NOT_WORD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")
# Shorter keys ("yes", "about us") would strike out half of all interface strings.
_SHORTEST_KEY = 12


def key(text: str) -> str:
    """The letters and digits of ``text``, folded: the same for tokenised and running text."""
    return _NOT_WORD.sub("", fold(text))


class Exclusion:
    """The lines, cells, JSON strings and sentences of every text file in some folders."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @classmethod
    def of(cls, folders: tuple[Path, ...]) -> Exclusion:
        """All that the files under ``folders`` hold, whatever their layout.

        AlignError where a folder is missing: an exclusion that silently excludes nothing would
        spoil every figure measured afterwards.
        """
        keys: set[str] = set()
        for folder in folders:
            if not folder.is_dir():
                raise AlignError(folder, "is no folder, so nothing in it could be excluded")
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                for piece in _pieces(path):
                    keys.update(k for k in map(key, _parts(piece)) if len(k) >= _SHORTEST_KEY)
        return cls(frozenset(keys))

    def covers(self, *texts: str) -> bool:
        """True if one of ``texts``, whole or any sentence of it, is among the excluded ones."""
        return bool(self._keys) and any(
            key(part) in self._keys for text in texts for part in _parts(text)
        )


def _parts(text: str) -> Iterator[str]:
    yield text
    sentences = _SENTENCE_END.split(text)
    if len(sentences) > 1:
        yield from sentences


def _pieces(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            text = lines.read()
    except (UnicodeDecodeError, OSError):
        return  # pictures, archives: nothing a sentence could come from
    if ".json" in path.suffixes:
        try:
            yield from _strings(json.loads(text))
            return
        except ValueError:
            pass  # JSON Lines or broken: taken line by line below
    for line in text.splitlines():
        yield line
        cells = line.split("\t")
        if len(cells) > 1:
            yield from cells
        elif path.suffix == ".csv":
            yield from line.split(",")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
