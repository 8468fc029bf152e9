"""The encoders that simalign is given: ``… bench.encoders FOLDER``, run where torch is installed.

The same weights as ours, as ``align model export`` writes them; and a BERT of the size of the
multilingual one, its numbers drawn at random, with our tokenizer: how fast it is does not depend on
what it has learnt. How well it links would, and is therefore not measured.
"""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

from align.encode.embedded import packaged
from align.evaluate.bench.word_aligners import LARGE, SAME

# bert-base-multilingual-cased, which simalign loads where it is told no model.
_SIZE = {
    "vocab_size": 119_547,
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
    "max_position_embeddings": 512,
}
_TOKENIZER = "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"


def main(folder: Path) -> None:
    """Both, written into ``folder``."""
    same, large = folder / SAME, folder / LARGE
    same.mkdir()
    import_module("align.training.hugging_face").export(packaged(1).folder, same)
    import_module("torch").manual_seed(0)
    transformers = import_module("transformers")
    transformers.BertModel(transformers.BertConfig(**_SIZE)).save_pretrained(large)
    for name in _TOKENIZER:
        shutil.copyfile(same / name, large / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
