"""Passages held on both sides by words that render each other, half of which says something else.

What stands between two pairs of linked words is about the same thing. Where about half of it is
rendered and the rest of neither side is, and one side names somebody or some place there that the
other has no word for, the passage says something else: the cooperation between the State of X and
Y, مكانة دولة X كرائدة عالمية.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.checks.unrendered import Run, Words

CONFIDENCE = 0.6
_FIRM, _LOOSE = 0.5, 0.3  # links that hold a passage; those that may not lead out of it
_UNRENDERED = 0.5  # null probability
_LEAST, _MOST = 2, 9  # content words of a side; of them unrendered, at least
_SHARE = 0.45  # of the content words that are not rendered, at least; not all are
_REACH = 6  # pairs of linked words that a passage may go over


def held(ours: Words, theirs: Words) -> Iterator[tuple[Run, Run]]:
    """The smallest such passages, in the order of ours; none overlaps another."""
    if any((*ours.glued, *theirs.glued)):
        return
    pairs = list(_anchors(ours, theirs))
    taken = -1
    for k, (n, at) in enumerate(pairs):
        if n < taken:
            continue
        for m, to in pairs[k + 1 : k + _REACH]:
            one, two = range(n + 1, m), range(at + 1, to)
            named = _names(one, ours) or _names(two, theirs)
            if named and _says_else(one, two, ours) and _says_else(two, one, theirs):
                yield _trimmed(one, ours), _trimmed(two, theirs)
                taken = m
                break


def _anchors(ours: Words, theirs: Words) -> Iterator[tuple[int, int]]:
    """Content words that are each other's best link, ascending on both sides."""
    last = -1
    for n, link in enumerate(ours.links):
        if link is None or link[1] < _FIRM or not ours.content[n] or not theirs.content[link[0]]:
            continue
        back = theirs.links[link[0]]
        if back is not None and back[0] == n and link[0] > last:
            last = link[0]
            yield n, last


def _says_else(own: range, other: range, ours: Words) -> bool:
    """True if about half of ``own`` is unrendered and the rest is rendered within ``other``."""
    content = [n for n in own if ours.content[n]]
    links = [(n, ours.links[n]) for n in content]
    leads_out = any(k is not None and k[1] >= _LOOSE and k[0] not in other for _, k in links)
    if not _LEAST <= len(content) <= _MOST or leads_out:
        return False
    if any(ours.acronym[n] or ours.lost[n] for n in content):
        return False
    lost = [n for n, k in links if k is None and ours.nulls[n] >= _UNRENDERED]
    return len(lost) >= _LEAST and _SHARE * len(content) <= len(lost) < len(content)


def _names(own: range, words: Words) -> bool:
    """True for a name in capitals that no word of the other side sounds like."""
    return any(words.names[n] and words.tokens[n].form[:1].isupper() for n in own)


def _trimmed(own: range, words: Words) -> Run:
    content = [n for n in own if words.content[n]]
    return Run(content[0], content[-1])
