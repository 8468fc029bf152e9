"""``python -m align.evaluate.contrast GOLD``: the edited pairs as TSV, to be read one by one.

With ``--check`` the checks run on them: ``right`` has the findings of the kind's codes that tell of
the edit, ``other`` those of other codes, each with its confidence.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from align.data import table
from align.encode import load_encoder
from align.evaluate.checks import EDITS, clean_pairs
from align.evaluate.contrast import SEED, Contrast, contrasts, kinds
from align.evaluate.contrast.judge import Hit, judged

_COLUMNS = ("kind", "row", "language", "start", "end", "old", "new", "ar", "en")
_CLEAN, _FOUND = ("clean_ar", "clean_en"), ("right", "other")


def main() -> None:
    """Prints the set."""
    options = _options()
    pairs = clean_pairs(Path(options.gold), options.pairs)
    own = options.kind or kinds()
    edits = [e for kind in own for e in contrasts(pairs, kind, options.limit, options.seed)]
    columns = (*_COLUMNS, *_CLEAN, *(_FOUND if options.check else ()))
    sys.stdout.write("\t".join(columns) + "\n")
    if options.check:
        used = sorted({e.row for e in edits})
        for result in judged(pairs, edits, load_encoder(None, options.threads), used):
            for edit, hits in result.edits:
                _write(*_cells(edit), *_told(edit, hits))
        return
    for edit in edits:
        _write(*_cells(edit))


def _options() -> Namespace:
    parser = ArgumentParser("python -m align.evaluate.contrast", description=__doc__)
    parser.add_argument("gold", help="a table with the columns ar and en")
    parser.add_argument("--kind", action="append", choices=kinds(), help="repeatable; all kinds")
    parser.add_argument("--pairs", type=int, help="of so many pairs, spread evenly")
    parser.add_argument("--limit", type=int, default=EDITS, help="edits of a kind, at most")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", action="store_true", help="what the checks find")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def _cells(edit: Contrast) -> Iterator[str]:
    span, (ar, en), (clean_ar, clean_en) = edit.edit.span, edit.pair, edit.clean
    yield from (edit.kind, str(edit.row), edit.language.value, str(span.start), str(span.end))
    yield from (span.of(edit.text), edit.edit.new, ar, en, clean_ar, clean_en)


def _told(edit: Contrast, hits: tuple[Hit, ...]) -> Iterator[str]:
    codes = table("contrast")["kinds"][edit.kind]["codes"]
    for right in (True, False):
        new = [h for h in hits if (h.code in codes) is right and h.since < h.until]
        yield " ".join(f"{h.code}:{h.until:.2f}" for h in new)


def _write(*cells: str) -> None:
    sys.stdout.write("\t".join(cell.replace("\t", " ") for cell in cells) + "\n")


if __name__ == "__main__":
    main()
