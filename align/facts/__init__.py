"""What must survive translation: numbers, dates and names by value, in both languages."""

from align.facts.agreement import Agreement, agree
from align.facts.compare import same
from align.facts.dating import contradicts, weekday_of
from align.facts.gender import Gendered, gendered, shape
from align.facts.name_letters import looks_like_name
from align.facts.rendering import Rendering
from align.facts.scan import find
from align.facts.skeleton import key, name_similarity, sounds_alike, word_similarity
from align.facts.stems import bare_forms, beginning, beginnings, is_form, may_be_form, stem
from align.facts.transliteration import name_evidence

__all__ = [
    "Agreement",
    "Gendered",
    "Rendering",
    "agree",
    "bare_forms",
    "beginning",
    "beginnings",
    "contradicts",
    "find",
    "gendered",
    "is_form",
    "key",
    "looks_like_name",
    "may_be_form",
    "name_evidence",
    "name_similarity",
    "same",
    "shape",
    "sounds_alike",
    "stem",
    "weekday_of",
    "word_similarity",
]
