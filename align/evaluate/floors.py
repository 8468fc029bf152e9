"""Accuracy floors: figures that must not fall, with the hash of the data they were taken on.

``reports/floors.json`` lists what is measured and the floor of every figure.
``python -m align.evaluate.floors`` measures and compares; ``--update`` raises the floors to the
present figures less each entry's tolerance. A floor is lowered only with ALIGN_LOWER_FLOORS=1 in
the environment and a line in CHANGELOG.md that names it: ``Lowered floor: KIND GOLD: FIGURE``.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from align.encode import Encoder
from align.evaluate.kinds import evaluate
from align.evaluate.results import Evaluation, Options

ROOT = Path(__file__).parents[2]
PATH = Path("reports", "floors.json")
PERMISSION = "ALIGN_LOWER_FLOORS"


@dataclass(frozen=True, slots=True)
class Floor:
    """The worst value a figure may have; None until it is first measured."""

    floor: float | None = None
    lower_is_better: bool = False

    def holds(self, value: float) -> bool:
        """True if ``value`` is no worse."""
        if self.floor is None:
            return True
        return value <= self.floor if self.lower_is_better else value >= self.floor


@dataclass(frozen=True, slots=True)
class Entry:
    """One measurement: a kind, its gold by paths from the checkout, and the floors by figure.

    ``sha256`` and ``floors`` are keyed by "gold" and "gold: figure" as evaluations name them.
    ``tolerance`` is what a raised floor leaves below the figure, as a share of the figure.
    """

    kind: str
    gold: tuple[str, ...]
    figures: tuple[str, ...]
    limit: int | None = None
    tolerance: float = 0.02
    sha256: dict[str, str] = field(default_factory=dict)
    floors: dict[str, Floor] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The kind and the gold's path, for messages."""
        return f"{self.kind} {' '.join(self.gold)}"

    def paths(self, root: Path = ROOT) -> list[Path]:
        """The gold files; a ``*`` stands for any name, and a pattern without files for itself."""
        found = []
        for pattern in self.gold:
            base = (root / pattern.partition("*")[0]).parent if "*" in pattern else None
            rest = (root / pattern).relative_to(base).as_posix() if base else ""
            found += (sorted(base.glob(rest)) if base and base.is_dir() else []) or [root / pattern]
        return found

    def missing(self, root: Path = ROOT) -> list[Path]:
        """The gold files that are not there."""
        return [path for path in self.paths(root) if not path.is_file()]


def read_floors(path: Path = ROOT / PATH) -> tuple[Entry, ...]:
    """The entries of a floors file."""
    return entries_of(json.loads(path.read_text("utf-8")))


def entries_of(content: dict[str, Any]) -> tuple[Entry, ...]:
    """The entries of a floors file's content."""
    return tuple(
        Entry(
            kind=row["kind"],
            gold=tuple(row["gold"]),
            figures=tuple(row["figures"]),
            limit=row.get("limit"),
            tolerance=row.get("tolerance", 0.02),
            sha256=row.get("sha256", {}),
            floors={key: Floor(**floor) for key, floor in row.get("floors", {}).items()},
        )
        for row in content["floors"]
    )


def write_floors(entries: Sequence[Entry], path: Path = ROOT / PATH) -> None:
    """Writes a floors file, whole or not at all."""
    text = json.dumps({"schema": 1, "floors": [asdict(e) for e in entries]}, indent=1)
    part = path.with_suffix(".part")
    part.write_text(f"{text}\n", "utf-8")
    part.replace(path)


def measured(entry: Entry, encoder: Encoder, root: Path = ROOT) -> tuple[Evaluation, ...]:
    """The entry's evaluations, without baselines."""
    options = Options(limit=entry.limit, baselines=False)
    return evaluate(entry.kind, entry.paths(root), encoder, options)


def _values(entry: Entry, found: Sequence[Evaluation]) -> Iterator[tuple[str, float, bool]]:
    """Key, value and direction of every figure that the entry holds."""
    for evaluation in found:
        for figure in evaluation.figures:
            if figure.name in entry.figures:
                yield f"{evaluation.gold}: {figure.name}", figure.value, figure.lower_is_better


def breaches(entry: Entry, found: Sequence[Evaluation]) -> list[str]:
    """What does not hold: changed data, figures below their floor, figures no longer measured."""
    digests = {e.gold: e.sha256 for e in found}
    messages = [
        f"{entry.kind} {gold}: the data have changed (sha256 {digests.get(gold)})"
        for gold, known in entry.sha256.items()
        if digests.get(gold) != known
    ]
    values = {key: value for key, value, _ in _values(entry, found)}
    for key, floor in entry.floors.items():
        if key not in values:
            messages.append(f"{entry.kind} {key}: no longer measured")
        elif not floor.holds(values[key]):
            messages.append(
                f"{entry.kind} {key}: {values[key]:.4f} is worse than the floor {floor.floor}"
            )
    return messages


def raised(entry: Entry, found: Sequence[Evaluation]) -> Entry:
    """The entry with the floors that the present figures allow, raised or lowered."""
    floors = {}
    for key, value, lower in _values(entry, found):
        slack = abs(value) * entry.tolerance
        new = Floor(round(value + slack if lower else value - slack, 4), lower)
        old = entry.floors.get(key, new)
        keeps = old.floor is not None and old.holds(value) and not old.holds(new.floor or 0.0)
        floors[key] = old if keeps else new
    return replace(entry, floors=floors, sha256={e.gold: e.sha256 for e in found})


def lowered(old: Sequence[Entry], new: Sequence[Entry]) -> list[str]:
    """The floors that ``new`` lowers or drops, as "KIND GOLD: FIGURE"."""
    present = {(e.kind, key): floor for e in new for key, floor in e.floors.items()}
    worse = []
    for entry in old:
        for key, floor in entry.floors.items():
            now = present.get((entry.kind, key))
            if now is None or now.floor is None or not floor.holds(now.floor):
                worse.append(f"{entry.kind} {key}")
    return worse


def unexplained(names: Sequence[str], changelog: str) -> list[str]:
    """The lowered floors that the changelog has no line for."""
    return [name for name in names if f"Lowered floor: {name}" not in changelog]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures all entries whose data are there; the exit status says whether all held."""
    from align.encode import load_encoder

    parser = ArgumentParser(prog="python -m align.evaluate.floors", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors")
    parser.add_argument("--only", metavar="KIND", help="entries of this kind alone")
    chosen = parser.parse_args(arguments)
    encoder, old, new = load_encoder(), read_floors(), []
    failed = False
    for entry in old:
        if (chosen.only and entry.kind != chosen.only) or entry.missing():
            print(f"skipped {entry.name}")
            new.append(entry)
            continue
        found = measured(entry, encoder)
        for key, value, _ in _values(entry, found):
            floor = entry.floors.get(key, Floor()).floor
            print(f"{entry.kind} {key}: {value:.4f} (floor {floor})", flush=True)
        for message in breaches(entry, found):
            print(f"BREACH {message}")
            failed = True
        new.append(raised(entry, found))
    return _update(old, new) if chosen.update else int(failed)


def _update(old: Sequence[Entry], new: Sequence[Entry]) -> int:
    worse = lowered(old, new)
    if worse and os.environ.get(PERMISSION) != "1":
        print(f"not written: these floors would fall (set {PERMISSION}=1):", *worse, sep="\n  ")
        return 1
    changelog = ROOT / "CHANGELOG.md"
    text = changelog.read_text("utf-8") if changelog.is_file() else ""
    silent = unexplained(worse, text)
    if silent:
        print("not written: CHANGELOG.md lacks these lines:")
        print(*(f"  Lowered floor: {name}" for name in silent), sep="\n")
        return 1
    write_floors(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())
