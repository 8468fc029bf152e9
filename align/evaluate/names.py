"""Names: how often the right spelling in the other script is the likeliest of a thousand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from align.encode import Encoder
from align.errors import AlignError
from align.evaluate.gold import digest, read_lines, sample
from align.evaluate.measures import mean
from align.evaluate.results import Evaluation, Figure, Options
from align.facts import key, name_evidence, sounds_alike
from align.model import Language
from align.pipeline import signature
from align.text import script

CANDIDATES = 1000
_HOPELESS = 0.3  # skeletons less alike are no two spellings of one name
_NOTE = (
    "Each Arabic name is held against all Latin ones of the list, spread evenly over it and a"
    " thousand at most; one with the same letters as its own counts as it."
)
Pair = tuple[str, str]


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a list of name pairs, Arabic and Latin, without header."""
    for path in paths:
        pairs = _pairs(path)
        kept = sample(pairs, CANDIDATES)
        asked = sample(kept, options.limit)
        value = mean(float(_ranks_first(pair, kept)) for pair in asked)
        yield Evaluation(
            kind="names",
            gold=path.stem,
            items=len(kept),
            unit="name pairs",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=(Figure("right one first", value, len(asked)),),
            notes=(_NOTE,),
        )


def _pairs(path: Path) -> list[Pair]:
    rows = [tuple(line.split("\t")[:2]) for line in read_lines(path) if line]
    if not rows or any(len(row) < 2 or script(row[0]) is not Language.AR for row in rows):
        raise AlignError(path, "not a list of Arabic and Latin names in two columns")
    return [(row[0], row[1]) for row in rows]


def _ranks_first(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """True if no other Latin name is likelier than the right one."""
    own = name_evidence(*pair)
    skeleton = key(pair[0], Language.AR)
    return not any(
        latin != pair[1]
        and sounds_alike(skeleton, key(latin, Language.EN)) >= _HOPELESS
        and name_evidence(pair[0], latin) > own
        for _, latin in pairs
    )
