"""What the encoder is taught: word links, sentence pairs, and not to forget its English."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

SHARPNESS = 20.0
MARGIN = 0.1
NULL_SIMILARITY = 0.4
"""The cosine at which a word would rather have no counterpart than this one."""
TEACHER_WEIGHT = 4.0
_OUT = -1e4


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a batch: ids, 1 for every piece, and 1 for the pieces of words only."""

    ids: Tensor
    mask: Tensor
    inside: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one step. ``targets`` is ``[batch, arabic, english]``, 1 where pieces are linked;

    ``confidence`` and ``absent`` are, for each side, ``[batch, pieces]``. ``whole`` marks the
    rows whose sides say the same, ``teacher`` is the frozen model's vector of the English side,
    ``rows`` are the numbers of the rows in the bitext.
    """

    arabic: Text
    english: Text
    targets: Tensor
    confidence: tuple[Tensor, Tensor]
    absent: tuple[Tensor, Tensor]
    whole: Tensor
    teacher: Tensor
    rows: Tensor


def link_loss(batch: Batch, arabic: Tensor, english: Tensor) -> Tensor:
    """-log of the softmax mass on the linked pieces, both ways, with a null of fixed similarity.

    Absent words are to put their mass on the null, which no other word is taught to use.
    """
    near = functional.normalize(arabic, dim=-1) @ functional.normalize(english, dim=-1).mT
    forward = _direction(
        near, batch.targets, batch.english.inside, (batch.confidence[0], batch.absent[0])
    )
    backward = _direction(
        near.mT, batch.targets.mT, batch.arabic.inside, (batch.confidence[1], batch.absent[1])
    )
    return forward + backward


def _direction(
    near: Tensor, targets: Tensor, inside: Tensor, share: tuple[Tensor, Tensor]
) -> Tensor:
    confidence, absent = share
    logits = SHARPNESS * near + (1 - inside)[:, None, :] * _OUT
    null = torch.full_like(logits[:, :, :1], SHARPNESS * NULL_SIMILARITY)
    total = torch.cat([logits, null], dim=-1).logsumexp(-1)
    linked = (logits + (1 - targets) * _OUT).logsumexp(-1)
    wrong = (total - linked) * confidence + (total - null[:, :, 0]) * absent
    return wrong.sum() / (confidence.sum() + absent.sum()).clamp(min=1.0)


def pooled(vectors: Tensor, mask: Tensor) -> Tensor:
    """The mean over real pieces, of unit length."""
    total = (vectors * mask[..., None]).sum(1)
    return functional.normalize(total, dim=-1)


@dataclass(frozen=True, slots=True)
class Others:
    """What a sentence must not be taken for, besides the other sentences of its batch.

    ``near``: the vectors of near misses, and whose they are. ``arabic``, ``english``: sentences of
    earlier batches, as they were encoded then; ``same`` is 1 where one of them is the row itself.
    """

    near: Tensor
    owners: Tensor
    arabic: Tensor
    english: Tensor
    same: Tensor


def sentence_loss(arabic: Tensor, english: Tensor, others: Others) -> Tensor:
    """Contrast in both directions; the true pair has to win by a margin."""
    scores = arabic @ english.T
    margin = MARGIN * torch.eye(len(scores))
    right = torch.arange(len(scores))
    missed = torch.full_like(scores[:, :1], _OUT)
    if len(others.owners):
        own = (arabic[others.owners] * others.near).sum(-1, keepdim=True)
        missed = missed.index_put((others.owners,), SHARPNESS * own)
    earlier = (
        SHARPNESS * (arabic @ others.english.T) + others.same * _OUT,
        SHARPNESS * (english @ others.arabic.T) + others.same * _OUT,
    )
    forward = torch.cat([SHARPNESS * (scores - margin), missed, earlier[0]], dim=1)
    backward = torch.cat([SHARPNESS * (scores.T - margin), earlier[1]], dim=1)
    return functional.cross_entropy(forward, right) + functional.cross_entropy(backward, right)


def teacher_loss(batch: Batch, arabic: Tensor, english: Tensor) -> Tensor:
    """How far both sides are from the frozen English model's vector of the English side."""
    near = (arabic * batch.teacher).sum(-1) + (english * batch.teacher).sum(-1)
    return TEACHER_WEIGHT * ((2 - near) * batch.whole).sum() / batch.whole.sum().clamp(min=1.0)
