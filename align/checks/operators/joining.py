"""Words that deny, joined one to one across a bead, as near to each other as all can be."""

from __future__ import annotations

from dataclasses import dataclass

from align.checks.operators.answers import FAR, Held, distance, link_score
from align.checks.operators.assignment import assigned
from align.checks.operators.forms import is_opposed
from align.checks.operators.reading import Marker
from align.model import Language

LINKED = 0.1  # the link score from which two markers are taken to render each other
LONE, LONE_DENIAL = 5.5, 1.5  # the cost of a negation, and of a word that denies, that stays alone
_DENIAL = 1.0  # the cost of a denial in a negation's place, beside how far it stands
_LOOSE, _NEVER = 0.5, 50.0  # how near a loose denial has to stand; the cost of what is no pair
_WIDE = 8.0  # words apart beyond which it is all the same how far
_NAME = 0.3  # the link score from which a word that renders a name is none: فليس, Fleiss
_REACH = 4  # words before and after a marker whose renderings show where it ought to stand


def is_full(m: Marker) -> bool:
    """True for a negation, false for a word that denies by itself."""
    return m.kind == "negation" and m.asks


def is_weak(side: Held, m: Marker) -> bool:
    """True for an English opposite that asks for a negation in Arabic: unlikely, غير مرجح."""
    alone = m.end == m.at + 1 and side.language is Language.EN
    return alone and not m.asks and is_opposed(side.words[m.at].key)


def denying(side: Held) -> list[Marker]:
    """The negations of a side, and its other words that deny, each once."""
    full = [m for m in side.of("negation") if m.asks]
    found = {m.at: m for m in full}
    for m in side.of("negation", "refusal"):
        if m.at not in found or (m.strong and not is_full(found[m.at])):
            found[m.at] = m
    return [found[at] for at in sorted(found)]


@dataclass(frozen=True, slots=True)
class Joined:
    """The denying words of a side and of the other, and which of them are joined."""

    ours: tuple[Marker, ...]
    theirs: tuple[Marker, ...]
    pairs: tuple[tuple[Marker, Marker], ...]

    def mirror(self) -> Joined:
        """The same, seen from the other side."""
        return Joined(self.theirs, self.ours, tuple((n, m) for m, n in self.pairs))

    def answer(self, marker: Marker) -> Marker | None:
        """What a marker of the first side is joined with."""
        return next((n for m, n in self.pairs if m is marker), None)


def joined(one: Held, two: Held) -> Joined:
    """The denying words of both sides, joined at the least total cost."""
    ours = [m for m in denying(one) if not _is_name(one, two, m)]
    theirs = [n for n in denying(two) if not _is_name(two, one, n)]
    count, width = len(ours), len(theirs)
    size = count + width
    costs = [[0.0] * size for _ in range(size)]
    for i, m in enumerate(ours):
        for j, n in enumerate(theirs):
            costs[i][j] = cost(one, m, two, n)
        costs[i][width:] = [_alone(m)] * count
    for i in range(count, size):
        costs[i][:width] = [_alone(n) for n in theirs]
    chosen = assigned(costs) if size else []
    pairs = tuple((m, theirs[chosen[i]]) for i, m in enumerate(ours) if chosen[i] < width)
    return Joined(tuple(ours), tuple(theirs), pairs)


def _is_name(side: Held, other: Held, marker: Marker) -> bool:
    """True for an Arabic name that only looks like a negation: it is linked with an English one."""
    if side.language is not Language.AR:
        return False
    linked = ((s, j) for k in range(marker.at, marker.end) for j, s in side.links[k].items())
    score, at = max(linked, default=(0.0, 0))
    word = other.words[at] if score >= _NAME else None
    return at > 0 and word is not None and word.form[:1].isupper() and not word.stops


def _alone(m: Marker) -> float:
    return LONE if is_full(m) else LONE_DENIAL


def cost(one: Held, m: Marker, two: Held, n: Marker) -> float:
    """What it costs to join two denying words."""
    far = apart(one, m, two, n)
    if m.asks and n.asks:
        return far
    loose = not (m.asks or m.strong) or not (n.asks or n.strong)
    return _NEVER if loose and far >= _LOOSE else far + _DENIAL


def apart(one: Held, m: Marker, two: Held, n: Marker) -> float:
    """How far two markers stand from each other, in words; under 1 where they are linked.

    Half by the nearest rendering of a word beside either, half by where the renderings of all
    words around one stand on average.
    """
    linked = link_score(one, m, n)
    if linked >= LINKED:
        return 0.5 * (1 - linked)
    near = min(distance(one, m, two, n), _WIDE)
    away = [abs(at - k.at) for at, k in ((_place(one, m), n), (_place(two, n), m)) if at < FAR]
    return (near + min(_WIDE, sum(away) / len(away))) / 2 if away else near


def _place(side: Held, m: Marker) -> float:
    """Where the words around a marker stand on the other side, on average; FAR for nowhere."""
    total = weight = 0.0
    for k in range(max(0, m.at - _REACH), min(len(side.words), m.end + _REACH)):
        if m.at <= k < m.end:
            continue
        beside = 1 / (m.at - k if k < m.at else k - m.end + 1)
        for j, score in side.links[k].items():
            total, weight = total + beside * score * j, weight + beside * score
    return total / weight if weight > 0 else FAR
