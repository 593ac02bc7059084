"""Noise, targets and their conversions for epsilon, v and flow prediction behind one class.

alpha_t and sigma_t are the signal and noise scales: noisy = alpha_t * clean + sigma_t * noise.
epsilon and v: Salimans & Ho 2022 (arXiv:2202.00512), appendix D. flow: Liu et al. 2022 (arXiv:2209.03003).
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor

Prediction = Literal["epsilon", "v_prediction", "flow"]


class NoiseSchedule:
    """alphas_cumprod: [T] for epsilon and v; flow uses alpha = 1 - t/T, sigma = t/T."""

    def __init__(self, prediction: Prediction, alphas_cumprod: Tensor | None = None, steps: int = 1000) -> None:
        if prediction != "flow" and alphas_cumprod is None:
            raise ValueError("epsilon and v prediction need alphas_cumprod")
        self.prediction: Prediction = prediction
        self.steps = steps if alphas_cumprod is None else len(alphas_cumprod)
        if alphas_cumprod is None:
            t = torch.arange(1, steps + 1, dtype=torch.float32) / steps
            self._alpha, self._sigma = 1 - t, t
        else:
            cumulative = alphas_cumprod.float()
            self._alpha, self._sigma = cumulative.sqrt(), (1 - cumulative).clamp(min=0).sqrt()

    def scales(self, timesteps: Tensor) -> tuple[Tensor, Tensor]:
        """alpha_t and sigma_t as [b, 1, 1, 1] for integer timesteps [b]."""
        index = timesteps.long().to(self._alpha.device)
        shape = (-1, 1, 1, 1)
        return (
            self._alpha[index].to(timesteps.device).view(shape),
            self._sigma[index].to(timesteps.device).view(shape),
        )

    def add_noise(self, clean: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
        """noisy = alpha_t clean + sigma_t noise; [b, c, h, w]."""
        alpha, sigma = self.scales(timesteps)
        return alpha * clean + sigma * noise

    def target(self, clean: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
        """What the denoiser should say."""
        if self.prediction == "epsilon":
            return noise
        if self.prediction == "flow":
            return noise - clean
        alpha, sigma = self.scales(timesteps)
        return alpha * noise - sigma * clean

    def to_clean(self, predicted: Tensor, noisy: Tensor, timesteps: Tensor) -> Tensor:
        """The clean latents that a prediction implies (epsilon is unstable where alpha is 0)."""
        alpha, sigma = self.scales(timesteps)
        if self.prediction == "epsilon":
            return (noisy - sigma * predicted) / alpha.clamp(min=1e-4)
        if self.prediction == "flow":
            return noisy - sigma * predicted
        return alpha * noisy - sigma * predicted

    def snr(self, timesteps: Tensor) -> Tensor:
        """Signal-to-noise ratio alpha^2 / sigma^2, [b]."""
        alpha, sigma = self.scales(timesteps)
        return (alpha**2 / (sigma**2).clamp(min=1e-8)).view(-1)
