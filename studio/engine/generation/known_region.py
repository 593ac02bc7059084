"""Image-to-image and inpainting: the picture one begins with, and what of it stays.

While sampling, latents outside the mask are set to the given picture at each step's noise level (as RePaint,
arXiv:2201.09865, sec. 4.1, without resampling); at the end the given pixels are pasted back, so what was not masked
is kept exactly. Not here: reading files (inputs.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from studio.engine.backbones.surface import Backbone
from studio.engine.generation.samplers import Sampler


@dataclass(frozen=True)
class KnownRegion:
    """picture: [1, 3, h, w] in -1..1. mask: [1, 1, h, w] in 0..1, 1 is redrawn; None redraws everything."""

    picture: Tensor
    mask: Tensor | None
    latents: Tensor  # of the picture, [1, c, h/8, w/8]
    latent_mask: Tensor | None  # [1, 1, h/8, w/8], 1 wherever a cell holds any pixel to redraw

    @classmethod
    def of(cls, backbone: Backbone, picture: Tensor, mask: Tensor | None) -> KnownRegion:
        """picture: [3, h, w] in -1..1. mask: [1, h, w] in 0..1 or None."""
        latents = backbone.encode_pictures(picture[None])
        cells = None if mask is None else functional.adaptive_max_pool2d(mask[None].float(), latents.shape[-2:])
        cells = None if cells is None else (cells > 0).to(latents)
        return cls(picture[None], None if mask is None else mask[None], latents, cells)

    def hold(self, latents: Tensor, noise: Tensor, sampler: Sampler, index: int) -> Tensor:
        """Latents [b, c, h, w] at the level of step `index`, the known part put back."""
        if self.latent_mask is None:
            return latents
        known = sampler.noised(self.latents, noise, index)
        return torch.where(self.latent_mask.bool(), latents, known)

    def paste(self, picture: Tensor) -> Tensor:
        """The finished picture [3, h, w] with the given pixels where nothing was to be redrawn."""
        if self.mask is None:
            return picture
        mask = self.mask[0].to(picture)
        given = self.picture[0].to(picture)
        return torch.where(mask == 0, given, given + mask * (picture - given))


def first_step(steps: int, denoise: float) -> int:
    """The step image-to-image begins with; any denoise above 0 takes at least one step."""
    if denoise <= 0:
        return steps
    return steps - max(1, min(steps, int(steps * denoise)))
