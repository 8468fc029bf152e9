"""Documents to statements: quotes, their speakers, and the narrative between them."""

from __future__ import annotations

from align.extract import statements
from align.extract.mentions import mentions
from align.extract.quotes import quoted
from align.segment import segment
from tests.fuzz.texts import SCRAPS, made

SEEDS = tuple(scrap.encode() for scrap in SCRAPS)
TOKENS = tuple(
    token.encode()
    for token in (
        *("“", "”", "«", "»", '"', "'", "‘", "’", "„", "\n\n", ": ", ", ", "، ", "قال ", "وقالت "),
        *(
            " said ",
            "said: ",
            "according to ",
            "He ",
            "she added",
            "وأضاف ",
            "الوزير ",
            "وفق ",
            "أن ",
        ),
        *("the minister ", "Mr. ", "Levi ", "\u200f", "\u0640", " – ", "it ", "نفسه", "رئيس "),
    )
)


def run(data: bytes) -> None:
    """The statements lie in the text, in order and apart, and so do the clauses about them."""
    document = made(data.decode("utf-8", "ignore"))
    text, segments = document.text, segment(document)
    found = statements(document, segments)
    end = 0
    for number, one in enumerate(found):
        assert one.id == f"a:{number}"
        assert end <= one.span.start < one.span.end <= len(text), one
        end = one.span.end
        assert any(c.isalnum() for c in one.span.of(text)), one
        assert one.speaker is None or one.speaker.strip(), one
        if one.attribution is not None:
            assert one.attribution.end <= len(text), one
    end = 0
    for quote in quoted(document):
        assert end <= quote.outer.start <= quote.span.start < quote.span.end <= quote.outer.end
        end = quote.outer.end
    assert found == statements(document, segments)
    for one in segments:
        mentions(one.text, one.language)
