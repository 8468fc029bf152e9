"""Settings: which checks run, what counts, what fails; from options, align.toml or pyproject."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.model import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user can set.

    ``select`` and ``ignore`` name checks by code, code prefix or name. Findings under
    ``min_confidence`` are not reported; those from ``fail_on`` on (None: none) make the exit
    status 1. ``encoder``: the folder of one, None for the packaged one; ``threads``: processor
    cores that it may use, 0 for all. ``glossary``: a table or TBX of terms, and ``aliases``: a
    table of names with their spellings, each relative to the file that names it. ``honorifics``:
    whether a lost title of courtesy (His Excellency, معالي) is a finding. ``source_column``,
    ``target_column`` and ``id_column``: columns of tables of pairs. ``max_…``: what is refused as
    too large or too deep (``align.read.Limits``; None: its defaults).
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.MAJOR
    min_confidence: float = 0.5
    same_language: bool = False
    direction_known: bool = False
    encoder: str | None = None
    threads: int = 0
    base: str | None = None
    glossary: str | None = None
    aliases: str | None = None
    honorifics: bool = False
    source_column: str | None = None
    target_column: str | None = None
    id_column: str | None = None
    max_bytes: int | None = None
    max_unpacked_bytes: int | None = None
    max_depth: int | None = None
    max_units: int | None = None


def load_settings(folder: Path) -> Settings:
    """Settings from the nearest ``align.toml`` or ``pyproject.toml`` ([tool.align]) upwards.

    The defaults where there is neither. Raises AlignError for an unknown key or a bad value.
    """
    for directory in (folder.resolve(), *folder.resolve().parents):
        for name, keys in (("align.toml", ()), ("pyproject.toml", ("tool", "align"))):
            path = directory / name
            if path.is_file():
                values = _read(path, keys)
                if values is not None:
                    return settings_from(values, path)
    return Settings()


def _read(path: Path, keys: tuple[str, ...]) -> Mapping[str, Any] | None:
    try:
        values: Any = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AlignError(path, f"not readable as TOML ({error})") from error
    for key in keys:
        if not isinstance(values, dict) or key not in values:
            return None
        values = values[key]
    if not isinstance(values, dict):
        raise AlignError(path, "[tool.align] is not a table")
    return values


def settings_from(
    values: Mapping[str, Any], path: str | Path, settings: Settings | None = None
) -> Settings:
    """``settings`` overruled by a table whose keys are spelled with dashes; checked key by key."""
    known = {f.name: f for f in fields(Settings)}
    settings = settings or Settings()
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            raise AlignError(path, f"unknown setting {key!r}")
        settings = replace(settings, **{name: _checked(name, value, path)})
    return settings


_NUMBERS: dict[str, tuple[tuple[type, ...], int, int, str]] = {
    "min_confidence": ((int, float), 0, 1, "number from 0 to 1"),
    "threads": ((int,), 0, 4096, "whole number, 0 for all cores"),
    "max_bytes": ((int,), 1, 2**40, "whole number of bytes"),
    "max_unpacked_bytes": ((int,), 1, 2**40, "whole number of bytes"),
    "max_depth": ((int,), 1, 250, "whole number up to 250"),
    "max_units": ((int,), 1, 2**40, "whole number"),
}


def _checked(name: str, value: Any, path: str | Path) -> Any:
    if name in ("select", "ignore"):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise AlignError(path, f"{name} is a list of codes or names")
    if name == "fail_on":
        if value == "never":
            return None
        if value in list(Severity):
            return Severity(value)
        raise AlignError(path, f"fail-on is never, {', '.join(Severity)}; not {value!r}")
    if name in _NUMBERS:
        kinds, least, most, text = _NUMBERS[name]
        fits = isinstance(value, kinds) and not isinstance(value, bool)
        if fits and least <= value <= most:
            return value
        raise AlignError(path, f"{name.replace('_', '-')} is a {text}")
    wanted = bool if name in ("same_language", "direction_known", "honorifics") else str
    if not isinstance(value, wanted):
        raise AlignError(path, f"{name.replace('_', '-')} is not a {wanted.__name__}")
    if name in ("glossary", "aliases") and isinstance(path, Path):
        return str(path.parent / str(value))
    return value
