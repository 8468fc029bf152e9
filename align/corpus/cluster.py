"""An engine on Ray Data: shards to actors on any number of machines, one encoder each.

The dataset is the numbers of the shards. Actors read their rows of the plan and write their parts
where every machine sees them, with the functions that processes of one machine call, so that texts
never pass through Ray and a shard done twice is the same files.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from align.corpus.attempts import attempted
from align.corpus.job import HaltError, Job
from align.corpus.run import WORKER_BYTES, Engine, Options, workers
from align.corpus.stage import Stage, part_path, unforeseen
from align.corpus.tables import TABLES
from align.corpus.workers import ENVIRONMENT, Progress
from align.errors import AlignError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row = dict[str, Any]
_PATIENCE = 90.0  # seconds for a cluster to answer; Ray itself would ask for minutes
_STORE = 128 * 1024**2  # bytes: nothing but numbers of shards passes through it
_PROBE = "import sys, ray; ray.init(sys.argv[1], log_to_driver=False, logging_level=50)"
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}


def ray_engine(address: str | None, options: Options) -> Callable[[Job], Engine]:
    """What makes the engine for a job: on the cluster at ``address``, or on Ray begun here.

    ``options.workers``: at most so many actors, 0 for as many as there is room for. Raises
    AlignError where Ray is missing and for what cannot work.
    """
    if any(find_spec(name) is None for name in ("ray", "pyarrow", "pandas")):
        reason = "Ray Data is not installed (pip install 'align-checker[ray]')"
        raise AlignError("--engine ray", reason)
    if address is not None and "://" in address:
        reason = "start align on a machine of the cluster, with --address auto or HOST:PORT"
        raise AlignError(f"--address {address}", reason)
    if address is not None and options.cache is not None:
        reason = "is a file of one machine, which those of a cluster cannot share"
        raise AlignError(f"--cache {options.cache}", reason)
    return lambda job: Cluster(job, address, options.workers, options.seconds)


class Comparer:
    """What an actor does. It tells what went wrong in its rows, since raising would be tried again.

    ``folder``: where the driver was begun, which is what the paths of a plan are relative to.
    """

    stages: ClassVar = Stage

    def __init__(self, job: Job, folder: str, seconds: float | None) -> None:
        self.job = replace(job, settings=replace(job.settings, threads=1))
        self.folder, self.seconds = folder, seconds
        self.stage: Stage | None = None

    def __call__(self, batch: dict[str, NDArray[Any]]) -> dict[str, list[Any]]:
        """Does the shards of a batch; a row for each."""
        rows = [self._told(int(shard)) for shard in batch["shard"]]
        return {name: [row[name] for row in rows] for name in rows[0]}

    def _told(self, shard: int) -> Row:
        row: Row = {"shard": shard, "pairs": 0, "failed": 0, "path": "", "reason": ""}
        try:
            pairs, failed = self.done(shard)
        except AlignError as error:
            return row | {"path": error.path, "reason": error.reason}
        except Exception as error:  # of the shard, not of a pair: nobody would fare better
            return row | {"path": f"shard {shard}", "reason": unforeseen(error)}
        return row | {"pairs": pairs, "failed": failed}

    def done(self, shard: int) -> tuple[int, int]:
        """Does a shard: how many pairs it has, and how many of them failed."""
        self._enter()
        with attempted(self.job.out, shard, self.seconds) as attempt:
            if self.stage is None:
                self.stage = self._begun()
            return self.stage.run(shard, attempt.heard, attempt.given_up)

    def _enter(self) -> None:
        try:
            os.chdir(self.folder)
        except OSError as error:
            reason = f"cannot be entered on machine {_machine()} ({error.strerror or error})"
            raise HaltError(self.folder, reason) from error
        if not self.job.is_in_folder():
            reason = f"is another folder on machine {_machine()}: all of them have to share it"
            raise HaltError(self.job.out, reason)

    def _begun(self) -> Stage:
        stage: Stage = self.stages(self.job)
        if stage.signature() != self.job.signature:
            reason = f"is {stage.signature()} on machine {_machine()}, not {self.job.signature}"
            raise HaltError("align", reason)
        return stage


def _machine() -> str:
    import ray

    return str(ray.util.get_node_ip_address())  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hands out the shards of ``job`` to actors; ``comparer`` is what these are made of."""

    job: Job
    address: str | None = None
    count: int = 0
    seconds: float | None = None
    comparer: type[Comparer] = Comparer

    def run(self, shards: Iterable[int], progress: Progress) -> None:
        """Does all ``shards``; HaltError where no more can be done."""
        left = list(shards)
        if not left:
            return
        with _joined(self.address, self.count):
            for row in self._rows(left):
                if row["reason"]:
                    raise HaltError(row["path"], row["reason"])
                progress(row["pairs"], row["failed"])
        for shard in left:
            if not part_path(self.job.out, TABLES[-1], shard).exists():
                raise HaltError(part_path(self.job.out, TABLES[-1], shard), "was not written")

    def _rows(self, shards: list[int]) -> Iterator[Row]:
        """What the actors tell of each shard, in the order in which they are done.

        A task is one shard. As Ray Data has it, an actor that dies is begun again, on another
        machine where its own is gone, and its task tried again, without end: that it ends is up
        to ``attempted``.
        """
        import ray

        most = min(self.count or len(shards), len(shards))
        pool = ray.data.ActorPoolStrategy(
            min_size=1, max_size=most, max_tasks_in_flight_per_actor=2
        )
        rows = [{"shard": shard} for shard in shards]
        done = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            self.comparer,
            fn_constructor_args=(self.job, str(Path.cwd()), self.seconds),
            batch_size=1,
            compute=pool,
            num_cpus=1,
            memory=WORKER_BYTES,
            runtime_env={"env_vars": ENVIRONMENT},
        )
        try:
            yield from done.iter_rows()
        except (ray.exceptions.RayError, RuntimeError) as error:
            raise HaltError("ray", _line(error)) from error


def _line(error: BaseException) -> str:
    """The last line of what Ray says, which has the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


@contextmanager
def _joined(address: str | None, count: int) -> Iterator[None]:
    """Ray, as long as the block lasts: the cluster at ``address``, or begun here and ended after.

    Whoever calls this from a program that has Ray already stays in that.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    import ray

    with _silence():
        if ray.is_initialized():
            yield
            return
        with _aside(), TemporaryDirectory(prefix="align-", ignore_cleanup_errors=True) as folder:
            try:
                _init(address, count, folder)
                yield
            finally:
                ray.shutdown()


def _init(address: str | None, count: int, folder: str) -> None:
    import ray

    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    try:
        if address is None:
            ray.init(
                "local",
                num_cpus=workers(count),
                object_store_memory=_STORE,
                include_dashboard=False,
                _node_ip_address="127.0.0.1",
                _temp_dir=folder,
                **quiet,
            )
            return
        _probe(address)
        ray.init(address, **quiet)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        where = "ray" if address is None else f"--address {address}"
        raise AlignError(where, f"Ray cannot be used ({_line(error)})") from error


def _probe(address: str) -> None:
    """AlignError unless a cluster answers there: asked by a process that can be stopped."""
    asked = [sys.executable, "-c", _PROBE, address]
    try:
        done = subprocess.run(asked, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        reason = f"no Ray cluster answers there within {_PATIENCE:g} s"
        raise AlignError(f"--address {address}", reason) from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines() or [""]
        raise AlignError(
            f"--address {address}", f"no Ray cluster to be used ({told[-1].partition(': ')[2]})"
        )


class _Ours:
    """A standard stream, without what Ray's threads print there of actors that died."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Writes ``text`` for everybody else."""
        ray = threading.current_thread().name.startswith("ray_")
        return len(text) if ray else self._stream.write(text)


@contextmanager
def _aside() -> Iterator[None]:
    """What Ray prints goes nowhere, from its C++ or its threads; what we print goes its way."""
    before, real = (sys.stdout, sys.stderr), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        if (own := sys.__stderr__) is not None and sys.stderr is own:
            sys.stderr = os.fdopen(real, "w", 1, own.encoding, closefd=False)
        sys.stdout, sys.stderr = (s and _Ours(s) for s in (sys.stdout, sys.stderr))
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(real, 2)
        sys.stdout, sys.stderr = before
        os.close(real)
        os.close(nowhere)


@contextmanager
def _silence() -> Iterator[None]:
    """Ray says nothing but what is fatal; its progress bars are off, ours is told."""
    from ray.data import DataContext

    context = DataContext.get_current()
    names = ("enable_progress_bars", "print_on_execution_start")
    before = {name: getattr(context, name) for name in names}
    loggers = [logging.getLogger(name) for name in ("ray", "ray.data")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        for name in names:
            setattr(context, name, False)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        for name, value in before.items():
            setattr(context, name, value)
