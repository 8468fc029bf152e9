"""Results of earlier runs by what they depend on: the texts, the settings and the model.

A file of SQLite: many processes read and write it, and a process that is killed leaves it whole.
Values are compressed JSON, so that nothing in the file can run.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from align.corpus.job import HaltError
from align.corpus.tables import Result

_APPLICATION = 0x616C6763  # "algc", so that another program's file is not taken for ours
_LAYOUT = 1
_PATIENCE = 60.0  # seconds to wait for another process to have written
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID"


class Cache:
    """Results by key. What is put is there for other processes after ``commit``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: dict[bytes, bytes] = {}
        self._connection: sqlite3.Connection | None = None

    @staticmethod
    def key(run: str, hashes: Sequence[str], names: Sequence[str]) -> bytes:
        """The SHA-256 of all that a result depends on: ``run`` is ``Job.key``."""
        return hashlib.sha256(json.dumps([_LAYOUT, run, *hashes, *names]).encode()).digest()

    def get(self, key: bytes) -> Result | None:
        """The result; None where there is none. HaltError for a file that is no cache."""
        with self._told():
            row = self._open().execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return Result(**json.loads(zlib.decompress(row[0])))
        except (TypeError, ValueError, zlib.error):  # damaged: it is found anew
            return None

    def put(self, key: bytes, result: Result) -> None:
        """Keeps a result for ``commit``."""
        told = json.dumps(asdict(result), ensure_ascii=False, separators=(",", ":"))
        self._waiting[key] = zlib.compress(told.encode(), 6)

    def commit(self) -> None:
        """Writes what was put, all or nothing."""
        if not self._waiting:
            return
        with self._told(), self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?)", sorted(self._waiting.items())
            )
        self._waiting.clear()

    def check(self) -> None:
        """Makes the file where there is none; HaltError where that fails or it is no cache."""
        with self._told():
            self._open()

    def close(self) -> None:
        """Lets the file go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            if owner not in (0, _APPLICATION) or (tables and owner != _APPLICATION):
                connection.close()
                raise HaltError(self.path, "is a file of another program, not a cache")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if not owner:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute("COMMIT")
            self._connection = connection
        return self._connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise HaltError(self.path, f"cannot be used as a cache ({error})") from error
