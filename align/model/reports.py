"""What checks find and renderers show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - a type's name, as in texts

from align.model.alignments import Alignment
from align.model.kinds import (
    Category,
    Language,
    Severity,
    Side,
    SuppressionKind,
    UnusedKind,
    VersionKind,
)
from align.model.terms import Term
from align.model.texts import Document, Span


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check yields.

    ``source`` and ``target`` are the words that differ, None on the side that lacks them;
    ``place`` is then where on that side they are missing: the counterpart's span, or an empty
    span between segments. ``severity`` overrides the check's own.
    """

    message: str
    source: Span | None
    target: Span | None
    confidence: float
    severity: Severity | None = None
    place: Span | None = None

    def mirror(self) -> Issue:
        """The same issue with its sides exchanged."""
        return replace(self, source=self.target, target=self.source)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one document with their offsets."""

    document: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is accepted: by whom, until when, and where that is written down."""

    kind: SuppressionKind
    reason: str = ""
    owner: str = ""
    expires: Day | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry of the baseline: a finding that somebody accepted, readable for a reviewer.

    Paths are relative to the baseline's folder; ``source`` and ``target`` are the words of both
    sides, empty on the one that has none.
    """

    fingerprint: str
    code: str
    name: str
    source_path: str
    target_path: str
    source: str
    target: str
    reason: str = ""
    owner: str = ""
    expires: Day | None = None


@dataclass(frozen=True, slots=True)
class Unused:
    """A suppression that accepts nothing: a comment, or an entry of the baseline.

    ``path`` and ``line`` say where it stands (a baseline has no lines: 0), ``words`` what it
    accepts, ``message`` why it does not. ``entry``: the baseline's.
    """

    kind: UnusedKind
    path: str
    line: int
    words: str
    message: str
    entry: Accepted | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A file without a partner: which side it is, and the path where its partner should be."""

    side: Side
    path: str
    partner: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What renderers show: an issue, placed, named and weighed.

    ``fingerprint`` is made of the code, the folded words of both sides and an ordinal: it
    survives moved text and renamed files. ``suppression``: why it is accepted; None where it
    counts.
    """

    code: str
    name: str
    category: Category
    severity: Severity
    confidence: float
    message: str
    pair: str
    fingerprint: str
    source: Quote | None
    target: Quote | None
    place: Quote | None = None
    suppression: Suppression | None = None

    @property
    def suppressed(self) -> bool:
        """True if somebody accepted it, so that it is shown apart and fails nothing."""
        return self.suppression is not None


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with the signature that reproduces it; ``scope`` is a pair or statement id."""

    name: str
    value: float
    signature: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One document's rendering of a statement."""

    quote: Quote
    language: Language
    kind: VersionKind
    similarity: float
    quoted: bool = False
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Collation:
    """A statement with all its versions, the base's first."""

    id: str
    speaker: str | None
    versions: tuple[Version, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """A check as the catalogue shows it."""

    code: str
    name: str
    category: Category
    severity: Severity
    summary: str
    doc: str


@dataclass(frozen=True, slots=True)
class Scope:
    """That of ``pairs`` only those were looked at, ``checked``, that changed since ``revision``."""

    revision: str
    pairs: int
    checked: int

    def __str__(self) -> str:
        if not self.checked:
            return f"Nothing changed since {self.revision}: none of {self.pairs} pairs checked."
        return f"{self.checked} of {self.pairs} pairs checked: those changed since {self.revision}."


@dataclass(frozen=True, slots=True)
class Example:
    """Two short texts by their lines, in which a check finds something, or rightly does not.

    ``why`` is the finding's message and ``found`` the words that it quotes on either side, empty
    on the side that lacks them; both are empty where nothing is found. ``terms``: a glossary that
    the texts are held against. ``before``: the source as it was when it was translated, of checks
    on translations whose source changed. ``settings``: those that the check is about.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    why: str = ""
    found: tuple[str, str] = ("", "")
    terms: tuple[Term, ...] = ()
    before: tuple[str, ...] = ()
    settings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run found; what every renderer reads.

    ``alignments`` is empty and ``statements`` filled after a collation. ``baseline``: the file of
    accepted findings that these were held against, None where there was none; ``unused``: the
    suppressions that accept nothing; ``missing``: files of the configuration without a partner.
    ``scope``: what was left out because git says that it did not change; None where all was
    looked at.
    """

    signature: str
    documents: tuple[Document, ...]
    alignments: tuple[Alignment, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    unpaired: tuple[Quote, ...]
    checks: tuple[CheckInfo, ...]
    direction_known: bool
    statements: tuple[Collation, ...] = ()
    base: str | None = None
    baseline: str | None = None
    unused: tuple[Unused, ...] = ()
    missing: tuple[Missing, ...] = ()
    scope: Scope | None = None

    def document(self, id_: str) -> Document:
        """The document of that id; KeyError if there is none."""
        for document in self.documents:
            if document.id == id_:
                return document
        raise KeyError(id_)
