"""By what missing words are told, fitted on phrases taken out of clean text and put into it.

``python -m align.training.unrendered BITEXT…`` prints ``data/unrendered.toml``. A run of unlinked
words is an example: of words that are missing where it is what the edit took away or put in, and
of a free rendering where the pair is as people made it. Edits fall on phrases between commas as in
``align.evaluate.contrast``, and on any words, so that the place of a phrase teaches nothing.
"""

from __future__ import annotations

import random
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from align.checks.absence import sides
from align.checks.unrendered import FEATURES, Run, Words, features, runs, size
from align.encode import Encoder, load_encoder
from align.evaluate.contrast import Contrast, TextPair, contrasts
from align.evaluate.contrast.edit import Edit
from align.model import Alignment, Language, Side, Span
from align.pairwise import align_rows, text_segment
from align.training.bitext import read_rows
from align.training.logistic import fit_logistic

PAIRS = 250  # of a file
_SHORTEST, _LONGEST = 6, 60  # words
_SIZES = (1, 2, 2, 3, 3, 4, 5, 6, 8, 10)  # tokens of an edit anywhere
_KEPT = 0.4  # of the edits between commas, and as many of those anywhere
_LINKED, _FIRM = 0.2, 0.4  # link scores: any link; one that a word's loss can be told by
# Most pairs have lost nothing, and words missing are rarer still than a fit on edits would have it:
# log odds of each size, set by the findings that people would keep.
_CLEAN_SHARE = 4.0
_RARER = {"words": 1.7, "phrase": 1.7}
_ROWS = 64


Example = tuple[str, tuple[float, ...], bool, float]
"""The size of a run, its features, whether its words are missing, and how much it counts."""


def fitted(
    pairs: Sequence[TextPair], encoder: Encoder, seed: int = 0
) -> dict[str, dict[str, float]]:
    """For runs of each size a weight a feature; the same pairs and seed give the same."""
    found = list(_examples(pairs, encoder, random.Random(seed)))
    return {size: _weights([e for e in found if e[0] == size], size) for size in _RARER}


def _weights(examples: Sequence[Example], size: str) -> dict[str, float]:
    matrix = np.array([f for _, f, _, _ in examples])
    labels = np.array([label for _, _, label, _ in examples], float)
    shares = np.array([share for _, _, _, share in examples])
    spread = matrix.std(0) + 1e-6
    spread[0] = 1.0
    solved = fit_logistic(matrix / spread, labels, ridge=1.0, shares=shares) / spread
    solved[0] -= _RARER[size]
    return {name: round(float(w), 4) for name, w in zip(FEATURES, solved, strict=True)}


def _examples(
    pairs: Sequence[TextPair], encoder: Encoder, chance: random.Random
) -> Iterator[Example]:
    edits = [e for kind in ("deleted", "inserted") for e in contrasts(pairs, kind)]
    edits = [e for e in edits if chance.random() < _KEPT] + list(_anywhere(pairs, chance))
    own: dict[int, list[Contrast]] = {}
    for edit in edits:
        own.setdefault(edit.row, []).append(edit)
    for start in range(0, len(pairs), _ROWS):
        rows = range(start, min(start + _ROWS, len(pairs)))
        texts = [p for r in rows for p in (pairs[r], *(e.pair for e in own.get(r, ())))]
        aligned = align_rows([(text_segment(a), text_segment(b)) for a, b in texts], encoder)
        for row in rows:
            clean = next(aligned)
            yield from _of_alignment(clean, None, clean)
            for edit in own.get(row, ()):
                yield from _of_alignment(next(aligned), edit, clean)


def _anywhere(pairs: Sequence[TextPair], chance: random.Random) -> Iterator[Contrast]:
    """A few tokens taken out of a pair's side, or a few of another pair's put in, anywhere."""
    for row, pair in enumerate(pairs):
        for side, language in enumerate(Language):
            tokens = text_segment(pair[side]).tokens
            other = pairs[chance.randrange(len(pairs))][side]
            count, at = chance.choice(_SIZES), chance.random()
            if len(tokens) < 2 * count + 2 or chance.random() > _KEPT * 2:
                continue
            if chance.random() < 0.5:
                first = int(at * (len(tokens) - count))
                gone = Span(tokens[first].span.start, tokens[first + count - 1].span.end)
                yield Contrast("deleted", row, language, Edit(gone, ""), pair)
                continue
            given = text_segment(other).tokens
            if len(given) > count:
                first, place = int(at * (len(given) - count)), chance.choice(tokens).span.end
                new = other[given[first].span.start : given[first + count - 1].span.end]
                edit = Edit(Span(place, place), f" {new}")
                yield Contrast("inserted", row, language, edit, pair)


def _of_alignment(
    alignment: Alignment, edit: Contrast | None, clean: Alignment
) -> Iterator[Example]:
    both = sides(alignment, alignment.beads[0], alignment.words[0])
    for number, side in enumerate(Side):
        ours, theirs = both[number], both[1 - number]
        for run in runs(ours):
            label = _missing(run, ours, (side, edit, clean))
            if label is None:
                continue
            share = _CLEAN_SHARE if edit is None else 1.0
            yield size(run, ours), features(run, ours, theirs), label, share


def _missing(run: Run, words: Words, told: tuple[Side, Contrast | None, Alignment]) -> bool | None:
    """Whether the run is what the edit took away or put in; None where that is half true."""
    side, edit, clean = told
    if edit is None:
        return False
    spans = [words.tokens[n].span for n in run.content(words)]
    edited = Side.SOURCE if edit.language is Language.AR else Side.TARGET
    if edit.kind == "inserted":
        known = [edited is side and edit.edit.touched.contains(s) for s in spans]
    elif edited is side:
        return False
    else:
        found = [_lost(s, side, edit.edit.span, clean) for s in spans]
        if None in found and not any(found):
            return None
        known = [bool(f) for f in found]
    if sum(known) * 2 >= len(known):
        return True
    return None if any(known) else False


def _lost(word: Span, side: Side, gone: Span, clean: Alignment) -> bool | None:
    """Whether all that a word was linked with is gone; None for a word without firm links."""
    ends = [
        (link.target, link.score) if side is Side.SOURCE else (link.source, link.score)
        for link in clean.links
        if word == (link.source if side is Side.SOURCE else link.target)
    ]
    inside = [score for span, score in ends if score >= _LINKED and gone.contains(span)]
    if not ends or (inside and (len(inside) < len(ends) or max(inside) < _FIRM)):
        return None
    return bool(inside)


def main() -> None:
    """Prints the table."""
    parser = ArgumentParser("python -m align.training.unrendered", description=__doc__)
    parser.add_argument("bitext", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="of each file")
    options = parser.parse_args()
    pairs = [pair for path in options.bitext for pair in _chosen(path, options.pairs)]
    sys.stdout.write("# Fitted by align.training.unrendered; see align/checks/unrendered.\n")
    for name, weights in fitted(pairs, load_encoder(None, 1)).items():
        sys.stdout.write(f"[{name}]\n")
        for feature, weight in weights.items():
            sys.stdout.write(f"{feature} = {weight}\n")


def _chosen(path: Path, count: int) -> list[TextPair]:
    fitting = [
        (row.ar, row.en)
        for row in read_rows(path)
        if all(_SHORTEST <= len(text.split()) <= _LONGEST for text in (row.ar, row.en))
    ]
    random.Random(0).shuffle(fitting)
    return fitting[:count]


if __name__ == "__main__":
    main()
