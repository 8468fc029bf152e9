"""Every value that flows through the pipeline; imports nothing from align.

All are frozen, slotted dataclasses holding tuples. Offsets are half-open code points of
``Document.text``, so ``document.text[span.start:span.end]`` is the quoted words.
"""

from align.model.alignments import (
    Alignment,
    Bead,
    BeadLinks,
    Evidence,
    Limited,
    Link,
    Pair,
    Revision,
)
from align.model.facts import Date, Fact, Name, Quantity
from align.model.kinds import (
    BlockKind,
    Calendar,
    Category,
    FactKind,
    Language,
    LimitKind,
    SegmentKind,
    Severity,
    Side,
    StatementKind,
    Strength,
    SuppressionKind,
    UnusedKind,
    VersionKind,
)
from align.model.reports import (
    Accepted,
    CheckInfo,
    Collation,
    Example,
    Finding,
    Issue,
    Missing,
    Quote,
    Report,
    Scope,
    Score,
    Suppression,
    Unused,
    Version,
)
from align.model.terms import Alias, Term
from align.model.texts import (
    Block,
    Directive,
    Document,
    Segment,
    Span,
    Statement,
    Token,
    hull,
    overlapping,
)

__all__ = [
    "Accepted", "Alias", "Alignment", "Bead", "BeadLinks", "Block", "BlockKind", "Calendar",
    "Category", "CheckInfo", "Collation", "Date", "Directive", "Document", "Evidence",
    "Example", "Fact", "FactKind", "Finding", "Issue", "Language", "LimitKind", "Limited",
    "Link", "Missing", "Name", "Pair", "Quantity", "Quote", "Report", "Revision", "Scope",
    "Score", "Segment", "SegmentKind", "Severity", "Side", "Span", "Statement", "StatementKind",
    "Strength", "Suppression", "SuppressionKind", "Term", "Token", "Unused", "UnusedKind",
    "Version", "VersionKind", "hull", "overlapping",
]  # fmt: skip
