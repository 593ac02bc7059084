"""A photo shown far away or near, with words that say so (Custom Diffusion, arXiv:2212.04488, sec. 4 and its code).

The code draws r in {0, 1, 2}: r < 2 a scale from U[1/3, 1], else from U[1.2, 1.4]; below 0.6 the shrunk photo lies
somewhere on mid-grey and the grey carries no loss, from 0.6 to 1 the photo is shown plain [card: code]. So 0.6 of the
showings are varied, 4 of 9 of these are far and 5 of 9 near. Differs [ours]: the far photo lies on the grid of latent
cells, so that the photo's whole cells are known exactly; the valid part is one cell smaller on each side [code] unless
nothing of it (or of the subject) would be left; a near crop always holds the middle of a known mask.
Not here: how often a variation is shown, see Learns.variations.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from studio.engine.dataset.variations import Variation

SHARE = 0.6
_FAR_OF_VARIED = 4 / 9
_FAR, _NEAR = (1 / 3, 0.6), (1.2, 1.4)
_FAR_WORDS, _NEAR_WORDS = ("a far away {}", "very small {}"), ("zoomed in {}", "close up {}")
_CELL = 8  # pixels a latent cell in the families that have cross-attention


def scaled(picture: Tensor, mask: Tensor | None, generator: torch.Generator) -> Variation:
    """picture: [3, h, w] in -1..1; mask: [1, h, w] or None. All chance from generator."""
    if _random(generator) < _FAR_OF_VARIED:
        return far(picture, mask, _between(_FAR, generator), generator)
    return near(picture, mask, _between(_NEAR, generator), generator)


def far(picture: Tensor, mask: Tensor | None, scale: float, generator: torch.Generator) -> Variation:
    """The photo at scale (0..1) somewhere on mid-grey."""
    height, width = picture.shape[-2:]
    size = tuple(min(side, max(_CELL, _even(side * scale))) for side in (height, width))
    small = _resized(picture, size)
    y, x = (
        _CELL * _pick((side - part) // _CELL + 1, generator) for side, part in zip((height, width), size, strict=True)
    )
    canvas, valid = torch.zeros_like(picture), picture.new_zeros(1, height, width)
    canvas[:, y : y + size[0], x : x + size[1]] = small
    shown: Tensor | None = None
    if mask is not None:
        shown = torch.zeros_like(mask)
        shown[:, y : y + size[0], x : x + size[1]] = functional.interpolate(mask[None], size, mode="area")[0]
    edge = _CELL if min(size) >= 3 * _CELL else 0
    valid[:, y + edge : y + size[0] - edge, x + edge : x + size[1] - edge] = 1
    if shown is not None and float((shown * valid).sum()) == 0:
        valid[:, y : y + size[0], x : x + size[1]] = 1
    return Variation(canvas, shown, valid, _FAR_WORDS[_pick(2, generator)])


def near(picture: Tensor, mask: Tensor | None, scale: float, generator: torch.Generator) -> Variation:
    """A crop of the photo enlarged by scale (at least 1)."""
    height, width = picture.shape[-2:]
    size = (_even(height * scale), _even(width * scale))
    y, x = (_pick(whole - side + 1, generator) for whole, side in zip(size, (height, width), strict=True))
    if mask is not None and float(mask.sum()) > 0:
        y = _holding(y, mask.sum((0, 2)), height, size[0])
        x = _holding(x, mask.sum((0, 1)), width, size[1])

    def cut(values: Tensor) -> Tensor:
        return values[:, y : y + height, x : x + width]

    shown = None if mask is None else cut(functional.interpolate(mask[None], size, mode="nearest")[0])
    return Variation(cut(_resized(picture, size)), shown, None, _NEAR_WORDS[_pick(2, generator)])


def _holding(start: int, along: Tensor, side: int, enlarged: int) -> int:
    """The crop's start, moved so that the middle of the mask is in its middle half. along: the mask's sums, [side]."""
    middle = float((along * torch.arange(side)).sum() / along.sum()) * enlarged / side
    start = min(max(start, round(middle - 0.75 * side)), round(middle - 0.25 * side))
    return min(max(start, 0), enlarged - side)


def _resized(picture: Tensor, size: tuple[int, ...]) -> Tensor:
    return functional.interpolate(picture[None], size, mode="bicubic", antialias=True)[0].clamp(-1, 1)


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _random(generator: torch.Generator) -> float:
    return float(torch.rand((), generator=generator))


def _between(bounds: tuple[float, float], generator: torch.Generator) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * _random(generator)


def _pick(count: int, generator: torch.Generator) -> int:
    return int(torch.randint(count, (), generator=generator))
