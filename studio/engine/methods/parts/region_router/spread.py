"""Low-rank branches of several regions on one layer, each on its own positions, as two products over all of them.

y(p) = y0(p) + sum_i share_i(p) B_i A_i x(p): the A's lie behind each other, the shares scale what they give, and one
product with the B's adds it, so nothing is gathered or scattered [ours].
Not here: changes of other kinds, position by position (router.py, variant.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor


@dataclass
class Spread:
    """On one layer. factors: A [r, d_in] and B [d_out, r] by region, 0 is the first."""

    factors: Mapping[int, tuple[Tensor, Tensor]]
    _joined: dict[torch.dtype, tuple[Tensor, Tensor]] = field(init=False, default_factory=dict)
    _scales: dict[tuple[int, torch.dtype], Tensor] = field(init=False, default_factory=dict)

    def added(self, x: Tensor, output: Tensor, shares: Tensor) -> Tensor:
        """x [b, n, d_in], output [b, n, d_out]; shares [1 + regions, n], the background first."""
        down, up = self._matrices(output.dtype)
        positions = x.shape[1]
        key = (positions, output.dtype)
        if key not in self._scales:
            rows = [shares[1 + number].expand(len(a), -1) for number, (a, _) in self.factors.items()]
            self._scales[key] = torch.cat(rows).t().to(output.dtype).contiguous()
        hidden = (x.reshape(-1, x.shape[-1]).to(output.dtype) @ down).view(len(x), positions, -1) * self._scales[key]
        flat = output.reshape(-1, output.shape[-1])
        return torch.addmm(flat, hidden.view(len(flat), -1), up).view(output.shape)

    def _matrices(self, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """[d_in, R] and [R, d_out]."""
        if dtype not in self._joined:
            down = torch.cat([a for a, _ in self.factors.values()]).t()
            up = torch.cat([b for _, b in self.factors.values()], dim=1).t()
            self._joined[dtype] = (down.to(dtype).contiguous(), up.to(dtype).contiguous())
        return self._joined[dtype]
