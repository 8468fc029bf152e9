"""Stage ``export``: the encoder as it ships, with a card whose figures were measured on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from align.training import graph
from align.training.dev import Examiner
from align.training.files import digest, whole, write_json
from align.training.licences import notice
from align.training.losses import NULL_SIMILARITY
from align.training.prefixes import MEANINGS
from align.training.runner import Runner
from align.training.weights import WORDS, Shape, Weights, load_weights
from align.training.work import Facts, Work

NAME = "align-encoder"
MODEL, TOKENIZER, CARD = "encoder.onnx", "tokenizer.json", "card.json"


@dataclass(frozen=True, slots=True)
class Release:
    """What to call an encoder, and where the figures on its card come from."""

    version: str
    gold: Path | None = None
    training: dict[str, Any] = field(default_factory=dict)
    threads: int = 0


def package(work: Work, folder: Path, release: Release) -> dict[str, Any]:
    """The card of the encoder that was written to ``folder``: graph, tokenizer, card, notices.

    The weights are those of stage 2, or of stage 1 where there was no other. Each file takes
    the place of the old one whole; the card, which holds the others' hashes, comes last.
    """
    trained = work.fitted.exists()
    weights = load_weights(work.fitted if trained else work.started)
    facts = work.facts()
    model = graph.build(weights, facts, graph.INT8).SerializeToString()
    with whole(folder / MODEL) as partial:
        partial.write_bytes(model)
    with whole(folder / TOKENIZER) as partial:
        partial.write_bytes(work.tokenizer.read_bytes())
    sets = work.sets()
    card = _card(weights, facts, release) | {"data": dict(sorted(sets.items()))}
    card["sha256"] = {name: digest(folder / name) for name in (MODEL, TOKENIZER)}
    card["trained"] = trained
    card["figures"] = measure(folder, weights, facts, release) if release.gold else {}
    _write(folder / "NOTICE", notice(sets))
    _write(folder / "README.md", readme(card))
    write_json(folder / CARD, card)
    return card


def measure(
    folder: Path, weights: Weights, facts: Facts, release: Release
) -> dict[str, dict[str, float]]:
    """Dev figures of the packaged file, and of the same weights before rounding."""
    if release.gold is None:
        return {}
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    real = graph.build(weights, facts, graph.FP32).SerializeToString()
    models = {graph.INT8: (folder / MODEL).read_bytes(), graph.FP32: real}
    return {
        name: Examiner(tokenizer, Runner(model, release.threads)).figures(release.gold)
        for name, model in models.items()
    }


def _card(weights: Weights, facts: Facts, release: Release) -> dict[str, Any]:
    shape = Shape.of(weights, facts.heads)
    return {
        "name": NAME,
        "version": release.version,
        "languages": ["ar", "en"],
        "width": shape.width,
        "layers": shape.layers,
        "heads": facts.heads,
        "inner_layer": facts.inner_layer,
        "inner_share": facts.inner_share,
        "max_positions": shape.positions,
        "vocabulary": len(weights[WORDS]),
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_size": facts.base_size,
        "prefixes": list(MEANINGS),
        "null_similarity": NULL_SIMILARITY,
        "arithmetic": "int8 weights by column, activations by token",
        "licence": "Apache-2.0; see NOTICE for the base and the bitext",
        "training": release.training,
    }


def _write(path: Path, text: str) -> None:
    with whole(path) as partial:
        partial.write_text(text, encoding="utf-8")


def readme(card: dict[str, Any]) -> str:
    """The model card for readers, as Markdown."""
    rows = [
        f"| {name} | {value:.4f} | {card['figures']['fp32'][name]:.4f} |"
        for name, value in card["figures"].get("int8", {}).items()
    ]
    table = "\n".join(["| figure | packaged (int8) | before rounding |", "|---|--:|--:|", *rows])
    pairs = sum(card["data"].values())
    return f"""# {card["name"]} {card["version"]}

A small Arabic–English encoder: {card["layers"]} layers, width {card["width"]}, \
{card["vocabulary"]:,} word pieces. Hidden states after layer {card["inner_layer"]} (`inner`) \
align words; their share of {card["inner_share"]} and the top layer's together (`outer`), \
mean-pooled, compare spans, sentences and statements.

- **Made from** {card["base"]}, with Arabic word pieces added, on {pairs:,} pairs of \
Arabic and English texts or names from {len(card["data"])} openly licensed sets; \
`NOTICE` names them all.
- **Inputs** `input_ids`, `attention_mask` (int64, batch × tokens, at most \
{card["max_positions"]}) and `spans` (bool: whether the layers above the inner one are wanted); \
**outputs** `inner`, `outer` (float32, batch × tokens × width).
- **Arithmetic** {card["arithmetic"]}: a text's vectors do not depend on its batch.
- **Meant for** finding what a translation left out, added or changed. Not meant for judging \
people, and no proof of anything by itself: it misreads rare words, dialect and poetry.

## Figures

{table if rows else "Not measured."}

`aer_*`: alignment error rate without punctuation, lower is better (links where the geometric \
mean of both softmaxes is over .15, no rules). `tatoeba`, `ntrex`: nearest-neighbour retrieval. \
`sts17`: Spearman. `near_ntrex`: how often a sentence is nearer to its translation than to the \
same with a number, a negation or another word changed.
"""


def read_card(folder: Path) -> dict[str, Any]:
    """The card of the encoder in ``folder``."""
    return dict(json.loads((folder / CARD).read_text(encoding="utf-8")))
