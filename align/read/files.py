"""Paths to documents: what is read, what is refused and why, and unique document ids."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from align.errors import AlignError
from align.model import Document, Language
from align.read import docx, html, markdown, plain, subtitles
from align.read.content import Content
from align.read.decode import decode
from align.read.formats import TEXT, listed, refusal
from align.read.language import detect
from align.read.limits import LIMITS, Limits, read_bytes, why

_BytesReader = Callable[[bytes, str, Limits], Content]


def _as_text(parse: Callable[[str, str], Content], *, markup: bool = False) -> _BytesReader:
    """The reader of a format that is text, in whatever encoding."""

    def read(data: bytes, path: str, _limits: Limits) -> Content:
        text = decode(data, path, markup=markup)
        if not text.strip("\ufeff\u200b \t\r\n\f\v"):
            raise AlignError(path, "empty")
        return parse(text, path)

    return read


_PLAIN = _as_text(lambda text, _path: plain.parse(text))
_MARKDOWN = _as_text(lambda text, _path: markdown.parse(text))
_PAGE = _as_text(html.parse, markup=True)
_SUBTITLES = _as_text(subtitles.parse)
# By ending; test_formats_read.py holds it to the table of formats.
READERS: dict[str, _BytesReader] = {
    ".txt": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".docx": docx.parse,
    ".srt": _SUBTITLES,
    ".vtt": _SUBTITLES,
}


def read_document(
    path: str | Path,
    *,
    id: str | None = None,
    language: Language | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """The document at ``path``; ``id`` defaults to the file's name without its suffix.

    Raises AlignError, one line, for whatever cannot be read as a text in Arabic or English.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    data = read_bytes(path, limits)
    if suffix and suffix not in READERS and not _is_version(suffix):
        raise AlignError(path, refusal(suffix))
    content = READERS.get(suffix, _PLAIN)(data, str(path), limits)
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
        lines=content.lines,
    )


def read_documents(paths: Sequence[str | Path], limits: Limits = LIMITS) -> tuple[Document, ...]:
    """The documents at ``paths``, folders searched through, in order.

    A folder's files come in the order of their names, those already named left out; hidden ones
    and unknown formats are passed over. Ids are unique: file names without suffix, with as many
    parent folders as that takes.
    """
    files: list[Path] = []
    for given in map(Path, paths):
        if given.is_dir():
            seen = {f.resolve() for f in files}
            files += [f for f in _in_folder(given) if f.resolve() not in seen]
        else:
            files.append(given)
    named = zip(files, unique_ids(files), strict=True)
    return tuple(read_document(f, id=i, limits=limits) for f, i in named)


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
    return path.stem if path.suffix.lower() in READERS else path.name


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(p for p in _walk(folder) if p.suffix.lower() in READERS or _is_plain(p))
    if not files:
        raise AlignError(folder, f"no documents ({listed(TEXT)} are read)")
    return files


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise AlignError(folder, why(error)) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".")]
        # "~$draft.docx" stands beside a document that is open in Word.
        yield from (Path(root, n) for n in names if not n.startswith((".", "~$")))


def _is_plain(path: Path) -> bool:
    """True for a file without a suffix that begins like text."""
    if path.suffix:
        return False
    with path.open("rb") as stream:
        return b"\x00" not in stream.read(1024)


def _is_version(suffix: str) -> bool:
    """True for what only looks like a suffix, as in "statement 3.2.2026"."""
    return not suffix[1:].isascii() or not suffix[1:].isalnum() or suffix[1:].isdecimal()
