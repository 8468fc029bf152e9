"""The packaged encoder, the Hugging Face adapter, and how alike words are."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from align.cli import main
from align.decode import LinkSettings, Method
from align.encode import Encoder, load_encoder, unit
from align.encode.embedded import EmbeddedEncoder
from align.encode.huggingface import HuggingFaceEncoder
from align.encode.similarity import encode_segments, restricted, span_vectors, token_similarity
from align.errors import AlignError
from align.model import Alignment, Segment, Strength
from align.pairwise import align_rows, text_segment

ROOT = Path(__file__).parent.parent

TEXTS = [
    ["The", "ferry", "sank", "."],
    ["غرقت", "العبّارة", "."],
    ["Nobody", "was", "hurt"],
    [],
]
ALL = slice(0, None)


@pytest.fixture(scope="module")
def packaged(needs_encoder: None) -> Encoder:
    """The encoder in the package."""
    return load_encoder()


def test_company_changes_nothing(packaged: Encoder) -> None:
    """A text's vectors do not depend on the texts beside it, nor on their order."""
    together = packaged.encode(TEXTS)
    for text, encoding in zip(TEXTS, together, strict=True):
        (alone,) = packaged.encode([text])
        np.testing.assert_allclose(alone.inner, encoding.inner, atol=1e-5)
    backwards = packaged.encode(TEXTS[::-1])[::-1]
    assert all(np.array_equal(a.outer, b.outer) for a, b in zip(together, backwards, strict=True))


def test_long_texts_are_read_to_the_end(packaged: Encoder) -> None:
    """A text of over 512 word pieces has vectors for its last words too."""
    (encoding,) = packaged.encode([["port", "authority", "inquiry"] * 400])
    assert (1200, np.True_) == (len(encoding.inner), np.linalg.norm(encoding.inner[-1]) > 0.99)


def test_a_word_without_pieces_has_a_zero_vector(packaged: Encoder) -> None:
    """A bare right-to-left mark yields zeros, not NaN."""
    (encoding,) = packaged.encode([["ship", "\u200f", "crew"]])
    assert bool(np.isfinite(encoding.inner).all())
    assert float(np.abs(encoding.inner[1]).sum()) == 0.0


def test_a_translation_is_nearest(packaged: Encoder) -> None:
    """Each English sentence is nearest to its own Arabic one."""
    english = ["The minister resigned.", "Prices rose again.", "The hospital was closed."]
    arabic = ["استقال الوزير.", "ارتفعت الأسعار مجدداً.", "أُغلق المستشفى."]
    sides = encode_segments(
        [tuple(text_segment(t) for t in texts) for texts in (english, arabic)], packaged
    )
    similarity = span_vectors(sides[0], 1) @ span_vectors(sides[1], 1).T
    assert similarity.argmax(1).tolist() == [0, 1, 2]


def test_digits_are_compared_as_digits(fake_encoder: Encoder) -> None:
    """25 and ٢٥ are the same; 25 and 26 are not, however near their vectors."""
    source, target = encode_segments(
        [(text_segment("25"),), (text_segment("٢٥ 26"),)], fake_encoder
    )
    similarity = token_similarity(source, target, ALL, ALL)
    assert (float(similarity[0, 0]), bool(similarity[0, 1] <= 0)) == (1.0, True)


def test_a_restricted_side_is_renumbered(fake_encoder: Encoder) -> None:
    """Chosen segments keep their vectors and are counted from 0."""
    (side,) = encode_segments([tuple(text_segment(t) for t in ("a b", "c", "d e f"))], fake_encoder)
    part = restricted(side, (0, 2))
    assert [s.index for s in part.segments] == [0, 1]
    assert part.starts.tolist() == [0, 2, 5]
    assert np.array_equal(side.inner[[0, 1, 3, 4, 5]], part.inner)


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    """A folder without a model is named in the error, and nothing is downloaded."""
    with pytest.raises(AlignError, match=r"config\.json"):
        load_encoder(str(tmp_path)).encode([["word"]])


@pytest.fixture(scope="module")
def exported(needs_encoder: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The packaged encoder as a Hugging Face folder."""
    if importlib.util.find_spec("simalign") is None:
        pytest.skip("simalign is not installed (the [simalign] extra)")
    folder = tmp_path_factory.mktemp("model") / "export"
    result = CliRunner().invoke(main, ["model", "export", str(folder)])
    assert result.exit_code == 0
    return str(folder)


def test_simalign_runs_the_exported_encoder(exported: str) -> None:
    """simalign links the words of a plain pair as it should, on the folder we export."""
    links = HuggingFaceEncoder(exported).word_links(["غرقت", "السفينة"], ["the", "ship", "sank"])
    assert {(0, 2), (1, 1)} <= {(i, j) for i, j, strength in links if strength is Strength.SURE}


def test_simalign_is_guarded(exported: str) -> None:
    """Empty sides, words without pieces and long texts neither raise nor lose a word's place."""
    encoder = HuggingFaceEncoder(exported)
    assert encoder.word_links([], ["word"]) == ()
    assert {1} >= {i for i, _, _ in encoder.word_links(["\u200f", "ship"], ["ship"])}
    (encoding,) = encoder.encode([["port", "authority"] * 500])
    assert bool(np.abs(encoding.inner[-1]).sum() > 0)
    with pytest.raises(AlignError, match="mwmf"):
        encoder.word_links(["a"], ["b"], "mwmf")


def test_both_engines_give_the_same_words(packaged: Encoder, exported: str) -> None:
    """The exported folder's vectors, words' and spans', are the packaged ones, but for int8."""
    (ours,) = packaged.encode([TEXTS[1]])
    (theirs,) = HuggingFaceEncoder(exported).encode([TEXTS[1]])
    for one, other in ((ours.inner, theirs.inner), (unit(ours.outer), unit(theirs.outer))):
        cosines = (one * other).sum(1)
        assert (float(cosines.min()) > 0.9, float(cosines.mean()) > 0.95) == (True, True)


def test_words_alone_need_no_spans(packaged: Encoder, exported: str) -> None:
    """Without spans the words' vectors are the same, and there are no others."""
    for encoder in (packaged, HuggingFaceEncoder(exported)):
        (whole,), (words,) = encoder.encode([TEXTS[1]]), encoder.encode([TEXTS[1]], spans=False)
        assert np.array_equal(whole.inner, words.inner)
        assert (len(TEXTS[1]), 0) == words.outer.shape


def test_windows_leave_no_piece_out(packaged: Encoder) -> None:
    """Of a text of any length every piece is read once, and none far from its neighbours."""
    assert isinstance(packaged, EmbeddedEncoder)
    for length in (0, 1, 509, 510, 511, 894, 895, 5000):
        ids = list(range(1, length + 1))
        kept = [i for window, part in packaged._windows(ids) for i in window[part]]
        assert ids == kept


@pytest.mark.parametrize(
    "form",
    ["\ud800", "a\udfffb", "😀", "👨‍👩‍👧", "a" * 10_000, "ع" * 10_000, "", "…", "\x00", "ﷲ" * 3000],
)
def test_any_string_is_encoded(packaged: Encoder, form: str) -> None:
    """Whatever stands in a text has its row, and its neighbours keep theirs."""
    (encoding,) = packaged.encode([["ship", form, "crew"]])
    assert encoding.inner.shape == encoding.outer.shape
    assert len(encoding.inner) == 3
    assert bool(np.isfinite(encoding.inner).all())
    assert {0, 2} <= set(encoding.owners.tolist())
    assert bool((np.diff(encoding.owners) >= 0).all())


def test_threads_change_nothing_but_speed(needs_encoder: None) -> None:
    """One core gives the vectors of two."""
    one, two = (load_encoder(None, n).encode(TEXTS) for n in (1, 2))
    for first, second in zip(one, two, strict=True):
        np.testing.assert_allclose(first.pieces, second.pieces, atol=1e-5)


def test_our_decoder_links_as_simalign_does(exported: str) -> None:
    """Set to simalign's methods, on simalign's vectors, our links are simalign's: 1,000 pairs."""
    encoder = HuggingFaceEncoder(exported, threads=1)  # several wait for each other beside tests
    with gzip.open(ROOT / "corpora" / "bitext" / "authored_everyday.tsv.gz", "rt") as lines:
        rows = [line.split("\t")[2:4] for line in lines][1:1001]
    pairs = [(text_segment(arabic), text_segment(english)) for arabic, english in rows]
    for method in (Method.INTER, Method.ITERMAX):
        settings = LinkSettings(method)
        for alignment in align_rows(pairs, encoder, settings):
            ours, theirs = ([t.form for t in s[0].tokens] for s in _segments(alignment))
            expected = {(i, j) for i, j, _ in encoder.word_links(ours, theirs, method)}
            places = [{t.span: n for n, t in enumerate(s[0].tokens)} for s in _segments(alignment)]
            found = {(places[0][k.source], places[1][k.target]) for k in alignment.links}
            assert expected == found
    assert len(pairs) == 1000


def _segments(alignment: Alignment) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    return alignment.source_segments, alignment.target_segments
