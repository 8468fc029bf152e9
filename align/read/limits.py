"""How files are read: what is too large or too deep to be read at all, and which columns count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from align.config import Settings
from align.errors import AlignError

_MB = 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most; more is refused in one line, before it takes memory or time.

    ``bytes`` of the file; ``unpacked_bytes`` of all that is compressed in it; ``ratio`` of the
    two for one part of an archive; ``members`` of an archive; ``depth`` of elements in each other;
    ``units``: rows of a table, messages of a catalogue.
    """

    bytes: int = 20 * _MB
    unpacked_bytes: int = 200 * _MB
    ratio: int = 200
    members: int = 10_000
    depth: int = 200
    units: int = 200_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of a table's columns; None: the usual ones, and rows are called by their numbers."""

    source: str | None = None
    target: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a user may say about how files are read."""

    limits: Limits = Limits()
    columns: Columns = Columns()


AS_USUAL = Reading()
LIMITS = AS_USUAL.limits


def reading_of(settings: Settings) -> Reading:
    """How the settings have files read."""
    given = {
        "bytes": settings.max_bytes,
        "unpacked_bytes": settings.max_unpacked_bytes,
        "depth": settings.max_depth,
        "units": settings.max_units,
    }
    limits = Limits(**{name: value for name, value in given.items() if value is not None})
    columns = Columns(settings.source_column, settings.target_column, settings.id_column)
    return Reading(limits, columns)


def read_bytes(path: Path, limits: Limits = LIMITS) -> bytes:
    """What a file holds; AlignError where it is none, is empty, too large or cannot be read."""
    try:
        if path.is_dir():
            raise AlignError(path, "a folder, not a file")
        size = path.stat().st_size
        if not (path.is_file() or path.is_fifo()):
            raise AlignError(path, "not a regular file")
        refuse_large(path, size, limits)
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)  # a pipe may have no end
    except (OSError, ValueError) as error:
        raise AlignError(path, why(error)) from error
    if not data:
        raise AlignError(path, "empty")
    refuse_large(path, len(data), limits)  # a pipe has no size before it is read
    return data


def refuse_large(path: str | Path, size: int, limits: Limits) -> None:
    """Raises AlignError for a file of ``size`` bytes that is over the limit."""
    if size > limits.bytes:
        raise AlignError(
            path, f"too large ({_megabytes(size)}; max-bytes: {_megabytes(limits.bytes)})"
        )


def refuse_unpacked(path: str | Path, size: int, limits: Limits) -> None:
    """Raises AlignError for what unpacks to more bytes than the limit."""
    if size > limits.unpacked_bytes:
        told = f"{_megabytes(size)}; max-unpacked-bytes: {_megabytes(limits.unpacked_bytes)}"
        raise AlignError(path, f"too large when unpacked ({told})")


def refuse_many(path: str | Path, count: int, limits: Limits, what: str = "rows") -> None:
    """Raises AlignError for more rows or messages than the limit."""
    if count > limits.units:
        raise AlignError(path, f"too many {what} ({count:,}; max-units: {limits.units:,})")


def _megabytes(size: int) -> str:
    return f"{size / _MB:,.0f} MB" if size >= _MB else f"{size:,} bytes"


def why(error: OSError | ValueError) -> str:
    """What is wrong with a path, in the words of a report."""
    match error:
        case FileNotFoundError():
            return "no such file"
        case PermissionError():
            return "permission denied"
        case OSError():
            return (error.strerror or "cannot be read").lower()
    return "not a usable path"
