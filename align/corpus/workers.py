"""Processes that do shards, one encoder each; one that dies is replaced, its pair tried again."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from align.corpus.attempts import Deaths
from align.corpus.job import HaltError, Job
from align.corpus.stage import Stage, unforeseen
from align.errors import AlignError

Progress = Callable[[int, int], None]  # how many pairs are done, and how many of these failed
_TICK = 1.0  # seconds between looks at the clock
# One encoder a process, one core each: libraries that would take all of them are told so.
ENVIRONMENT = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"), "1"
)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    shard: int | None = None
    number: int | None = None  # of the pair at hand
    since: float = 0.0


@dataclass(slots=True)
class Pool:
    """Hands out shards to ``count`` processes until all are done.

    ``seconds``: what a pair may take before its process is killed, which is the pair's failure;
    None for any time. ``work``: what a process does.
    """

    job: Job
    count: int
    seconds: float | None = None
    work: Callable[[Connection, Job], None] = field(default_factory=lambda: work)
    deaths: Deaths = field(default_factory=Deaths)
    _workers: list[_Worker] = field(default_factory=list)

    def run(self, shards: Iterable[int], progress: Progress) -> None:
        """Does all ``shards``; HaltError where no more can be done."""
        left = iter(shards)
        again: deque[int] = deque()
        try:
            with _environment():
                while self._hand_out(left, again):
                    for worker in self._heard():
                        self._listen(worker, again, progress)
        finally:
            self._stop()

    def _hand_out(self, left: Iterator[int], again: deque[int]) -> bool:
        """Gives every idle process a shard; False when there is nothing left to wait for."""
        idle = [w for w in self._workers if w.shard is None]
        while idle or len(self._workers) < self.count:
            shard = again.popleft() if again else next(left, None)
            if shard is None:
                break
            self._give(idle.pop() if idle else self._hired(), shard)
        return any(w.shard is not None for w in self._workers)

    def _give(self, worker: _Worker, shard: int) -> None:
        worker.shard, worker.number, worker.since = shard, None, time.monotonic()
        first, size = shard * self.job.size, self.job.size
        given_up = self.deaths.given_up.items()
        known = {n: why for n, why in given_up if first <= n < first + size}
        with suppress(OSError):  # it has died meanwhile, and is found dead at the next look
            worker.line.send((shard, known))

    def _hired(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self.work, args=(theirs, self.job), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _heard(self) -> Iterator[_Worker]:
        """The processes that have something to say, or died, or took too long."""
        by_handle = {w.line: w for w in self._workers}
        for handle in wait(list(by_handle), timeout=_TICK):
            assert isinstance(handle, Connection)
            yield by_handle[handle]
        for worker in list(self._workers):
            if self._late(worker) and worker.number is not None:
                self.deaths.late(worker.number, self.seconds)
                worker.process.kill()

    def _late(self, worker: _Worker) -> bool:
        taken = time.monotonic() - worker.since
        return self.seconds is not None and worker.number is not None and taken > self.seconds

    def _listen(self, worker: _Worker, again: deque[int], progress: Progress) -> None:
        try:
            kind, value = worker.line.recv()
        except (EOFError, OSError):
            self._bury(worker, again)
            return
        if kind == "pair":
            worker.number, worker.since = value, time.monotonic()
        elif kind == "halt":
            raise HaltError(*value)
        else:
            worker.shard = None
            progress(*value)

    def _bury(self, worker: _Worker, again: deque[int]) -> None:
        """Takes a dead process away; its shard is done again, its pair at most so many times."""
        worker.process.join()
        self._workers.remove(worker)
        worker.line.close()
        if worker.shard is None:
            return
        again.append(worker.shard)
        why = _ending(worker.process.exitcode)
        self.deaths.died(worker.shard, worker.number, why)

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.kill()  # whatever it is writing appears whole or not at all
        for worker in self._workers:
            worker.process.join()
            worker.line.close()
        self._workers.clear()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit status {code}"


@contextmanager
def _environment() -> Iterator[None]:
    """What processes begun meanwhile find in their environment."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def work(line: Connection, job: Job) -> None:
    """What a process does: shards as they are handed to it, until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who hands them out decides
    stage = Stage(replace(job, settings=replace(job.settings, threads=1)))
    with suppress(EOFError, OSError):
        while True:
            shard, given_up = line.recv()
            try:
                done = stage.run(shard, lambda number: line.send(("pair", number)), given_up)
            except AlignError as error:
                line.send(("halt", (error.path, error.reason)))
                return
            except Exception as error:  # of the shard, not of a pair: nobody would fare better
                line.send(("halt", (f"shard {shard}", unforeseen(error))))
                return
            line.send(("shard", done))
