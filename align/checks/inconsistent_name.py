"""MT08: one name spelled in several ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.naming.aliases import are_one
from align.checks.naming.mentions import Mention, crossed
from align.checks.naming.spellings import are_spellings, have_one_sound
from align.checks.naming.within import called_alike, shared
from align.model import Alignment, Category, Issue, Severity, Side

_SOUNDING, _LINKED = 0.8, 0.65


@check("MT08", category=Category.MISTRANSLATION, severity=Severity.MINOR)
def inconsistent_name(alignment: Alignment) -> Iterator[Issue]:
    """One name is spelled in several ways in one text, or in two of one language.

    A reader takes Askal and Eskel for two people. Across languages spellings are of one name where
    the other text has one name for all; within one, where links, the names beside them or a title
    say so, and one of the texts has one spelling alone. Clitics and case endings (أبو, أبي), a part
    of a name for the whole, plurals and names of peoples pass, and so do the spellings that
    `--aliases FILE` lists as one.
    """
    told = set()
    for main, variant, counts in (
        *_across(alignment),
        *called_alike(alignment),
        *shared(alignment),
    ):
        key = variant.side, variant.form
        if key not in told and not are_one(main.form, variant.form, alignment.aliases):
            told.add(key)
            yield _issue(main, variant, counts)


def _across(alignment: Alignment) -> Iterator[tuple[Mention, Mention, tuple[int, int]]]:
    """The commonest spelling of a name, another one, and how often each stands."""
    found: dict[tuple[Side, str], list[Mention]] = defaultdict(list)
    for pair in crossed(alignment):
        for mention in pair:
            found[mention.side, mention.partner].append(mention)
    for mentions in found.values():
        ways: dict[str, list[Mention]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: m.span):
            ways[mention.form].append(mention)
        ranked = sorted(ways.values(), key=lambda own: (-len(own), own[0].span))
        for own in ranked[1:]:
            if _is_variant(ranked[0], own):
                yield ranked[0][0], own[0], (len(ranked[0]), len(own))


def _is_variant(main: Sequence[Mention], own: Sequence[Mention]) -> bool:
    """True if two spellings are of one name, and nothing says that two people bear it."""
    one, two = main[0], own[0]
    close = are_spellings(one.form, two.form, one.language)
    if not close and not have_one_sound(one.form, two.form, one.language):
        return False
    around = [frozenset(n for m in side for n in m.beside) for side in (main, own)]
    if all(around) and around[0].isdisjoint(around[1]):
        return False
    return close or not around[0].isdisjoint(around[1])


def _issue(main: Mention, variant: Mention, counts: tuple[int, int]) -> Issue:
    often, seldom = (f"{n} time{'s' if n > 1 else ''}" for n in counts)
    spans = variant.partner_span, variant.span
    source, target = spans if variant.side is Side.TARGET else spans[::-1]
    return Issue(
        message=f"“{variant.form}” ({seldom}) is spelled “{main.form}” elsewhere ({often}).",
        source=source,
        target=target,
        confidence=_SOUNDING if variant.sounds and main.sounds else _LINKED,
    )
