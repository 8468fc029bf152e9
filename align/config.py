"""Settings: which checks run, what counts, what fails; from options, align.toml or pyproject."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date as Day  # noqa: N812 - a type's name, as in the model
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.model import Severity

POLICIES = ("error", "report", "ignore")


@dataclass(frozen=True, slots=True)
class PairPattern:
    """Files that render each other, by two path patterns whose wildcards agree.

    ``target`` is None for files that hold both sides.
    """

    source: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user can set; docs/ci.md has a table of it.

    ``select`` and ``ignore`` name checks by code, code prefix or name. Findings under
    ``min_confidence`` are not reported; those from ``fail_on`` on (None: none) make the exit
    status 1, as do documents under ``min_fidelity`` or ``min_coverage`` (0 to 100). ``severity``
    overrules what checks say, the last that names a check counts. ``encoder``: the folder of one,
    None for the packaged one; ``threads``: processor cores that it may use, 0 for all.
    ``glossary``: a table or TBX of terms, ``aliases``: a table of names with their spellings, and
    ``baseline``: accepted findings, each relative to the file that names it, as are the patterns
    of ``pairs``, ``exclude`` and ``per_file_ignores``. ``honorifics``: whether a lost title of
    courtesy (His Excellency, معالي) is a finding. ``source_column``, ``target_column`` and
    ``id_column``: columns of tables of pairs. ``max_bytes``, ``max_unpacked_bytes``,
    ``max_depth``, ``max_units``: what is refused as too large or too deep (``align.read.Limits``;
    None: its defaults). ``max_segment_words``, ``max_segments``, ``max_words`` and ``pair_seconds``
    (0: any number): how much of a pair is compared (``align.limited``). ``color`` (auto, always,
    never), ``quiet``, ``statistics`` and ``verbose`` are about the terminal alone. ``today``: the
    day from which expiry is told. ``file``: the configuration read, no setting itself.
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
    pairs: tuple[PairPattern, ...] = ()
    exclude: tuple[str, ...] = ()
    missing: str = "report"
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    min_fidelity: float = 0
    min_coverage: float = 0
    baseline: str | None = None
    unused_suppressions: str = "report"
    source_column: str | None = None
    target_column: str | None = None
    id_column: str | None = None
    max_bytes: int | None = None
    max_unpacked_bytes: int | None = None
    max_depth: int | None = None
    max_units: int | None = None
    max_segment_words: int = 500
    max_segments: int = 100_000
    max_words: int = 100_000
    pair_seconds: float = 0
    color: str = "auto"
    quiet: bool = False
    statistics: bool = False
    verbose: bool = False
    today: Day | None = None
    file: str = ""

    @property
    def folder(self) -> Path:
        """The configuration's folder, to which its patterns are relative; else the current one."""
        return Path(self.file).parent if self.file else Path.cwd()


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
        values: Any = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise AlignError(path, f"not readable as TOML ({error})") from error
    for key in keys:
        if not isinstance(values, dict) or key not in values:
            return None
        values = values[key]
    if not isinstance(values, dict):
        raise AlignError(path, "[tool.align] is not a table")
    return values


def setting_names() -> tuple[str, ...]:
    """Every key there is, as it is spelt in a configuration."""
    return tuple(f.name.replace("_", "-") for f in fields(Settings) if f.name != "file")


def settings_from(
    values: Mapping[str, Any], path: str | Path, settings: Settings | None = None
) -> Settings:
    """``settings`` overruled by a table whose keys are spelled with dashes; checked key by key."""
    known = setting_names()
    settings = settings or Settings()
    if isinstance(path, Path):
        settings = replace(settings, file=str(path))
    for key, value in values.items():
        name = key.replace("_", "-")
        if name not in known:
            raise AlignError(path, f"unknown setting {key!r}{_nearest(key, known)}")
        settings = replace(settings, **{name.replace("-", "_"): _checked(name, value, path)})
    return settings


def _nearest(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word.lower().replace("_", "-"), known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _checked(name: str, value: Any, path: str | Path) -> Any:
    try:
        read = _READERS[name](value)
    except ValueError as error:
        raise AlignError(path, f"{name} {error}") from error
    if name in _FILES and isinstance(path, Path):
        return str(path.parent / str(read))
    return read


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise ValueError("is a list of codes or names")


def _patterns(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(v, str) and v for v in value):
        return tuple(value)
    raise ValueError("is a list of path patterns")


def _threshold(value: Any) -> Severity | None:
    if value == "never":
        return None
    if isinstance(value, str) and value in list(Severity):
        return Severity(value)
    raise ValueError(f"is never, {', '.join(Severity)}; not {value!r}")


def _number(
    most: int, *kinds: type[int] | type[float], text: str, least: int = 0
) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, kinds) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"is a {text}")

    return read


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("is true or false")


def _text(value: Any) -> str:
    if isinstance(value, str) and value and "\0" not in value:
        return value
    raise ValueError("is a text")


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise ValueError(f"is {', '.join(words[:-1])} or {words[-1]}; not {value!r}")

    return read


def _day(value: Any) -> Day:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Day):
        return value
    try:
        return Day.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"is a day like 2027-01-31; not {value!r}") from None


def _pairs(value: Any) -> tuple[PairPattern, ...]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise ValueError("are tables with source and target: [[pairs]]")
    for table in value:
        for key in table:
            if key not in ("source", "target"):
                near = _nearest(key, ("source", "target"))
                raise ValueError(f"have source and target; not {key!r}{near}")
        if not all(isinstance(v, str) and v and "\0" not in v for v in table.values()):
            raise ValueError("have path patterns as source and target")
        if "source" not in table:
            raise ValueError("have a source")
    return tuple(PairPattern(table["source"], table.get("target")) for table in value)


def _ignores(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ValueError("is a table: path pattern = [codes or names]")
    try:
        return tuple((pattern, _words(words)) for pattern, words in value.items())
    except ValueError as error:
        raise ValueError(f"has for each path pattern what {error}") from error


def _severities(value: Any) -> tuple[tuple[str, Severity], ...]:
    if not isinstance(value, dict):
        raise ValueError(f"is a table: code or name = one of {', '.join(Severity)}")
    for word, level in value.items():
        if not isinstance(level, str) or level not in list(Severity):
            raise ValueError(f"of {word} is one of {', '.join(Severity)}; not {level!r}")
    return tuple((word, Severity(level)) for word, level in value.items())


_FILES = ("glossary", "aliases", "baseline")
_FLAGS = (
    *("same-language", "direction-known", "honorifics"),
    *("quiet", "statistics", "verbose"),
)
_COLUMNS = ("source-column", "target-column", "id-column")
_PERCENT = _number(100, int, float, text="number from 0 to 100")
_COUNT = _number(2**40, int, text="whole number from 1 on", least=1)
_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("select", "ignore"), _words),
    **dict.fromkeys(_FLAGS, _flag),
    **dict.fromkeys(("encoder", "base", *_FILES, *_COLUMNS), _text),
    **dict.fromkeys(("max-bytes", "max-unpacked-bytes", "max-units"), _COUNT),
    **dict.fromkeys(("max-segment-words", "max-segments", "max-words"), _COUNT),
    "pair-seconds": _number(2**31, int, float, text="number of seconds, 0 for any"),
    "max-depth": _number(250, int, text="whole number from 1 to 250", least=1),
    **dict.fromkeys(("missing", "unused-suppressions"), _one_of(*POLICIES)),
    **dict.fromkeys(("min-fidelity", "min-coverage"), _PERCENT),
    "color": _one_of("auto", "always", "never"),
    "fail-on": _threshold,
    "min-confidence": _number(1, int, float, text="number from 0 to 1"),
    "threads": _number(4096, int, text="whole number, 0 for all cores"),
    "pairs": _pairs,
    "exclude": _patterns,
    "per-file-ignores": _ignores,
    "severity": _severities,
    "today": _day,
}
