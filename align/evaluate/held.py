"""What is true of every report whatever the texts: each place where it is not, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from align.model import Alignment, Bead, Document, Finding, Report, Segment, Side, Span
from align.render import View, render

Broken = Iterator[str]


def characters(document: Document, alignment: Alignment, side: Side) -> Broken:
    """Every character is in one segment or in a gap.

    A gap holds no letter or digit of the document's blocks, save in what a limit left out: only
    white space, marks and characters that nobody sees. What lies outside the blocks (code, markup)
    is not compared.
    """
    text, segments = document.text, alignment.segments(side)
    for one, two in pairwise(segments):
        if one.span.end > two.span.start:
            yield f"segments {one.index} and {two.index} overlap in {document.path}"
    for segment in segments:
        if segment.text != segment.span.of(text):
            yield f"segment {segment.index} does not quote {document.path}"
    left = [r.source if side is Side.SOURCE else r.target for r in alignment.limited]
    gaps = list(text)
    for span in (*(s.span for s in segments), *(span for span in left if span)):
        gaps[span.start : span.end] = " " * len(span.of(text))
    blocks = [block.span for block in document.blocks] or [Span(0, len(text))]
    for at in (k for block in blocks for k in range(block.start, block.end)):
        if gaps[at].isalnum():
            yield f"{text[at]!r} at {at} of {document.path} is in no segment"


def tokens(segment: Segment, masked: bool) -> Broken:
    """Tokens quote their segment, in order; every letter and digit is in one (tags apart)."""
    end = 0
    for token in segment.tokens:
        at = token.span.shifted(-segment.span.start)
        if at.of(segment.text) != token.form or at.start < end or not len(at):
            yield f"token {token.form!r} is out of place in segment {segment.index}"
        elif not masked and any(map(str.isalnum, segment.text[end : at.start])):
            yield f"a letter before {token.form!r} is in no token of segment {segment.index}"
        end = at.end
    if not masked and any(map(str.isalnum, segment.text[end:])):
        yield f"a letter at the end of segment {segment.index} is in no token"


def beads(alignment: Alignment) -> Broken:
    """Every segment of either side is in exactly one bead; every word has one null probability."""
    for side in Side:
        own = Counter(n for bead in alignment.beads for n in _numbers(bead, side))
        wrong = [n for n in range(len(alignment.segments(side))) if own[n] != 1]
        if wrong or len(own) != len(alignment.segments(side)):
            yield f"segments {wrong[:5]} of the {side} are not in one bead each"
    if len(alignment.beads) != len(alignment.words):
        yield "words do not run parallel to beads"
    for bead, words in zip(alignment.beads, alignment.words, strict=False):
        counts = [sum(len(s.tokens) for s in alignment.bead_segments(bead, side)) for side in Side]
        nulls = words.source_null, words.target_null
        if counts != [len(own) for own in nulls]:
            yield f"bead {bead.kind} has {counts} words and other null probabilities"
        if not all(0 <= value <= 1 for value in (bead.score, *nulls[0], *nulls[1])):
            yield f"bead {bead.kind} has a probability that is none"


def _numbers(bead: Bead, side: Side) -> tuple[int, ...]:
    return bead.source if side is Side.SOURCE else bead.target


def links(alignment: Alignment) -> Broken:
    """Every link joins a word of either side of its own bead, each two words once."""
    rows = (*zip(alignment.beads, alignment.words, strict=True),)
    rows += (*zip(alignment.quoted, alignment.quoted_words, strict=True),)
    for bead, words in rows:
        ours, theirs = (
            {t.span for s in alignment.bead_segments(bead, side) for t in s.tokens} for side in Side
        )
        joined = [(link.source, link.target) for link in words.links]
        if any(one not in ours or two not in theirs for one, two in joined):
            yield f"a link of bead {bead.source}-{bead.target} leaves it"
        if len(set(joined)) != len(joined) or sorted(joined) != joined:
            yield f"links of bead {bead.source}-{bead.target} are not in order, or twice"
        if not all(0 <= link.score <= 1 for link in words.links):
            yield f"a link of bead {bead.source}-{bead.target} has a score that is none"


def finding(found: Finding, report: Report) -> Broken:
    """A finding quotes the words of its documents, and has some."""
    quotes = [q for q in (found.source, found.target, found.place) if q is not None]
    if not quotes or (found.source is None and found.target is None):
        yield f"{found.code} quotes nothing"
    for quote in quotes:
        if quote.text != quote.span.of(report.document(quote.document).text):
            yield f"{found.code} quotes {quote.text!r}, which does not stand at its offsets"
    if not 0 <= found.confidence <= 1:
        yield f"{found.code} has the confidence {found.confidence}"
    if found.code not in {info.code for info in report.checks}:
        yield f"{found.code} is no check of the report"


def fingerprints(report: Report) -> Broken:
    """No two findings of a pair have one fingerprint."""
    seen = Counter((f.pair, f.fingerprint) for f in report.findings)
    yield from (f"{key} is the fingerprint of {n} findings" for key, n in seen.items() if n > 1)


def mirror(alignment: Alignment) -> Broken:
    """The mirror has the same beads and links from the other side, and its mirror those of this."""
    other = alignment.mirror()
    if other.segments(Side.SOURCE) != alignment.segments(Side.TARGET):
        yield "the mirror's source is not the target"
    if Counter(b.mirror() for b in other.beads) != Counter(alignment.beads):
        yield "the mirror has other beads"
    if Counter(k.mirror() for k in other.links) != Counter(alignment.links):
        yield "the mirror has other links"
    if [other.coverage(side.other) for side in Side] != [alignment.coverage(side) for side in Side]:
        yield "the mirror has another coverage"


def unpaired(report: Report) -> Broken:
    """What is unpaired are the segments of null beads, each once."""
    expected = Counter(
        (alignment.pair.source if side is Side.SOURCE else alignment.pair.target).document
        + str(segment.span)
        for alignment in report.alignments
        for bead in alignment.beads
        if not (bead.source and bead.target)
        for side in Side
        for segment in alignment.bead_segments(bead, side)
    )
    if expected != Counter(quote.document + str(quote.span) for quote in report.unpaired):
        yield "what is unpaired are not the null beads"


def read_back(report: Report) -> Broken:
    """JSON reads back to the same values, and every quote in it stands at its offsets."""
    written = render(report, "json", View())
    read = json.loads(written)
    if json.dumps(read, ensure_ascii=False, indent=1, allow_nan=False) + "\n" != written:
        yield "JSON does not read back to the same bytes"
    texts = {document["id"]: document["text"] for document in read["documents"]}
    for pair in read["pairs"]:
        for side in Side:
            text = texts[pair[f"{side}_document"]]
            quoted = [quote for bead in pair["beads"] for quote in bead[side]]
            yield from (
                f"JSON quotes {q['text']!r} elsewhere" for q in quoted if not _quotes(q, text)
            )
    for row in (*read["findings"], *({"source": quote} for quote in read["unpaired"])):
        quotes = [row[name] for name in ("source", "target", "place") if row.get(name)]
        yield from (
            f"JSON quotes {q['text']!r} elsewhere"
            for q in quotes
            if not _quotes(q, texts[q["document"]])
        )


def _quotes(quote: dict[str, Any], text: str) -> bool:
    words: str = quote["text"]
    return words == text[quote["start"] : quote["end"]]


Whole = Callable[[Report], Broken]
OF_REPORTS: tuple[tuple[str, Whole], ...] = (
    ("fingerprints differ", fingerprints),
    ("unpaired are the null beads", unpaired),
    ("JSON reads back", read_back),
)
