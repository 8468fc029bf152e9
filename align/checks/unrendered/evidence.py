"""What speaks for a run of words being missing, and how surely it is.

A word without a link is mostly a free rendering. What tells an omission is the whole: that several
words in a row have none, that the other side has nothing unlinked of its own, closes up where the
run should stand, and is shorter. The weights, others for a word or two than for a phrase, are
fitted on words taken out of clean text and put into it (``python -m align.training.unrendered``).
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

from align.checks.unrendered.runs import Run
from align.checks.unrendered.sides import Words
from align.data import table
from align.text import ARABIC

FEATURES = (
    *("constant", "evidence", "strongest", "weakest", "words", "names"),
    *("facing", "gap", "unlinked", "unlinked-share", "longer"),
    *("function-nulls", "function-words", "linked", "arabic"),
)
_SUREST = 0.999
PHRASE = 3  # content words from which a run is a phrase
_SIZES = ("words", "phrase")
_FULL_NAME = 0.6  # at least, that a run with a full name is missing which nothing sounds like
_STRANGE = 0.65  # null probability of each of its words
_ACRONYM = 0.4  # at most, that an acronym's words are missing
_SUBJECT = 3  # tokens that a subject is moved by: the verb stands first in Arabic
_FIRM = 0.3  # a link that tells where a word's neighbours are rendered
_NEIGHBOURS = 2  # content words on each side of a run that tell where it should stand
_FREE = 0.3  # null probability from which a word of the other side may render what is missing
_ROOM = 2  # tokens more than the run's that it may take where only one neighbour is rendered
_LOOSE = 0.2  # null probability of an acronym that nothing may stand for
_WIDEST = 8  # content words of the place that count


def confidence(run: Run, ours: Words, theirs: Words) -> float:
    """The probability that ``theirs`` does not render a run of ``ours``.

    Words of the other side that are written as one hide what they render: then it is not known.
    """
    if any(theirs.glued):
        return 0.0
    found = zip(_weights(size(run, ours)), features(run, ours, theirs), strict=True)
    sure = 1 / (1 + math.exp(-sum(w * f for w, f in found)))
    if _spelled_out(run, ours, theirs, place_of(run, ours, theirs)):
        return min(sure, _ACRONYM)
    return max(sure, _FULL_NAME) if _has_full_name(run, ours) else sure


def _has_full_name(run: Run, words: Words) -> bool:
    """True if two names in a row have nothing that sounds like them: a name may be told in part."""
    strange = [
        words.names[n] and words.nulls[n] >= _STRANGE for n in range(run.first, run.last + 1)
    ]
    return any(one and two for one, two in pairwise(strange))


def size(run: Run, words: Words) -> str:
    """ "phrase", or "words" for one or two: whose weights count."""
    return _SIZES[len(run.content(words)) >= PHRASE]


@cache
def _weights(size: str) -> tuple[float, ...]:
    listed = table("unrendered")[size]
    return tuple(listed[name] for name in FEATURES)


def features(run: Run, ours: Words, theirs: Words) -> tuple[float, ...]:
    """One value for each of FEATURES."""
    content = run.content(ours)
    odds = [_log_odds(ours.nulls[n]) for n in content]
    place = place_of(run, ours, theirs)
    facing = [theirs.nulls[n] for n in place if theirs.content[n]]
    others = [p for p, c in zip(theirs.nulls, theirs.content, strict=True) if c]
    inside = range(run.first, run.last + 1)
    function = [ours.nulls[n] for n in inside if ours.tokens[n].is_word and not ours.content[n]]
    return (
        1.0,
        sum(odds),
        max(odds),
        min(odds),
        len(content),
        sum(ours.names[n] for n in content),
        sum(facing),
        min(len(facing), _WIDEST),
        min(sum(p for p in others if p >= _FREE), PHRASE),
        sum(others) / max(1, len(others)),
        _longer(run, ours, theirs),
        sum(function) / len(function) if function else 0.5,
        len(function),
        sum(ours.links[n] is not None for n in content) / len(content),
        float(bool(ARABIC.search(ours.tokens[content[0]].form))),
    )


def _log_odds(p: float) -> float:
    p = min(max(p, 1 - _SUREST), _SUREST)
    return math.log(p / (1 - p))


def place_of(run: Run, ours: Words, theirs: Words) -> range:
    """The tokens of the other side where a run should stand, by what is rendered around it."""
    before = _rendered(range(run.first - 1, -1, -1), ours)
    after = _rendered(range(run.last + 1, len(ours.tokens)), ours)
    size, room = len(theirs.tokens), run.last + 1 - run.first + _ROOM
    if before and after:
        start, end = sorted((max(before), min(after)))
        return range(start, end + 1)
    if after:
        return range(max(0, min(after) - room), min(after))
    if before:
        return range(max(before) + 1, min(size, max(before) + 1 + room))
    return range(size)


def _rendered(numbers: range, ours: Words) -> list[int]:
    """The tokens that the first content words of ``numbers`` with a firm link are linked with."""
    found = []
    for n in numbers:
        link = ours.links[n]
        if ours.content[n] and link is not None and link[1] >= _FIRM:
            found.append(link[0])
            if len(found) == _NEIGHBOURS:
                break
    return found


def _longer(run: Run, ours: Words, theirs: Words) -> float:
    """The log of how much longer the side is without the run than the other side."""
    letters = [len(t.form) + 1 for t in ours.tokens]
    left = 1 - sum(letters[run.first : run.last + 1]) / max(1, sum(letters))
    return math.log(max(1.0, ours.length * left) / max(1.0, theirs.length))


def _spelled_out(run: Run, ours: Words, theirs: Words, place: range) -> bool:
    """True if acronyms of the other side may stand for the run: WHO, منظمة الصحة العالمية.

    They are linked with words in it or beside it, or with none and stand about where it should.
    """
    around = ours.links[max(0, run.first - 2) : run.last + 3]
    linked = {link[0] for link in around if link is not None}
    near = range(place.start - _SUBJECT, place.stop + _SUBJECT + 1)
    capitals = [
        c
        for n, c in enumerate(theirs.acronym)
        if c and (n in linked or (theirs.nulls[n] >= _LOOSE and n in near))
    ]
    return bool(capitals) and len(run.content(ours)) <= sum(capitals) + 2
