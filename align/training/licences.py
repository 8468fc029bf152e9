"""The notice that goes with an encoder: what it was made from, and under which licences."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

_TABLE = Path(__file__).with_name("licences.toml")
_HEAD = """\
The encoder in this folder
==========================

The weights derive from all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/\
all-MiniLM-L6-v2),
Copyright the sentence-transformers authors (nreimers/MiniLM-L6-H384-uncased; MiniLM: Copyright
Microsoft Corporation), licensed under the Apache License, Version 2.0
(http://www.apache.org/licenses/LICENSE-2.0). They were changed: Arabic word pieces were added
to the vocabulary, and all weights were trained further and stored in eight bits.

Word links that the training learnt from were computed by a statistical aligner, run as a
program of its own, of which no part is contained here, by an earlier state of the encoder, and
made by reading for this project (CC0-1.0).

They were trained on the following sets of parallel text and lists of names. None of the text is
contained here.

"""


def notice(sets: Counter[str]) -> str:
    """The notice of an encoder trained on so many rows of each of ``sets``."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    lines = []
    for name, count in sorted(sets.items()):
        known = table.get(name, {"licence": "unknown", "source": "the user's own text"})
        lines.append(f"{name} ({count:,} pairs): {known['licence']}; {known['source']}\n")
    return _HEAD + "".join(lines)
