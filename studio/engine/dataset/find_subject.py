"""Where the subject is in a photo nobody brushed a mask for, asked of the base model itself.

DiffEdit (Couairon et al., arXiv:2210.11427, sec. 3.2, step 1): the photo's latents are noised, the model predicts once
with the class word and once without it, and where the two predictions differ the subject is. Chosen here: noise at 0.3
and 0.5 of the schedule, eight noises each; the threshold is Otsu's instead of the paper's fixed 0.5, and a margin of
one latent cell is added, because a mask that is too small costs likeness and one that is too large only some ground.
Not here: brushed masks (pictures.py), the loss weight (examples.py).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from studio.engine.backbones.surface import Backbone

_NOISE_AT = (0.3, 0.5)  # of the schedule
_NOISES = 8
_LEAST, _MOST = 0.02, 0.9  # shares of the picture that can be a subject
_LEVELS = 64


def find_subject(backbone: Backbone, latents: Tensor, class_word: str) -> Tensor | None:
    """latents [c, h, w] of a photo -> mask [1, h, w], 1 on the subject, 0 elsewhere; None when it is not found."""
    generator = torch.Generator().manual_seed(0)
    words = backbone.encode_prompts([f"a photo of a {class_word}"] * _NOISES)
    none = backbone.encode_prompts(["a photo"] * _NOISES)
    clean = latents.to(backbone.device).expand(_NOISES, -1, -1, -1)
    apart = torch.zeros(latents.shape[-2:])
    with torch.inference_mode():
        for share in _NOISE_AT:
            timesteps = torch.full((_NOISES,), int(share * backbone.schedule.steps), device=backbone.device)
            noise = torch.randn(clean.shape, generator=generator).to(clean)
            noisy = backbone.schedule.add_noise(clean, noise, timesteps)
            with_word, without = (backbone.predict(noisy, timesteps, asked) for asked in (words, none))
            apart += (with_word - without).float().abs().mean((0, 1)).cpu()
    found = (apart > otsu(apart)).float()[None, None]
    if not _LEAST <= float(found.mean()) <= _MOST:
        return None
    return functional.max_pool2d(found, 3, stride=1, padding=1)[0]


def otsu(values: Tensor) -> float:
    """The threshold that parts values best into two groups (Otsu 1979): the greatest variance between them."""
    levels = torch.linspace(float(values.min()), float(values.max()), _LEVELS + 1)[1:-1]
    flat = values.flatten()[None]
    above = flat > levels[:, None]
    share = above.float().mean(1)
    high = (flat * above).sum(1) / above.sum(1).clamp(min=1)
    low = (flat * ~above).sum(1) / (~above).sum(1).clamp(min=1)
    return float(levels[(share * (1 - share) * (high - low).square()).argmax()])
