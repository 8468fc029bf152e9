"""The engine on Ray: the same files as the local one's, whatever machines and actors die."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from align.cli import main
from align.config import Settings
from align.corpus import HaltError, Job, Kind, Options, run_corpus
from align.corpus.attempts import TRIES, attempted
from align.corpus.cluster import Cluster, Comparer, ray_engine
from align.corpus.job import SCRATCH
from align.corpus.stage import Stage
from align.corpus.tables import TABLES
from align.errors import AlignError

pytestmark = [
    pytest.mark.usefixtures("needs_encoder"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
]
PAIRS = 32
ARABIC = (
    "افتتح الوزير المدرسة الجديدة في البلدة صباح {} مارس.",
    "قالت البلدية إن {} عائلة عادت إلى بيوتها.",
    "وصلت {} شاحنة تحمل الماء والخبز إلى القرية.",
)
ENGLISH = (
    "The minister opened the new school in the town on the morning of {} March.",
    "The municipality said that {} families had returned to their homes.",
    "{} trucks carrying water and bread reached the village.",
)
DEADLY, SLOW = 13, 21  # numbers of pairs
LIMIT = 40.0  # seconds: a busy machine may need twenty for an actor’s first pair


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented pairs, every fifth with another number in English."""
    rows = ["source\ttarget"]
    for number in range(PAIRS):
        day, kind = 3 + number % 25, number % len(ARABIC)
        told = day + (20 if number % 5 == 0 else 0)
        rows.append(f"{ARABIC[kind].format(day)}\t{ENGLISH[kind].format(told)}")
    path = tmp_path_factory.mktemp("pairs") / "pairs.tsv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def local(table: Path) -> dict[str, bytes]:
    """What the local engine writes for it."""
    out = table.parent / "local"
    run_corpus((str(table),), out, Settings(), Options(workers=1))
    return written(out)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    """A cluster of a head without processors and three machines with one each."""
    pytest.importorskip("ray", reason="needs the extra [ray]")
    pytest.importorskip("pyarrow", reason="needs the extra [ray]")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    from ray.cluster_utils import Cluster as Nodes

    store = {"object_store_memory": 100 * 1024**2}
    nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 0, **store})
    try:
        for _ in range(3):
            nodes.add_node(num_cpus=1, **store)
        nodes.wait_for_nodes()
        ray.init(nodes.address, log_to_driver=False, logging_level=50)
        # Classes of this file are not on the path of the actors.
        ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
        yield nodes
    finally:
        ray.shutdown()
        nodes.shutdown()


def written(out: Path) -> dict[str, bytes]:
    """Every file of the tables, and the summary."""
    paths = [*(p for name in TABLES for p in (out / name).iterdir()), out / "summary.json"]
    return {str(p.relative_to(out)): p.read_bytes() for p in paths}


class Traced(Comparer):
    """Leaves word of the machine that does a shard."""

    def done(self, shard: int) -> tuple[int, int]:
        """As ever, but word is left first."""
        import ray

        self._enter()
        where = self.job.out / "machines"
        where.mkdir(exist_ok=True)
        (where / f"{shard:06}").write_text(ray.get_runtime_context().get_node_id(), "ascii")
        return super().done(shard)


class Troubling(Stage):
    """One pair ends the process at once, another one never ends and lets no Python run."""

    def _result(self, sides: tuple[str, str], why: str | None) -> Any:
        deadly, slow = (ARABIC[n % len(ARABIC)].format(3 + n % 25) for n in (DEADLY, SLOW))
        if why is None and sides[0] == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if why is None and sides[0] == slow:
            re.match("(a+)+$", "a" * 60 + "b")
        return super()._result(sides, why)


class Troubled(Comparer):
    """An actor that has trouble."""

    stages = Troubling


def engine_of(**options: Any) -> Callable[[Job], Cluster]:
    """The engine on the cluster that this process has joined."""
    return lambda job: Cluster(job, **options)


def test_a_killed_machine_loses_nothing(
    nodes: Any, table: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    """A machine is killed while it works, the same files as the local run's."""
    out = tmp_path / "out"

    def kill() -> None:
        while len(began := sorted((out / "machines").glob("*"))) < 5:
            time.sleep(0.05)
        working = began[-1].read_text("ascii")
        (node,) = (n for n in nodes.list_all_nodes() if n.node_id == working)
        nodes.remove_node(node, allow_graceful=False)
        done.append(len(list((out / "pairs").iterdir())))

    done: list[int] = []
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    run_corpus((str(table),), out, Settings(), Options(engine=engine_of(comparer=Traced)))
    killer.join(30)
    assert done
    assert done[0] < PAIRS
    assert local == written(out)


def test_pairs_that_stop_their_actors_are_given_up(
    nodes: Any, table: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    """One that kills its actor is tried three times, one that takes too long once; rows say so."""
    out = tmp_path / "out"
    engine = engine_of(seconds=LIMIT, comparer=Troubled)
    summary = run_corpus((str(table),), out, Settings(), Options(engine=engine))
    told = {row["pair"]: row["reason"] for row in summary["failures"]}
    assert told == {
        f"p{DEADLY + 1}": "the process comparing it died 3 times",
        f"p{SLOW + 1}": f"took longer than {LIMIT:g} s",
    }
    found = written(out)
    assert {name for name in local if found[name] != local[name]} <= {
        "summary.json",
        *(f"{name}/part-{number:06}.parquet" for name in TABLES for number in (DEADLY, SLOW)),
    }
    assert not (out / SCRATCH).exists()


def test_ray_on_this_machine_is_quiet(
    nodes: Any, table: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    """The command starts Ray by itself, prints what it always prints, and leaves nothing running.

    A killed one leaves a folder that the next one goes on with.
    """
    command = [sys.executable, "-m", "align", "corpus", str(table), "-o", "out", "--engine", "ray"]
    short = tempfile.mkdtemp(dir="/tmp")  # a socket's path has at most 107 characters
    environment = {**os.environ, "TMPDIR": short}
    first = subprocess.Popen(command, cwd=tmp_path, env=environment)
    parts = tmp_path / "out" / "pairs"
    while first.poll() is None and not (parts.is_dir() and any(parts.iterdir())):
        time.sleep(0.05)
    first.kill()
    first.wait()
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    shutil.rmtree(short)
    told = [
        line for line in done.stderr.splitlines() if not re.match(r"align: \d+ of \d+ done", line)
    ]
    assert (done.returncode, told) == (1, [])  # how far it is, it says where the machine is busy
    assert done.stdout.startswith(f"{PAIRS} of {PAIRS} pairs compared")
    assert local == written(tmp_path / "out")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--address", "auto"], "is for --engine ray"),
        (["--engine", "ray", "--address", "ray://host:10001"], "on a machine of the cluster"),
        (["--engine", "ray", "--address", "auto", "--cache", "c.db"], "cannot share"),
    ],
)
def test_what_cannot_work_is_refused(
    options: list[str], reason: str, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options that contradict each other end with one line before anything is written."""
    monkeypatch.setattr("align.corpus.cluster.find_spec", lambda name: name)
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["corpus", str(table), "-o", str(out), *options])
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_a_missing_ray_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Ray Data the extra is named."""
    monkeypatch.setattr("align.corpus.cluster.find_spec", lambda name: None)
    with pytest.raises(AlignError, match=r"align-checker\[ray\]"):
        ray_engine(None, Options())


def test_a_folder_that_is_not_shared_is_told(table: Path, tmp_path: Path) -> None:
    """An actor that finds another run, or none, where the driver writes says so and stops."""
    job = Job(tmp_path, Settings(), Kind.TEXTS, 3, 1, "plan", "signature", "key")
    (row,) = told(Comparer(job, str(tmp_path), None))
    assert row[:2] == (0, 0)
    assert "all of them have to share it" in row[-1]


class TestAttempts:
    """What is tried again, and what is given up."""

    @pytest.fixture(autouse=True)
    def _scratch(self, tmp_path: Path) -> None:
        (tmp_path / SCRATCH).mkdir()

    def died(self, out: Path, *lines: str) -> None:
        """A process died after it had noted this."""
        with (out / SCRATCH / "tries-000007").open("a") as stream:
            stream.write("".join(f"{line}\n" for line in lines))

    def given_up(self, out: Path) -> dict[int, str]:
        """What the next attempt gives up."""
        with attempted(out, 7, 5.0) as attempt:
            return attempt.given_up

    def test_a_pair_is_tried_three_times(self, tmp_path: Path) -> None:
        """It is given up after as many deaths, whatever else was at hand meanwhile."""
        for _ in range(TRIES - 1):
            self.died(tmp_path, "begun", "70", "71")
        self.died(tmp_path, "begun", "70")
        self.died(tmp_path, "begun", "70", "71")
        assert self.given_up(tmp_path) == {71: "the process comparing it died 3 times"}
        assert self.given_up(tmp_path) == {}

    def test_a_late_pair_is_tried_once(self, tmp_path: Path) -> None:
        """What the watch wrote before it ended the process is read as that."""
        self.died(tmp_path, "begun", "70", "Timeout (0:00:05)!", '  File "a.py", line 3 in f')
        assert self.given_up(tmp_path) == {70: "took longer than 5 s"}

    def test_processes_that_never_begin_stop_the_run(self, tmp_path: Path) -> None:
        """Where not even a pair is begun, trying again has an end too."""
        self.died(tmp_path, *["begun"] * TRIES)
        with pytest.raises(HaltError, match="not over one of its pairs"):
            self.given_up(tmp_path)


def told(comparer: Comparer) -> list[tuple[int, int, str, str]]:
    """What it says of the first shard."""
    rows = comparer({"shard": np.array([0])})
    columns = [rows[name] for name in ("pairs", "failed", "path", "reason")]
    return list(zip(*columns, strict=True))
