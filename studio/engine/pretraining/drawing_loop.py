"""A minimal text-to-picture loop for judging a pack while it trains: DDIM, guidance with rescale, nothing else.

Not here: what the studio draws with (studio/engine/generation), which is built on any backbone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from studio.engine.pretraining.clip_towers import token_ids
from studio.engine.pretraining.latents import LATENT_SIDE
from studio.engine.pretraining.pack import load_coder
from studio.engine.pretraining.precision import autocast


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """The parts in the types diffusers and transformers load them as; their annotations say less than they do."""

    unet: Any
    coder: Any
    scaling: float
    text: Any
    tokenizer: CLIPTokenizer
    scheduler: Any


def load_pack(folder: Path) -> LoadedPack:
    """A folder in the layout of models/mini, in float32."""
    coder, scaling = load_coder(folder / "vae")
    unet: Any = UNet2DConditionModel.from_pretrained(folder / "unet")
    unet = unet.float().eval().requires_grad_(False)
    text: Any = CLIPTextModel.from_pretrained(folder / "text_encoder")
    return LoadedPack(
        unet.to(memory_format=torch.channels_last),
        coder,
        scaling,
        text.float().eval().requires_grad_(False),
        CLIPTokenizer.from_pretrained(folder / "tokenizer"),
        DDIMScheduler.from_pretrained(folder / "scheduler"),
    )


@torch.no_grad()
def draw(
    pack: LoadedPack,
    prompts: list[str],
    seeds: Sequence[int],
    steps: int = 25,
    guidance: float = 5.0,
    rescale: float = 0.7,
) -> Tensor:
    """Pictures [n, 3, 128, 128] in -1..1; picture i starts from the noise of seeds[i] whatever the batch."""
    noises = [
        torch.randn(
            pack.unet.config.in_channels, LATENT_SIDE, LATENT_SIDE, generator=torch.Generator().manual_seed(seed)
        )
        for seed in seeds
    ]
    parts = []
    for start in range(0, len(prompts), 20):
        texts = prompts[start : start + 20]
        latents = torch.stack(noises[start : start + 20])
        with autocast():
            words = pack.text(input_ids=token_ids(pack.tokenizer, [""] * len(texts) + texts))[0]
            pack.scheduler.set_timesteps(steps)
            for timestep in pack.scheduler.timesteps:
                both = pack.unet(torch.cat([latents, latents]), timestep, words).sample.float()
                free, bound = both.chunk(2)
                guided = free + guidance * (bound - free)
                spread = bound.std((1, 2, 3), keepdim=True) / guided.std((1, 2, 3), keepdim=True)
                guided = guided * (rescale * spread + 1 - rescale)
                latents = pack.scheduler.step(guided, timestep, latents).prev_sample
            parts.append(pack.coder.decode(latents / pack.scaling).sample.float().clamp(-1, 1))
    return torch.cat(parts)
