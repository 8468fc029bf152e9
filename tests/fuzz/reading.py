"""What holds of whatever was read: shared by the targets on readers."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from align.errors import AlignError
from align.model import Document
from align.read import read_document, read_pair

Read = TypeVar("Read")
CORPORA = Path(__file__).parents[2] / "corpora"


@cache
def folder() -> Path:
    """A folder of this process alone; files in it are written again and again."""
    return Path(tempfile.mkdtemp(prefix="align-fuzz-"))


def document(name: str, data: bytes) -> Document | None:
    """The document that ``data`` is as a file of that name, sound; None where it is refused."""
    found = twice(read_document, name, data)
    if found is not None:
        sound(found, data)
    return found


def pair(name: str, data: bytes) -> tuple[Document, Document] | None:
    """The two documents that ``data`` is as a file of that name, sound."""
    found = twice(read_pair, name, data)
    for one in found or ():
        sound(one, data)
    return found


def twice(read: Callable[[Path], Read], name: str, data: bytes) -> Read | None:
    """What ``read`` makes of a file, the same both times; None where it is refused in one line."""
    path = folder() / name
    path.write_bytes(data)
    try:
        first = read(path)
    except AlignError as error:
        refused(error)
        return None
    assert read(path) == first, "read twice, it is not the same"
    return first


def refused(error: AlignError) -> None:
    """Holds a refusal to its promise: one line, with a reason, and nothing that moves a cursor."""
    assert error.reason.strip(), "refused without a reason"
    unseen = [c for c in str(error) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not unseen, f"a refusal with {unseen!r}: {error!s:.200}"


def sound(one: Document, data: bytes) -> None:
    """Holds a document to what the model promises of its text, blocks, lines and comments."""
    text = one.text
    text.encode()  # a lone surrogate could not be written into any report
    end = 0
    ids = [block.unit for block in one.blocks if block.unit]
    assert len(ids) == len(set(ids)), "two units with one id"
    for block in one.blocks:
        assert end <= block.span.start <= block.span.end <= len(text), (end, block, len(text))
        end = block.span.end
        block.unit.encode()
        _is_line(block.line or 1, data)
    offsets = [offset for offset, _ in one.lines]
    assert offsets == sorted(offsets), "lines out of order"
    assert not offsets or (offsets[0] >= 0 and offsets[-1] <= len(text))
    for _, line in one.lines:
        _is_line(line, data)
    for comment in one.comments:
        assert 0 <= comment.span.start <= comment.span.end <= len(text), comment
        _is_line(comment.line, data)


def _is_line(line: int, data: bytes) -> None:
    """A file of n bytes has n + 1 lines at most; of a packed one nothing is known."""
    if not data.startswith(b"PK"):
        assert 1 <= line <= 1 + len(data), f"line {line}"


def parts(data: bytes, count: int) -> list[bytes]:
    """``data`` cut at NUL NUL into so many parts, the last ones empty where there are fewer."""
    found = data.split(b"\0\0", count - 1)
    return found + [b""] * (count - len(found))
