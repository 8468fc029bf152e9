"""The verb groups of two sides that render each other and tell another time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.operators.answers import Held
from align.checks.tenses.arabic import arabic
from align.checks.tenses.english import english
from align.checks.tenses.told import Time, Told
from align.model import Language

LINKED = 0.2  # the link score from which two verbs render each other
ALIKE = 0.4  # that within one language, where verbs that only stand in one place are linked too
CLOSE = 0.45  # the mean null probability of a side's words up to which a bead is close
_AIDED = 0.7  # what the link of an auxiliary counts for beside that of the verb
_LOOSE, _REDUCED, _COPULA = 0.1, 0.3, 0.1  # what each takes off the confidence
_AUXILIARY = 0.25  # the link score from which an auxiliary says that its time is answered
Beside = tuple[tuple[Told, ...], tuple[Told, ...]]  # the groups of both sides


@dataclass(frozen=True, slots=True)
class Shift:
    """A group of the first side and that of the second that renders it, told at another time."""

    one: Told
    two: Told
    confidence: float
    major: bool


def groups(side: Held) -> tuple[Told, ...]:
    """The verb groups of one side."""
    return arabic(side.words) if side.language is Language.AR else english(side.words)


def shifts(one: Held, two: Held) -> Iterator[Shift]:
    """What is done, or already under way, on one side and ahead on the other; then other pairs."""
    if max(one.looseness(), two.looseness()) > CLOSE:
        return
    least = ALIKE if one.language is two.language else LINKED
    ours, theirs = groups(one), groups(two)
    for m in ours:
        for n in (n for n in theirs if _excluded(m, n)):
            linked = link(one, m, n)
            if linked >= least and not _rivalled(one, m, n, (ours, theirs)):
                yield _shift(m, n, linked, max(one.looseness(), two.looseness()))


def _excluded(m: Told, n: Told) -> bool:
    """True for two groups that cannot tell of one thing; a lost negation is not told here."""
    times = {m.time, n.time}
    if len(times) == 1 or Time.OPEN in times or m.negated is not n.negated:
        return False
    return Time.UNDER_WAY not in times or (m.firm and n.firm)


def link(one: Held, m: Told, n: Told) -> float:
    """How surely two groups render each other: the link of the words that carry their meaning.

    Of copulas any of their words counts (will be, سيكون), and so does that of an auxiliary, for
    less, where the meaning is in a noun: will be arrested, ألقي القبض.
    """
    if m.copula is not n.copula:
        return 0.0
    verbs = one.links[m.head].get(n.head, 0.0)
    if any(g.time is Time.AHEAD and not g.firm for g in (m, n)):
        return verbs  # المتوقع is a plan's word, and renders "expected"
    any_ = max(one.links[i].get(j, 0.0) for i in range(m.at, m.end) for j in range(n.at, n.end))
    return any_ if m.copula else max(verbs, _AIDED * any_)


def _rivalled(one: Held, m: Told, n: Told, beside: Beside) -> bool:
    """True if another group renders one of the two better, or at the same time."""
    linked = link(one, m, n)
    ours = ((n, other, link(one, other, n)) for other in beside[0] if other is not m)
    theirs = ((m, other, link(one, m, other)) for other in beside[1] if other is not n)
    return any(_better(group, other, rival, linked) for group, other, rival in (*ours, *theirs))


def _better(group: Told, other: Told, rival: float, linked: float) -> bool:
    """True for another group that is linked better, or that answers the group's own time."""
    same = other.time in (group.time, Time.OPEN)
    return rival > linked or (same and rival >= _AUXILIARY)


def _shift(m: Told, n: Told, linked: float, loose: float) -> Shift:
    """Surer the better the verbs are linked, and the less their forms can tell another time."""
    begun = Time.DONE in (m.time, n.time) or m.already or n.already
    ahead = begun and Time.AHEAD in (m.time, n.time)
    sure = (0.56 if ahead else 0.38) + 0.4 * min(linked, 0.8)
    sure -= sum(_LOOSE * (not g.firm) + _REDUCED * g.reduced for g in (m, n))
    sure -= _COPULA * (m.copula or n.copula) + 0.3 * max(0.0, loose - 0.2)
    return Shift(m, n, min(0.9, max(0.05, sure)), ahead)
