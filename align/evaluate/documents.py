"""Gold about whole documents: beads, findings and statements, each by the words it quotes.

Two layouts: ``corpora/*/gold.json``, beside its documents, and ``gold/seeds/*.json``, whose
documents lie in the folder ``seeds`` beside ``gold``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.evaluate.gold import digest, read_json
from align.evaluate.locate import Words, WordSet
from align.model import Document, Side
from align.read import read_document

_SEED_CODES = {
    "omission": "OM",
    "addition": "AD",
    "mistranslation": "MT",
    "name": "MT",
    "changed-quote": "QU01",
    "spliced-quote": "QU02",
}


@dataclass(frozen=True, slots=True)
class GoldBead:
    """Sentences that render each other, as the numbers of their words on each side."""

    source: WordSet
    target: WordSet

    def words(self, side: Side) -> WordSet:
        """The words of one side."""
        return self.source if side is Side.SOURCE else self.target


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """A difference; for each side all places where its words stand (one, as a rule)."""

    code: str
    kind: str
    must: bool
    source: tuple[WordSet, ...]
    target: tuple[WordSet, ...]

    def places(self, side: Side) -> tuple[WordSet, ...]:
        """Where the words of one side stand."""
        return self.source if side is Side.SOURCE else self.target


@dataclass(frozen=True)
class GoldPair:
    """Two documents with what is known of them; ``lost`` are gold strings that do not occur.

    ``report``: the target is free to leave out and shorten, as a news report is.
    """

    name: str
    source: Document
    target: Document
    beads: tuple[GoldBead, ...]
    findings: tuple[GoldFinding, ...]
    report: bool
    lost: tuple[str, ...] = ()

    @cached_property
    def words(self) -> dict[Side, Words]:
        """Both documents' words."""
        return {Side.SOURCE: Words(self.source.text), Side.TARGET: Words(self.target.text)}


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One statement's versions: document id and words there."""

    id: str
    versions: tuple[tuple[str, WordSet], ...]


@dataclass(frozen=True, slots=True)
class GoldStatements:
    """The documents of one event and the statements they share.

    ``beads``: further pairs of (document id, words) that render each other.
    """

    name: str
    documents: tuple[Document, ...]
    statements: tuple[GoldStatement, ...]
    beads: tuple[tuple[tuple[str, WordSet], tuple[str, WordSet]], ...]


def is_seed(gold: dict[str, Any]) -> bool:
    """True for the layout of ``gold/seeds``."""
    return "left" in gold


def collection(path: Path) -> str:
    """What the gold of a file is called: the event's folder, or the seeds' names."""
    return path.parent.name if path.stem == "gold" else f"seeds {path.stem}"


def folder_of(path: Path, gold: dict[str, Any]) -> Path:
    """Where the documents of a gold file lie."""
    return path.parents[2] / "seeds" if is_seed(gold) else path.parent


def gold_digest(path: Path) -> str:
    """The SHA-256 of a gold file and its documents."""
    gold = read_json(path)
    return digest([path, *(folder_of(path, gold) / name for name in file_names(gold))])


def file_names(gold: dict[str, Any]) -> list[str]:
    """The documents that a gold file speaks of."""
    return (
        [gold["left"], gold["right"]] if is_seed(gold) else [d["file"] for d in gold["documents"]]
    )


def read_documents_of(path: Path, gold: dict[str, Any]) -> dict[str, Document]:
    """The documents of a gold file by name, which is their id."""
    return {n: read_document(folder_of(path, gold) / n, id=n) for n in file_names(gold)}


def gold_pairs(path: Path) -> tuple[GoldPair, ...]:
    """The document pairs of a gold file; AlignError for another layout."""
    gold = read_json(path)
    try:
        documents = read_documents_of(path, gold)
        if is_seed(gold):
            pair = {**gold, "source": gold["left"], "target": gold["right"]}
            return (_pair(collection(path), pair, documents, report=False),)
        kinds = {d["file"]: d["kind"] for d in gold["documents"]}
        return tuple(
            _pair(collection(path), pair, documents, report=kinds[pair["target"]] == "report")
            for pair in gold["pairs"]
        )
    except (KeyError, TypeError) as error:
        raise AlignError(path, f"not a gold file: no {error}") from error


class _Places:
    """Looks gold strings up in a document and keeps those that do not occur."""

    def __init__(self, document: Document) -> None:
        self.words = Words(document.text)
        self.lost: list[str] = []

    def run(self, texts: list[str]) -> WordSet:
        """The words of ``texts`` together, each where it first stands."""
        found: WordSet = frozenset()
        for text in texts:
            found |= self.words.within(self.words.first(text))
            self._note(text)
        return found

    def all(self, text: str | None) -> tuple[WordSet, ...]:
        """The words of ``text`` at each of its places."""
        if text is None:
            return ()
        self._note(text)
        return tuple(self.words.within(span) for span in self.words.occurrences(text))

    def _note(self, text: str) -> None:
        if self.words.first(text) is None:
            self.lost.append(text)


def _pair(
    name: str, pair: dict[str, Any], documents: dict[str, Document], report: bool
) -> GoldPair:
    source, target = documents[pair["source"]], documents[pair["target"]]
    ours, theirs = _Places(source), _Places(target)
    beads = tuple(
        GoldBead(ours.run(b.get("source") or b["left"]), theirs.run(b.get("target") or b["right"]))
        for b in pair.get("beads", pair.get("pairs", ()))
    )
    findings = tuple(_finding(f, pair, ours, theirs) for f in pair["findings"])
    lost = (*ours.lost, *theirs.lost)
    return GoldPair(name, source, target, beads, findings, report, lost)


def _finding(
    row: dict[str, Any], pair: dict[str, Any], ours: _Places, theirs: _Places
) -> GoldFinding:
    if "document" in row:  # the seeds' layout names one document and gives no code
        sides = {pair["source"]: ours, pair["target"]: theirs}
        places = {row["document"]: sides[row["document"]].all(row["text"])}
        return GoldFinding(
            _SEED_CODES[row["kind"]],
            row["kind"],
            row["must"],
            places.get(pair["source"], ()),
            places.get(pair["target"], ()),
        )
    return GoldFinding(
        row["code"], row["kind"], row["must"], ours.all(row["source"]), theirs.all(row["target"])
    )


def gold_statements(path: Path) -> GoldStatements:
    """The statements of a gold file; the quote pairs of a seeds file count as such."""
    gold = read_json(path)
    try:
        documents = read_documents_of(path, gold)
        places = {name: _Places(d) for name, d in documents.items()}
        statements = tuple(
            GoldStatement(id_, tuple((name, places[name].run(texts)) for name, texts in versions))
            for id_, versions in _versions(gold)
        )
        beads = tuple(
            ((p.source.id, b.source), (p.target.id, b.target))
            for p in gold_pairs(path)
            for b in p.beads
        )
    except (KeyError, TypeError) as error:
        raise AlignError(path, f"not a gold file: no {error}") from error
    return GoldStatements(collection(path), tuple(documents.values()), statements, beads)


def _versions(gold: dict[str, Any]) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Each statement's id and its versions as (document, texts)."""
    if is_seed(gold):
        for number, pair in enumerate(gold.get("pairs", gold.get("beads", ())), 1):
            yield f"s{number}", [(gold["left"], pair["left"]), (gold["right"], pair["right"])]
        return
    for row in gold["statements"]:
        yield row["id"], [(v["document"], [v["text"]]) for v in row["versions"]]
