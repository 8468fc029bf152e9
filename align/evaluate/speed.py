"""Pairs a second of the whole ``align words``, beside those of simalign.

Commands are timed as a user meets them, start and imports included, one after the other on the
same pairs and with two threads: compare the ratios, not the seconds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from align.encode import Encoder
from align.encode.embedded import EmbeddedEncoder
from align.errors import AlignError
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.pipeline import signature

_PAIRS, _LARGE_PAIRS = 1000, 100
_THREADS = "2"
_LAYERS, _WIDTH, _HEADS = 12, 768, 12  # the size of multilingual BERT


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table with columns ``ar`` and ``en``; at most 1,000 of its pairs."""
    for path in paths:
        rows = list(read_table(path, "ar", "en").select("ar", "en").iter_rows())
        if not isinstance(encoder, EmbeddedEncoder):
            raise AlignError("--encoder", "speed is measured of the packaged encoder")
        chosen = sample(rows, min(options.limit or _PAIRS, _PAIRS))
        with TemporaryDirectory(prefix="align-") as folder:
            ours, others = _rates(Path(folder), chosen, encoder, options.baselines)
        yield Evaluation(
            kind="speed",
            gold=path.stem,
            items=len(chosen),
            unit="sentence pairs",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=(Figure("pairs a second", ours, len(chosen), baselines=others),),
            notes=(
                f"Whole commands, {_THREADS} threads. The large encoder has {_LAYERS} layers of"
                f" {_WIDTH} and random weights, and is run on {_LARGE_PAIRS} pairs.",
            ),
        )


def _rates(
    folder: Path, rows: Sequence[tuple[str, str]], encoder: EmbeddedEncoder, baselines: bool
) -> tuple[float, tuple[Reference, ...]]:
    ours = _rate(folder, rows)
    if not baselines or find_spec("simalign") is None:
        return ours, ()
    # By name, as the command line loads training: nothing else depends on it.
    hugging_face = import_module("align.training.hugging_face")
    same, large = folder / "same", folder / "large"
    hugging_face.export(encoder.folder, same)
    weights = _random_weights(int(encoder.card["max_positions"]), encoder.vocabulary)
    hugging_face.write(large, weights, encoder.folder / "tokenizer.json", _HEADS)
    few = sample(rows, min(_LARGE_PAIRS, len(rows)))
    return ours, (
        Reference("simalign, the same weights", _rate(folder, rows, same)),
        Reference("simalign, a large encoder", _rate(folder, few, large)),
    )


def _rate(folder: Path, rows: Sequence[tuple[str, str]], model: Path | None = None) -> float:
    """Pairs a second of the command on ``rows``; simalign's where it is given a model."""
    pairs = folder / "pairs.tsv"
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    pairs.write_text("\n".join(("source\ttarget", *lines)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "align", "words", str(pairs), "--threads", _THREADS]
    if model is not None:
        command += ["--aligner", "simalign", "--encoder", str(model)]
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AlignError(" ".join(command[2:4]), done.stderr.strip().splitlines()[-1])
    return len(rows) / (time.perf_counter() - begun)


def _random_weights(positions: int, vocabulary: int) -> dict[str, np.ndarray]:
    """A BERT as large as the multilingual one; the numbers in it do not matter for speed."""
    generator = np.random.default_rng(0)
    inner = 4 * _WIDTH
    embeddings = "embeddings.{}_embeddings.weight"
    shapes: dict[str, tuple[int, ...]] = {
        embeddings.format("word"): (vocabulary, _WIDTH),
        embeddings.format("position"): (positions, _WIDTH),
        embeddings.format("token_type"): (2, _WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(_LAYERS):
        prefix = f"encoder.layer.{layer}"
        dense = {
            **{f"attention.self.{part}": (_WIDTH, _WIDTH) for part in ("query", "key", "value")},
            "attention.output.dense": (_WIDTH, _WIDTH),
            "intermediate.dense": (inner, _WIDTH),
            "output.dense": (_WIDTH, inner),
        }
        for name, shape in dense.items():
            shapes |= {f"{prefix}.{name}.weight": shape, f"{prefix}.{name}.bias": shape[:1]}
        norms += [f"{prefix}.attention.output.LayerNorm", f"{prefix}.output.LayerNorm"]
    for norm in norms:
        shapes |= {f"{norm}.weight": (_WIDTH,), f"{norm}.bias": (_WIDTH,)}
    return {
        name: (generator.standard_normal(shape) * 0.02).astype(np.float32)
        for name, shape in shapes.items()
    }
