"""A tiny English base and a handful of sentence pairs, enough to train something on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.training.hugging_face import write
from align.training.vocab import SPECIAL, Splitter, assemble
from align.training.weights import KINDS, POSITIONS, WORDS, Weights

PAIRS = (
    ("افتتح الوزير المدرسة الجديدة صباح الأحد.", "The minister opened the new school on Sunday."),
    ("قال الوزير إن المدرسة ستخدم القرية كلها.", "The minister said the school would serve all."),
    ("رفض المجلس الميزانية في جلسة الأحد.", "The council rejected the budget on Sunday."),
    ("وافق المجلس على الميزانية الجديدة.", "The council approved the new budget."),
    ("زار الرئيس القرية مع الوزير.", "The president visited the village with the minister."),
    ("تسلمت القرية مدرسة جديدة وجسرا.", "The village received a new school and a bridge."),
    ("أغلقت الشرطة الجسر مساء الاثنين.", "Police closed the bridge on Monday evening."),
    ("افتتح الرئيس الجسر الجديد.", "The president opened the new bridge."),
    ("ناقش المجلس ميزانية المدرسة.", "The council discussed the budget of the school."),
    ("قال الرئيس إن الجسر سيفتح الاثنين.", "The president said the bridge would open on Monday."),
    ("زارت الشرطة المدرسة صباح الاثنين.", "Police visited the school on Monday morning."),
    ("رفضت القرية الجسر الجديد.", "The village rejected the new bridge."),
)
WIDTH, LAYERS, INNER, POSITIONS_HELD, HEADS = 24, 2, 48, 64, 2


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    """A TSV file of the pairs, in the layout of a user's translation memory."""
    path = tmp_path / "memory.tsv"
    lines = ["source\ttarget", *("\t".join(pair) for pair in PAIRS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A Hugging Face folder with an untrained English encoder of two layers."""
    splitter = Splitter()
    words = sorted({word for _, english in PAIRS for word in splitter.words(english)})
    vocabulary = {piece: number for number, piece in enumerate((*SPECIAL, *words))}
    folder = tmp_path / "base"
    folder.mkdir()
    tokenizer = tmp_path / "base.json"
    assemble(vocabulary).save(str(tokenizer))
    write(folder, tiny_weights(len(vocabulary)), tokenizer, HEADS)
    return folder


def tiny_weights(vocabulary: int) -> Weights:
    """Random parameters of a two-layer encoder, the same every time."""
    generator = np.random.default_rng(7)

    def drawn(*shape: int) -> np.ndarray:
        return (generator.standard_normal(shape) * 0.2).astype(np.float32)

    weights: Weights = {
        WORDS: drawn(vocabulary, WIDTH),
        POSITIONS: drawn(POSITIONS_HELD, WIDTH) * 0.1,
        KINDS: drawn(2, WIDTH) * 0.1,
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}"
        shapes = {
            **{f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")},
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
        }
        for name, shape in shapes.items():
            weights[f"{prefix}.{name}.weight"] = drawn(*shape)
            weights[f"{prefix}.{name}.bias"] = drawn(shape[0])
        norms += [f"{prefix}.attention.output.LayerNorm", f"{prefix}.output.LayerNorm"]
    for name in norms:
        weights[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        weights[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    return weights
