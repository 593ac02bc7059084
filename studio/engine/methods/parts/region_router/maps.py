"""Regions as weights on a grid: who owns which part of a picture, with soft borders, at every size the denoiser uses.

Regions later in the list lie on top [design section 3]: where two overlap, the upper one takes its share first and the
lower ones divide what is left. What nobody takes belongs to the background. All weights of a cell sum to 1.
Not here: what the weights are used for (router.py), reading mask files (studio/engine/generation/regions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from studio.core.geometry import BoxFrac


@dataclass(frozen=True)
class Outline:
    """Where a region lies. is_ellipse: the ellipse inside the box. mask: [h, w] in 0..1 over the whole picture, cut to
    the box, or None."""

    box: BoxFrac
    is_ellipse: bool = False
    mask: Tensor | None = None


def coverage(outline: Outline, size: tuple[int, int]) -> Tensor:
    """How much of each pixel lies inside, [h, w] in 0..1, fp32. size: width, height in px."""
    width, height = size
    box = outline.box
    inside = _span(box.y0, box.y1, height)[:, None] * _span(box.x0, box.x1, width)[None, :]
    if outline.is_ellipse:
        ys = ((torch.arange(height) + 0.5) / height - (box.y0 + box.y1) / 2) / ((box.y1 - box.y0) / 2)
        xs = ((torch.arange(width) + 0.5) / width - (box.x0 + box.x1) / 2) / ((box.x1 - box.x0) / 2)
        inside = inside * ((ys[:, None] ** 2 + xs[None, :] ** 2) <= 1.0)
    if outline.mask is not None:
        mask = outline.mask.float()[None, None]
        if tuple(mask.shape[-2:]) != (height, width):
            mask = functional.interpolate(mask, (height, width), mode="bilinear", antialias=True, align_corners=False)
        inside = inside * mask[0, 0].clamp(0, 1)
    return inside


def softened(inside: Tensor, border_px: float) -> Tensor:
    """A border that falls off over about `border_px` on both sides (a Gaussian); 0 leaves it as it is.

    The edge of the picture is no border: a region that touches it stays whole there.
    """
    if border_px <= 0:
        return inside
    sigma = border_px / 2
    reach = max(1, round(3 * sigma))
    kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    grid = functional.pad(inside[None, None], (reach, reach, reach, reach), mode="replicate")
    grid = functional.conv2d(grid, kernel.view(1, 1, 1, -1))
    return functional.conv2d(grid, kernel.view(1, 1, -1, 1))[0, 0].clamp(0, 1)


def shares(inside: Sequence[Tensor]) -> Tensor:
    """[1 + regions, h, w]: the background first, then each region's share; every position sums to 1."""
    left = torch.ones_like(inside[0])
    taken: list[Tensor] = []
    for mine in reversed(inside):
        taken.append(left * mine)
        left = left * (1 - mine)
    return torch.stack([left, *reversed(taken)])


@dataclass
class Maps:
    """Shares on every grid. fine: [1 + regions, h, w] at pixels. cells: latent rows and columns.

    A grid is asked for by its number of positions: the denoiser halves the latents, rounding up.
    """

    fine: Tensor
    cells: tuple[int, int]
    device: torch.device
    _grids: dict[int, tuple[int, int]] = field(init=False)
    _flat: dict[int, Tensor] = field(init=False, default_factory=dict)
    _apart: dict[tuple[int, float, torch.dtype], Tensor] = field(init=False, default_factory=dict)
    _places: dict[tuple[int, int], Tensor] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        rows, columns = self.cells
        self._grids = {}
        while rows * columns >= 1 and rows * columns not in self._grids:
            self._grids[rows * columns] = (rows, columns)
            rows, columns = (rows + 1) // 2, (columns + 1) // 2

    def flat(self, positions: int) -> Tensor:
        """[1 + regions, positions], fp32."""
        if positions not in self._flat:
            grid = functional.adaptive_avg_pool2d(self.fine[None], self._grids[positions])[0]
            self._flat[positions] = grid.flatten(1).to(self.device)
        return self._flat[positions]

    def latent(self) -> Tensor:
        """[1 + regions, 1, h/8, w/8]."""
        rows, columns = self.cells
        return self.flat(rows * columns).view(-1, 1, rows, columns)

    def places(self, positions: int, region: int) -> Tensor:
        """Indices of the positions in which a region (0 is the background) has a share, int64 [n]."""
        key = (positions, region)
        if key not in self._places:
            self._places[key] = (self.flat(positions)[region] > _NOTHING).nonzero().flatten()
        return self._places[key]

    def apart(self, positions: int, strength: float, dtype: torch.dtype) -> Tensor:
        """[positions, positions] to add to attention logits: -strength between the cores of different regions.

        Background and regions see each other; at soft borders the wall is lower in proportion to both shares.
        """
        key = (positions, strength, dtype)
        if key not in self._apart:
            own = self.flat(positions)[1:]
            others = own.sum(0, keepdim=True) - own
            self._apart[key] = (-strength * (own.t() @ others)).to(dtype)
        return self._apart[key]


_NOTHING = 1e-3


def _span(start: float, end: float, count: int) -> Tensor:
    """How much of each of `count` equal cells lies between two fractions, [count] in 0..1."""
    first = torch.arange(count, dtype=torch.float64)
    return ((first + 1).clamp(max=end * count) - first.clamp(min=start * count)).clamp(0, 1).float()
