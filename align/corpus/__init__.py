"""Many pairs: planned, compared in shards by several processes or machines, kept as Parquet."""

from align.corpus.job import HaltError, Job, Kind
from align.corpus.run import Engine, Options, run_corpus

__all__ = ["Engine", "HaltError", "Job", "Kind", "Options", "run_corpus"]
