"""Reports on fuzzed texts, made by the real stages, in every format."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import polars
from lxml import etree, html

from align.collate import collate
from align.config import Settings
from align.model import Report, Suppression, SuppressionKind
from align.pipeline import check
from align.render import BINARY, FORMATS, View, render, render_binary
from align.render.sentences import render_sentences
from tests.conftest import FakeEncoder
from tests.fuzz.reading import parts
from tests.fuzz.texts import SCRAPS, made
from tests.render.test_schemas import HOLDS

SEEDS = (
    SCRAPS[0].encode() + b"\0\0" + SCRAPS[1].encode() + b"\0\0a/b.txt",
    SCRAPS[1].encode()
    + b"\0\0"
    + SCRAPS[1].replace("7", "9").encode()
    + b"\0\0"
    + b"x\0\0"
    + SCRAPS[0].encode(),
    b'minister 25 <b>bridge</b> opened.\nIt is "late".\0\0' + "الوزير ٢٦.".encode(),
)
TOKENS = (
    *(b"<img src=x onerror=alert(1)>", b"</script>", b"<!--", b"-->", b"]]>", b"&#x0;", b"{{7*7}}"),
    *(b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\x1b[31m", b"::error::", b"%0A", b"=1+1", b"|", b"```"),
    *(b"[a](javascript:b)", b"\xef\xbf\xbf", b"\xe2\x80\xa8", b"\r", b"\t", b"\"'", b"minister "),
    *("الوزير ".encode(), b"25 ", "٢٦ ".encode(), b"not ", "لم ".encode(), b"2026-02-30", b"\0\0"),
)
MOST = 1500
PACKAGE = Path(__file__).parents[3] / "align" / "render" / "html"
VIEWS = (
    View(color=True, width=1),
    View(height=9, directed=True),
    View(statistics=True, quiet=False),
)


@cache
def _encoder() -> FakeEncoder:
    return FakeEncoder()


@cache
def _elements() -> frozenset[str]:
    """The elements that a page of ours has, read off what makes it."""
    sources = (*PACKAGE.rglob("*.j2"), *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js"))
    named = re.compile(r"<([a-z][a-z0-9]*)")
    return frozenset(name for path in sources for name in named.findall(path.read_text("utf-8")))


def run(data: bytes) -> None:
    """Two texts compared, or three collated; every format parses and is the same twice."""
    texts = [part.decode("utf-8", "ignore") for part in parts(data, 4)]
    documents = [made(text, name) for text, name in zip((*texts[:2], texts[3]), "abc", strict=True)]
    told = replace(documents[0], path=f"{texts[2][:60] or 'a'}.txt", outlet=texts[2] or None)
    settings = Settings(same_language=True, baseline="", min_confidence=0.3)
    if texts[3].strip():
        _held(collate([told, *documents[1:]], settings, _encoder()))
        return
    report = check([(told, documents[1])], settings, _encoder())
    _held(report)
    accepted = Suppression(SuppressionKind.EXTERNAL, texts[0][:99], texts[1][:99])
    findings = tuple(replace(f, suppression=accepted) for f in report.findings[::2])
    again = replace(report, findings=findings)
    for format_ in FORMATS:
        HOLDS[format_](render(again, format_))
    for alignment in report.alignments:
        for format_ in ("ladder", "tsv"):
            assert render_sentences(alignment, format_).endswith("\n") or not alignment.beads
        json.loads(render_sentences(alignment, "json"))
        etree.fromstring(render_sentences(alignment, "tmx").encode())


def _held(report: Report) -> None:
    for format_ in FORMATS:
        text = render(report, format_)
        text.encode()
        assert text == render(report, format_), f"{format_} differs"
        HOLDS[format_](text)
        if format_ == "html":
            tags = {e.tag for e in html.document_fromstring(text).iter() if isinstance(e.tag, str)}
            assert tags <= _elements(), tags - _elements()
    for view in VIEWS:
        HOLDS["terminal"](
            re.sub("\x1b\\[[0-9;]*m|[\u2066\u2069]", "", render(report, "terminal", view))
        )
    for format_ in BINARY:
        found = polars.read_parquet(io.BytesIO(render_binary(report, format_)))
        assert found.height == len(report.findings) or report.statements
