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
    whether a lost title of courtesy (His Excellency, معالي) is a finding. ``color`` (auto, always,
    never), ``quiet``, ``statistics`` and ``verbose`` are about the terminal alone.
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
    color: str = "auto"
    quiet: bool = False
    statistics: bool = False
    verbose: bool = False


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
}


_CHOICES: dict[str, tuple[str, ...]] = {
    "fail_on": ("never", *Severity),
    "color": ("auto", "always", "never"),
}
_FLAGS = {"same_language", "direction_known", "honorifics", "quiet", "statistics", "verbose"}


def _checked(name: str, value: Any, path: str | Path) -> Any:
    if name in ("select", "ignore"):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise AlignError(path, f"{name} is a list of codes or names")
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            told = f"{name.replace('_', '-')} is {', '.join(_CHOICES[name])}; not {value!r}"
            raise AlignError(path, told)
        if name == "color":
            return value
        return None if value == "never" else Severity(value)
    if name in _NUMBERS:
        kinds, least, most, text = _NUMBERS[name]
        fits = isinstance(value, kinds) and not isinstance(value, bool)
        if fits and least <= value <= most:
            return value
        raise AlignError(path, f"{name.replace('_', '-')} is a {text}")
    wanted = bool if name in _FLAGS else str
    if not isinstance(value, wanted):
        raise AlignError(path, f"{name.replace('_', '-')} is not a {wanted.__name__}")
    if name in ("glossary", "aliases") and isinstance(path, Path):
        return str(path.parent / str(value))
    return value
