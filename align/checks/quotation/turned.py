"""Words that turn a sentence, compared between a quote and its version in the other language.

Negations, limits, quantities and duties are listed for both languages. What a list does not have
(لم ينجح, "failed") makes two versions look apart that are not, so words that deny without a
negation count on the other side, set phrases do not count at all, and only sentences whose other
words render each other closely are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.checks.quotation.across import Rendering, Sentence
from align.checks.quotation.sense import denies, in_phrase, kind, kinds, starts
from align.checks.quotation.wording import Word
from align.model import Issue, Span, Statement, hull

CLOSE = 0.25  # the mean null probability of a sentence's content words up to which it is close
UNRENDERED = 0.85  # null probability of a limit or hedge that the other version lacks
LEAST = 3  # content words of a sentence that can be compared
NEAR = 2  # words between two turning words and others that render each other
_OPPOSED = {"all": "part", "part": "all", "duty": "leave", "leave": "duty"}


@dataclass(frozen=True, slots=True)
class _Version:
    """The quoted words of one sentence, and the other side's that renders them.

    ``whole`` has what stands outside quotation marks there as well.
    """

    words: tuple[Word, ...]
    nulls: tuple[float, ...]
    links: tuple[tuple[Span, ...], ...]
    others: tuple[Word, ...]
    other_nulls: tuple[float, ...]
    whole: tuple[Word, ...]

    @property
    def is_close(self) -> bool:
        """True if nearly all content words of both sides render each other."""
        sides = (self.words, self.nulls), (self.others, self.other_nulls)
        return all(_missing(*side) <= CLOSE for side in sides)

    def opposite(self, at: int) -> int | None:
        """The other side's word that says the opposite of a word in the same place, by number."""
        own = kind(self.words[at])
        against = _OPPOSED.get(own or "")
        has = kinds(self.others)
        if against is None or has[own or ""] or kinds(self.words)[against]:
            return None
        beside = {s for spans in self.links[max(0, at - NEAR) : at + NEAR + 1] for s in spans}
        return next(
            (
                n
                for n, other in enumerate(self.others)
                if kind(other) == against
                and any(w.span in beside for w in self.others[max(0, n - NEAR) : n + NEAR + 1])
            ),
            None,
        )

    def lacks(self, at: int) -> bool:
        """True for a negation, limit or hedge that nothing on the other side answers."""
        own, has = kind(self.words[at]), kinds(self.whole)
        if own == "negation":
            answered = has["negation"] or any(map(denies, self.whole))
            limits = any(starts(self.words[n:], "exceptive") for n in range(at, len(self.words)))
            return not answered and not limits and not in_phrase(self.words, at)
        if self.nulls[at] < UNRENDERED or has["limit"] or has["condition"]:
            return False
        if own == "limit":
            negated = at > 0 and kind(self.words[at - 1]) == "negation"
            return negated or not starts(self.words[at : at + 1], "weak")
        return starts(self.words[at : at + 1], "hedges") and not has["part"]


def turned(rendering: Rendering, quote: Statement) -> Iterator[Issue]:
    """Words inside a quote that turn its sense, and that the other language's version has not."""
    for sentence in rendering.quoted(quote):
        version = _version(rendering, quote, sentence)
        if version is None or not version.is_close:
            continue
        for at, word in enumerate(version.words):
            opposite = version.opposite(at)
            if opposite is None and not version.lacks(at):
                continue
            shown = _around(version.words, at)
            if opposite is None:
                message = f"Nothing in the other version renders “{word.form}” of the quote."
                source = rendering.counterpart(shown) or rendering.counterpart(version.words)
            else:
                other = version.others[opposite].form
                message = f"The quote has “{word.form}” where the other version has “{other}”."
                source = hull(tuple(w.span for w in _around(version.others, opposite)))
            yield Issue(message, source, hull(tuple(w.span for w in shown)), confidence=0.75)


def _version(rendering: Rendering, quote: Statement, sentence: Sentence) -> _Version | None:
    inside = [n for n, w in enumerate(sentence.words) if quote.span.contains(w.span)]
    words = tuple(sentence.words[n] for n in inside)
    span = rendering.counterpart(words)
    if span is None or sum(w.content for w in words) < LEAST:
        return None
    found = rendering.answering(span)
    return _Version(
        words,
        tuple(sentence.nulls[n] for n in inside),
        tuple(sentence.links[n] for n in inside),
        tuple(w for w, _ in found),
        tuple(null for _, null in found),
        rendering.whole(span),
    )


def _around(words: Sequence[Word], at: int) -> Sequence[Word]:
    """A word with its neighbours."""
    return words[max(0, at - 1) : at + 2]


def _missing(words: Sequence[Word], nulls: Sequence[float]) -> float:
    """The mean null probability of content words, turning ones aside; 1 where there are none."""
    found = [p for w, p in zip(words, nulls, strict=True) if w.content and not kind(w)]
    return sum(found) / len(found) if found else 1.0
