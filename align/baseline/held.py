"""Findings held against the baseline: which entry is about which, and which are about none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - a type's name, as in the model
from pathlib import Path

from align.model import Accepted, Finding, Suppression, SuppressionKind, Unused, UnusedKind
from align.patterns import relative
from align.suppressions import Run

Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Findings, each with the entry that is about it, if there is one.

    ``paths``: the files of each pair as the baseline names them. ``absent``: entries whose finding
    is not there any more; ``elsewhere``: those that the run says nothing of, since it did not
    compare their files or not run their checks.
    """

    rows: tuple[tuple[Finding, Accepted | None], ...]
    paths: dict[str, Paths]
    absent: tuple[Accepted, ...]
    elsewhere: tuple[Accepted, ...]


def held(findings: Sequence[Finding], entries: Sequence[Accepted], run: Run, folder: Path) -> Held:
    """``findings`` held against the entries of a baseline in ``folder``.

    A fingerprint has no paths in it, so two files may have the same finding: an entry goes to the
    one of its own files first, and to another only where its own no longer exist, as after a move.
    """
    left: defaultdict[str, list[Accepted]] = defaultdict(list)
    for entry in dict.fromkeys(entries):
        left[entry.fingerprint].append(entry)
    gone = {e for e in entries if not all((folder / p).exists() for p in paths_of(e))}
    own = {
        pair: tuple(relative(run.documents[id_].path, folder) for id_ in ids)
        for pair, ids in run.pairs.items()
    }
    given: dict[int, Accepted] = {}
    for moved in (False, True):
        for at, finding in enumerate(findings):
            of_these = [] if at in given or finding.suppressed else left[finding.fingerprint]
            for entry in of_these:
                if entry in gone if moved else paths_of(entry) == own.get(finding.pair):
                    given[at] = entry
                    of_these.remove(entry)
                    break
    rows = tuple((finding, given.get(at)) for at, finding in enumerate(findings))
    unused = [entry for of_these in left.values() for entry in of_these]
    seen = {(own.get(f.pair), f.fingerprint) for f in run.found}
    absent = tuple(
        e
        for e in unused
        if e.code in run.codes
        and (e in gone or paths_of(e) in own.values())
        and (paths_of(e), e.fingerprint) not in seen
    )
    return Held(rows, own, absent, tuple(e for e in unused if e not in absent))


def paths_of(entry: Accepted) -> Paths:
    """The files of an entry."""
    return entry.source_path, entry.target_path


def suppressed(
    baseline: Held, path: str, today: Day | None
) -> tuple[tuple[Finding, ...], tuple[Unused, ...]]:
    """The findings, accepted where an entry of the baseline at ``path`` says so; unused entries.

    An entry accepts up to the end of its last day.
    """
    kept, unused = [], []
    for finding, entry in baseline.rows:
        if entry is None:
            kept.append(finding)
        elif is_over(entry, today):
            kept.append(finding)
            unused.append(_unused(UnusedKind.EXPIRED, path, entry, f"expired on {entry.expires}"))
        else:
            why = Suppression(SuppressionKind.EXTERNAL, entry.reason, entry.owner, entry.expires)
            kept.append(replace(finding, suppression=why))
    for entry in baseline.absent:
        unused.append(_unused(UnusedKind.ABSENT, path, entry, "is not found any more"))
    return tuple(kept), tuple(unused)


def is_over(entry: Accepted, today: Day | None) -> bool:
    """True if the last day of ``entry`` is before ``today``."""
    return entry.expires is not None and today is not None and entry.expires < today


def _unused(kind: UnusedKind, path: str, entry: Accepted, message: str) -> Unused:
    words = f"{entry.code} {entry.name} in {entry.target_path}"
    return Unused(kind, path, 0, words, message, entry)
