"""The command line: parse, call, print, exit. Heavy imports wait for the command that runs."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align._version import __version__
from align.cli.completion import SHELLS, checks_called, kinds_called, script_for
from align.cli.days import day_options
from align.cli.group import Group
from align.cli.options import (
    FILE,
    OUTPUT,
    OUTPUTS,
    column_options,
    encoder_options,
    flag,
    format_option,
    report_options,
)
from align.cli.progress import progress
from align.cli.project import baseline_options, chosen_pairs, read_chosen, refuse_no_baseline
from align.cli.results import (
    changed_since,
    emit,
    finish,
    reading_with,
    screen_width,
    settings_of,
)
from align.errors import AlignError

if TYPE_CHECKING:
    from align.encode import Encoder


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="align")
def main() -> None:
    """Align Arabic and English renderings of the same statements and report what differs.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 unusable input.
    """
    # Read when numpy loads, which no command has done yet. Our products are small: handed to
    # several cores they take longer, and 300 times as long where the cores are busy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@main.command("check")
@click.argument("source", required=False, type=FILE)
@click.argument("target", required=False, type=FILE)
@report_options
@baseline_options
@flag("--same-language", text="Compare versions in one language.")
@click.option("--reference", metavar="FILE", type=FILE, help="Score TARGET by this rendering too.")
@flag("--source-is-original", "direction_known", text="TARGET is known to be translated from it.")
@column_options("source", "target", "id")
@click.option("--since", metavar="REV", help="Only pairs of which a side changed in git since REV.")
@click.option("--pair-seconds", type=click.FloatRange(0), help="Leave a pair after so long.")
def check_command(source: str | None, target: str | None, **options: Any) -> None:
    """Report what TARGET leaves out, adds or changes. Two documents or folders, or one of pairs.

    Without SOURCE and TARGET: the pairs of the configuration.
    """
    from align.output import chosen_formats
    from align.pipeline import check

    formats = chosen_formats(options.pop("format_"), options.pop("outputs"))
    reference, since = options.pop("reference"), options.pop("since")
    refuse_no_baseline(options["baseline"])
    settings = settings_of(options)
    pairs, missing = chosen_pairs(source, target, settings)
    pairs, scope = changed_since(pairs, since)
    documents = read_chosen(pairs, settings)
    with progress("comparing", len(documents), quiet=settings.quiet) as meter:
        report = check(documents, settings, reference=reference, progress=meter)
    finish(replace(report, missing=missing, scope=scope), settings, formats)


@main.command("collate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=FILE)
@report_options
@click.option("--base", metavar="FILE", help="Hold the others against this one, not the fullest.")
def collate_command(paths: tuple[str, ...], **options: Any) -> None:
    """Group the statements that documents share. Each with all its versions, in both languages."""
    from align.collate import collate
    from align.output import chosen_formats
    from align.read import read_documents, reading_of

    formats = chosen_formats(options.pop("format_"), options.pop("outputs"))
    settings = settings_of(options)
    documents = read_documents(paths, reading_of(settings).limits)
    with progress(f"collating {len(documents)} documents", quiet=settings.quiet):
        report = collate(documents, settings)
    finish(report, settings, formats)


@main.command("sentences")
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@click.option("--lines", is_flag=True, help="Each line is a segment as given.")
@format_option("ladder", "tsv", "json", "tmx")
@OUTPUT
@encoder_options
def sentences_command(source: str, target: str, **options: Any) -> None:
    """Align the sentences of two texts."""
    from align.encode import load_encoder
    from align.pipeline import align_sentences
    from align.render.sentences import render_sentences

    encoder = load_encoder(options["encoder"], options["threads"] or 0)
    with progress("aligning"):
        aligned = align_sentences(source, target, options["lines"], encoder)
    emit(render_sentences(aligned, options["format_"]), options["output"])


@main.command("words")
@click.argument("pairs", type=FILE)
@click.option("--tokenized", is_flag=True, help="Split at spaces only.")
@click.option(
    "--aligner",
    type=click.Choice(("align", "simalign")),
    default="align",
    help="Whose links: ours, or simalign's own with the same weights.",
)
@click.option(
    "--method",
    type=click.Choice(("softmax", "transport", "inter", "itermax")),
    help="How links are chosen (default: softmax; simalign: itermax).",
)
@format_option("pharaoh", "json")
@column_options("source", "target")
@OUTPUT
@encoder_options
def words_command(pairs: str, tokenized: bool, **options: Any) -> None:
    """Link the words of PAIRS. A TSV, CSV, JSONL or Parquet table, or - for a TSV piped in."""
    from align.decode import LinkSettings, Method
    from align.encode import load_encoder
    from align.pairwise import word_alignments
    from align.read.tables import read_pairs
    from align.render.words import render_words

    table, simalign = read_pairs(pairs, reading_with(options)), options["aligner"] == "simalign"
    encoder = load_encoder(options["encoder"], options["threads"] or 0)
    if simalign:
        encoder = _for_simalign(encoder, options["threads"] or 0)
    method = options["method"] or ("itermax" if simalign else "softmax")
    settings = LinkSettings(method=Method(method))
    with progress("linking words"):
        aligned = word_alignments(table.frame, tokenized, encoder, settings, simalign)
        rendered = render_words(aligned, options["format_"])
    emit(rendered, options["output"])


def _for_simalign(encoder: Encoder, threads: int) -> Encoder:
    """The same weights as simalign runs them: exported for as long as the command runs."""
    from importlib import import_module
    from tempfile import TemporaryDirectory

    from align.encode import load_encoder
    from align.encode.embedded import EmbeddedEncoder

    if not isinstance(encoder, EmbeddedEncoder):
        return encoder
    folder = click.get_current_context().with_resource(TemporaryDirectory(prefix="align-"))
    import_module("align.training.hugging_face").export(encoder.folder, Path(folder))
    return load_encoder(folder, threads)


@main.command("score")
@click.argument("pairs", type=FILE)
@format_option("tsv", "parquet")
@click.option("--parts", is_flag=True, help="Add the parts of fidelity, and chrF and BLEU.")
@click.option("--reference", metavar="FILE", help="Add chrF and BLEU against its lines, one a row.")
@column_options("source", "target")
@OUTPUT
@encoder_options
def score_command(pairs: str, format_: str, output: str | None, **options: Any) -> None:
    """Add fidelity, omission and addition to PAIRS. A table of pairs; its other columns stay."""
    from align.encode import load_encoder
    from align.pairwise import scored_table
    from align.read.tables import read_pairs, read_references, table_bytes

    if format_ == "parquet" and output is None:
        raise AlignError("--format parquet", "is no text: name a file with --output")
    table, path = read_pairs(pairs, reading_with(options)), options["reference"]
    references = None if path is None else read_references(path, table.frame.height)
    encoder = load_encoder(options["encoder"], options["threads"] or 0)
    with progress("scoring"):
        scored = scored_table(table.frame, encoder, parts=options["parts"], references=references)
    emit(table_bytes(table.named(scored), format_), output)


@main.command("facts")
@click.argument("text", type=FILE)
@click.option("--language", type=click.Choice(("ar", "en")), required=True)
@click.option("--lines", is_flag=True, help="Each line is a text of its own.")
@day_options
def facts_command(text: str, language: str, lines: bool, **day: Any) -> None:
    """Print the numbers, dates and names of TEXT. A file, - for standard input, or the words."""
    from align.facts import find
    from align.model import Language
    from align.read.tables import read_lines
    from align.render.facts import render_facts

    told = {"reference": day["day"] and day["day"].date(), "ahead": day["prefer"] == "future"}
    rows = ((row, find(row, Language(language), **told)) for row in read_lines(text, lines))
    emit(render_facts(tuple(rows)), None)


@main.command("checks")
def checks_command() -> None:
    """List all checks."""
    from align.checks import registry
    from align.render.catalogue import render_catalogue

    emit(render_catalogue(tuple(c.info for c in registry()), screen_width()), None)


@main.command("explain")
@click.argument("code", shell_complete=checks_called)
def explain_command(code: str) -> None:
    """Explain the check CODE, or all that begin so. What it finds, why, what it lets pass."""
    from align.checks import selected
    from align.checks.examples import examples_of
    from align.render.catalogue import render_explanation

    chosen = [(c.info, examples_of(c.info.code)) for c in selected((code,), ())]
    emit(render_explanation(chosen, screen_width() or 80), None)


@main.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the completions for SHELL. In .bashrc: eval "$(align completion bash)"."""
    emit(script_for(shell, main), None)


@main.command("evaluate")
@click.argument("kind", shell_complete=kinds_called)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD…", type=FILE)
@click.option("--format", "format_", metavar="FORMAT", help="terminal (default), json or svg.")
@click.option("--limit", type=click.IntRange(1), help="Of each file so many items, spread evenly.")
@OUTPUTS
@encoder_options
def evaluate_command(kind: str, gold: tuple[str, ...], **options: Any) -> None:
    """Hold the output against GOLD. KIND: words, sentences, findings, statements, omissions …"""
    from align.encode import load_encoder
    from align.evaluate import Options, evaluate, evaluation_formats, render_evaluation
    from align.output import chosen_formats

    formats = chosen_formats(options["format_"], options["outputs"], evaluation_formats(kind))
    encoder = load_encoder(options["encoder"], options["threads"] or 0)
    with progress("measuring"):
        evaluations = evaluate(kind, gold, encoder, Options(limit=options["limit"]))
    for format_, path in formats:
        emit(render_evaluation(evaluations, format_), path)
