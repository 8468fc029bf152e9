"""What stands in place of what was said: words that are opposites, and phrases exchanged."""

from __future__ import annotations

from align.checks.meaning.evidence import FEATURES, confidence, features
from align.checks.meaning.held import CONFIDENCE, held
from align.checks.meaning.opposites import opposed
from align.checks.meaning.passages import Passage, passages

__all__ = [
    "CONFIDENCE",
    "FEATURES",
    "Passage",
    "confidence",
    "features",
    "held",
    "opposed",
    "passages",
]
