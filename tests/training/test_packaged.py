"""The encoder that ships."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tokenizers import Tokenizer

from align.errors import AlignError
from align.training.command import PACKAGED, model
from align.training.files import digest
from align.training.runner import Runner

MEGABYTES = 32_000_000
SENTENCES = ("وصل الوفد إلى العاصمة مساء الاثنين.", "The delegation reached the capital on Monday.")


@pytest.fixture(scope="module")
def runner() -> Runner:
    """The packaged graph, ready to run."""
    return Runner((PACKAGED / "encoder.onnx").read_bytes(), 1)


@pytest.fixture(scope="module")
def ids() -> list[list[int]]:
    """The sentences of this test as ids."""
    tokenizer = Tokenizer.from_file(str(PACKAGED / "tokenizer.json"))
    return [tokenizer.encode(text).ids for text in SENTENCES]


def test_it_is_small() -> None:
    """Graph and tokenizer together take at most 32 MB."""
    names = ("encoder.onnx", "tokenizer.json")
    assert sum((PACKAGED / name).stat().st_size for name in names) <= MEGABYTES


def test_the_card_fits_the_files() -> None:
    """The card's hashes are those of the files, and its limits are those of the format."""
    card = json.loads((PACKAGED / "card.json").read_text("utf-8"))
    assert card["sha256"] == {name: digest(PACKAGED / name) for name in card["sha256"]}
    assert (card["width"], card["inner_layer"], card["max_positions"]) == (384, 4, 512)


def test_all_bitext_is_attributed() -> None:
    """The notice names the base and every set that the card lists."""
    card = json.loads((PACKAGED / "card.json").read_text("utf-8"))
    notice = (PACKAGED / "NOTICE").read_text("utf-8")
    assert "all-MiniLM-L6-v2" in notice
    assert [name for name in card["data"] if f"{name} (" not in notice] == []
    assert "unknown" not in notice


def test_padding_and_company_do_not_matter(runner: Runner, ids: list[list[int]]) -> None:
    """A sentence has the same vectors alone and in a batch with a longer one."""
    together = runner([*ids, ids[0] * 3])
    for number, one in enumerate(ids):
        inner, outer = runner([one])[0]
        np.testing.assert_allclose(inner, together[number][0], atol=1e-3)
        np.testing.assert_allclose(outer, together[number][1], atol=1e-3)


def test_translations_are_near(runner: Runner, ids: list[list[int]]) -> None:
    """Renderings of one sentence have much the same pooled vector."""
    one, other = (outer.mean(axis=0) for _, outer in runner(ids))
    assert float(one @ other / np.linalg.norm(one) / np.linalg.norm(other)) > 0.5


def test_the_hugging_face_folder_is_the_same_encoder(
    tmp_path: Path, runner: Runner, ids: list[list[int]]
) -> None:
    """``align model export`` gives a folder that others load, with the package's vectors."""
    torch = pytest.importorskip("torch", reason="loads the exported folder")
    safe_open = pytest.importorskip("safetensors", reason="loads the exported folder").safe_open
    transformers = pytest.importorskip("transformers", reason="loads the exported folder")
    done = CliRunner().invoke(model, ["export", str(tmp_path / "encoder")], catch_exceptions=False)
    assert done.exit_code == 0
    with safe_open(tmp_path / "encoder" / "model.safetensors", "np") as stored:
        assert all(n.startswith(("embeddings.", "encoder.", "pooler.")) for n in stored.keys())  # noqa: SIM118 - no mapping
    loaded = transformers.AutoModel.from_pretrained(tmp_path / "encoder", output_hidden_states=True)
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path / "encoder")
    assert ids == [tokenizer(text)["input_ids"] for text in SENTENCES]
    for one, (inner, outer) in zip(ids, runner(ids), strict=True):
        with torch.no_grad():
            hidden = loaded.eval()(torch.tensor([one])).hidden_states
        for expected, actual in ((inner, hidden[4]), (outer, hidden[6] + 0.6 * hidden[4])):
            vectors = actual[0].numpy()
            cosines = (expected * vectors).sum(-1) / np.linalg.norm(expected, axis=-1)
            assert float((cosines / np.linalg.norm(vectors, axis=-1)).min()) > 0.99


def test_export_needs_no_extra(tmp_path: Path) -> None:
    """``align model export`` imports none of the libraries that training does."""
    heavy = ["torch", "transformers", "onnx", "onnxruntime", "safetensors", "tokenizers"]
    program = (
        "import json, sys; from align.training.command import model;"
        f"model(['export', {str(tmp_path / 'encoder')!r}], standalone_mode=False);"
        f"print(json.dumps([name for name in {heavy!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == []


def test_export_says_where_it_cannot_write(tmp_path: Path) -> None:
    """A target that cannot be made is named in one line."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = CliRunner().invoke(model, ["export", str(blocked / "folder")])
    assert isinstance(done.exception, AlignError)
    assert str(done.exception).startswith(f"{blocked / 'folder'}: cannot be written")
