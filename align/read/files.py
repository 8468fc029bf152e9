"""Paths to documents: what is read, what is refused and why, and unique document ids."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from align.errors import AlignError
from align.model import Document, Language
from align.read import bilingual, docx, html, markdown, messages, plain, subtitles
from align.read.content import Content
from align.read.decode import decode
from align.read.formats import TEXT, listed, refusal
from align.read.language import detect
from align.read.limits import AS_USUAL, LIMITS, Limits, Reading, read_bytes, refuse_large, why

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


def _messages(data: bytes, path: str, limits: Limits) -> Content:
    return messages.parse(decode(data, path), path, limits)


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
    ".json": _messages,
    ".arb": _messages,
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
    if bilingual.is_catalogue(path):
        return bilingual.one_side(path, id or _stem(path), language, Reading(limits))
    data = read_bytes(path, limits)
    if suffix and suffix not in READERS and not _is_version(suffix):
        raise AlignError(path, refusal(suffix))
    content = READERS.get(suffix, _PLAIN)(data, str(path), limits)
    return _document(content, str(path), id or _stem(path), language)


def document_of(
    text: str, id_: str, language: Language | None = None, limits: Limits = LIMITS
) -> Document:
    """A document of a text that is in no file of its own, as plain text is read; ``id_`` names it.

    Raises AlignError as ``read_document`` does.
    """
    refuse_large(id_, len(text), limits)
    return _document(plain.parse(text), id_, id_, language)


def _document(content: Content, path: str, id_: str, language: Language | None) -> Document:
    if not any(c.isalpha() for block in content.blocks for c in block.span.of(content.text)):
        raise AlignError(path, "no words in it")
    words = " ".join(block.span.of(content.text) for block in content.blocks)
    return Document(
        id=id_,
        path=path,
        language=language or content.language or detect(words, path),
        text=content.text,
        date=content.date,
        outlet=content.outlet,
        blocks=content.blocks,
        lines=content.lines,
        comments=content.comments,
    )


def read_both(
    source: str | Path, target: str | Path, ids: tuple[str, str], reading: Reading = AS_USUAL
) -> tuple[Document, Document]:
    """The documents of two files that are compared, or of one that holds both sides.

    Where both have units, plural forms that only one language has are given to the other too.
    """
    if Path(source) == Path(target) and bilingual.is_two_sided(source):
        return bilingual.read_pair(source, reading, ids)
    named = zip((source, target), ids, strict=True)
    one, two = (read_document(path, id=id_, limits=reading.limits) for path, id_ in named)
    return bilingual.in_forms(one, two)


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
            files += [f for f in files_in(given) if f.resolve() not in seen]
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
    return path.stem if _is_known(path) else path.name


def _is_wanted(path: Path) -> bool:
    """True for what a folder is searched for: of JSON files those that are named for a language."""
    return _is_known(path) and (not messages.is_keyed(path) or messages.named_for(path) is not None)


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in READERS or bilingual.is_catalogue(path)


def files_in(folder: Path) -> list[Path]:
    """The documents in ``folder`` and below, by name; AlignError where there is none.

    Hidden ones and unknown formats are passed over, and JSON files not named for a language.
    """
    files = sorted(p for p in _walk(folder) if _is_wanted(p) or _is_plain(p))
    if not files:
        raise AlignError(folder, f"no documents ({listed(TEXT)} are read)")
    return files


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise AlignError(folder, why(error)) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".")]
        # "~$draft.docx" stands beside a document that is open in Word.
        paths = (Path(root, n) for n in names if not n.startswith((".", "~$")))
        yield from (path for path in paths if not _is_special(path))


def _is_special(path: Path) -> bool:
    """True for pipes, sockets and devices, which a search would wait for without end.

    A link that leads nowhere is none: whoever reads it says so.
    """
    return path.exists() and not (path.is_file() or path.is_dir())


def _is_plain(path: Path) -> bool:
    """True for a file without a suffix that begins like text."""
    if path.suffix:
        return False
    with path.open("rb") as stream:
        return b"\x00" not in stream.read(1024)


def _is_version(suffix: str) -> bool:
    """True for what only looks like a suffix, as in "statement 3.2.2026"."""
    return not suffix[1:].isascii() or not suffix[1:].isalnum() or suffix[1:].isdecimal()
