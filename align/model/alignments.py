"""Pairs, beads and links."""

from __future__ import annotations

from dataclasses import dataclass, replace

from align.model.kinds import LimitKind, Side, StatementKind, Strength
from align.model.terms import Alias, Term
from align.model.texts import Segment, Span, Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named figure that speaks for a pair, 0 to 1 unless the name says otherwise."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements held to be renderings of the same thing; ``score`` 0 to 1."""

    id: str
    source: Statement
    target: Statement
    score: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def kind(self) -> StatementKind:
        """What was paired: whole documents, quotes or narrative."""
        return self.source.kind

    def mirror(self) -> Pair:
        """The same pair with its sides exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that render each other, by index; one side is empty in a null bead.

    ``score``: how well the sides agree, 0 to 1; for a null bead, how surely it has none.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float

    @property
    def kind(self) -> str:
        """ "1-1", "2-1", "1-0" and so on."""
        return f"{len(self.source)}-{len(self.target)}"

    def mirror(self) -> Bead:
        """The same bead with its sides exchanged."""
        return Bead(self.target, self.source, self.score)


@dataclass(frozen=True, slots=True)
class Link:
    """Two words, by their spans, that render each other; ``score`` 0 to 1."""

    source: Span
    target: Span
    strength: Strength
    score: float

    def mirror(self) -> Link:
        """The same link with its sides exchanged."""
        return Link(self.target, self.source, self.strength, self.score)


@dataclass(frozen=True, slots=True)
class BeadLinks:
    """The word alignment of one bead.

    ``source_null`` and ``target_null`` give, for every token of the bead's segments in order,
    the probability that it has no counterpart on the other side. ``similarity`` is the cosine of
    the two sides as wholes; 0 for a null bead, and where words were linked without spans.
    """

    links: tuple[Link, ...]
    source_null: tuple[float, ...]
    target_null: tuple[float, ...]
    similarity: float = 0.0

    def mirror(self) -> BeadLinks:
        """The same links with their sides exchanged."""
        ordered = sorted((link.mirror() for link in self.links), key=lambda k: (k.source, k.target))
        return BeadLinks(tuple(ordered), self.target_null, self.source_null, self.similarity)


@dataclass(frozen=True, slots=True)
class Revision:
    """A place where the source says something else than when the target was made of it.

    ``before``: what it said, empty where the words are new; ``source``: what stands there now,
    None where nothing does; ``target``: what renders what it said, None where nothing does, and
    ``place`` then where on the side without words they would stand. ``confidence``: how surely
    the difference is one of meaning.
    """

    before: str
    source: Span | None
    target: Span | None
    confidence: float
    place: Span | None = None

    def mirror(self) -> Revision:
        """The same with the sides exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Limited:
    """What of a pair was not compared since a limit of the settings was reached.

    ``setting``: its name and ``value``; ``source``, ``target``: what was left out of either side,
    None where nothing was. ``checks``: the codes of those that were not run; none where time ran
    out before any could.
    """

    kind: LimitKind
    setting: str
    value: float
    source: Span | None
    target: Span | None
    checks: tuple[str, ...] = ()

    def mirror(self) -> Limited:
        """The same with the sides exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A pair aligned: every segment of both sides is in exactly one bead.

    ``words`` runs parallel to ``beads``. The statements of a side say what of its text is quoted,
    and who speaks; there are none where texts were aligned without being read for them.
    ``quoted``, with ``quoted_words``, are beads beside ``beads``: quoted sentences that no bead
    holds, with those of the other side that have their words. ``terms`` are the glossary's and
    ``aliases`` those of the table of names, where the user gave one; ``honorifics``: whether their
    loss counts. ``revised``: where the source changed since the target was made. ``by_units``:
    whether the beads are translation units, which are no context of each other. ``limited``: what
    of the pair was left out; it is in no segment.
    """

    pair: Pair
    source_segments: tuple[Segment, ...]
    target_segments: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    words: tuple[BeadLinks, ...]
    source_statements: tuple[Statement, ...] = ()
    target_statements: tuple[Statement, ...] = ()
    quoted: tuple[Bead, ...] = ()
    quoted_words: tuple[BeadLinks, ...] = ()
    terms: tuple[Term, ...] = ()
    aliases: tuple[Alias, ...] = ()
    honorifics: bool = False
    revised: tuple[Revision, ...] = ()
    by_units: bool = False
    limited: tuple[Limited, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """All word links, bead by bead."""
        return tuple(link for bead in self.words for link in bead.links)

    def segments(self, side: Side) -> tuple[Segment, ...]:
        """All segments of one side, in document order."""
        return self.source_segments if side is Side.SOURCE else self.target_segments

    def statements(self, side: Side) -> tuple[Statement, ...]:
        """All statements of one side, in document order."""
        return self.source_statements if side is Side.SOURCE else self.target_statements

    def bead_segments(self, bead: Bead, side: Side) -> tuple[Segment, ...]:
        """The segments of one side of ``bead``."""
        indices = bead.source if side is Side.SOURCE else bead.target
        segments = self.segments(side)
        return tuple(segments[i] for i in indices)

    def coverage(self, side: Side) -> float:
        """The share of one side's words that lie in a bead with a counterpart, 0 to 1."""
        covered = total = 0
        for bead in self.beads:
            count = sum(len(s.words) for s in self.bead_segments(bead, side))
            total += count
            covered += count if bead.source and bead.target else 0
        return covered / total if total else 1.0

    def mirror(self) -> Alignment:
        """The same alignment with its sides exchanged, its beads in the new source's order.

        A bead without a segment there stands before the next one that has any.
        """
        rows = [(b.mirror(), w.mirror()) for b, w in zip(self.beads, self.words, strict=True)]
        places, place = [], len(self.target_segments)
        for bead, _ in reversed(rows):
            place = bead.source[0] if bead.source else place
            places.append((place, bool(bead.source)))
        order = sorted(range(len(rows)), key=places[::-1].__getitem__)
        return Alignment(
            self.pair.mirror(),
            self.target_segments,
            self.source_segments,
            tuple(rows[n][0] for n in order),
            tuple(rows[n][1] for n in order),
            self.target_statements,
            self.source_statements,
            tuple(b.mirror() for b in self.quoted),
            tuple(w.mirror() for w in self.quoted_words),
            self.terms,
            self.aliases,
            self.honorifics,
            tuple(r.mirror() for r in self.revised),
            self.by_units,
            tuple(part.mirror() for part in self.limited),
        )
