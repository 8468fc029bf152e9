"""Parallel text to train on: read, filtered, and kept apart from what the encoder is judged by."""

from __future__ import annotations

import gzip
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from align.errors import AlignError
from align.text import ARABIC, LATIN
from align.training.exclusion import Exclusion, key
from align.training.tmx import units

_SHARES = Path(__file__).with_name("sets.toml")
_SUFFIXES = (".tsv", ".tsv.gz", ".tmx", ".tmx.gz")
_LONGEST_TEXT = 900  # characters; the model reads 512 pieces
_LONGEST_WORD = 60  # longer ones are addresses, hashes and code
# Arabic prose has about as many letters as English without its vowels: .85 characters to one.
_USUAL_RATIO = 0.85
_WIDEST_RATIO = 2.2


@dataclass(frozen=True, slots=True)
class Row:
    """One translation unit; ``set`` names the collection it came from.

    ``links``: how a person linked its words, ``"0-0 1?2"`` over the tokens of ``align words``,
    "?" where two words are linked loosely; "" where nobody did.
    """

    set: str
    document: str
    ar: str
    en: str
    links: str = ""


class Shares:
    """How often a set's rows are learnt from in one pass; read from a TOML file."""

    def __init__(self, path: Path = _SHARES) -> None:
        try:
            table = tomllib.loads(path.read_text("utf-8"))
            self._by_start: dict[str, float] = table["shares"]
            self._by_hand = float(table["linked-by-hand"])
        except (OSError, ValueError, KeyError) as error:
            raise AlignError(path, f"gives no table of shares ({error})") from error

    def of(self, set_: str, by_hand: bool = False) -> float:
        """The share of ``set_``: all of a set that the table does not name.

        ``by_hand``: that of rows whose words a person linked.
        """
        if by_hand:
            return self._by_hand
        return next((n for start, n in self._by_start.items() if set_.startswith(start)), 1.0)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a TSV or TMX file, gzipped or not, or of all such in a folder in name order.

    The header of a TSV file has to name ``ar`` and ``en`` (or ``source`` and ``target``, Arabic
    first); ``set``, ``document`` and ``links`` are optional. AlignError where a file has no such
    columns or cannot be read.
    """
    files = [path]
    if path.is_dir():
        files = sorted(f for f in path.iterdir() if f.name.endswith(_SUFFIXES))
    if not files:
        raise AlignError(path, "holds no .tsv or .tmx file")
    for file in files:
        try:
            with _open(file) as lines:
                if ".tmx" in file.suffixes:
                    stem = file.name.split(".")[0]
                    yield from (Row(stem, "", ar, en) for ar, en in units(file, lines))
                else:
                    yield from _parse(file, lines)
        except (OSError, UnicodeDecodeError, EOFError) as error:
            raise AlignError(file, str(error)) from error


def _open(path: Path) -> TextIO:
    if path.name.endswith(".gz"):
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8", newline="\n"))
    return path.open(encoding="utf-8", newline="\n")


def _parse(path: Path, lines: TextIO) -> Iterator[Row]:
    header = lines.readline().rstrip("\r\n").lstrip("\ufeff").split("\t")
    renamed = {"source": "ar", "target": "en"}
    place = {renamed.get(name, name): index for index, name in enumerate(header)}
    if "ar" not in place or "en" not in place:
        raise AlignError(path, "its first line names no columns 'ar' and 'en'")
    stem = path.name.split(".")[0]
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == len(header):
            values = {name: cells[index] for name, index in place.items()}
            set_, document = values.get("set", stem), values.get("document", "")
            texts = values["ar"].strip(), values["en"].strip()
            yield Row(set_, document, *texts, values.get("links", ""))


def fault(row: Row) -> str:
    """Why ``row`` is not worth learning from, in one word; "" where it is."""
    longest = max(len(row.ar), len(row.en))
    if not row.ar or not row.en:
        return "empty"
    if longest > _LONGEST_TEXT or max(map(len, f"{row.ar} {row.en}".split())) > _LONGEST_WORD:
        return "long"
    arabic, foreign = len(ARABIC.findall(row.ar)), len(LATIN.findall(row.ar))
    latin, strange = len(LATIN.findall(row.en)), len(ARABIC.findall(row.en))
    # Technical Arabic is full of Latin names, but a text without Arabic was never translated.
    if arabic < max(2, foreign) or latin < max(2, 4 * strange):
        return "script"
    ratio = len(row.ar) / len(row.en) / _USUAL_RATIO
    if longest > 20 and not 1 / _WIDEST_RATIO < ratio < _WIDEST_RATIO:
        return "ratio"
    return ""


def clean(rows: Iterable[Row], exclusion: Exclusion, counts: Counter[str]) -> Iterator[Row]:
    """The rows worth learning from, each pair once; ``counts`` gets the reasons for the others."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        keys = (key(row.ar), key(row.en))
        reason = fault(row)
        if not reason and keys in seen:
            reason = "duplicate"
        if not reason and exclusion.covers(row.ar, row.en):
            reason = "excluded"
        seen.add(keys)
        counts[reason or "kept"] += 1
        if not reason:
            yield row


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Written to ``path``: the rows as TSV that ``read_rows`` reads."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("set\tdocument\tar\ten\tlinks\n")
        for row in rows:
            cells = (row.set, row.document, row.ar, row.en, row.links)
            out.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
