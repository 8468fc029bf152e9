"""What becomes of the entries of a baseline when it is written again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - a type's name, as in the model
from enum import StrEnum

from align.baseline.held import Held, is_over
from align.model import Accepted, Finding
from align.text import shorten

_LONGEST = 300  # characters of a side's words: enough for a reviewer to know the sentence


class Mode(StrEnum):
    """What is done with findings that are new and entries that are not found any more."""

    ADD = "add"  # new ones are added, nothing is dropped
    UPDATE = "update"  # new ones are added, those not found any more are dropped
    PRUNE = "prune"  # those not found any more are dropped, nothing is added


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is said of findings that are accepted now, and on which day."""

    reason: str
    owner: str
    expires: Day | None
    today: Day


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries to write, and how many were added, dropped, renewed, and left expired."""

    entries: tuple[Accepted, ...]
    added: int
    dropped: int
    renewed: int
    expired: int


def merged(baseline: Held, given: Acceptance, mode: Mode) -> Merged:
    """The entries of ``baseline`` written again.

    Reason, owner and expiry of entries that are still found stay; their files and words become
    those of now. One that has expired is renewed where a new day is given.
    """
    kept, added, renewed, expired = [*baseline.elsewhere], 0, 0, 0
    for finding, entry in baseline.rows:
        paths = baseline.paths[finding.pair]
        if entry is not None:
            entry = _now(entry, finding, paths)  # noqa: PLW2901 - the same entry as of now
            if is_over(entry, given.today) and given.expires and mode is not Mode.PRUNE:
                entry = _renewed(entry, given)  # noqa: PLW2901
                renewed += 1
            expired += is_over(entry, given.today)
            kept.append(entry)
        elif not finding.suppressed and mode is not Mode.PRUNE:
            kept.append(_now(_new(finding, given), finding, paths))
            added += 1
    if mode is Mode.ADD:
        kept += baseline.absent
    dropped = 0 if mode is Mode.ADD else len(baseline.absent)
    return Merged(tuple(kept), added, dropped, renewed, expired)


def _new(finding: Finding, given: Acceptance) -> Accepted:
    names = finding.fingerprint, finding.code, finding.name
    return Accepted(*names, "", "", "", "", given.reason, given.owner, given.expires)


def _now(entry: Accepted, finding: Finding, paths: tuple[str, ...]) -> Accepted:
    """``entry`` with the files and words that its finding has now."""
    words = [
        shorten(" ".join(quote.text.split()), _LONGEST) if quote else ""
        for quote in (finding.source, finding.target)
    ]
    return replace(
        entry,
        name=finding.name,
        source_path=paths[0],
        target_path=paths[-1],
        source=words[0],
        target=words[1],
    )


def _renewed(entry: Accepted, given: Acceptance) -> Accepted:
    return replace(
        entry,
        reason=given.reason or entry.reason,
        owner=given.owner or entry.owner,
        expires=given.expires,
    )
