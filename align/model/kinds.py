"""Closed vocabularies: languages, sides, severities and kinds."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language the product reads."""

    AR = "ar"
    EN = "en"


class Side(StrEnum):
    """One of the two sides of a pair."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


class Category(StrEnum):
    """The MQM error type of a finding."""

    OMISSION = "omission"
    ADDITION = "addition"
    MISTRANSLATION = "mistranslation"
    UNTRANSLATED = "untranslated"
    TERMINOLOGY = "terminology"
    QUOTATION = "quotation"
    LOCALE = "locale"
    STRUCTURE = "structure"


class Severity(StrEnum):
    """How much a finding matters to a reader; ordered by ``rank``."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 (neutral) to 3 (critical), for comparison with a threshold."""
        return list(Severity).index(self)


class Strength(StrEnum):
    """How firmly two words are linked."""

    SURE = "sure"
    POSSIBLE = "possible"


class SuppressionKind(StrEnum):
    """Where a finding is accepted: beside the words, or in the baseline. SARIF's names."""

    IN_SOURCE = "inSource"
    EXTERNAL = "external"


class UnusedKind(StrEnum):
    """Why a suppression accepts nothing."""

    ABSENT = "absent"  # what it accepts is not found any more
    EXPIRED = "expired"
    FAULTY = "faulty"  # nobody can tell what it accepts


class BlockKind(StrEnum):
    """What a layout unit of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"


class SegmentKind(StrEnum):
    """What a segment is: a sentence, or a line that is none."""

    SENTENCE = "sentence"
    HEADING = "heading"
    INTRODUCTION = "introduction"  # "The prime minister said:" before a quote of its own
    CREDIT = "credit"  # photo credits, agency lines, bylines
    DATELINE = "dateline"
    UNTRANSLATED = "untranslated unit"  # the file has a place for its other side, still empty


class StatementKind(StrEnum):
    """Whose words a statement is: quoted, the document's own, or the document as a whole."""

    QUOTE = "quote"
    NARRATIVE = "narrative"
    DOCUMENT = "document"


class LimitKind(StrEnum):
    """Which limit of the settings left something of a pair out."""

    CUT = "cut"  # nothing is left out: a sentence was too long and was compared in parts
    UNIT = "unit"  # a translation unit is too long, and has no place where it could be cut
    LENGTH = "length"  # a document is too long
    TIME = "time"  # the pair took too long


class VersionKind(StrEnum):
    """How a document renders a statement, against the base version."""

    FULL = "full"
    PARTIAL = "partial"
    SPLICED = "spliced"  # one quoted sentence made of parts that the base has apart
    CHANGED = "changed"
    PARAPHRASE = "paraphrase"


class FactKind(StrEnum):
    """What kind of thing must survive translation."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    NAME = "name"


class Calendar(StrEnum):
    """The calendar a date is written in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    HEBREW = "hebrew"
