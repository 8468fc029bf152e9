"""What a corpus run is: the same for every process and machine that takes part in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from align.baseline import baseline_path, read_baseline, today
from align.config import Settings
from align.errors import AlignError

SCHEMA = 1
PLAN, RUN, SCRATCH = "plan.parquet", "run.json", ".scratch"
# Settings that change nothing of what is found in one pair.
_ELSEWHERE = {
    *("color", "quiet", "statistics", "verbose", "threads", "file", "today", "encoder"),
    *("pairs", "exclude", "missing", "base", "fail_on", "min_fidelity", "min_coverage"),
    *("source_column", "target_column", "id_column", "unused_suppressions"),
}
_FILES = ("glossary", "aliases", "baseline")


class HaltError(AlignError):
    """What no other pair would fare better with: a full disk, a cache that is none."""


class Kind(StrEnum):
    """What the sides of a plan's rows are."""

    FILES = "files"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Job:
    """A run: where it writes, how pairs are compared, and how the plan is cut.

    ``total`` pairs of the plan are done in shards of ``size`` consecutive ones, a part of every
    table each. ``key``: hash of all that the result of a pair depends on beside its texts.
    ``cache``: a file of results of earlier runs, None for none.
    """

    out: Path
    settings: Settings
    kind: Kind
    total: int
    size: int
    plan: str
    signature: str
    key: str
    cache: Path | None = None

    @property
    def shards(self) -> int:
        """How many there are."""
        return -(-self.total // self.size)

    def pairs_in(self, shard: int) -> int:
        """How many pairs a shard has."""
        return min(self.size, self.total - shard * self.size)

    def described(self) -> dict[str, Any]:
        """What tells this run from another one in the same folder."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "pairs": self.total,
            "shard_size": self.size,
            "plan": self.plan,
            "signature": self.signature,
            "key": self.key,
        }

    def is_in_folder(self) -> bool:
        """True while the folder says that it is this run that writes there."""
        try:
            return (self.out / RUN).read_text("utf-8") == to_json(self.described())
        except (OSError, ValueError):
            return False


def key_of(settings: Settings, signature: str) -> str:
    """The hash of the settings that change results, of the files they name, and of ``signature``.

    Raises AlignError for a file that cannot be read.
    """
    values = {f.name: getattr(settings, f.name) for f in fields(settings)}
    kept = {name: value for name, value in values.items() if name not in _ELSEWHERE}
    accepted = baseline_path(settings)
    kept["baseline"] = None if accepted is None else str(accepted)
    for name in _FILES:
        if kept[name] is not None:
            kept[name] = file_digest(kept[name])
    if accepted is not None and any(entry.expires for entry in read_baseline(accepted)):
        kept["today"] = today(settings)
    if settings.per_file_ignores:  # its patterns are relative to the configuration
        kept["folder"] = str(settings.folder.resolve())
    told = json.dumps([signature, kept], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def file_digest(path: str | Path) -> str:
    """The SHA-256 of a file's bytes; AlignError where it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise AlignError(path, getattr(error, "strerror", None) or str(error)) from error


def to_json(value: dict[str, Any]) -> str:
    """JSON as our files have it: readable, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
