"""Similarities to links, by each method."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.decode import LinkSettings, Method, inter, itermax, link_scores
from align.encode import Encoder
from align.links import gathered
from align.pairwise import align_rows, text_segment

CLEAR = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.2], [0.0, 0.1, 0.1]], np.float32)


@pytest.mark.parametrize("method", list(Method))
def test_every_method_links_what_is_clear(method: Method) -> None:
    """Two words that are alike are linked, in the shape of what was given."""
    score = link_scores(CLEAR, LinkSettings(method))
    assert score.shape == CLEAR.shape
    assert min(score[0, 0], score[1, 1]) > 0.5
    assert max(score[0, 1:].max(), score[1:, 0].max()) < 0.2


@pytest.mark.parametrize("method", [Method.SOFTMAX, Method.TRANSPORT])
def test_a_null_takes_what_is_like_nothing(method: Method) -> None:
    """A word that is like no other is left alone, which simalign's argmax cannot."""
    score = link_scores(CLEAR, LinkSettings(method))
    assert score[2].max() < 0.2


@pytest.mark.parametrize("method", list(Method))
def test_nothing_has_no_links(method: Method) -> None:
    """An empty side is no error."""
    assert link_scores(np.zeros((0, 3), np.float32), LinkSettings(method)).shape == (0, 3)


def test_itermax_looks_again() -> None:
    """A word that lost its best to another gets its second choice in the second round."""
    near = np.full((4, 4), -0.5, np.float32)
    near[[0, 1, 3], [0, 0, 3]] = 0.9, 0.7, 0.7
    near[1, 1] = 0.6
    assert inter(near)[1].sum() == 0
    assert itermax(near)[1].tolist() == [0, 1, 0, 0]


@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.lists(st.floats(-1, 1, width=32), min_size=n, max_size=n), min_size=1)
    ),
    st.sampled_from(list(Method)),
)
@settings(deadline=None, max_examples=60)
def test_scores_are_shares(rows: list[list[float]], method: Method) -> None:
    """Scores lie between 0 and 1, and turning the sides round turns them round."""
    near = np.array(rows, np.float32)
    score = link_scores(near, LinkSettings(method))
    assert 0 <= float(score.min()) <= float(score.max()) <= 1.01
    if method is Method.SOFTMAX:
        np.testing.assert_allclose(link_scores(near.T, LinkSettings(method)), score.T, atol=1e-5)


def test_pieces_give_their_links_to_the_word() -> None:
    """A word is linked as well as the best of its pieces; one without pieces is not linked."""
    score = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.0]], np.float32)
    owners = np.array([0, 0, 2]), np.array([0, 1])
    found = gathered(score, owners, np.zeros((3, 3), np.float32))
    np.testing.assert_allclose(found, [[0.8, 0.9, 0], [0, 0, 0], [0.3, 0, 0]])


def test_an_arabic_word_carries_several_english_ones(needs_encoder: None) -> None:
    """وسيكتبونها is "and they will write it": its parts are linked with its words."""
    from align.encode import load_encoder

    encoder: Encoder = load_encoder()
    row = text_segment("وسيكتبونها غداً"), text_segment("and they will write it tomorrow")
    (alignment,) = align_rows([row], encoder)
    linked = {
        row[1].text[k.target.start : k.target.end] for k in alignment.links if k.source.start == 0
    }
    assert {"and", "will", "write"} <= linked
