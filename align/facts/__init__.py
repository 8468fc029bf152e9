"""What must survive translation: numbers, dates and names by value, in both languages."""

from align.facts.agreement import Agreement, Rendering, agree
from align.facts.compare import same
from align.facts.scan import find
from align.facts.skeleton import key, name_similarity
from align.facts.stems import beginning, beginnings, is_form, may_be_form, stem

__all__ = [
    "Agreement",
    "Rendering",
    "agree",
    "beginning",
    "beginnings",
    "find",
    "is_form",
    "key",
    "may_be_form",
    "name_similarity",
    "same",
    "stem",
]
