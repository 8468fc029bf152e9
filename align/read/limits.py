"""How much a file may hold: beyond that it is refused, before it takes up the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``bytes`` of the file, ``depth`` of nested elements or objects, ``units`` in one file."""

    bytes: int = 20 * 1024 * 1024
    depth: int = 100
    units: int = 200_000


LIMITS = Limits()
