"""Classifier-free guidance (arXiv:2207.12598) with rescale (arXiv:2305.08891, sec. 3.4)."""

from __future__ import annotations

import torch
from torch import Tensor


def guided(conditional: Tensor, unconditional: Tensor | None, guidance: float, rescale: float) -> Tensor:
    """[b, c, h, w] predictions -> the prediction to follow.

    rescale 0..1 mixes in the result scaled to the spread of the conditional prediction, against over-exposure
    [paper eq. 15, 16]. Without an unconditional prediction the conditional one is the answer.
    """
    if unconditional is None:
        return conditional
    followed = unconditional + guidance * (conditional - unconditional)
    if rescale == 0.0:
        return followed
    factors = torch.stack([_spread(c) / _spread(f) for c, f in zip(conditional, followed, strict=True)])
    return followed * (rescale * factors + (1 - rescale)).view(-1, 1, 1, 1)


def _spread(prediction: Tensor) -> Tensor:
    """Standard deviation of one picture; alone, since a reduction over a batch may sum in another order."""
    return prediction.std().clamp(min=1e-8)
