"""UN01: text left in the other side's language."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.checks.once import mirrored
from align.model import (
    Alignment,
    Category,
    Issue,
    Language,
    Segment,
    Severity,
    Side,
    Span,
    Token,
    hull,
)
from align.text import fold, main_language, script

# Shorter runs are names, brands and acronyms, which may rightly stay: many Latin ones in Arabic
# text (GPO, Windows 11), hardly any Arabic ones in English, where even names are transliterated.
_RUN = {Language.EN: 4, Language.AR: 2}
_SENTENCE = 5  # words from which a line in another language is no name or slogan
_SURE = 0.7  # score of a bead whose sides say the same
_SHORT = 4  # letters of the words that a name writes small: of, the, ohne
_CLITICS = 3  # letters that a word may have more in the original: لدائرة, "to the department"


@check("UN01", category=Category.UNTRANSLATED, severity=Severity.MAJOR)
def untranslated_text(alignment: Alignment) -> Iterator[Issue]:
    """A run of the target's words stands in the source's language, copied from it.

    Names, brands, acronyms, addresses and mentions may rightly stay; so may what brackets
    explain, or a quotation in a third language. Only runs of four Latin or two Arabic words and
    more count, and only where the source has them too, word for word. Of versions in one language
    whole sentences count that one has in it and the other in another language.
    """
    languages = {side: main_language(alignment.segments(side)) for side in Side}
    if languages[Side.SOURCE] == languages[Side.TARGET]:
        yield from _foreign_sentences(alignment, languages[Side.SOURCE])
        return
    yield from _copied(alignment, languages[Side.SOURCE], "target")
    for issue in _copied(mirrored(alignment), languages[Side.TARGET], "source"):
        yield issue.mirror()


def _foreign_sentences(alignment: Alignment, language: Language | None) -> Iterator[Issue]:
    """Beads of which one side is in the language of both documents, and the other is not."""
    for bead in alignment.beads:
        sides = [alignment.bead_segments(bead, side) for side in Side]
        foreign = [all(s.language is not language for s in own) for own in sides]
        words = min(sum(len(s.words) for s in own) for own in sides)
        if bead.score < _SURE or words < _SENTENCE or foreign[0] == foreign[1]:
            continue
        where = "source" if foreign[0] else "target"
        yield Issue(
            message=f"This sentence of the {where} was left in the other language.",
            source=hull(tuple(s.span for s in sides[0])),
            target=hull(tuple(s.span for s in sides[1])),
            confidence=0.9 * bead.score,
        )


def _copied(alignment: Alignment, language: Language | None, where: str) -> Iterator[Issue]:
    """Runs of target words in ``language`` that the source contains word for word."""
    originals = [(s, [fold(t.form) for t in s.words]) for s in alignment.source_segments]
    for segment in alignment.target_segments:
        for run in _foreign_runs(segment, language):
            forms = [fold(t.form) for t in run]
            found = _find(forms, originals)
            if found is None or _is_glossed(segment, run[-1]):
                continue
            yield Issue(
                message=f"These words of the {where} were left untranslated.",
                source=found,
                target=Span(run[0].span.start, run[-1].span.end),
                confidence=0.95,
            )


def _foreign_runs(segment: Segment, language: Language | None) -> Iterator[list[Token]]:
    if language is None:
        return
    run: list[Token] = []
    for token in (*segment.words, None):
        if token is not None and script(token.form) in (language, None):
            run.append(token)
            continue
        if _words(run, segment, language) >= _RUN[language] and not _is_name(run):
            yield run
        run = []


def _words(run: list[Token], segment: Segment, language: Language) -> int:
    """How many words in ``language`` a run has between spaces: a path or a format is one."""
    if sum(script(t.form) is language for t in run) < _RUN[language]:
        return 0
    start = segment.span.start
    text = segment.text[run[0].span.start - start : run[-1].span.end - start]
    return sum(script(word) is language for word in text.split())


def _is_name(run: list[Token]) -> bool:
    """True if all but short words begin with a capital: New England Journal of Medicine."""
    long = [t.form for t in run if len(t.form) > _SHORT]
    return all(form[:1].isupper() for form in long)


def _find(forms: list[str], originals: list[tuple[Segment, list[str]]]) -> Span | None:
    for segment, words in originals:
        for start in range(len(words) - len(forms) + 1):
            run = words[start : start + len(forms)]
            if run[1:] == forms[1:] and _is_form_of(run[0], forms[0]):
                tokens = segment.words
                return Span(tokens[start].span.start, tokens[start + len(forms) - 1].span.end)
    return None


def _is_form_of(word: str, form: str) -> bool:
    """True if ``word`` is ``form``, with or without a clitic before it."""
    return word.endswith(form) and len(word) - len(form) <= _CLITICS


def _is_glossed(segment: Segment, last: Token) -> bool:
    """True if brackets after the run explain it: “صوت الساحل” (Voice of the Coast)."""
    rest = segment.text[last.span.end - segment.span.start :]
    return rest.lstrip(" \"'”’»").startswith("(")
