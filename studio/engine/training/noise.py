"""Time steps, noise and loss weights of one batch.

Time steps are uniform over the schedule [all cards]; within one batch they are stratified, one from each of b equal
parts in random order, which keeps each picture's distribution and lowers the variance of the loss [ours]. Subject and
class pictures are stratified apart, so neither leans on the other's. Min-SNR: Hang et al., arXiv:2303.09556, eq. 8.
"""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engine.backbones.schedule import NoiseSchedule


def draw_timesteps(
    count: int, schedule: NoiseSchedule, generator: torch.Generator, weights: Tensor | None = None
) -> Tensor:
    """[count] integers in 0 .. T-1. weights: how often each is wanted, [T], any scale; None: all alike."""
    order = torch.randperm(count, generator=generator)
    place = (order + torch.rand(count, generator=generator, dtype=torch.float64)) / count
    if weights is not None:
        reached = weights.double().cumsum(0)
        return torch.searchsorted(reached / reached[-1], place, right=True).clamp(max=schedule.steps - 1)
    return (place * schedule.steps).long().clamp(max=schedule.steps - 1)


def draw_noise(like: Tensor, offset: float, generator: torch.Generator) -> Tensor:
    """Standard normal noise of the shape [b, c, h, w]; offset adds a constant per picture and channel."""
    noise = torch.randn(like.shape, generator=generator)
    if offset > 0:
        noise = noise + offset * torch.randn(*like.shape[:2], 1, 1, generator=generator)
    return noise


class MinSnr:
    """Loss weight by time step, scaled so that its mean over all time steps is 1."""

    def __init__(self, schedule: NoiseSchedule, gamma: float) -> None:
        self._table: Tensor | None = None
        if gamma <= 0 or schedule.prediction == "flow":
            return
        snr = schedule.snr(torch.arange(schedule.steps))
        over = snr if schedule.prediction == "epsilon" else snr + 1
        table = snr.clamp(max=gamma) / over.clamp(min=1e-8)
        self._table = table / table.mean()

    def __call__(self, timesteps: Tensor) -> Tensor:
        """[b, 1, 1, 1]."""
        if self._table is None:
            return torch.ones(len(timesteps), 1, 1, 1)
        return self._table[timesteps.cpu()].view(-1, 1, 1, 1)
