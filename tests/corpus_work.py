"""Processes of a corpus run that fare badly, for tests: begun by name in a fresh interpreter."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection

from align.corpus import workers
from align.corpus.job import Job
from align.corpus.stage import Stage

POISON = "p4"  # the pair that does not go well


class _Poisoned(Stage):
    """A stage that ``fate`` befalls at the poisoned pair."""

    def run(self, shard: int, heard: object, given_up: dict[int, str]) -> tuple[int, int]:  # type: ignore[override] # the test's own
        """Does the shard, or not."""
        number = int(POISON[1:]) - 1
        mine = shard * self.job.size <= number < (shard + 1) * self.job.size
        if mine and number not in given_up:
            heard(number)  # type: ignore[operator] # a function
            _befall()
        return super().run(shard, heard, given_up)  # type: ignore[arg-type] # as above


def _befall() -> None:
    if os.environ["ALIGN_TEST_FATE"] == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(3600)


def poisoned(line: Connection, job: Job) -> None:
    """What a process does that the poisoned pair kills, or holds up for ever."""
    workers.Stage = _Poisoned  # type: ignore[misc, assignment] # in this process alone
    workers.work(line, job)
