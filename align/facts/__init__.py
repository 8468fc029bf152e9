"""What must survive translation: numbers, dates and names by value, in both languages."""

from align.facts.agreement import Agreement, agree
from align.facts.compare import same
from align.facts.dating import contradicts, weekday_of
from align.facts.rendering import Rendering
from align.facts.scan import find
from align.facts.skeleton import key, name_similarity

__all__ = [
    "Agreement",
    "Rendering",
    "agree",
    "contradicts",
    "find",
    "key",
    "name_similarity",
    "same",
    "weekday_of",
]
