"""Paths to documents: what is read, what is refused and why, and unique document ids."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from align.errors import AlignError
from align.model import Document, Language
from align.read import html, markdown, plain
from align.read.content import Content
from align.read.decode import decode
from align.read.language import detect

MAX_BYTES = 20 * 1024 * 1024
_Reader = Callable[[str, str], Content]
_READERS: dict[str, _Reader] = {
    ".txt": lambda text, _path: plain.parse(text),
    ".md": lambda text, _path: markdown.parse(text),
    ".markdown": lambda text, _path: markdown.parse(text),
    ".html": html.parse,
    ".htm": html.parse,
}
_MARKUP = frozenset({".html", ".htm"})
_FORMATS = "text (.txt), Markdown (.md) and saved web pages (.html) are read"


def read_document(
    path: str | Path, *, id: str | None = None, language: Language | None = None
) -> Document:
    """The document at ``path``; ``id`` defaults to the file's name without its suffix.

    Raises AlignError, one line, for whatever cannot be read as a text in Arabic or English.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    data = _bytes(path)
    if suffix and suffix not in _READERS and not _is_version(suffix):
        raise AlignError(path, f"unknown format {suffix!r}: {_FORMATS}")
    text = decode(data, str(path), markup=suffix in _MARKUP)
    if not text.strip("\ufeff\u200b \t\r\n\f\v"):
        raise AlignError(path, "empty")
    content = _READERS.get(suffix, _READERS[".txt"])(text, str(path))
    if not any(c.isalpha() for block in content.blocks for c in block.span.of(content.text)):
        raise AlignError(path, "no words in it")
    words = " ".join(block.span.of(content.text) for block in content.blocks)
    return Document(
        id=id or _stem(path),
        path=str(path),
        language=language or detect(words, str(path)),
        text=content.text,
        date=content.date,
        outlet=content.outlet,
        blocks=content.blocks,
    )


def read_documents(paths: Sequence[str | Path]) -> tuple[Document, ...]:
    """The documents at ``paths``, folders searched through, in order.

    A folder's files come in the order of their names, those already named left out; hidden ones
    and unknown formats are passed over. Ids are unique: file names without suffix, with as many
    parent folders as that takes.
    """
    files: list[Path] = []
    for given in map(Path, paths):
        if given.is_dir():
            seen = {f.resolve() for f in files}
            files += [f for f in files_in(given) if f.resolve() not in seen]
        else:
            files.append(given)
    return tuple(read_document(f, id=i) for f, i in zip(files, unique_ids(files), strict=True))


def unique_ids(paths: Sequence[Path]) -> list[str]:
    """A different id for each path: the shortest tails of the paths that tell them apart."""
    tails = [(*path.parts[:-1], _stem(path)) for path in paths]
    ids = [tail[-1] for tail in tails]
    for count in range(2, max(map(len, tails), default=0) + 1):
        repeated = _repeated(ids)
        ids = [
            "/".join(t[-count:]) if i in repeated else i for t, i in zip(tails, ids, strict=True)
        ]
    if repeated := _repeated(ids):
        ids = [f"{i}{p.suffix}" if i in repeated else i for i, p in zip(ids, paths, strict=True)]
    if repeated := _repeated(ids):
        ids = [f"{i}-{n}" if i in repeated else i for n, i in enumerate(ids, 1)]
    return ids


def _repeated(ids: list[str]) -> set[str]:
    return {i for i, count in Counter(ids).items() if count > 1}


def _stem(path: Path) -> str:
    return path.stem if path.suffix.lower() in _READERS else path.name


def files_in(folder: Path) -> list[Path]:
    """The documents in ``folder`` and below, by name; AlignError where there is none.

    Hidden ones and unknown formats are passed over.
    """
    files = sorted(p for p in _walk(folder) if p.suffix.lower() in _READERS or _is_plain(p))
    if not files:
        raise AlignError(folder, f"no documents ({_FORMATS})")
    return files


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise AlignError(folder, _why(error)) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (Path(root, n) for n in names if not n.startswith("."))


def _is_plain(path: Path) -> bool:
    """True for a file without a suffix that begins like text."""
    if path.suffix:
        return False
    with path.open("rb") as stream:
        return b"\x00" not in stream.read(1024)


def _is_version(suffix: str) -> bool:
    """True for what only looks like a suffix, as in "statement 3.2.2026"."""
    return not suffix[1:].isascii() or not suffix[1:].isalnum() or suffix[1:].isdecimal()


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise AlignError(path, "a folder, not a file")
        size = path.stat().st_size
        if not (path.is_file() or path.is_fifo()):
            raise AlignError(path, "not a regular file")
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise AlignError(
                path, f"too large ({size / 1024**2:.0f} MB; up to {limit} MB are read)"
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise AlignError(path, _why(error)) from error
    if not data:
        raise AlignError(path, "empty")
    return data


def _why(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file"
        case PermissionError():
            return "permission denied"
        case OSError():
            return (error.strerror or "cannot be read").lower()
    return "not a usable path"
