"""Messages of programs in JSON and ARB."""

from __future__ import annotations

from tests.fuzz.reading import document

SEEDS = (
    '{"@@locale": "ar", "open": "افتح {name}", "@open": {"description": "x"}, "n": {"one": "ملف", '
    '"other": ["أ", null, 3, true]}, "p": "{n, plural, =0{لا شيء} one{ملف} other{# ملف}}"}'.encode(),
    b'{"@metadata": {"authors": []}, "a": "{{PLURAL:$1|one|2=two|many}} of <b>it</b>",\n"b": "\\u0041'
    b'\\ud83d\\ude00 \\ud800"}',
    b'{"save": {"message": "Save $X$", "description": "d", "placeholders": {"x": {"content": "y"}}}}',
)
TOKENS = (
    *(b'":"', b'{"', b'"}', b"[", b"]", b"null", b"\\ud800", b"{{PLURAL:", b"{n, plural, "),
    *(b"other{", b"}}", b'"@@locale"', b'"message"', b"NaN", b"1e999", b"// "),
)


def run(data: bytes) -> None:
    """Read as JSON, and as ARB named for a language."""
    document("messages.json", data)
    document("app_ar.arb", data)
