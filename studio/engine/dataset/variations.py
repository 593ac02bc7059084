"""Photos shown otherwise while the prompt says so (paired augmentation), and how much each place of a picture counts.

A method makes variations (Learns.vary); here they become latents and loss weights, once, before the first step.
Not here: mirror images and close-ups, which no prompt tells of (examples.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from blake3 import blake3
from torch import Tensor
from torch.nn import functional

from studio.core.errors import InputProblem
from studio.core.geometry import SizePx
from studio.engine.dataset.latents import LatentCache, photo_key
from studio.library.gallery.records import PhotoView


@dataclass(frozen=True)
class Variation:
    """A photo shown otherwise, and the prompt that says so.

    picture: [3, h, w] in -1..1. mask: [1, h, w] in 0..1, where the subject is, or None. valid: [1, h, w], 1 where the
    picture is part of the photo and 0 where it was filled up; None means everywhere. frame: the prompt, with {} for
    the training prompt: "a far away {}".
    """

    picture: Tensor
    mask: Tensor | None
    valid: Tensor | None = None
    frame: str = "{}"


@dataclass(frozen=True)
class Varied:
    """A variation as it is learned from: latents [c, h, w], weight [1, h, w]."""

    latents: Tensor
    weight: Tensor
    frame: str


@dataclass(frozen=True)
class Variations:
    """What a method shows besides the photos: count of each photo, share of the showings (0..1).

    make(picture [3, h, w], mask [1, h, w] or None, the photo's hash, number) -> Variation. tag: all that a variation
    depends on besides.
    """

    count: int
    share: float
    make: Callable[[Tensor, Tensor | None, str, int], Variation]
    tag: str


def varied(
    photo: PhotoView,
    picture: Tensor,
    mask: Tensor | None,
    sizes: tuple[SizePx, SizePx],
    cache: LatentCache,
    mask_weight: float,
    variations: Variations,
) -> tuple[Varied, ...]:
    """The variations of one photo. mask: [1, h/8, w/8]. What was filled up around the photo is not learned."""
    target, latent = sizes
    whole = None if mask is None else functional.interpolate(mask[None], (target.height, target.width))[0]
    shape = "" if mask is None else blake3(mask.numpy().tobytes()).hexdigest()[:16]

    def small(values: Tensor | None) -> Tensor | None:
        return None if values is None else functional.adaptive_avg_pool2d(values, (latent.height, latent.width))

    found: list[Varied] = []
    for number in range(variations.count):
        one = variations.make(picture, whole, photo.blake3, number)
        key = photo_key(photo, target, False, [variations.tag, number, shape])
        latents = cache.get(key, lambda shown=one.picture: shown)
        found.append(Varied(latents, loss_weight(small(one.mask), mask_weight, latent, small(one.valid)), one.frame))
    return tuple(found)


def loss_weight(mask: Tensor | None, mask_weight: float, latent: SizePx, valid: Tensor | None = None) -> Tensor:
    """[1, h, w], mean 1: 1 on the subject, 1 - mask_weight around it, then normalised. All ones without a mask.

    valid: [1, h, w], where the picture is a photo at all; a cell that is not wholly so counts nothing.
    """
    weight = torch.ones(1, latent.height, latent.width)
    if mask is not None and mask_weight > 0:
        weight = 1 - mask_weight * (1 - mask)
    if valid is not None:
        weight = weight * (valid > 0.999)
    elif mask is None or mask_weight <= 0:
        return weight
    mean = float(weight.mean())
    if mean <= 1e-6:
        raise InputProblem("A mask leaves nothing to learn from.", "Brush the subject again, or remove the mask.")
    return weight / mean
