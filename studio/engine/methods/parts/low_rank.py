"""Low-rank updates W + scale * B A as side branches of linear layers: train them, apply them, take them away.

Sources: LoRA, arXiv:2106.09685, eq. 3 [paper]; Kaiming-uniform A and zero B as in microsoft/LoRA and peft [code].
Written here instead of using peft's tuners because the studio needs three things at once [ours]: branches that stack
and leave in any order with the module untouched (a forward hook, so the base weights are never written), branches on
modules of any parent (text encoder and denoiser alike) under our own names, and a fused backward (no elementwise
passes: every product is an addmm), which is faster than peft's loop on CPU (engine/bench/training_speed.py).
Not here: which layers get a branch, see the method files; file layouts of other programs, see library/exports.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle

from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Site

DOWN, UP, ALPHA = ".lora_down.weight", ".lora_up.weight", ".alpha"


class _AddBranch(torch.autograd.Function):
    """y + scale * (x A^T) B^T. x: [n, d_in], y: [n, d_out] of one type; A: [r, d_in], B: [d_out, r] in fp32."""

    @staticmethod
    def forward(ctx: Any, y: Tensor, x: Tensor, down: Tensor, up: Tensor, scale: float) -> Tensor:
        down_c, up_c = down.to(y.dtype), up.to(y.dtype)
        hidden = x @ down_c.t()
        ctx.save_for_backward(x, hidden, down_c, up_c)
        ctx.scale, ctx.learned = scale, down.dtype
        return torch.addmm(y, hidden, up_c.t(), alpha=scale)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        (grad,) = grads
        x, hidden, down, up = ctx.saved_tensors
        grad_hidden = (grad @ up).mul_(ctx.scale)
        grad_x = grad_hidden @ down if ctx.needs_input_grad[1] else None
        grad_down = (grad_hidden.t() @ x).to(ctx.learned)
        grad_up = (grad.t() @ hidden).mul_(ctx.scale).to(ctx.learned)
        return grad, grad_x, grad_down, grad_up, None


@dataclass
class Branch:
    """One low-rank update. down: A [r, d_in], up: B [d_out, r], fp32; scale: alpha / r.

    dropout: on the input while gradients are recorded (so previews and checks never see it). strength: the dial.
    """

    down: Tensor
    up: Tensor
    scale: float
    dropout: float = 0.0
    strength: float = 1.0

    def __call__(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """The forward hook: output plus the branch, in the output's type."""
        x = args[0].to(output.dtype)
        if self.dropout and torch.is_grad_enabled():
            x = functional.dropout(x, self.dropout)
        flat = x.reshape(-1, x.shape[-1])
        y = output.reshape(-1, output.shape[-1])
        scale = self.scale * self.strength
        if not torch.is_grad_enabled():
            added = torch.addmm(
                y,
                flat @ self.down.to(y.dtype).t(),
                self.up.to(y.dtype).t(),
                alpha=scale,
            )
            return added.view(output.shape)
        with torch.autocast(output.device.type, enabled=False):
            return _AddBranch.apply(y, flat, self.down, self.up, scale).view(output.shape)  # type: ignore[no-any-return]

    def delta(self) -> Tensor:
        """The update of the weight, [d_out, d_in], at strength 1."""
        return self.scale * (self.up @ self.down)


def new_branch(
    site: Site,
    rank: int,
    alpha: float,
    dropout: float,
    generator: torch.Generator,
    device: torch.device,
) -> Branch:
    """A fresh trainable branch: A Kaiming-uniform with a = sqrt(5), B zero; drawn on the CPU, so equal everywhere."""
    d_out, d_in = site.module.weight.shape
    bound = 1 / math.sqrt(d_in)
    down = torch.empty(rank, d_in).uniform_(-bound, bound, generator=generator)
    return Branch(
        nn.Parameter(down.to(device)),
        nn.Parameter(torch.zeros(d_out, rank, device=device)),
        alpha / rank,
        dropout,
    )


def hook(sites: Sequence[Site], branches: Mapping[str, Branch]) -> list[RemovableHandle]:
    """Put each branch on its site; removing the handles, in any order, leaves the modules as before."""
    return [site.module.register_forward_hook(branches[site.key]) for site in sites if site.key in branches]


def trained(branches: Mapping[str, Branch]) -> dict[str, nn.Parameter]:
    """The learned tensors of new branches, by the names they are stored under."""
    out: dict[str, nn.Parameter] = {}
    for key, branch in branches.items():
        for ending, tensor in ((DOWN, branch.down), (UP, branch.up)):
            assert isinstance(tensor, nn.Parameter)
            out[key + ending] = tensor
    return out


def with_alphas(tensors: Mapping[str, Tensor], scale: float) -> dict[str, Tensor]:
    """Adds each site's alpha = scale * r, without which other programs guess the strength (diffusers issue 6087)."""
    out = dict(tensors)
    for name, value in tensors.items():
        if name.endswith(DOWN):
            out[name.removesuffix(DOWN) + ALPHA] = torch.tensor(float(scale * value.shape[0]))
    return out


def load(
    tensors: Mapping[str, Tensor], sites: Iterable[Site], device: torch.device
) -> tuple[list[Site], dict[str, Branch]]:
    """Branches from stored tensors and the sites they belong to. A missing alpha means alpha = r.

    Raises ArtifactProblem for a tensor that belongs to no site, a pair that is not whole, or a shape that differs.
    """
    known = {site.key: site for site in sites}
    found: list[Site] = []
    branches: dict[str, Branch] = {}
    for name in tensors:
        key = _key(name)
        if key not in known:
            raise ArtifactProblem(
                "This artifact changes parts the base model does not have.",
                "Choose the base model it was taught on.",
                f"unknown tensor {name}",
            )
        if key in branches:
            continue
        down, up = tensors.get(key + DOWN), tensors.get(key + UP)
        weight = known[key].module.weight
        if down is None or up is None or (up.shape[0], down.shape[1]) != tuple(weight.shape):
            raise ArtifactProblem(
                "This artifact does not fit the base model.",
                "Choose the base model it was taught on.",
                f"{key}: {None if down is None else tuple(down.shape)}, weight {tuple(weight.shape)}",
            )
        rank = down.shape[0]
        alpha = float(tensors[key + ALPHA]) if key + ALPHA in tensors else float(rank)
        branches[key] = Branch(down.float().to(device), up.float().to(device), alpha / rank)
        found.append(known[key])
    return found, branches


def _key(name: str) -> str:
    for ending in (DOWN, UP, ALPHA):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
