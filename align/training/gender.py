"""Learns what the shapes of Arabic words say of the gender of persons: ``align/data/gender.tsv``.

``python -m align.training.gender BITEXT…`` prints the table; each file is a TSV with columns ar and
en. A pair says what its features are worth only beside itself with the English genders exchanged:
the weights are those under which the pair as it is is likelier than that. Women are told of less
often than men, so the pairs are weighed to count alike.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.encode import load_encoder
from align.facts import gendered
from align.facts.gender import FEMININE
from align.fidelity.gender import Feature, evidence
from align.pairwise import align_rows, text_segment
from align.segment import tokenize
from align.training.bitext import read_rows
from align.training.logistic import fit_logistic

_SEEN = 8  # pairs that a feature must stand in
_LEAST = 0.05  # weights nearer to nothing are left out
_RIDGE = 1.5
_MEN = 4000  # pairs about men alone, at most; those about women are all taken
_LONGEST = 400  # characters of an English side
Row = tuple[str, str]
Evidence = dict[Feature, float]


def telling(rows: Iterable[Row]) -> list[Row]:
    """The (Arabic, English) pairs whose English tells a gender, each once, men's thinned out."""
    women: list[Row] = []
    men: list[Row] = []
    for ar, en in dict.fromkeys(rows):
        told = genders(en)
        if told and len(en) <= _LONGEST:
            (women if FEMININE in told else men).append((ar, en))
    step = max(1, -(-len(men) // _MEN))
    return women + men[::step]


def genders(text: str) -> set[int]:
    """The genders that an English text tells of."""
    return {known.gender for t in tokenize(text) if (known := gendered(t.form))}


def evidence_of(rows: Sequence[Row]) -> list[Evidence]:
    """The features of each pair, its words linked by the packaged encoder."""
    encoder = load_encoder(None, 0)
    found = []
    for start in range(0, len(rows), 256):
        segments = [(text_segment(a), text_segment(b)) for a, b in rows[start : start + 256]]
        for alignment in align_rows(segments, encoder):
            found.append(evidence(alignment, alignment.beads[0], alignment.words[0]))
    return found


def fit(pairs: Sequence[tuple[Evidence, bool]]) -> dict[Feature, float]:
    """The weight of each feature; of every pair its evidence, and whether women are told of."""
    counts = Counter(feature for found, _ in pairs for feature in found)
    kept = sorted(feature for feature, count in counts.items() if count >= _SEEN)
    columns = {feature: number for number, feature in enumerate(kept)}
    features = np.zeros((len(pairs), len(kept)))
    for row, (found, _) in enumerate(pairs):
        for feature, share in found.items():
            if feature in columns:
                features[row, columns[feature]] = share
    weights = fit_logistic(features, np.ones(len(pairs)), _RIDGE, _shares([w for _, w in pairs]))
    found_weights = zip(kept, weights.tolist(), strict=True)
    return {feature: weight for feature, weight in found_weights if abs(weight) >= _LEAST}


def _shares(women: Sequence[bool]) -> NDArray[np.float64]:
    """What each pair counts, so that those about women and those about men count alike."""
    told = np.array(women, bool)
    counts = np.where(told, told.sum(), (~told).sum())
    return np.asarray(len(told) / 2 / np.maximum(counts, 1), np.float64)


def _rows(path: str) -> list[Row]:
    return [(row.ar, row.en) for row in read_rows(Path(path))]


def main() -> None:
    """Prints the table."""
    rows = telling(row for path in sys.argv[1:] for row in _rows(path))
    women = [FEMININE in genders(en) for _, en in rows]
    weights = fit(list(zip(evidence_of(rows), women, strict=True)))
    sys.stdout.write("standing\tshape\tweight\n")
    for (standing, form), weight in weights.items():
        sys.stdout.write(f"{standing}\t{form}\t{weight:.2f}\n")


if __name__ == "__main__":
    main()
