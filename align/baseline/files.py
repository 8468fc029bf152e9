"""The baseline's file: JSON, sorted, a key a line, so that a reviewer reads what changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from datetime import date as Day  # noqa: N812 - a type's name, as in the model
from pathlib import Path
from typing import Any

from align.config import Settings
from align.errors import AlignError
from align.model import Accepted

DEFAULT = "align-baseline.json"
SCHEMA = 1
_KEYS = tuple(field.name for field in fields(Accepted))
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
# What a reviewer's screen would not show, or show elsewhere: directions, line ends, controls.
_UNSEEN = re.compile(
    "[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def baseline_path(settings: Settings) -> Path | None:
    """The baseline to hold findings against: the one named, or the usual one where it exists.

    None where there is none, or where the settings name the empty text.
    """
    if settings.baseline is not None:
        return Path(os.path.relpath(settings.baseline)) if settings.baseline else None
    usual = settings.folder / DEFAULT
    return Path(os.path.relpath(usual)) if usual.is_file() else None


def written_path(settings: Settings) -> Path:
    """Where to write the baseline: the one named or there, else the usual one."""
    return baseline_path(settings) or Path(os.path.relpath(settings.folder / DEFAULT))


def today(settings: Settings) -> Day:
    """The day from which expiry is told: the settings', SOURCE_DATE_EPOCH's, or today in UTC."""
    if settings.today is not None:
        return settings.today
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise AlignError("SOURCE_DATE_EPOCH", f"is no number of seconds: {given!r}") from error


def read_baseline(path: Path) -> tuple[Accepted, ...]:
    """The entries of a baseline; none where the file does not exist.

    Raises AlignError for a file that is no baseline, and names the entry that is at fault.
    """
    try:
        whole: Any = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AlignError(path, f"not readable as a baseline ({reason})") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("accepted"), list):
        raise AlignError(path, "no baseline: it has no list 'accepted'")
    if whole.get("schema") != SCHEMA:
        raise AlignError(path, f"a baseline of schema {whole.get('schema')!r}; {SCHEMA} is read")
    entries = []
    for number, row in enumerate(whole["accepted"], 1):
        try:
            entries.append(_entry(row))
        except ValueError as error:
            raise AlignError(path, f"entry {number}: {error}") from error
    return tuple(entries)


def _entry(row: Any) -> Accepted:
    if not isinstance(row, dict):
        raise ValueError("no object")
    for key, value in row.items():
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}")
        if not isinstance(value, str) and not (key == "expires" and value is None):
            raise ValueError(f"{key} is no text")
    lacking = [key for key in _KEYS[:5] if not row.get(key)]
    if lacking:
        raise ValueError(f"{lacking[0]} is missing")
    if not _FINGERPRINT.fullmatch(row["fingerprint"]):
        raise ValueError(f"fingerprint is not 16 hex digits: {row['fingerprint']!r}")
    expires = row.get("expires")
    try:
        day = Day.fromisoformat(expires) if expires else None
    except ValueError:
        raise ValueError(f"expires is a day like 2027-01-31; not {expires!r}") from None
    words = {"source": "", "target": ""} | {k: v for k, v in row.items() if k != "expires"}
    return Accepted(**words, expires=day)


def baseline_text(entries: Iterable[Accepted]) -> str:
    """The file that has ``entries``: in a fixed order, each once, a key a line."""
    rows = [
        asdict(entry) | {"expires": entry.expires.isoformat() if entry.expires else None}
        for entry in sorted(set(entries), key=_place)
    ]
    text = json.dumps({"schema": SCHEMA, "accepted": rows}, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _place(entry: Accepted) -> tuple[str, ...]:
    paths = entry.source_path, entry.target_path, entry.code, entry.fingerprint
    return (*paths, entry.reason, entry.owner, str(entry.expires))
