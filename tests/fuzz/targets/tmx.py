"""Translation memories."""

from __future__ import annotations

from tests.fuzz.reading import document, pair

SEEDS = (
    '<?xml version="1.0"?><tmx version="1.4"><header srclang="en" segtype="sentence"/><body><tu '
    'tuid="1"><tuv xml:lang="en-GB"><seg>Open <bpt i="1">x</bpt>it<ept i="1"/></seg></tuv><tuv '
    'xml:lang="ar"><seg>افتحه</seg></tuv></tu><tu><tuv lang="ar"><seg>نعم</seg></tuv><tuv '
    'lang="en"><seg>Yes</seg></tuv></tu></body></tmx>'.encode(),
)
TOKENS = (
    *(b"<tu>", b"</tu>", b"<tuv ", b"<seg>", b'xml:lang="ar"', b'xml:lang="en"', b"<hi>", b"<ph/>"),
    *(b"<!DOCTYPE tmx SYSTEM 'a'>", b"<body>", b"</body>", b'srclang="*all*"', b"&#55296;"),
)


def run(data: bytes) -> None:
    """Read as both sides, and as the translation alone."""
    pair("memory.tmx", data)
    document("memory.tmx", data)
