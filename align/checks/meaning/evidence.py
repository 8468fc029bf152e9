"""What speaks for a passage saying something else, and how surely it does.

Free renderings look alike: words without links on both sides. What tells them from an exchange is
that the words are far from everything on the other side, that what surrounds them is rendered
closely, and that both sides have as much to say there. The weights are fitted on phrases that were
exchanged for others of the same text (``python -m align.training.meaning``).
"""

from __future__ import annotations

import math
from functools import cache

from align.checks.meaning.passages import Passage
from align.checks.unrendered import Words
from align.data import table

FEATURES = (
    *("constant", "weaker", "stronger", "weakest", "fewer", "more", "between"),
    *("names", "linked", "around", "loosest", "framed", "sizes", "similarity", "others"),
)
_SUREST = 0.999
_WIDEST = 5  # content words of a side that count
_FIRM = 0.3


def confidence(passage: Passage, ours: Words, theirs: Words, similarity: float) -> float:
    """The probability that the two sides of a passage say different things."""
    values = features(passage, ours, theirs, similarity)
    return 1 / (1 + math.exp(-sum(w * f for w, f in zip(_weights(), values, strict=True))))


@cache
def _weights() -> tuple[float, ...]:
    listed = table("meaning")["weights"]
    return tuple(listed[name] for name in FEATURES)


def features(passage: Passage, ours: Words, theirs: Words, similarity: float) -> tuple[float, ...]:
    """One value for each of FEATURES; the same from both sides."""
    both = (passage, ours), (passage.mirror(), theirs)
    content = [p.content(words) for p, words in both]
    odds = [sum(_log_odds(w.nulls[n]) for n in c) for c, (_, w) in zip(content, both, strict=True)]
    sizes = [len(c) for c in content]
    around = [_around(p, words) for p, words in both]
    linked = sum(w.links[n] is not None for c, (_, w) in zip(content, both, strict=True) for n in c)
    return (
        1.0,
        min(odds),
        max(odds),
        min(w.nulls[n] for c, (_, w) in zip(content, both, strict=True) for n in c),
        min(*sizes, _WIDEST),
        min(max(sizes), _WIDEST),
        min(_between(p, words) for p, words in both),
        sum(w.names[n] for c, (_, w) in zip(content, both, strict=True) for n in c),
        linked / sum(sizes),
        sum(around) / 2,
        max(around),
        _framed(passage, ours, theirs),
        abs(math.log(sizes[0] / sizes[1])),
        similarity,
        max(_others(p, words) for p, words in both),
    )


def _log_odds(p: float) -> float:
    p = min(max(p, 1 - _SUREST), _SUREST)
    return math.log(p / (1 - p))


def _between(passage: Passage, words: Words) -> int:
    """Content words inside the passage that are rendered."""
    whole = len(passage.hull().content(words))
    return whole - len(passage.content(words))


def _outside(passage: Passage, words: Words) -> list[int]:
    own = set(passage.content(words))
    return [n for n, content in enumerate(words.content) if content and n not in own]


def _around(passage: Passage, words: Words) -> float:
    """The mean null probability of the other content words."""
    rest = _outside(passage, words)
    return sum(words.nulls[n] for n in rest) / max(1, len(rest))


def _others(passage: Passage, words: Words) -> float:
    """How many other content words have no counterpart, as their probabilities say."""
    return min(sum(words.nulls[n] for n in _outside(passage, words)), _WIDEST)


def _framed(passage: Passage, ours: Words, theirs: Words) -> int:
    """How many of the content words right before and right after are firmly linked to each other.

    Either may render either: Arabic has the verb before what English has before it.
    """
    beside = _beside(passage, ours), _beside(passage.mirror(), theirs)
    links = (ours.links[n] for n in beside[0])
    return sum(link is not None and link[0] in beside[1] and link[1] >= _FIRM for link in links)


def _beside(passage: Passage, words: Words) -> list[int]:
    hull, rest = passage.hull(), _outside(passage, words)
    return [n for n in rest if n < hull.first][-1:] + [n for n in rest if n > hull.last][:1]
