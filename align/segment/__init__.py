"""Documents to segments, segments to tokens, with offsets in code points of the document."""

from align.segment.segments import lines, segment, units
from align.segment.sentences import sentences
from align.segment.tokens import tokenize

__all__ = ["lines", "segment", "sentences", "tokenize", "units"]
