"""``python -m align.evaluate.bench [GOLD…]``: all sections measured, and written as files.

GOLD: files or folders with hand-aligned words (.tsv with ar_tokens and en_tokens), sentences
(.beads beside .ar and .en) or documents (.json), beside what ``corpora`` has.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from align.errors import AlignError
from align.evaluate.bench.dots import dots_svg
from align.evaluate.bench.machine import cores, described
from align.evaluate.bench.render import as_json, head, table
from align.evaluate.bench.values import Dots, Gold, Plan, Section
from align.evaluate.plot import plot_svg
from align.output import refuse_unwritable, write

SECTIONS = "words", "sentences", "documents", "startup", "growth"
_TOKENS, _LINKS = {"ar_tokens", "en_tokens"}, {"sure", "links(ar_i-en_j)"}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, or 2 with a line on standard error for what cannot be used."""
    options = _options(arguments)
    try:
        _run(options)
    except AlignError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser("python -m align.evaluate.bench", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, help="files or folders of gold")
    parser.add_argument("--corpora", type=Path, default=Path("corpora"))
    parser.add_argument("--output", "-o", type=Path, default=Path("reports"), help="a folder")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="repeatable")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0, help="each contender's; 0: all cores")
    parser.add_argument("--patience", type=float, default=180, help="seconds that a run has")
    parser.add_argument("--quick", action="store_true", help="one round of next to nothing")
    return parser.parse_args(arguments)


def _run(options: Namespace) -> None:
    if not options.corpora.is_dir():
        raise AlignError(options.corpora, "is no folder (--corpora names it)")
    if sys.platform == "win32":
        raise AlignError("memory", "can be measured on Linux and macOS alone")
    refuse_unwritable(options.output / "bench.txt")
    rounds = 1 if options.quick else max(1, options.rounds)
    with TemporaryDirectory(prefix="align-") as folder:
        plan = Plan(
            options.corpora,
            Path(folder),
            sorted_gold(options.gold),
            rounds,
            max(0, options.threads) or cores(),
            options.quick,
            options.patience,
        )
        machine = described(plan)
        told, sections = [head(machine, rounds)], list[Section]()
        _say(told[0])
        try:
            for name in options.only or SECTIONS:
                sections.append(_measured(name, plan))
                told.append(table(sections[-1]))
                _say(told[-1])
        finally:  # what was measured is kept, whatever becomes of the rest
            if sections:
                write(options.output / "bench.txt", "".join(told))
                write(options.output / "bench.json", as_json(machine, rounds, sections))
                _draw(sections, options.output)


def _draw(sections: Sequence[Section], folder: Path) -> None:
    for name, picture in (p for s in sections for p in s.pictures):
        drawn = dots_svg(picture) if isinstance(picture, Dots) else plot_svg(picture)
        write(folder / f"{name}.svg", drawn)


def _say(words: str) -> None:
    """Printed at once: who stops the run half-way keeps what was measured."""
    sys.stdout.write(words)
    sys.stdout.flush()


def _measured(name: str, plan: Plan) -> Section:
    def tell(words: str) -> None:
        print(f"{name}: {words}", file=sys.stderr, flush=True)

    section: Section = import_module(f"align.evaluate.bench.{name}").section(plan, tell)
    return section


def sorted_gold(paths: Sequence[Path]) -> Gold:
    """The files by what they are about, those of folders included; AlignError for others."""
    kinds: dict[str, list[Path]] = {"words": [], "sentences": [], "documents": []}
    for path in paths:
        if not path.exists():
            raise AlignError(path, "no such file")
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            kind = _kind(file)
            if kind:
                kinds[kind].append(file)
            elif file == path:
                raise AlignError(path, "is no gold of words, sentences or documents")
    return Gold(*(tuple(dict.fromkeys(own)) for own in kinds.values()))


def _kind(path: Path) -> str:
    """What a file is gold of, "" if of nothing here."""
    if path.suffix == ".beads":
        return "sentences"
    if path.suffix == ".tsv" and _links_words(path):
        return "words"
    if path.suffix == ".json" and {"pairs", "findings"} & set(_keys(path)):
        return "documents"
    return ""


def _links_words(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        columns = {*file.readline().rstrip("\n").split("\t")}
    return columns >= _TOKENS and bool(columns & _LINKS)


def _keys(path: Path) -> Iterator[str]:
    from align.evaluate.gold import read_json

    with suppress(AlignError):
        gold = read_json(path)
        yield from gold if isinstance(gold, dict) else ()


if __name__ == "__main__":
    sys.exit(main())
