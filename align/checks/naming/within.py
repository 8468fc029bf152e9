"""One name in two spellings, in texts of one language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from align.checks.naming.mentions import Mention, latin_names
from align.checks.naming.sides import Words, follows_title, is_arabic_name, is_given, words_of
from align.checks.naming.spellings import LEAST, are_spellings, have_one_sound
from align.data import table
from align.facts.places import places
from align.model import Alignment, Language, Side, Span
from align.text import ARABIC, fold, function_words

_LONGER = 2  # letters that a spelling may have more
_NAMED = 0.6  # how surely an Arabic word is a name beside which another one stands
_VERSION = Side.TARGET  # of two spellings in one text: the version's are told, not the original's
_Found = tuple[Mention, Mention, tuple[int, int]]


def shared(alignment: Alignment) -> Iterator[_Found]:
    """A spelling of the source, another that the target alone has, and how often each stands."""
    languages = _languages(alignment)
    if len(languages) != 1:
        return
    language = next(iter(languages))
    every = [m for side in Side for m in _mentions(alignment, side, language)]
    linked = _linked(alignment)
    ways: dict[str, list[Mention]] = defaultdict(list)
    for mention in every:
        ways[mention.form].append(mention)
    theirs = {form for form, own in ways.items() if any(m.side is not _VERSION for m in own)}
    for form in sorted(set(ways) - theirs):
        for other in sorted(theirs):
            near = abs(len(form) - len(other)) <= _LONGER
            if near and are_spellings(other, form, language):
                main, own = ways[other], ways[form]
                if _is_one(main, own, linked):
                    yield main[0], _with_partner(own[0], main), (len(main), len(own))


def called_alike(alignment: Alignment) -> Iterator[_Found]:
    """Latin spellings of the same consonants after one given name: Erez Askal, Erez Eskel."""
    one = len(_languages(alignment)) == 1
    for side in (_VERSION,) if one else tuple(Side):
        every = list(_mentions(alignment, side, Language.EN))
        count = Counter(m.form for m in every)
        first: dict[str, Mention] = {}
        for mention in every:
            if mention.given:
                first.setdefault(f"{mention.given} {mention.form}", mention)
        ranked = sorted(first.values(), key=lambda m: (-count[m.form], m.span))
        for at, main in enumerate(ranked):
            for other in ranked[at + 1 :]:
                if other.given == main.given and have_one_sound(main.form, other.form, Language.EN):
                    yield main, other, (count[main.form], count[other.form])


def _languages(alignment: Alignment) -> set[Language]:
    return {s[0].language for s in map(alignment.segments, Side) if s}


def _is_one(
    main: Sequence[Mention], own: Sequence[Mention], linked: set[tuple[Span, Span]]
) -> bool:
    """True if links, a name beside both or a title before both say that they are one's."""
    one, two = (frozenset(n for m in side for n in m.beside) for side in (main, own))
    if one and two:
        return not one.isdisjoint(two)
    if any((a.span, b.span) in linked for a in main for b in own):
        return True
    named = any(m.titled or m.beside for m in main)
    return named and any(m.titled for m in own)


def _with_partner(variant: Mention, main: Sequence[Mention]) -> Mention:
    there = next(m for m in main if m.side is not variant.side)
    return replace(variant, partner=there.form, partner_span=there.span, sounds=True)


def _linked(alignment: Alignment) -> set[tuple[Span, Span]]:
    pairs = {(k.source, k.target) for k in alignment.links}
    return pairs | {pair[::-1] for pair in pairs}


def _mentions(alignment: Alignment, side: Side, language: Language) -> Iterator[Mention]:
    for segment in alignment.segments(side):
        if segment.language is language:
            words = words_of((segment,), ())
            if language is Language.EN:
                yield from latin_names(words, side)
            else:
                yield from arabic_names(words, side)


def arabic_names(words: Words, side: Side) -> Iterator[Mention]:
    """Words of an Arabic text that may be names: by title, by a name or verb of speech before."""
    placed = {k for a, b, _ in places(words.forms, Language.AR) for k in range(a, b)}
    tokens = words.tokens
    for at, token in enumerate(tokens):
        form = fold(token.form)
        bare = form.removeprefix("ال")
        if at in placed or len(bare) < LEAST or not ARABIC.match(form):
            continue
        if form in function_words(Language.AR):
            continue
        before = tokens[at - 1].form if at else ""
        named = bool(before) and (is_given(before) or is_arabic_name(before) >= _NAMED)
        titled = follows_title(tokens, at, Language.AR) or _says(before)
        if titled or named or is_arabic_name(token.form) >= _NAMED:
            beside = frozenset((fold(before),)) if named else frozenset[str]()
            yield Mention(side, token.span, bare, Language.AR, beside, "", titled)


def _says(word: str) -> bool:
    return not {fold(word), fold(word).removeprefix("و")}.isdisjoint(_verbs())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(map(fold, table("speech")["ar"]["verbs"]))
