"""The engine on Ray: the same files as the local one's, whatever machines and actors die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from align.cli import main
from align.config import Settings
from align.corpus import HaltError, Job, Options, run_corpus
from align.corpus.attempts import TRIES, attempted
from align.corpus.cluster import Cluster, Comparer, ray_engine
from align.corpus.job import SCRATCH
from align.corpus.tables import TABLES
from align.errors import AlignError

pytestmark = [pytest.mark.usefixtures("needs_encoder")]
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
LIMIT = 20.0


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


class Troubled(Comparer):
    """One pair ends the process at once, another one never ends and lets no Python run."""

    def done(self, shard: int) -> tuple[int, int]:
        """As ever, with a stage that has trouble."""
        import re

        from align.corpus.stage import Stage

        class Troubling(Stage):
            def _result(self, sides: tuple[str, str], why: str | None) -> Any:
                if why is None and sides[0] == texts[DEADLY]:
                    os.kill(os.getpid(), signal.SIGKILL)
                if why is None and sides[0] == texts[SLOW]:
                    re.match("(a+)+$", "a" * 60 + "b")
                return super()._result(sides, why)

        rows = pl.read_parquet(self.job.out / "plan.parquet")
        texts = dict(zip(rows["number"], rows["source"], strict=True))
        self.stage = self.stage or Troubling(self.job)
        return super().done(shard)


def engine_of(**options: Any) -> Callable[[Job], Cluster]:
    """The engine on the cluster that this process has joined."""
    return lambda job: Cluster(job, **options)


def test_a_killed_machine_loses_nothing(
    nodes: Any, table: Path, tmp_path: Path, local: dict[str, bytes]
) -> None:
    """A machine is killed while it works, another one joins: the same files as the local run's."""
    out = tmp_path / "out"

    def kill() -> None:
        while not (out / "pairs").is_dir() or len(list((out / "pairs").iterdir())) < 4:
            time.sleep(0.05)
        done.append(len(list((out / "pairs").iterdir())))
        nodes.remove_node(nodes.list_all_nodes[-1], allow_graceful=False)

    done: list[int] = []
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    run_corpus((str(table),), out, Settings(), Options(engine=engine_of()))
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
    differing = {int(name[-14:-8]) for name in local if found[name] != local[name]} if 0 else {
        name for name in local if found[name] != local[name]
    }
    assert differing <= {
        "summary.json",
        *(f"{name}/part-{number:06}.parquet" for name in TABLES for number in (DEADLY, SLOW)),
    }
    assert not (out / SCRATCH).exists()
