"""The registry: every module of this folder that declares a check is one.

A check is one pure function of an alignment under ``@check``. Its name comes from the function,
its summary from the docstring's first line; the rest of the docstring says why it matters and what
it lets pass.
"""

from __future__ import annotations

import hashlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from importlib import import_module

from align.checks.once import once
from align.errors import AlignError
from align.model import (
    Alias,
    Alignment,
    Category,
    CheckInfo,
    Document,
    Finding,
    Issue,
    Quote,
    Severity,
    Span,
    Term,
)
from align.text import fold

_CUT, _WORDS = "QU03", ("OM02", "AD02")  # of the same words the first is told, not the others
_QUOTED, _TURNED = ("QU01", "QU03"), ("MT04", "MT06", "MT07", "MT10")
_CHANGED = "MT09"  # told of words that no other kind of change tells of
_KINDS = (*_QUOTED, *_TURNED, "MT01", "MT02", "MT03", "MT05")
LIMITS = "NC01"  # what was not compared is told whatever checks are chosen, unless ignored
STALE = ("ST02", "ST03")  # about what the source was: align stale alone has something for them
CheckFunction = Callable[[Alignment], Iterator[Issue]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check's catalogue entry and the function that runs it."""

    info: CheckInfo
    run: CheckFunction


_declared: dict[str, Check] = {}


def check(
    code: str, *, category: Category, severity: Severity
) -> Callable[[CheckFunction], CheckFunction]:
    """Declares the decorated function to be the check of that code (two letters, two digits)."""

    def declare(function: CheckFunction) -> CheckFunction:
        summary, _, rest = inspect.getdoc(function).partition("\n")  # type: ignore[union-attr] # a check without a docstring fails here, at import
        info = CheckInfo(
            code=code,
            name=function.__name__.replace("_", "-"),
            category=category,
            severity=severity,
            summary=summary,
            doc=rest.strip(),
        )
        if code in _declared and _declared[code].info != info:
            raise ValueError(f"{code} is declared twice: {info.name}, {_declared[code].info.name}")
        _declared[code] = Check(info, _remembered(function))
        return function

    return declare


def _remembered(function: CheckFunction) -> CheckFunction:
    """``function``, which a score that asks the same of an alignment does not run again."""
    found = once(lambda alignment: tuple(function(alignment)))

    @wraps(function)
    def run(alignment: Alignment) -> Iterator[Issue]:
        return iter(found(alignment))

    return run


@cache
def registry() -> tuple[Check, ...]:
    """All checks, by code."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(_declared[code] for code in sorted(_declared))


def selected(select: Sequence[str], ignore: Sequence[str]) -> tuple[Check, ...]:
    """The checks named by code, prefix of codes, or name; all where ``select`` is empty.

    Raises AlignError for a word that names no check.
    """
    for word in (*select, *ignore):
        if not any(_named(check_, word) for check_ in registry()):
            raise AlignError(word, "no check has that code or name (align checks lists them)")
    return tuple(
        c
        for c in registry()
        if (not select or any(_named(c, word) for word in select))
        and not any(_named(c, word) for word in ignore)
    )


def informed(
    checks: Sequence[Check],
    terms: tuple[Term, ...],
    aliases: tuple[Alias, ...] = (),
    honorifics: bool = False,
) -> tuple[Check, ...]:
    """``checks`` that see what the user asks for in every alignment that they are run on."""
    if not (terms or aliases or honorifics):
        return tuple(checks)

    @once
    def told(alignment: Alignment) -> Alignment:
        return replace(alignment, terms=terms, aliases=aliases, honorifics=honorifics)

    def seeing(run: CheckFunction) -> CheckFunction:
        return lambda alignment: run(told(alignment))

    return tuple(Check(c.info, seeing(c.run)) for c in checks)


def names(word: str) -> frozenset[str]:
    """The codes of the checks that ``word`` names: by code, prefix of codes, or name."""
    return frozenset(c.info.code for c in registry() if word and _named(c, word))


def _named(check_: Check, word: str) -> bool:
    return check_.info.code.startswith(word.upper()) or check_.info.name == word.lower()


def findings(
    alignment: Alignment, checks: Sequence[Check], documents: Mapping[str, Document]
) -> tuple[Finding, ...]:
    """What ``checks`` find in one alignment, in document order; ``documents`` by id."""
    source = documents[alignment.pair.source.document]
    target = documents[alignment.pair.target.document]
    seen: Counter[str] = Counter()
    found = []
    for check_ in checks:
        for issue in sorted(check_.run(alignment), key=_position):
            ours, theirs = _quote(source, issue.source), _quote(target, issue.target)
            place = None
            if issue.place is not None:
                place = _quote(target if issue.target is None else source, issue.place)
            content = "\0".join(
                (check_.info.code, *(fold(q.text) if q else "" for q in (ours, theirs)))
            )
            ordinal = seen[content]
            seen[content] += 1
            found.append(
                Finding(
                    code=check_.info.code,
                    name=check_.info.name,
                    category=check_.info.category,
                    severity=issue.severity or check_.info.severity,
                    confidence=round(issue.confidence, 4),
                    message=issue.message,
                    pair=alignment.pair.id,
                    fingerprint=fingerprint(content, ordinal),
                    source=ours,
                    target=theirs,
                    place=place,
                )
            )
    return tuple(found)


def told_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """``findings`` without words that a more specific one tells of already.

    A cut or changed quote (QU01, QU03) before a turned sentence (MT04, MT06, MT07, MT10): these
    words bind what is quoted. Of the turned ones a negation or a duty (MT04, MT07) before a tense
    (MT06). A turned sentence before the one word that turns it, told as omitted or added; where
    more is missing, that is told. Another meaning (MT09) after any other kind of change, and before
    the same words told as omitted or added.
    """
    kept = _without(findings, _TURNED, _quotes(findings, _QUOTED), _overlap)
    kept = _without(kept, ("MT06",), _quotes(kept, ("MT04", "MT07")), _overlap)
    kept = _without(kept, (_CHANGED,), _quotes(kept, _KINDS), _overlap)
    kept = _without(kept, _WORDS, _quotes(kept, (_CHANGED,)), _same_words)
    kept = _without(kept, _WORDS, _quotes(kept, (_CHANGED,)), _inside)
    kept = _without(kept, _WORDS, _quotes(kept, (_CUT,)), _same_words)
    kept = _without(kept, _WORDS, _quotes(kept, _TURNED), _one_of)
    return _without(kept, _TURNED, _quotes(kept, _WORDS), _inside)


def _without(
    findings: Sequence[Finding],
    codes: tuple[str, ...],
    told: Sequence[Quote],
    same: Callable[[Quote | None, Quote], bool],
) -> tuple[Finding, ...]:
    """``findings`` without those of ``codes`` that quote what is told."""
    return tuple(
        f
        for f in findings
        if f.code not in codes or not any(same(q, t) for t in told for q in (f.source, f.target))
    )


def _quotes(findings: Sequence[Finding], codes: tuple[str, ...]) -> list[Quote]:
    """All that findings of these codes quote."""
    found = (q for f in findings if f.code in codes for q in (f.source, f.target))
    return [q for q in found if q is not None]


def _overlap(one: Quote | None, two: Quote) -> bool:
    return one is not None and one.document == two.document and one.span.overlaps(two.span)


def _one_of(one: Quote | None, two: Quote) -> bool:
    """True for a single word that another quote has."""
    return one is not None and len(one.text.split()) == 1 and _inside(one, two)


def _inside(one: Quote | None, two: Quote) -> bool:
    return one is not None and one.document == two.document and two.span.contains(one.span)


def _same_words(one: Quote | None, two: Quote) -> bool:
    """True if two quotes have half of the shorter in common, and a third of the longer."""
    if one is None or one.document != two.document:
        return False
    shared = min(one.span.end, two.span.end) - max(one.span.start, two.span.start)
    short, long = sorted((len(one.span), len(two.span)))
    return shared >= short / 2 and shared >= long / 3


def fingerprint(content: str, ordinal: int) -> str:
    """16 hex digits of the SHA-256 of a finding's code, folded words and ordinal."""
    # JSON may hold half of a surrogate pair, which UTF-8 has no bytes for.
    told = f"{content}\0{ordinal}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:16]


def _position(issue: Issue) -> tuple[int, int, int, int]:
    ours, theirs = issue.source or issue.place, issue.target or issue.place
    first, second = ours or Span(0, 0), theirs or Span(0, 0)
    return first.start, first.end, second.start, second.end


def _quote(document: Document, span: Span | None) -> Quote | None:
    return None if span is None else Quote(document.id, span, span.of(document.text))
