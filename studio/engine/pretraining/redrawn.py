"""True views as a small diffusion model draws them: noised part of the way and denoised again, told only the class.

The instance judge learns that such a picture still shows the drawing it began with and not another one of its class;
without it, it takes every smear for another subject. Not here: the judge (instance.py), drawing from noise
(drawing_loop.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from studio.engine.pretraining.clip_towers import token_ids
from studio.engine.pretraining.drawing_loop import LoadedPack
from studio.engine.pretraining.pools import as_tensor
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.world.labels import Pixels

_STEPS = 6


@torch.no_grad()
def redrawn(
    pack: LoadedPack, pictures: Sequence[Pixels], prompts: Sequence[str], strengths: Sequence[float], seed: int
) -> list[Pixels]:
    """strengths: share of the noise schedule each picture is thrown back, 0..1. Deterministic DDIM, no guidance."""
    made: list[Pixels] = []
    alphas = pack.scheduler.alphas_cumprod
    last = len(alphas) - 1
    for start in range(0, len(pictures), 32):
        end = start + 32
        clean = as_tensor(pictures[start:end])
        rng = torch.Generator().manual_seed(seed + start)
        share = torch.tensor(strengths[start:end])
        with autocast():
            latents = pack.coder.encode(clean).latent.float() * pack.scaling
            words = pack.text(input_ids=token_ids(pack.tokenizer, list(prompts[start:end])))[0]
            noise = torch.randn(latents.shape, generator=rng)
            at = (share * last).long()
            latents = _mixed(latents, noise, alphas[at])
            for step in range(_STEPS):
                now = (share * last * (1 - step / _STEPS)).long()
                after = (share * last * (1 - (step + 1) / _STEPS)).long()
                v = pack.unet(latents, now, words).sample.float()
                signal, spread = alphas[now].sqrt()[:, None, None, None], (1 - alphas[now]).sqrt()[:, None, None, None]
                latents = _mixed(signal * latents - spread * v, signal * v + spread * latents, alphas[after])
            back = pack.coder.decode(latents / pack.scaling).sample.float()
        made += list(back.add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1).numpy())
    return made


def _mixed(clean: Tensor, noise: Tensor, alphas: Tensor) -> Tensor:
    """sqrt(alpha) clean + sqrt(1 - alpha) noise, an alpha a picture."""
    return alphas.sqrt()[:, None, None, None] * clean + (1 - alphas).sqrt()[:, None, None, None] * noise
