"""By what a changed meaning is told, fitted on phrases exchanged for others of the same text.

``python -m align.training.meaning BITEXT…`` prints ``data/meaning.toml``. A passage that neither
side renders is an example: of a changed meaning where one side's phrase was exchanged for one of
the same size from a sentence alike, and of a free rendering where the pair is as people made it.
"""

from __future__ import annotations

import random
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from align.checks.absence import sides
from align.checks.meaning import FEATURES, Passage, features, passages
from align.checks.unrendered import Words
from align.encode import Encoder, Vectors, load_encoder, unit
from align.evaluate.contrast import Contrast, TextPair
from align.evaluate.contrast.edit import Edit
from align.model import Alignment, Language, Segment, Span, Token
from align.pairwise import align_rows, text_segment
from align.text import fold, function_words
from align.training.bitext import read_rows
from align.training.logistic import fit_logistic

PAIRS = 600  # of a file
_SHORTEST, _LONGEST = 6, 60  # words
_BLOCK = 50  # rows in a row, which are about one thing
_EDITED = 0.3  # of the pairs' sides
_SIZES = (2, 3, 3, 4, 4, 5, 6, 7, 8)  # tokens of a phrase
_TRIES = 12  # phrases looked at, and sentences alike that are looked through
_SAME = 0.93  # the cosine from which two sentences say the same
_CLEAN_WEIGHT = 4.0
_RARER = 3.5  # log odds by which exchanged phrases are rarer in text that people check
_ROWS = 64
Example = tuple[tuple[float, ...], bool, float]


def fitted(sets: Sequence[list[TextPair]], encoder: Encoder, seed: int = 0) -> dict[str, float]:
    """A weight for each feature; the same pairs and seed give the same."""
    chance = random.Random(seed)
    found = [e for pairs in sets for e in _examples(pairs, encoder, chance)]
    matrix = np.array([f for f, _, _ in found])
    labels = np.array([label for _, label, _ in found], float)
    shares = np.array([share for _, _, share in found])
    sys.stderr.write(f"{len(found)} passages, {int(labels.sum())} exchanged\n")
    spread = matrix.std(0) + 1e-6
    spread[0] = 1.0
    solved = fit_logistic(matrix / spread, labels, ridge=1.0, shares=shares) / spread
    solved[0] -= _RARER
    return {name: round(float(w), 4) for name, w in zip(FEATURES, solved, strict=True)}


def _examples(
    pairs: Sequence[TextPair], encoder: Encoder, chance: random.Random
) -> Iterator[Example]:
    """Features of a passage, whether its meaning was changed, and how much it counts."""
    rows: list[tuple[TextPair, Contrast | None]] = [(pair, None) for pair in pairs]
    rows += [(edit.pair, edit) for edit in exchanges(pairs, encoder, chance)]
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        texts = [(text_segment(ar), text_segment(en)) for (ar, en), _ in part]
        for alignment, (_, edit) in zip(align_rows(texts, encoder, spans=True), part, strict=True):
            yield from _of_alignment(alignment, edit)


def _of_alignment(alignment: Alignment, edit: Contrast | None) -> Iterator[Example]:
    links = alignment.words[0]
    ours, theirs = sides(alignment, alignment.beads[0], links)
    for passage in passages(ours, theirs):
        label = _changed(passage, (ours, theirs), edit)
        if label is not None:
            weight = _CLEAN_WEIGHT if edit is None else 1.0
            yield features(passage, ours, theirs, links.similarity), label, weight


def _changed(passage: Passage, words: tuple[Words, Words], edit: Contrast | None) -> bool | None:
    """Whether half of a passage's words were put in; None where fewer were."""
    if edit is None:
        return False
    own = passage if edit.language is Language.AR else passage.mirror()
    side = words[0 if edit.language is Language.AR else 1]
    inside = [edit.edit.touched.overlaps(side.tokens[n].span) for n in own.content(side)]
    if sum(inside) * 2 >= len(inside):
        return True
    return None if any(inside) else False


def exchanges(
    pairs: Sequence[TextPair], encoder: Encoder, chance: random.Random
) -> Iterator[Contrast]:
    """Phrases of a side exchanged for phrases of the sentences most like it, some of all rows."""
    for number, language in enumerate(Language):
        segments = [text_segment(pair[number]) for pair in pairs]
        vectors = _vectors(segments, encoder)
        for row, pair in enumerate(pairs):
            if chance.random() > _EDITED:
                continue
            alike = vectors @ vectors[row]
            near = [n for n in np.argsort(-alike, kind="stable") if alike[n] < _SAME][:_TRIES]
            edit = _exchange(segments[row], [segments[n] for n in near], chance)
            if edit is not None:
                yield Contrast("meaning", row, language, edit, pair)


def _vectors(segments: Sequence[Segment], encoder: Encoder) -> Vectors:
    found = [
        encoding.outer.sum(axis=0)
        for start in range(0, len(segments), _ROWS)
        for encoding in encoder.encode(
            [[t.form for t in s.tokens] for s in segments[start : start + _ROWS]]
        )
    ]
    return unit(np.stack(found))


def _exchange(segment: Segment, near: Sequence[Segment], chance: random.Random) -> Edit | None:
    """The best of some exchanges: one of the same beginning and end, that shares no word."""
    here = {_stem(t) for t in segment.tokens if _content(t, segment.language)}
    best: tuple[float, Edit] | None = None
    for _ in range(_TRIES):
        size = min(chance.choice(_SIZES), len(segment.tokens) // 2)
        old = _phrase(segment, size, chance)
        for other in near if old else ():
            new = _phrase(other, size, chance)
            if old is None or new is None or here & {_stem(t) for t in new}:
                continue
            score = _alike(old[0], new[0]) * 2 + _alike(old[-1], new[-1]) + chance.random() / 2
            if best is None or score > best[0]:
                place = Span(old[0].span.start, old[-1].span.end)
                text = other.text[new[0].span.start : new[-1].span.end]
                best = score, Edit(place, text)
    return best[1] if best else None


def _phrase(segment: Segment, size: int, chance: random.Random) -> tuple[Token, ...] | None:
    """So many words anywhere, of which two or more are content words, the last one too."""
    first = chance.randrange(max(1, len(segment.tokens) - size))
    found = segment.tokens[first : first + size]
    content = [_content(t, segment.language) for t in found]
    whole = len(found) == size and all(t.is_word for t in found)
    return found if whole and size > 1 and content[-1] and sum(content) > 1 else None


def _content(token: Token, language: Language) -> bool:
    return token.is_word and fold(token.form) not in function_words(language)


def _stem(token: Token) -> str:
    return fold(token.form).removeprefix("ال")[:4]


def _alike(one: Token, two: Token) -> bool:
    """True for two words that fill one place: both articles, both with ال, both in -ing."""
    first, second = fold(one.form), fold(two.form)
    ends = ("ing", "ed", "s", "ه", "ات")
    articles = first[:2] == second[:2] == "ال"
    ended = any(first.endswith(end) and second.endswith(end) for end in ends)
    return first == second or articles or ended


def main() -> None:
    """Prints the table."""
    parser = ArgumentParser("python -m align.training.meaning", description=__doc__)
    parser.add_argument("bitext", nargs="+", type=Path)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="of each file")
    options = parser.parse_args()
    sets = [_chosen(path, options.pairs) for path in options.bitext]
    sys.stdout.write("# Fitted by align.training.meaning; see align/checks/meaning.\n[weights]\n")
    for name, weight in fitted(sets, load_encoder(None, 1)).items():
        sys.stdout.write(f"{name} = {weight}\n")


def _chosen(path: Path, count: int) -> list[TextPair]:
    """Blocks of rows that stand beside each other."""
    fitting = [
        (row.ar, row.en)
        for row in read_rows(path)
        if all(_SHORTEST <= len(text.split()) <= _LONGEST for text in (row.ar, row.en))
    ]
    starts = list(range(0, len(fitting), _BLOCK))
    random.Random(0).shuffle(starts)
    return [p for s in sorted(starts[: count // _BLOCK]) for p in fitting[s : s + _BLOCK]]


if __name__ == "__main__":
    main()
