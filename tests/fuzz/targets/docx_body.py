"""What stands in a Word document: its body, its styles and its notes, in a sound archive."""

from __future__ import annotations

from tests.fuzz.reading import document, parts
from tests.fuzz.word import W, packed, seed

_HEAD = (
    f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    '2006"><w:body>'
)
_NOTES = f'<w:footnotes xmlns:w="{W}">'
_STYLES = f'<w:styles xmlns:w="{W}">'
SEEDS = (
    b'<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Title</w:t>'
    b"</w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:hyperlink><w:r><w:t>one</w:t><w:br/><w:tab/><w:t>"
    b'two</w:t><w:footnoteReference w:id="2"/></w:r></w:hyperlink></w:p>\0\0<w:footnote w:id="2">'
    b'<w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>\0\0<w:style w:styleId="Heading1"><w:name '
    b'w:val="heading 1"/><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:name w:val="B"/>'
    b'<w:basedOn w:val="Heading1"/></w:style>',
    b"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>"
    b"</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent><w:ruby><w:rt><w:r><w:t>r"
    b"</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    b"<w:sdt><w:sdtContent><w:p><w:smartTag><w:r><w:t>in</w:t></w:r></w:smartTag></w:p>"
    b"</w:sdtContent></w:sdt>",
)
TOKENS = (
    *(b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:t>", b"</w:t>", b"<w:tc>", b"</w:tc>"),
    *(
        b"<w:del>",
        b"</w:del>",
        b"<w:vanish/>",
        b"<w:br/>",
        b"<w:txbxContent>",
        b"<!-- -->",
        b"<?a?>",
    ),
    *(
        b"<mc:AlternateContent>",
        b"<w:footnoteReference/>",
        b'w:val=""',
        b'w:id="2"',
        b"<w:pStyle/>",
    ),
)


def run(data: bytes) -> None:
    """Packed into a document, and read."""
    body, notes, styles = parts(data, 3)
    members = seed() | {
        "word/document.xml": _HEAD.encode() + body + b"</w:body></w:document>",
        "word/footnotes.xml": _NOTES.encode() + notes + b"</w:footnotes>",
        "word/styles.xml": _STYLES.encode() + styles + b"</w:styles>",
    }
    document("report.docx", packed(members))
