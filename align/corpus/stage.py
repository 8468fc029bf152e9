"""The work itself: a shard of the plan in, a part of every table out. Engines only hand it out."""

from __future__ import annotations

import hashlib
import os
import traceback
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from align.corpus.cache import Cache
from align.corpus.job import PLAN, SCRATCH, HaltError, Job, Kind, file_digest
from align.corpus.plan import plan_rows
from align.corpus.tables import FOUND, TABLES, Placed, Result, frames, result_of
from align.encode import load_encoder
from align.errors import AlignError
from align.model import Document
from align.pipeline import Checker, refuse_one_language, reported, signature
from align.read import document_of, read_both, reading_of

Heard = Callable[[int | None], None]  # told the number of the pair that is begun, None after all
_IDS = ("source", "target")
_NOT_COMPARED = "NC01"
_NAME = "p1"  # of every pair while it is compared: results name none


class Stage:
    """Compares the pairs of a job, shard by shard, with one encoder; nothing is read before."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._checker: Checker | None = None
        self._cache = None if job.cache is None else Cache(job.cache)

    def run(self, shard: int, heard: Heard, given_up: Mapping[int, str]) -> tuple[int, int]:
        """Does a shard and writes its parts: how many pairs it has, and how many of them failed.

        ``given_up``: pairs that are not tried again, and why. Raises HaltError where the parts
        cannot be written.
        """
        placed = list(self._placed(shard, heard, given_up))
        heard(None)
        if not self.job.is_in_folder():  # whoever began it is gone, and another run is there now
            raise HaltError(self.job.out, "holds another run by now")
        write_parts(self.job.out, shard, placed)
        if self._cache is not None:
            self._cache.commit()
        return len(placed), sum(bool(own.result.reason) for own in placed)

    def signature(self) -> str:
        """What reproduces its results, by the encoder that it has here."""
        return signature(self._loaded().encoder)

    def _loaded(self) -> Checker:
        settings = self.job.settings
        if self._checker is None:
            self._checker = Checker.of(settings, load_encoder(settings.encoder, settings.threads))
        return self._checker

    def _placed(self, shard: int, heard: Heard, given_up: Mapping[int, str]) -> Iterator[Placed]:
        start = shard * self.job.size
        files = self.job.kind is Kind.FILES
        for number, pair, source, target, reason in plan_rows(
            self.job.out / PLAN, start, self.job.size
        ):
            heard(number)
            why = reason or given_up.get(number)
            result = self._result((source, target), why)
            yield Placed(number, pair, source if files else None, target if files else None, result)

    def _result(self, sides: tuple[str, str], why: str | None) -> Result:
        """What came of a pair; whatever goes wrong is its reason."""
        facts: dict[str, str | None] = {}
        try:
            hashes = content_hashes(self.job.kind, sides)
            facts = dict(zip((f"{side}_sha256" for side in _IDS), hashes, strict=True))
            if why:
                return Result(why, facts)
            return self._remembered(sides, hashes)
        except HaltError:
            raise
        except AlignError as error:
            return Result(why or str(error), facts)
        except MemoryError:
            return Result("not enough memory", facts)
        except Exception as error:  # one pair must not stop the others, whatever is wrong with it
            return Result(unforeseen(error), facts)

    def _remembered(self, sides: tuple[str, str], hashes: tuple[str, str]) -> Result:
        if self._cache is None:
            return self._compared(sides, hashes)
        # How a file is read depends on its name; the texts of a table have none.
        names = sides if self.job.kind is Kind.FILES else ()
        key = self._cache.key(self.job.key, hashes, names)
        found = self._cache.get(key)
        if found is None:
            found = self._compared(sides, hashes)
            if not self._hurried(found):
                self._cache.put(key, found)
        return found

    def _hurried(self, result: Result) -> bool:
        """True for what another day, when the machine is less busy, may have time for."""
        codes = (dict(zip(FOUND, row, strict=False))["code"] for row in result.findings)
        return bool(self.job.settings.pair_seconds) and _NOT_COMPARED in codes

    def _compared(self, sides: tuple[str, str], hashes: tuple[str, str]) -> Result:
        checker = self._loaded()
        documents = self._documents(sides)
        refuse_one_language(*documents, self.job.settings)
        compared = checker.compare(*documents, _NAME)
        return result_of(reported([compared], [documents], checker), hashes)

    def _documents(self, sides: tuple[str, str]) -> tuple[Document, Document]:
        reading = reading_of(self.job.settings)
        if self.job.kind is Kind.FILES:
            return read_both(*sides, _IDS, reading)
        ours, theirs = (
            document_of(text, id_, limits=reading.limits)
            for text, id_ in zip(sides, _IDS, strict=True)
        )
        return ours, theirs


def content_hashes(kind: Kind, sides: tuple[str, str]) -> tuple[str, str]:
    """The SHA-256 of both sides, of files or of texts; AlignError for a file that is not there."""
    if kind is Kind.FILES:
        return file_digest(sides[0]), file_digest(sides[1])
    one, two = (hashlib.sha256(text.encode()).hexdigest() for text in sides)
    return one, two


def unforeseen(error: Exception) -> str:
    """One line on an error that nobody foresaw, with where it came from."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    told = " ".join(str(error).split())[:200]
    return f"unexpected {type(error).__name__} ({Path(last.filename).name}:{last.lineno}): {told}"


def part_path(out: Path, table: str, shard: int) -> Path:
    """Where a shard's part of a table is."""
    return out / table / f"part-{shard:06}.parquet"


def write_parts(out: Path, shard: int, placed: list[Placed]) -> None:
    """A part of every table, each whole or not at all; the pairs' last: it says that all are there.

    Raises HaltError where that fails, and then leaves no half of one.
    """
    tables = frames(placed)
    for name in TABLES:
        final = part_path(out, name, shard)
        temporary = out / SCRATCH / f"{name}-{shard}-{uuid.uuid4().hex}"
        try:
            buffer = BytesIO()
            tables[name].write_parquet(buffer, row_group_size=1 << 18)
            with temporary.open("wb") as stream:
                stream.write(buffer.getbuffer())
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, final)
        except OSError as error:
            raise HaltError(final, f"cannot be written ({error.strerror or error})") from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def prepare(out: Path) -> None:
    """Makes the folders of the tables, and takes away what a killed run left half written."""
    for name in (*TABLES, SCRATCH):
        (out / name).mkdir(parents=True, exist_ok=True)
    for path in (out / SCRATCH).iterdir():
        path.unlink(missing_ok=True)


def tidy(out: Path) -> None:
    """Takes the scratch folder away, when nothing is written any more."""
    with suppress(OSError):
        (out / SCRATCH).rmdir()
