"""Documents to segments, segments to tokens, with offsets in code points of the document."""

from align.segment.parts import MOST_WORDS, in_parts
from align.segment.segments import lines, segment, units, whole_segments
from align.segment.sentences import sentences
from align.segment.tokens import tokenize

__all__ = [
    "MOST_WORDS",
    "in_parts",
    "lines",
    "segment",
    "sentences",
    "tokenize",
    "units",
    "whole_segments",
]
