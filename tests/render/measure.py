"""How long the HTML report makes a reader wait: `python tests/render/measure.py`, needs Chromium.

Two made reports, of one pair with 2,000 beads and of 100 pairs with 30 each, out of the sentence
pairs of `corpora/bitext` with their links; a finding in every fourth bead. A row a step, in
milliseconds: until the first paint, until the page answers, the median of j and of a key in the
search field until the next frame, and the slowest of them; then the size in MB of the file, of
the script's heap and of the process that shows the page.
"""

from __future__ import annotations

import csv
import gzip
import os
import re
import statistics
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browsing import CHROMIUM, FLAGS

from align import model
from align.model import Span
from align.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BITEXT = Path(__file__).parents[2] / "corpora/bitext/authored_news.tsv.gz"
KINDS = (
    ("OM02", "omitted-words", model.Category.OMISSION, model.Severity.MAJOR),
    ("MT01", "changed-number", model.Category.MISTRANSLATION, model.Severity.CRITICAL),
    ("AD02", "added-words", model.Category.ADDITION, model.Severity.MINOR),
)
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TIMINGS = """(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const load = performance.getEntriesByType("navigation")[0];
  return [paint ? paint.startTime : 0, load.domContentLoadedEventEnd];
})()"""
PRESS = """async (act) => {
  const begun = performance.now();
  act();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""
STEP = PRESS.replace(
    "act();",
    'document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));',
)
TYPED = PRESS.replace(
    "act();",
    'const q = document.getElementById("query"); q.value = act;'
    ' q.dispatchEvent(new Event("input", { bubbles: true }));',
)


def sentence_pairs() -> list[dict[str, str]]:
    """The rows of the bitext."""
    with gzip.open(BITEXT, "rt", encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


def segment(index: int, start: int, text: str, language: model.Language) -> model.Segment:
    """A sentence at its place, in words and signs."""
    found = re.finditer(r"[\w\u064b-\u0652]+(?:[-'.,][\w]+)*|[^\w\s]", text)
    words = (model.Token(Span(start + m.start(), start + m.end()), m.group()) for m in found)
    return model.Segment(index, Span(start, start + len(text)), text, language, tuple(words))


def linked(row: str, source: model.Segment, target: model.Segment) -> model.BeadLinks:
    """The row's links as far as they lie within the words found."""
    links = []
    for item in row.split():
        one, sign, other = re.fullmatch(r"(\d+)([-?])(\d+)", item).groups()  # type: ignore[union-attr]
        if int(one) < len(source.tokens) and int(other) < len(target.tokens):
            strength = model.Strength.SURE if sign == "-" else model.Strength.POSSIBLE
            ends = (source.tokens[int(one)].span, target.tokens[int(other)].span)
            links.append(model.Link(*ends, strength, 0.8))
    nulls = (tuple(0.1 for _ in source.tokens), tuple(0.1 for _ in target.tokens))
    return model.BeadLinks(tuple(links), *nulls)


def aligned(number: int, rows: list[dict[str, str]]) -> tuple[Any, ...]:
    """A pair of documents that render each other sentence by sentence, and its findings."""
    texts = [[row[key] for row in rows] for key in ("ar", "en")]
    languages = (model.Language.AR, model.Language.EN)
    documents, sides, wholes = [], [], []
    for language, lines in zip(languages, texts, strict=True):
        id_ = f"{number:03}.{language}"
        starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
        found = [
            segment(i, s, t, language) for i, (s, t) in enumerate(zip(starts, lines, strict=True))
        ]
        documents.append(model.Document(id_, f"news/{id_}.txt", language, "\n".join(lines)))
        sides.append(tuple(found))
        span = Span(0, len("\n".join(lines)))
        wholes.append(model.Statement(id_, id_, span, model.StatementKind.DOCUMENT))
    beads = tuple(model.Bead((i,), (i,), 0.9) for i in range(len(rows)))
    words = tuple(linked(r["links"], *ends) for r, *ends in zip(rows, *sides, strict=True))
    pair = model.Pair(f"p{number}", *wholes, 0.9)
    findings = [finding(pair.id, i, sides) for i in range(0, len(rows), 4)]
    return documents, model.Alignment(pair, *sides, beads, words), findings


def finding(pair: str, index: int, sides: list[tuple[model.Segment, ...]]) -> model.Finding:
    """Three words of each side that are said to differ."""
    code, name, category, severity = KINDS[index // 4 % len(KINDS)]
    quotes = []
    for side in sides:
        own, document = side[index], f"{pair[1:]:0>3}.{side[index].language}"
        span = Span(own.tokens[1].span.start, own.tokens[min(3, len(own.tokens) - 1)].span.end)
        at = own.span.start
        quotes.append(model.Quote(document, span, own.text[span.start - at : span.end - at]))
    message = f"\u201c{quotes[0].text}\u201d is not \u201c{quotes[1].text}\u201d."
    mark = f"{pair}-{index:04}"
    return model.Finding(
        code, name, category, severity, 0.5 + index % 50 / 100, message, pair, mark, *quotes
    )


def made(pairs: int, beads: int) -> model.Report:
    """A report of so many pairs with so many beads each."""
    rows = cycle(sentence_pairs())
    found = [aligned(number, list(islice(rows, beads))) for number in range(1, pairs + 1)]
    scores = [model.Score("fidelity", 80.0, "made", f"p{n}") for n in range(1, pairs + 1)]
    return model.Report(
        signature="made",
        documents=tuple(d for documents, _, _ in found for d in documents),
        alignments=tuple(alignment for _, alignment, _ in found),
        findings=tuple(f for _, _, findings in found for f in findings),
        scores=tuple(scores),
        unpaired=(),
        checks=(),
        direction_known=True,
    )


def opened(browser: Browser, path: Path) -> dict[str, float]:
    """The figures of one page."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(FRAME)
    paint, ready = page.evaluate(TIMINGS)
    steps = [page.evaluate(STEP) for _ in range(20)]
    keys = [page.evaluate(TYPED, "police report"[:end]) for end in range(1, 13)]
    sizes = memory(browser, page)
    context.close()
    return {
        "paint": paint,
        "ready": ready,
        "j": statistics.median(steps),
        "j, slowest": max(steps),
        "key": statistics.median(keys),
        "key, slowest": max(keys),
        "file MB": path.stat().st_size / 1e6,
        **sizes,
    }


def memory(browser: Browser, page: Page) -> dict[str, float]:
    """What the page's script holds, its elements, and its process, the largest that there is."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    rows = session.send("Performance.getMetrics")["metrics"]
    found = {row["name"]: row["value"] for row in rows}
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    largest = max(resident(p["id"]) for p in processes if p["type"] == "renderer")
    return {
        "nodes": found["Nodes"],
        "heap MB": found["JSHeapUsedSize"] / 1e6,
        "process MB": largest / 1e6,
    }


def resident(process: int) -> float:
    """The bytes of memory that a process holds."""
    try:
        fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return float(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        sys.stderr.write("measure: no chromium; set ALIGN_CHROMIUM\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for pairs, beads in ((1, 2000), (100, 30)):
            path = Path(folder, f"{pairs}.html")
            path.write_text(render(made(pairs, beads), "html"), encoding="utf-8")
            runs = [opened(browser, path) for _ in range(3)]
            sys.stdout.write(f"{pairs} x {beads}\n")
            for name in runs[0]:
                sys.stdout.write(f"  {name:14}{statistics.median(r[name] for r in runs):10.1f}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
