"""TE01: one term rendered in several ways in one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.checks import check
from align.checks.quotation.sides import both_ways
from align.facts import may_be_form, stem
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Category,
    Issue,
    Language,
    Severity,
    Side,
    Span,
    Strength,
    Token,
    hull,
)
from align.text import fold, function_words

WORDS = (2, 3)  # of a term: a single word is rendered by context, a name for a thing is not
LEAST = 2  # times that each rendering stands
_LETTERS = 3  # of a term's word
_CONFIDENCE = 0.65


@check("TE01", category=Category.TERMINOLOGY, severity=Severity.MINOR)
def inconsistent_term(alignment: Alignment) -> Iterator[Issue]:
    """A term of one text is rendered in several ways in the other.

    A reader takes the safety committee and the security panel for two bodies. Told of terms of two
    or three words that stand four times or more, all of whose words are surely linked, where two
    renderings stand twice or more and have no word in common, in whatever form. Single words are
    rendered by context (year: عام, سنة), shorter renderings share a word with the longer one, and
    initials (the EU) stand for words: these pass.
    """
    languages = {s.language for s in alignment.source_segments}
    if languages.isdisjoint(s.language for s in alignment.target_segments):
        yield from both_ways(alignment, _inconsistent)


@dataclass(frozen=True, slots=True)
class _Use:
    """A term of the target at one place, with the source's words that render it there."""

    term: tuple[Token, ...]
    rendering: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """Uses whose renderings are one, told by its first."""

    uses: tuple[_Use, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The forms of the first use's rendering."""
        return tuple(t.form for t in self.uses[0].rendering)


def _inconsistent(alignment: Alignment) -> Iterator[Issue]:
    uses: dict[tuple[str, ...], list[_Use]] = {}
    language = Language.AR
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        if bead.source and bead.target:
            language = alignment.bead_segments(bead, Side.SOURCE)[0].language
            for use in _uses(alignment, bead, links):
                own = alignment.bead_segments(bead, Side.TARGET)[0].language
                uses.setdefault(tuple(stem(t.form, own) for t in use.term), []).append(use)
    told: list[Span] = []
    for found in sorted(uses.values(), key=lambda u: (-len(u[0].term), u[0].term[0].span)):
        ways = _ways(found, language)
        if len(ways) < 2 or any(k.overlaps(u.term[0].span) for u in found for k in told):
            continue
        told += [hull(_spans(u.term)) for u in found]
        yield _issue(ways)


def _uses(alignment: Alignment, bead: Bead, links: BeadLinks) -> Iterator[_Use]:
    """Runs of content words of the target of which each is surely linked.

    What also renders a word beside the run belongs to a longer term: إطلاق النار in ceasefire.
    """
    sides = [alignment.bead_segments(bead, side) for side in Side]
    theirs = {t.span: t for s in sides[0] for t in s.tokens}
    linked: dict[Span, list[Token]] = {}
    back: dict[Span, set[Span]] = {}
    for link in links.links:
        if link.strength is Strength.SURE and _is_content(
            theirs[link.source], sides[0][0].language
        ):
            back.setdefault(link.source, set()).add(link.target)
            linked.setdefault(link.target, []).append(theirs[link.source])
    for segment in sides[1]:
        fits = [t.span in linked and _is_term_word(t, segment.language) for t in segment.tokens]
        for count in WORDS:
            for at in range(len(segment.tokens) - count + 1):
                if all(fits[at : at + count]):
                    term = segment.tokens[at : at + count]
                    words = {t.span: t for word in term for t in linked[word.span]}
                    own = {t.span for t in term}
                    if all(back[span] <= own for span in words):
                        yield _Use(term, tuple(words[span] for span in sorted(words)))


def _is_content(token: Token, language: Language) -> bool:
    return token.is_word and fold(token.form) not in function_words(language)


def _is_term_word(token: Token, language: Language) -> bool:
    long = len(fold(token.form)) >= _LETTERS and fold(token.form).isalpha()
    return long and _is_content(token, language)


def _ways(uses: Sequence[_Use], language: Language) -> list[_Way]:
    """The ways of rendering that stand often enough, the commonest first."""
    if len(uses) <= LEAST:
        return []
    groups: list[list[_Use]] = []
    for use in uses:
        if any(_is_short(t.form) for t in use.rendering):
            continue
        near = [g for g in groups if any(_is_one(use, other, language) for other in g)]
        joined = [use, *(u for g in near for u in g)]
        groups = [g for g in groups if g not in near] + [joined]
    ways = [
        _Way(tuple(sorted(g, key=lambda u: u.term[0].span)))
        for g in groups
        if len(g) >= LEAST or all(map(_is_title, g))
    ]
    if max((len(way.uses) for way in ways), default=0) < LEAST:
        return []
    return sorted(ways, key=lambda way: (-len(way.uses), way.uses[0].term[0].span))


def _is_title(use: _Use) -> bool:
    """True for the capitalised name of a body: National Drug Agency, بهيئة الدواء beside it."""
    sides = [[t.form for t in own] for own in (use.term, use.rendering)]
    return any(len(own) >= WORDS[1] and all(f[:1].isupper() for f in own) for own in sides)


def _is_short(form: str) -> bool:
    """True for initials: AI, U.S., HCoVs."""
    return sum(c.isupper() for c in form) > 1 or "." in form


def _is_one(one: _Use, two: _Use, language: Language) -> bool:
    """True if each word of the shorter rendering is some form of one of the longer's."""
    sides = [[t.form for t in use.rendering] for use in (one, two)]
    short, long = sorted(sides, key=lambda forms: (len(forms), forms))
    return all(
        any(may_be_form(a, b, language) or may_be_form(b, a, language) for b in long) for a in short
    )


def _issue(ways: Sequence[_Way]) -> Issue:
    term = " ".join(t.form for t in ways[0].uses[0].term)
    told = ", ".join(f"“{' '.join(way.words)}” ({len(way.uses)} times)" for way in ways)
    rarer = ways[-1].uses[0]
    return Issue(
        message=f"“{term}” answers to {told}.",
        source=hull(_spans(rarer.rendering)),
        target=hull(_spans(rarer.term)),
        confidence=_CONFIDENCE,
    )


def _spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(t.span for t in tokens)
