"""A tiny encoder, trained from text to package by the commands themselves."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tokenizers import Tokenizer

from align.encode import load_encoder
from align.training.command import train
from align.training.files import digest
from align.training.hugging_face import export
from align.training.runner import Runner
from align.training.unpack import read_weights

from .conftest import PAIRS

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("onnx", reason="training needs the extra [train]")

STEPS = 6


def run(*arguments: object) -> None:
    """The command run to its end."""
    done = CliRunner().invoke(train, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def run_all(work: Path, bitext: Path, base: Path, output: Path) -> None:
    """All stages on the pairs of this test."""
    text = ("--bitext", bitext, "--own-aligner", "--base", base, "--pieces", 300)
    learn = ("--steps", STEPS, "--tokens", 120, "--save-every", 2)
    run("all", "--work", work, *text, *learn, "--output", output)


def texts(folder: Path) -> list[list[int]]:
    """Ids of the pairs' sentences."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return [tokenizer.encode(text).ids for pair in PAIRS for text in pair]


@pytest.fixture
def trained(tmp_path: Path, bitext: Path, base: Path) -> Path:
    """The working folder after all stages; the package is in its parent's ``out``."""
    run_all(tmp_path / "work", bitext, base, tmp_path / "out")
    return tmp_path / "work"


def test_all_stages_give_a_package(trained: Path) -> None:
    """The package has a graph, a tokenizer, notices, and a card that fits them."""
    folder = trained.parent / "out"
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert card["sha256"] == {name: digest(folder / name) for name in card["sha256"]}
    assert {"memory": len(PAIRS)} == card["data"]
    assert (card["width"], card["layers"], card["inner_layer"]) == (24, 2, 1)
    assert "memory (12 pairs)" in (folder / "NOTICE").read_text("utf-8")
    losses = [json.loads(line) for line in (trained / "losses.jsonl").open(encoding="utf-8")]
    assert list(range(1, STEPS + 1)) == [loss["step"] for loss in losses]


def test_what_is_done_is_not_done_again(trained: Path, bitext: Path, base: Path) -> None:
    """A second run with the same settings leaves every stage's result as it is."""
    names = ("bitext.tsv", "links.forward.txt", "start.npz", "checkpoint.pt", "fitted.npz")
    before = {name: (trained / name).stat().st_mtime_ns for name in names}
    run_all(trained, bitext, base, trained.parent / "out")
    assert before == {name: (trained / name).stat().st_mtime_ns for name in names}


def test_stopping_changes_nothing(
    trained: Path, bitext: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Training that is stopped half-way and taken up again ends in the same bytes."""
    from align.training import fit

    class StopError(Exception):
        """What a person's interrupt does, at a place that the test can choose."""

    learn = fit.Trainer._learn

    def stopping(self: fit.Trainer, *given: object) -> dict[str, float]:
        if self.step == STEPS // 2:
            raise StopError
        return learn(self, *given)  # type: ignore[arg-type]  # passed through

    expected = (trained.parent / "out" / "encoder.onnx").read_bytes()
    work, output = trained.parent / "again", trained.parent / "second"
    with monkeypatch.context() as patch:
        patch.setattr(fit.Trainer, "_learn", stopping)
        with pytest.raises(StopError):
            run_all(work, bitext, base, output)
    assert not (work / "fitted.npz").exists()
    run_all(work, bitext, base, output)
    assert expected == (output / "encoder.onnx").read_bytes()


def test_company_does_not_matter(trained: Path) -> None:
    """A text has the same vectors alone and among others."""
    folder = trained.parent / "out"
    runner = Runner((folder / "encoder.onnx").read_bytes(), 1)
    ids = texts(folder)
    together, alone = runner(ids), [runner([one])[0] for one in ids]
    for (inner, outer), (own_inner, own_outer) in zip(together, alone, strict=True):
        np.testing.assert_allclose(own_inner, inner, atol=1e-5)
        np.testing.assert_allclose(own_outer, outer, atol=1e-5)


def test_others_load_the_same_encoder(trained: Path) -> None:
    """The Hugging Face folder gives the package's vectors, but for its rounding."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers", reason="loads the exported folder")
    folder, target = trained.parent / "out", trained.parent / "folder"
    target.mkdir()
    export(folder, target)
    model = transformers.AutoModel.from_pretrained(target, output_hidden_states=True).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(target)
    runner = Runner((folder / "encoder.onnx").read_bytes(), 1)
    for sentence in PAIRS[0]:
        ids = tokenizer(sentence)["input_ids"]
        inner, outer = runner([ids])[0]
        with torch.no_grad():
            hidden = model(torch.tensor([ids])).hidden_states
        np.testing.assert_allclose(inner, hidden[1][0].numpy(), atol=0.1)
        whole = hidden[-1][0] + 0.6 * hidden[1][0]
        np.testing.assert_allclose(outer, whole.numpy(), atol=0.16)


def test_adapting_goes_on_from_the_package(trained: Path, bitext: Path) -> None:
    """One command takes a packaged encoder's weights and vocabulary up for more training."""
    folder, work = trained.parent / "out", trained.parent / "own"
    run("links", "--work", work, "--bitext", bitext, "--own-aligner")
    run("start", "--work", work, "--adapt", "--encoder", folder)
    expected = read_weights(folder / "encoder.onnx")
    with np.load(work / "start.npz") as started:
        assert set(expected) == set(started.files)
        assert all(np.array_equal(expected[name], started[name]) for name in expected)
    assert digest(folder / "tokenizer.json") == digest(work / "tokenizer.json")


def test_one_command_adapts(trained: Path, bitext: Path, base: Path) -> None:
    """An encoder is trained further on a memory whose words it linked itself, and loads."""
    folder, output = trained.parent / "out", trained.parent / "adapted"
    learn = ("--steps", 2, "--tokens", 120, "--base", base)
    text = ("--bitext", bitext, "--adapt", "--encoder", folder)
    run("all", "--work", trained.parent / "own", *text, *learn, "--output", output)
    assert not (trained.parent / "own" / "links.forward.txt").exists()
    (encoding,) = load_encoder(str(output)).encode([["الوزير"]])
    assert encoding.inner.shape == (1, 24)


def test_objectives_can_be_left_out(trained: Path, base: Path) -> None:
    """What is left out is measured still, but nothing is learnt from it."""
    fitted = {}
    for left_out in ((), ("--without", "teacher"), ("--without", "near", "--without", "cuts")):
        learn = ("--base", base, "--steps", 3, "--tokens", 120, "--seed", 5)
        run("fit", "--work", trained, *learn, *left_out)
        fitted[left_out] = (trained / "fitted.npz").read_bytes()
        losses = [json.loads(line) for line in (trained / "losses.jsonl").open(encoding="utf-8")]
        assert {"links", "sentences", "teacher"} <= set(losses[-1])
    assert len(set(fitted.values())) == len(fitted)


def test_a_schedule_can_be_left_early(trained: Path, base: Path) -> None:
    """Training until a step gives the weights of that step."""
    work = trained.parent / "work"
    run("fit", "--work", work, "--base", base, "--steps", 9, "--until", 3, "--tokens", 120)
    losses = [json.loads(line) for line in (work / "losses.jsonl").open(encoding="utf-8")]
    assert losses[-1]["step"] == 3
    assert (work / "fitted.npz").exists()
