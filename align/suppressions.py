"""What users accept by settings and by comments beside the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from align.checks import names
from align.config import Settings
from align.errors import AlignError
from align.model import (
    Directive,
    Document,
    Finding,
    Quote,
    Suppression,
    SuppressionKind,
    Unused,
    UnusedKind,
)
from align.patterns import compiled, relative
from align.text import shorten

Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Run:
    """What was compared, by which checks, and all that these found, whether it is told or not.

    ``pairs``: the ids of both documents, by the pair's id.
    """

    documents: Documents
    pairs: Mapping[str, tuple[str, str]]
    codes: frozenset[str]
    found: tuple[Finding, ...] = ()

    def paths(self, finding: Finding) -> tuple[str, ...]:
        """The files that a finding is about."""
        quotes = (finding.source, finding.target, finding.place)
        quoted = dict.fromkeys(quote.document for quote in quotes if quote is not None)
        ids = self.pairs.get(finding.pair) or tuple(quoted)
        return tuple(self.documents[id_].path for id_ in ids)


def weighed_by(findings: Sequence[Finding], run: Run, settings: Settings) -> list[Finding]:
    """``findings`` without those that their files ignore, as severe as the settings say.

    Raises AlignError for a word that names no check.
    """
    for key, words in (
        *(("severity", (word,)) for word, _ in settings.severity),
        *(("per-file-ignores", words) for _, words in settings.per_file_ignores),
    ):
        for word in words:
            if not names(word):
                reason = f"{key}: {word!r} names no check (align checks lists them)"
                raise AlignError(settings.file or "settings", reason)
    levels = {code: level for word, level in settings.severity for code in names(word)}
    ignored = [
        (compiled(pattern), {code for word in words for code in names(word)})
        for pattern, words in settings.per_file_ignores
    ]
    places = {path: relative(path, settings.folder) for f in findings for path in run.paths(f)}
    return [
        replace(finding, severity=levels.get(finding.code, finding.severity))
        for finding in findings
        if not any(
            finding.code in codes and pattern.fullmatch(places[path])
            for pattern, codes in ignored
            for path in run.paths(finding)
        )
    ]


def commented(findings: Sequence[Finding], documents: Documents) -> tuple[Finding, ...]:
    """``findings``, those accepted that a comment beside their words accepts."""
    given: dict[str, list[tuple[Document, Directive, set[str]]]] = {}
    for row in _given(documents):
        given.setdefault(row[0].id, []).append(row)
    kept = []
    for finding in findings:
        quotes = (finding.source, finding.target, finding.place)
        about = dict.fromkeys(quote.document for quote in quotes if quote is not None)
        for document, directive, codes in (row for id_ in about for row in given.get(id_, ())):
            if finding.suppression is None and _accepts(document, directive, codes, finding):
                reason = Suppression(SuppressionKind.IN_SOURCE, directive.reason)
                finding = replace(finding, suppression=reason)  # noqa: PLW2901 - the first counts
        kept.append(finding)
    return tuple(kept)


def unused_comments(run: Run) -> tuple[Unused, ...]:
    """The comments that accept nothing of all that was found, and why."""
    return tuple(
        said
        for document, directive, codes in _given(run.documents)
        if (said := _without_use(document, directive, codes, run)) is not None
    )


def _given(documents: Documents) -> list[tuple[Document, Directive, set[str]]]:
    """Every comment with its document and the codes of the checks that it names."""
    return [
        (document, directive, {code for name in directive.names for code in names(name)})
        for document in documents.values()
        for directive in document.comments
    ]


def _without_use(
    document: Document, directive: Directive, codes: set[str], run: Run
) -> Unused | None:
    unknown = [name for name in directive.names if not names(name)]
    fault = directive.fault or (f"{shorten(unknown[0], 40)!r} names no check" if unknown else "")
    kind = UnusedKind.FAULTY if fault else UnusedKind.ABSENT
    if not fault:
        if not (codes & run.codes if directive.names else run.codes):
            return None  # none of its checks ran
        if any(_accepts(document, directive, codes, finding) for finding in run.found):
            return None
    message = fault or "nothing is found there"
    return Unused(kind, document.path, directive.line, directive.words, message)


def _accepts(document: Document, directive: Directive, codes: set[str], finding: Finding) -> bool:
    if directive.fault or (directive.names and finding.code not in codes):
        return False
    quotes = (finding.source, finding.target, finding.place)
    return any(_within(q, document, directive) for q in quotes if q is not None)


def _within(quote: Quote, document: Document, directive: Directive) -> bool:
    """True if words are inside what a comment is about, or words are missing inside or beside."""
    if quote.document != document.id:
        return False
    span, here = quote.span, directive.span
    return span.overlaps(here) if len(span) else here.start <= span.start <= here.end
