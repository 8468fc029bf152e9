"""Beads as text: ladder, TSV, JSON and TMX."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

from align._version import __version__
from align.model import Alignment, Bead, Language, Side
from align.render.plain import harmless
from align.text import main_language


def render_sentences(alignment: Alignment, format: str) -> str:
    """All beads of ``alignment``; formats ladder, tsv, json, tmx (which leaves null beads out)."""
    return {"ladder": _ladder, "tsv": _tsv, "json": _json, "tmx": _tmx}[format](alignment)


def _ladder(alignment: Alignment) -> str:
    """One bead a line: ``[0,1]:[0]:0.8312``."""
    return "".join(
        f"[{_indices(b.source)}]:[{_indices(b.target)}]:{b.score:.4f}\n" for b in alignment.beads
    )


def _indices(indices: tuple[int, ...]) -> str:
    return ",".join(map(str, indices))


def _words(alignment: Alignment, bead: Bead, side: Side) -> str:
    texts = (s.text for s in alignment.bead_segments(bead, side))
    return " ".join(" ".join(text.split()) for text in texts)


def _tsv(alignment: Alignment) -> str:
    rows = ["source_ids\ttarget_ids\tscore\tsource\ttarget"]
    for bead in alignment.beads:
        texts = [_words(alignment, bead, side) for side in Side]
        figures = [_indices(bead.source), _indices(bead.target), f"{bead.score:.4f}"]
        rows.append("\t".join([*figures, *texts]))
    return "\n".join(rows) + "\n"


def _json(alignment: Alignment) -> str:
    beads = [
        {
            "source": list(bead.source),
            "target": list(bead.target),
            "score": bead.score,
            "source_text": _words(alignment, bead, Side.SOURCE),
            "target_text": _words(alignment, bead, Side.TARGET),
        }
        for bead in alignment.beads
    ]
    return json.dumps({"schema": 1, "beads": beads}, ensure_ascii=False, indent=1) + "\n"


def _tmx(alignment: Alignment) -> str:
    """TMX 1.4 of the beads with both sides, in the languages of the two texts.

    A segment is called by its bead's number. What XML cannot carry is U+FFFD.
    """
    languages = _languages(alignment)
    header = (
        f'<header creationtool="align" creationtoolversion={quoteattr(__version__)} '
        'segtype="sentence" o-tmf="align" adminlang="en" datatype="plaintext" '
        f'srclang="{languages[Side.SOURCE]}"/>'
    )
    units = []
    for number, bead in enumerate(alignment.beads, 1):
        if bead.source and bead.target:
            kind = "" if bead.kind == "1-1" else ' segtype="block"'
            versions = "".join(
                f'<tuv xml:lang="{languages[side]}"><seg>'
                f"{escape(harmless(_words(alignment, bead, side)))}</seg></tuv>"
                for side in Side
            )
            units.append(f'<tu tuid="{number}"{kind}>{versions}</tu>\n')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f"{header}\n<body>\n{''.join(units)}</body>\n</tmx>\n"
    )


def _languages(alignment: Alignment) -> dict[Side, Language]:
    """The language of each side: that of most of its words, not of one quoted sentence."""
    found = {side: main_language(alignment.segments(side)) for side in Side}
    return {side: found[side] or Language.EN for side in Side}
