"""``python -m align.training.negations BITEXT …``: the weights of MT04, fitted on edited pairs.

Pairs as they are show which negations a free rendering leaves unanswered; the same pairs with a
negation put in or taken out, by the rules of ``align evaluate checks``, show what an edit looks
like. Both count alike. The tables are those of ``corpora/bitext``; gold is never fitted on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

import numpy as np

from align.checks.operators.evidence import Lone, features
from align.checks.operators.joining import joined
from align.checks.operators.polarity import lone_markers
from align.checks.operators.telling import beads, quoted
from align.encode import Encoder, load_encoder
from align.evaluate.checks import clean_pairs
from align.evaluate.contrast import Contrast, TextPair, contrasts
from align.evaluate.contrast.judge import counterpart
from align.evaluate.gold import sample
from align.evaluate.locate import Words, same
from align.model import Alignment, Language, Side
from align.pairwise import align_rows, text_segment
from align.training.logistic import fit_logistic

ROWS, SHORTEST = 5000, 5  # pairs of a table at most; words of the English side at least
LEAN = -1.3  # log odds by which a finding has to be likelier than not
_SEED, _STEP = 5, 100  # of the edits; pairs encoded at a time
Example = tuple[tuple[float, ...], bool]


def examples(pairs: Sequence[TextPair], encoder: Encoder) -> Iterator[Example]:
    """The evidence on every lone negation of ``pairs``, and of the edits on the one edited."""
    edits: dict[int, list[Contrast]] = {}
    for edit in contrasts(pairs, "negation", None, _SEED):
        edits.setdefault(edit.row, []).append(edit)
    for start in range(0, len(pairs), _STEP):
        rows = range(start, min(len(pairs), start + _STEP))
        texts = [[pairs[r], *(e.pair for e in edits.get(r, ()))] for r in rows]
        flat = [(text_segment(ar), text_segment(en)) for own in texts for ar, en in own]
        aligned = align_rows(flat, encoder)
        for row in rows:
            clean = next(aligned)
            yield from ((features(lone), False) for _, lone in _lone(clean))
            for edit in edits.get(row, ()):
                yield from _edited(edit, clean, next(aligned))


def _lone(alignment: Alignment) -> Iterator[tuple[Side, Lone]]:
    for one, two in beads(alignment):
        found = joined(one, two)
        yield from ((Side.SOURCE, lone) for lone in lone_markers(one, two, found))
        yield from ((Side.TARGET, lone) for lone in lone_markers(two, one, found.mirror()))


def _edited(edit: Contrast, clean: Alignment, edited: Alignment) -> Iterator[Example]:
    """The lone negations of an edited pair that were put in, or whose answer was taken out."""
    side = Side.SOURCE if edit.language is Language.AR else Side.TARGET
    now, theirs = (Words(edited.segments(s)[0].text) for s in (side, side.other))
    places = {
        side: (now, now.within(edit.edit.touched) if edit.edit.new else frozenset[int]()),
        side.other: (theirs, counterpart(edit, clean, side)),
    }
    for own, lone in _lone(edited):
        words, place = places[own]
        if same(words.within(quoted(lone.side, lone.marker)), place):
            yield features(lone), True


def fitted(found: Sequence[Example]) -> tuple[float, ...]:
    """The weights, clean pairs and edits counting alike."""
    labels = np.array([label for _, label in found], float)
    weights = fit_logistic(np.array([own for own, _ in found]), labels)
    weights[0] += LEAN + log((len(labels) - labels.sum()) / labels.sum())
    return tuple(round(float(w), 2) for w in weights)


def main(paths: Sequence[str]) -> None:
    """Prints the weights, in the order of ``features``."""
    encoder = load_encoder(None, 1)
    found: list[Example] = []
    for path in paths:
        rows = [(ar, en) for ar, en in clean_pairs(Path(path)) if len(en.split()) >= SHORTEST]
        found += examples(sample(rows, ROWS), encoder)
    sys.stdout.write(f"{fitted(found)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
