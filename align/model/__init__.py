"""Every value that flows through the pipeline; imports nothing from align.

All are frozen, slotted dataclasses holding tuples. Offsets are half-open code points of
``Document.text``, so ``document.text[span.start:span.end]`` is the quoted words.
"""

from align.model.alignments import Alignment, Bead, BeadLinks, Evidence, Link, Pair
from align.model.facts import Date, Fact, Name, Quantity
from align.model.kinds import (
    BlockKind,
    Calendar,
    Category,
    FactKind,
    Language,
    SegmentKind,
    Severity,
    Side,
    StatementKind,
    Strength,
    SuppressionKind,
    VersionKind,
)
from align.model.reports import (
    CheckInfo,
    Collation,
    Example,
    Finding,
    Issue,
    Quote,
    Report,
    Score,
    Suppression,
    Version,
)
from align.model.terms import Alias, Term
from align.model.texts import Block, Document, Segment, Span, Statement, Token, hull

__all__ = [
    "Alias",
    "Alignment",
    "Bead",
    "BeadLinks",
    "Block",
    "BlockKind",
    "Calendar",
    "Category",
    "CheckInfo",
    "Collation",
    "Date",
    "Document",
    "Evidence",
    "Example",
    "Fact",
    "FactKind",
    "Finding",
    "Issue",
    "Language",
    "Link",
    "Name",
    "Pair",
    "Quantity",
    "Quote",
    "Report",
    "Score",
    "Segment",
    "SegmentKind",
    "Severity",
    "Side",
    "Span",
    "Statement",
    "StatementKind",
    "Strength",
    "Suppression",
    "SuppressionKind",
    "Term",
    "Token",
    "Version",
    "VersionKind",
    "hull",
]
