"""What readers say of segments that a gold takes to be without counterpart."""

from __future__ import annotations

import csv
from importlib import resources

Place = tuple[str, str, str]  # a book, a row of it, and "ar" or "en"


def readings(gold: str) -> dict[Place, str]:
    """For rows of a gold collection: "absent", "partly", "rendered" or "unclear".

    From ``align/data/readings.tsv``; read blind by a language model, 284 rows of rasaif.
    """
    text = resources.files("align.data").joinpath("readings.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {
        (row["book"], row["row"], row["side"]): row["reading"]
        for row in rows
        if row["gold"] == gold
    }
