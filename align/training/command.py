"""``align train`` and ``align model``: the stages of training as commands that can be resumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from align.errors import AlignError

Function = TypeVar("Function", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path, file_okay=False)
ANY = click.Path(path_type=Path)
PACKAGED = Path(__file__).parents[1] / "models"
_EXTRA = "missing; install the extra: pip install 'align-checker[train]'"


def _options(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    def add(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return add


GOLD = click.option("--gold", type=FOLDER, help="Gold sets to measure on.")
WORK = click.option(
    "--work", type=FOLDER, default=Path("work"), show_default=True, help="The working folder."
)
TEXT = _options(
    click.option(
        "--bitext",
        type=ANY,
        multiple=True,
        required=True,
        help="A TSV file with columns ar and en, a TMX file, or a folder of such; may be repeated.",
    ),
    click.option(
        "--exclude",
        type=FOLDER,
        multiple=True,
        help="A folder whose texts must not be learnt from, in any layout; may be repeated.",
    ),
    click.option("--names", type=ANY, multiple=True, help="A TSV list of names, Arabic first."),
    click.option("--held-out", type=ANY, multiple=True, help="A list whose names to leave out."),
    click.option("--own-aligner", is_flag=True, help="Do not run eflomal where it is installed."),
    click.option("--relink", type=FOLDER, help="Link by the encoder in this folder instead."),
)
BEGIN = _options(
    click.option("--base", type=FOLDER, help="A BERT in a Hugging Face folder, not MiniLM."),
    click.option("--pieces", default=16_000, show_default=True, help="Arabic pieces to add."),
    click.option("--adapt", is_flag=True, help="Start from the packaged encoder instead."),
    click.option("--encoder", type=FOLDER, help="With --adapt: from the one in this folder."),
)
LEARN = _options(
    click.option("--steps", default=600, show_default=True, help="Batches to learn from."),
    click.option("--measure-every", default=200, show_default=True, help="Steps to a measuring."),
    click.option("--until", type=int, help="Leave the schedule at this step."),
    click.option("--tokens", default=4000, show_default=True, help="Word pieces in a batch."),
    click.option("--rate", default=1.0, show_default=True, help="How fast, times the usual."),
    click.option(
        "--without",
        type=click.Choice(("links", "cuts", "near", "names", "sentences", "memory", "teacher")),
        multiple=True,
        help="Leave this objective out, to see what it is good for; may be repeated.",
    ),
    click.option("--seed", default=1, show_default=True, help="The same seed, the same weights."),
    click.option("--save-every", default=25, show_default=True, help="Steps to a checkpoint."),
    click.option("--threads", default=1, show_default=True, help="Processor cores to use."),
)
SHIP = _options(
    click.option("--output", type=FOLDER, required=True, help="Where the encoder is to go."),
    click.option("--version", default="1", show_default=True, help="What the card calls it."),
)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _needs_extra() -> None:
    """AlignError unless the libraries that training needs are installed."""
    from importlib.util import find_spec

    for name in ("torch", "onnx", "safetensors"):
        if find_spec(name) is None:
            raise AlignError(name, _EXTRA)


@click.group()
def train() -> None:
    """Trains an encoder on bitext, in stages that can be stopped and taken up again."""


@train.command("links")
@WORK
@TEXT
def links_command(
    work: Path, bitext: tuple[Path, ...], exclude: tuple[Path, ...], **rest: Any
) -> None:
    """Cleans the bitext and links its words: by statistics, or by an encoder."""
    from align.training.linked import link_with_encoder, link_words, prepare, split_words
    from align.training.links import program
    from align.training.names import gather_names
    from align.training.progress import Bar
    from align.training.work import Work

    folder = Work(work)
    names = {key: [str(p) for p in rest[key]] for key in ("names", "held_out")}
    text = {"bitext": [str(p) for p in bitext], "exclude": [str(p) for p in exclude], **names}
    if not folder.done("1 text", text):
        counts = prepare(folder, bitext, exclude)
        with Bar("splitting") as bar:
            split_words(folder, bar)
        if rest["names"]:
            _say(f"names {gather_names(folder, rest['names'], rest['held_out']):,}")
        folder.mark("1 text", text)
        _say("rows " + ", ".join(f"{name} {count:,}" for name, count in counts.most_common()))
    path = None if rest["own_aligner"] else program()
    settings = {"program": path is not None, "encoder": rest["relink"]}
    if folder.done("2 links", settings):
        return
    if rest["relink"]:
        with Bar("linking") as bar:
            link_with_encoder(folder, rest["relink"], bar)
    else:
        _say("linking with " + ("eflomal" if path else "our own aligner"))
        link_words(folder, path)
    folder.mark("2 links", settings)


@train.command("start")
@WORK
@BEGIN
def start_command(
    work: Path, base: Path | None, pieces: int, adapt: bool, encoder: Path | None
) -> None:
    """Stage 1: a tokenizer and an encoder that knows Arabic words before any training."""
    _needs_extra()
    from align.training import starting
    from align.training.work import Work

    folder = Work(work)
    settings = {"base": base, "pieces": pieces, "adapt": adapt, "encoder": encoder}
    if folder.done("3 start", settings):
        return
    if adapt:
        starting.adapt(folder, encoder or PACKAGED)
    else:
        english = starting.read_folder(base or starting.default_base())
        done = starting.start(folder, english, pieces)
        _say(f"{done.pieces:,} Arabic pieces, {done.placed:,} of them with a meaning")
    folder.path("fitted.npz").unlink(missing_ok=True)
    folder.mark("3 start", settings)


@train.command("fit")
@WORK
@click.option("--base", type=FOLDER, help="The frozen English teacher, if not MiniLM.")
@LEARN
@GOLD
def fit_command(work: Path, base: Path | None, **learn: Any) -> None:
    """Stage 2: learns links, sentence pairs and the teacher's similarities."""
    _needs_extra()
    from align.training import starting
    from align.training.fit import Plan
    from align.training.fitting import Run, fit
    from align.training.progress import Bar
    from align.training.work import Work

    folder = Work(work)
    settings = {"base": base, **{k: v for k, v in learn.items() if k != "gold"}}
    if folder.done("4 fit", settings):
        return
    how = ("threads", "until", "gold", "measure_every")
    run = Run(**{name: learn[name] for name in how})
    plan = Plan(**{name: learn[name] for name in learn if name not in how})
    english = starting.read_folder(base or starting.default_base())
    with Bar("learning") as bar:
        if fit(folder, english, plan, run, bar):
            _say("a checkpoint was taken up")
    folder.mark("4 fit", settings)


@train.command("export")
@WORK
@SHIP
@GOLD
def export_command(work: Path, output: Path, gold: Path | None, version: str) -> None:
    """Writes the encoder as it ships: ONNX in eight bits, tokenizer, card, notices."""
    _needs_extra()
    from align.training.package import Release, package
    from align.training.work import Work

    folder = Work(work)
    card = package(folder, output, Release(version, gold, folder.settings("4 fit")))
    for name, value in card["figures"].get("int8", {}).items():
        _say(f"{name} {value:.4f}")


@train.command("calibrate")
@click.option("--output", type=FOLDER, required=True, help="The encoder whose card to complete.")
@click.option("--bitext", type=ANY, multiple=True, required=True, help="Clean text to fit on.")
@click.option("--documents", type=ANY, multiple=True, help="Text in reading order to fit on.")
@click.option("--rows", default=600, show_default=True, help="Sentence pairs to fit on.")
def calibrate_command(
    output: Path, bitext: tuple[Path, ...], documents: tuple[Path, ...], rows: int
) -> None:
    """Fits what the encoder's similarities mean, as probabilities, and notes it on its card."""
    from align.training.calibrate import calibrate_folder

    fitted = calibrate_folder(output, bitext, rows, documents)
    for name, weights in asdict(fitted).items():
        _say(f"{name}: {', '.join(map(str, weights))}")


@train.command("all")
@WORK
@TEXT
@BEGIN
@LEARN
@SHIP
@GOLD
@click.pass_context
def all_command(context: click.Context, /, **given: Any) -> None:
    """All stages in order; those that are done with the same settings are passed over.

    An encoder that is adapted also links the words, unless --own-aligner or --relink say how.
    """
    if given["adapt"] and not given["own_aligner"] and not given["relink"]:
        given["relink"] = given["encoder"] or PACKAGED
    for command in STAGES:
        names = {parameter.name for parameter in command.params}
        context.invoke(command, **{k: v for k, v in given.items() if k in names})


STAGES = (links_command, start_command, fit_command, export_command, calibrate_command)


@click.group()
def model() -> None:
    """Shows others the packaged encoder."""


@model.command("export")
@click.argument("folder", type=FOLDER, metavar="DIR")
def model_export(folder: Path) -> None:
    """Writes the packaged encoder to DIR as a Hugging Face folder, for simalign and others."""
    from align.training.hugging_face import export

    export(PACKAGED, folder)
