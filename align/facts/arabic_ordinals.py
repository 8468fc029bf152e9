"""Arabic ordinals: الثالث، الثالث عشر، الخامس والعشرون."""

from __future__ import annotations

from collections.abc import Sequence

from align.facts.arabic_terms import atom_at, is_kind, skip
from align.facts.items import Item
from align.facts.lexicon import atoms, wordset
from align.facts.reading import Reading
from align.model import Language

_AR = Language.AR
_FIRST = ("اول", "اولي")  # أول عشر دول: the first ten states, not the eleventh
# Bare these are other words too: ثانية "second of time", أولي "initial", ثاني "bend".
_DOUBTFUL = frozenset(("ثانيه", "حادي", "حاديه", "اولي", "ثاني", "رابعه"))


def ordinal_at(run: Sequence[Item], at: int) -> Reading | None:
    """The ordinal that begins at ``run[at]``, with its article."""
    first = skip(run, at, "ال")
    return _definite(run, first) if first > at else _bare(run, first)


def _definite(run: Sequence[Item], first: int) -> Reading | None:
    atom = atom_at(run, first)
    if not is_kind(atom, "ordinals", "one_to_nine"):
        return None
    ranked = atom.kind == "ordinals"
    follow = skip(run, first + 1, "ال")
    if is_kind(atom_at(run, follow), "ten"):
        if run[first].form in _FIRST or not (ranked or follow == first + 1):
            return None
        return Reading(follow + 1, 10 + atom.value, ranked, definite=True)
    if not ranked:
        return None
    joined = skip(run, first + 1, "و")
    tens_at = skip(run, joined, "ال")
    tens = atom_at(run, tens_at)
    if joined > first + 1 and is_kind(tens, "tens"):
        return Reading(tens_at + 1, atom.value + tens.value, True, definite=True)
    return Reading(first + 1, atom.value, True, definite=True)


def _bare(run: Sequence[Item], at: int) -> Reading | None:
    """ثالث أكبر, سابع عشر, and the adverb ثالثا; أولا and ثانيا are too common to count."""
    atom = atom_at(run, at)
    if not is_kind(atom, "ordinals"):
        return None
    form = run[at].form
    if is_kind(atom_at(run, at + 1), "ten") and form not in _FIRST:
        return Reading(at + 2, 10 + atom.value, True)
    before = run[at - 1].form if at else ""
    after = run[at + 1].form if at + 1 < len(run) else ""
    idle = before in wordset(_AR, "no_ordinal_after") or after in wordset(_AR, "no_ordinal_before")
    adverb = form not in atoms(_AR) and atom.value < 3
    if idle or adverb or (form in _DOUBTFUL and len(run) > 1):
        return None
    return Reading(at + 1, atom.value, True)
