"""Zip archives of documents, looked at before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile

from align.errors import AlignError
from align.read.limits import Limits, refuse_unpacked

_SMALL = 1024**2  # a part of this size may be as repetitive as it likes
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels")


def refuse_hostile(data: bytes, path: str, limits: Limits) -> None:
    """Raises AlignError for an archive that is damaged, encrypted or over the limits.

    Parts of XML may not declare types or entities: no document needs them, and they expand.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_sizes(members, path, limits)
            for member in members:
                if member.filename.lower().endswith(_XML):
                    _refuse_entities(archive.read(member), member.filename, path)
    except AlignError:
        raise
    except Exception as error:  # whatever a damaged archive makes zipfile and zlib raise
        raise AlignError(path, f"truncated or damaged ({_first_line(error)})") from error


def _refuse_sizes(members: list[zipfile.ZipInfo], path: str, limits: Limits) -> None:
    if len(members) > limits.members:
        raise AlignError(path, f"too many parts ({len(members):,}; up to {limits.members:,})")
    if any(member.flag_bits & 1 for member in members):
        raise AlignError(path, "encrypted: save it without a password")
    refuse_unpacked(path, sum(member.file_size for member in members), limits)
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > _SMALL and member.file_size > limits.ratio * packed:
            told = f"{member.file_size // packed}-fold, up to {limits.ratio}"
            raise AlignError(path, f"unpacks suspiciously ({member.filename!r} {told})")


def _refuse_entities(xml: bytes, name: str, path: str) -> None:
    plain = xml.replace(b"\x00", b"")  # UTF-16 has one beside every letter
    if _ENTITIES.search(plain):
        raise AlignError(path, f"declares a document type or entities ({name!r}), not read")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
