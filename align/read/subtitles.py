"""Subtitles (SRT, WebVTT) to sentences that run over cues, each word with its line in the file.

Cues are no units: two languages cut the same speech at different moments. Neither srt nor
webvtt-py keeps lines, so both formats are read here, leniently as players do: cues begin at their
timing line, whatever stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from align.errors import AlignError
from align.model import BlockKind
from align.read.content import Content, Passage, laid_out

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-{{1,2}}>\s*{_STAMP}(?:\s.*)?")
_NUMBER = re.compile(r"\s*\d+\s*")
_BREAK = re.compile(r"\r\n|\r|\n")
# <i>, </font>, <v Speaker>, <c.loud>, <00:01.000>, and what ASS left behind: {\an8}, {\i1}.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|</>|<\d[\d:.]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_INNER_STAMP = re.compile(r"<\d+(?::\d+)+\.\d+>")
_DASH = re.compile(r"[\u200e\u200f\u202a-\u202e]*[-–—‐][\u200e\u200f]*\s*(?=\S)")
_DOTS = re.compile(r"(?:\.{2,}|…)[\"'”’»)\]\u200e\u200f\u202c\s]*\Z")
_END = re.compile(r"[.!?…؟۔♪][\"'”’»)\]\u200e\u200f\u202c\s]*\Z")
_PAUSE = 3.0  # seconds after which nobody goes on with a sentence
_PUNCTUATED = 0.2  # of cues end a sentence; under that, punctuation tells nothing


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once: seconds, the lines with their places in the file, who says them."""

    start: float
    end: float
    lines: tuple[tuple[str, int], ...]
    voice: str = ""

    @property
    def words(self) -> str:
        """All of it, in one line."""
        return " ".join(words for words, _ in self.lines)


def parse(text: str, path: str) -> Content:
    """The text of subtitles: a block for each run of cues that goes on saying something.

    Tags, positions, notes, styles and regions are left out. Raises AlignError where there are no
    cues.
    """
    read = list(_cues(text))
    if not read:
        raise AlignError(path, "no cues (lines like 00:00:01,000 --> 00:00:02,500) in it")
    cues = _once(read) if _INNER_STAMP.search(text) else read
    cues = [cue for cue in cues if cue.words]
    ended = sum(bool(_END.search(cue.words)) for cue in cues)
    punctuated = ended >= _PUNCTUATED * len(cues)
    passages: list[list[tuple[str, int]]] = []
    last: Cue | None = None
    for cue in cues:
        goes_on = last is not None and punctuated and _goes_on(last, cue)
        for at, (words, line) in enumerate(cue.lines):
            bare = _DASH.sub("", words, count=1)
            if bare != words or not (at or goes_on):
                passages.append([])
            passages[-1].append((bare, line))
        last = cue
    return laid_out([Passage(tuple(p), BlockKind.PARAGRAPH) for p in passages])


def _cues(text: str) -> Iterator[Cue]:
    """All cues in the order of the file."""
    lines = _BREAK.split(text)
    web = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    timed = ((at, line) for at, line in enumerate(lines) if "->" in line)
    timings = [(at, m) for at, line in timed if (m := _TIMING.fullmatch(line))]
    bounds = [*(at for at, _ in timings), len(lines)][1:]
    for (at, timing), bound in zip(timings, bounds, strict=True):
        end = bound
        if web:  # a blank line ends a cue; in SRT files it may stand within one
            end = next((n for n in range(at + 1, bound) if not lines[n].strip()), bound)
        elif bound < len(lines) and bound - at > 1 and _NUMBER.fullmatch(lines[bound - 1]):
            end = bound - 1
        shown = lines[at + 1 : end]
        voices = [v for line in shown if "<v" in line and (v := _VOICE.search(line))]
        bare = ((_bare(line, web), number) for number, line in enumerate(shown, at + 2))
        yield Cue(
            _seconds(timing.groups()[:4]),
            _seconds(timing.groups()[4:]),
            tuple((words, number) for words, number in bare if words),
            voices[0][1].strip() if voices else "",
        )


def _bare(line: str, web: bool) -> str:
    """The words of a line, without tags."""
    words = _TAG.sub("", line) if "<" in line or "{" in line else line
    return " ".join((unescape(words) if web else words).split())


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + float(f".{fraction or 0}")


def _once(cues: list[Cue]) -> list[Cue]:
    """Rolling captions, each line shown until the next is full, with each line once."""
    found: list[Cue] = []
    shown: frozenset[str] = frozenset()
    for cue in cues:
        fresh = tuple(pair for pair in cue.lines if pair[0] not in shown)
        shown = frozenset(words for words, _ in cue.lines)
        found.append(Cue(cue.start, cue.end, fresh, cue.voice))
    return found


def _goes_on(last: Cue, cue: Cue) -> bool:
    """True if ``cue`` may be in the middle of the sentence that ``last`` begins."""
    if cue.start - last.end > _PAUSE or (cue.voice and cue.voice != last.voice):
        return False
    if _DOTS.search(last.words):
        return cue.words.startswith(("..", "…")) or cue.words[:1].islower()
    return not _END.search(last.words)
