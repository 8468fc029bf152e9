"""Texts for targets that begin where reading ends."""

from __future__ import annotations

from align.model import Document, Language
from align.read import markdown, plain
from align.text import script

SCRAPS = (
    "افتتح وزير النقل نادر الشوملي الجسر يوم الاثنين ٣ آذار ٢٠٢٦. وقال: «انتظرنا هذا اليوم "
    "طويلاً، ولن ننتظر بعده»، وأضاف أن الكلفة بلغت ١١ مليون دينار (نحو 15%).\n\nعنوان قصير\n"
    "- بند أول\n- بند ثانٍ؛ د. سامي لم يحضر.\n",
    'The minister, Nader Shomali, opened the bridge on Monday. "We have waited," he said. "We will '
    "not wait again.” Dr. Levi of the U.S. team didn't attend.\n\nA heading\n1. One\n2. Two: “yes”, "
    "said the mayor, adding that 12.5% is “enough”.\n(Photo: none)\n",
    "#Title\n\nRANA: “It's over.\n\n“And it won't be back.”\n\nقال الناطق باسم البلدية إن it works.",
    "AMMAN, 3 March (Agency) — The council voted 7-4.\r\nعمّان – ٣ آذار (وكالة) – صوّت المجلس.\x85!",
)


def made(text: str, name: str = "a") -> Document:
    """A document of ``text``: its blocks as of plain text, or as of Markdown after a #."""
    content = markdown.parse(text[1:]) if text[:1] == "#" else plain.parse(text)
    words = content.text
    return Document(
        name,
        f"{name}.txt",
        script(words) or Language.EN,
        words,
        content.date,
        content.outlet,
        content.blocks,
        content.lines,
        comments=content.comments,
    )
