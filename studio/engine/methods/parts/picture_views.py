"""A photo seen otherwise: zoomed, cropped, shifted, tiled, mirrored, gray; its mask and what is filled up go along.

Pure functions without chance; which view is shown how often, and what the prompt says of it, is each method's own.
Ranges as in TextBoost's paired augmentation [code: nahyeonkaty/textboost, branch v1]; carrying the mask and the filled
part along is [ours]. Not here: views as latents and loss weights, see studio/engine/dataset/variations.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

CELL_PX = 8  # of a latent cell, in all families
_LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601, as Pillow


@dataclass(frozen=True)
class View:
    """picture: [3, h, w] in -1..1. mask: [1, h, w] in 0..1, where the subject is, or None.

    valid: [1, h, w], 1 where the picture is part of the photo, 0 where it was filled up.
    """

    picture: Tensor
    mask: Tensor | None
    valid: Tensor

    @property
    def size(self) -> tuple[int, int]:
        """Height, width in px."""
        height, width = self.picture.shape[-2:]
        return height, width


def whole(picture: Tensor, mask: Tensor | None) -> View:
    """The photo as it is."""
    return View(picture, mask, torch.ones_like(picture[:1]))


def zoomed(view: View, scale: float) -> View:
    """The subject `scale` times as large around the middle; below 1 the edge pixels fill the frame up."""
    height, width = view.size
    other = _resized(view, max(1, round(height * scale)), max(1, round(width * scale)))
    h, w = other.size
    top, left = max(0, height - h) // 2, max(0, width - w) // 2
    framed = _filled(other, left, max(0, width - w) - left, top, max(0, height - h) - top)
    return _cut(framed, max(0, h - height) // 2, max(0, w - width) // 2, height, width)


def cropped(view: View, side: float, x: float, y: float) -> View:
    """A part, `side` (0..1) of both sides, at x, y (0..1 of the room there is), as large as the whole."""
    height, width = view.size
    h, w = max(1, round(height * side)), max(1, round(width * side))
    part = _cut(view, round((height - h) * y), round((width - w) * x), h, w)
    return _resized(part, height, width)


def shifted(view: View, share: float) -> View:
    """Moved to the right by this share of the width, to the left if negative; the edge pixels fill up."""
    height, width = view.size
    px = round(abs(share) * width)
    if share > 0:
        return _cut(_filled(view, px, 0, 0, 0), 0, 0, height, width)
    return _cut(_filled(view, 0, px, 0, 0), 0, px, height, width)


def tiled(view: View, count: int) -> View:
    """count x count small copies."""
    height, width = view.size
    small = _resized(view, math.ceil(height / count), math.ceil(width / count))

    def laid(values: Tensor) -> Tensor:
        return values.repeat(1, count, count)

    mask = None if small.mask is None else laid(small.mask)
    return _cut(View(laid(small.picture), mask, laid(small.valid)), 0, 0, height, width)


def mirrored(view: View) -> View:
    """Left and right exchanged."""
    return View(view.picture.flip(-1), None if view.mask is None else view.mask.flip(-1), view.valid.flip(-1))


def gray(view: View) -> View:
    """Without colours."""
    luma = (view.picture * view.picture.new_tensor(_LUMA)[:, None, None]).sum(0, keepdim=True)
    return replace(view, picture=luma.repeat(3, 1, 1))


def is_learnable(view: View) -> bool:
    """Is a whole latent cell of the photo left and, where a mask is known, one that is mostly subject?"""
    kept = functional.avg_pool2d(view.valid, CELL_PX) > 0.999
    if view.mask is not None:
        kept = kept & (functional.avg_pool2d(view.mask, CELL_PX) > 0.5)
    return bool(kept.any())


def _resized(view: View, height: int, width: int) -> View:
    def scaled(values: Tensor) -> Tensor:
        return functional.interpolate(values[None], (height, width), mode="bilinear", antialias=True)[0]

    mask = None if view.mask is None else scaled(view.mask)
    return View(scaled(view.picture), mask, scaled(view.valid))


def _filled(view: View, left: int, right: int, top: int, bottom: int) -> View:
    around = (left, right, top, bottom)
    picture = functional.pad(view.picture[None], around, mode="replicate")[0]
    mask = None if view.mask is None else functional.pad(view.mask, around)
    return View(picture, mask, functional.pad(view.valid, around))


def _cut(view: View, top: int, left: int, height: int, width: int) -> View:
    rows, columns = slice(top, top + height), slice(left, left + width)

    def part(values: Tensor) -> Tensor:
        return values[:, rows, columns]

    return View(part(view.picture), None if view.mask is None else part(view.mask), part(view.valid))
