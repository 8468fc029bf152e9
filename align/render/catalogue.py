"""The catalogue of checks as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from align.model import CheckInfo, Example, Side
from align.render.plain import clean, columns
from align.text import ARABIC, FSI, PDI, isolate

Explained = tuple[CheckInfo, tuple[Example, Example] | None]
_WIDEST = 92  # columns that prose is set in: longer lines are hard to read
_QUOTED = re.compile("“([^“”]*)”")


def render_catalogue(checks: tuple[CheckInfo, ...], width: int | None = None) -> str:
    """One check a line: code, name, severity, summary; on a screen the summary is wrapped."""
    longest = max((len(c.name) for c in checks), default=0)
    lines = []
    for c in checks:
        lead = f"{c.code}  {c.name:<{longest}}  {c.severity:<8}  "
        room = 0 if width is None else max(width - len(lead), 24)
        first, *others = wrap(c.summary, room) if room else [c.summary]
        lines += [lead + first, *(" " * len(lead) + other for other in others)]
    return "".join(f"{line}\n" for line in lines)


def render_explanation(checks: Sequence[Explained], width: int = 80) -> str:
    """What each check finds, why it matters, what it lets pass, an example of either, and how to
    leave it out.
    """
    return "\n\n".join("\n".join(_explained(*check, width=width)) for check in checks) + "\n"


def _explained(
    check: CheckInfo, examples: tuple[Example, Example] | None, *, width: int
) -> Iterator[str]:
    yield f"{check.code} {check.name}"
    yield f"{check.severity}, {check.category}"
    yield ""
    yield from wrap(check.summary, min(width, _WIDEST))
    for paragraph in re.split(r"\n\s*\n", check.doc) if check.doc else ():
        yield ""
        yield from _wrapped(" ".join(paragraph.split()), min(width, _WIDEST))
    for title, example in zip(("Told", "Let pass"), examples or (), strict=False):
        yield ""
        yield title
        yield from _shown(example, width)
    yield ""
    yield "To leave it out"
    stale = examples is not None and bool(examples[0].before)
    ways = (
        ("once", f"align {'stale' if stale else 'check'} … --ignore {check.code}"),
        ("always", f'ignore = ["{check.name}"] in align.toml'),
        (
            "one finding",
            f"a comment beside the words{'' if stale else ', or a baseline'}: docs/ci.md",
        ),
    )
    for way, told in ways:
        yield from _labelled(way, told, width, marked=False)


def _shown(example: Example, width: int) -> Iterator[str]:
    """The lines of the texts, what they are held against, and the finding's words."""
    texts = (("before", example.before), *zip(Side, (example.source, example.target), strict=True))
    for label, lines in texts:
        for number, line in enumerate(lines):
            yield from _labelled("" if number else str(label), line, width)
    for name, value in example.settings:
        yield from _labelled("settings", f"{name} = {value}", width, marked=False)
    for term in example.terms:
        both = f"{isolate(term.arabic[0])} = {isolate(term.english[0])}"
        yield from _labelled("glossary", both, width, marked=False)
    if example.why:
        yield from _labelled("finding", _QUOTED.sub(_isolated, example.why), width, marked=False)
        for words, side in zip(example.found, Side, strict=True):
            if words:
                yield from _labelled(f"  {side.value}", words, width)


def _labelled(label: str, text: str, width: int, *, marked: bool = True) -> Iterator[str]:
    """``text`` behind its label; ``marked``: every line of it between isolates of its own.

    An isolate that a line leaves open is closed there and opened again on the next.
    """
    room, unclosed = max(width - 16, 20), ""
    for number, words in enumerate(_wrapped(_seen(text), room)):
        line = unclosed + words
        unclosed = FSI * (line.count(FSI) - line.count(PDI))
        line += PDI * len(unclosed)
        yield f"  {'' if number else label:<14}{isolate(line) if marked else line}"


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; marks and joiners take up none."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if columns(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _seen(text: str) -> str:
    """``text`` with what nobody sees named in its place."""
    named = re.sub("[\u200b\u200e\u200f]", lambda m: f"<U+{ord(m[0]):04X}>", text)
    return clean(named)


def _isolated(found: re.Match[str]) -> str:
    words = found[1]
    return f"“{isolate(words)}”" if ARABIC.search(words) else found[0]
