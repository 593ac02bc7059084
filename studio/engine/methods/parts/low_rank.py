"""Low-rank updates W + scale * B A as side branches of linear layers: train them, apply them, take them away.

Sources: LoRA, arXiv:2106.09685, eq. 3 [paper]; Kaiming-uniform A and zero B as in microsoft/LoRA and peft [code].
Written here instead of using peft's tuners because the studio needs three things at once [ours]: branches that stack
and leave in any order with the module untouched (a forward hook, so the base weights are never written), branches on
modules of any parent (text encoder and denoiser alike) under our own names, and a fused backward (no elementwise
passes: every product is an addmm), which is faster than peft's loop on CPU (engine/bench/training_speed.py).

DoRA, arXiv:2402.09353, eq. 5 and sec. 4.3: W' = m (W + scale B A) / |W + scale B A|, one norm a row of W (an output),
m started at the norms of W, the norm below the line without gradient [paper; code: peft]. The norm is that of the
weight the layer has at the moment; it is had from W A^T and A A^T without forming the sum [ours]. The dial moves on the
line from W to W' [ours, as ComfyUI], so 0 changes no bit, and so does a fresh branch.
Not here: which layers get a branch, see the method files; file layouts of other programs, see library/exports.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.surface import Site

DOWN, UP, ALPHA, MAGNITUDE = ".lora_down.weight", ".lora_up.weight", ".alpha", ".dora_scale"


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

    dropout: on the input while gradients are recorded (so previews and checks never see it). strength: the dial, 0 is
    off. magnitude: m [d_out, 1] of DoRA, fp32, or None.
    """

    down: Tensor
    up: Tensor
    scale: float
    dropout: float = 0.0
    strength: float = 1.0
    magnitude: Tensor | None = None

    def __call__(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """The forward hook: output plus the branch, in the output's type."""
        if not self.strength:
            return output
        x = args[0].to(output.dtype)
        if self.dropout and torch.is_grad_enabled():
            x = functional.dropout(x, self.dropout)
        flat = x.reshape(-1, x.shape[-1])
        y = output.reshape(-1, output.shape[-1])
        if self.magnitude is not None:
            with torch.autocast(output.device.type, enabled=False):
                return self._decomposed(module, self.magnitude, flat, y).view(output.shape)
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

    def _decomposed(self, module: Any, magnitude: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """DoRA: y + strength ((g - 1) (y - bias) + g scale (x A^T) B^T), g = m / |W + scale B A| a row."""
        g = (magnitude.flatten() / self._norms(module.weight)).to(y.dtype)
        added = (x @ self.down.to(y.dtype).t()) @ self.up.to(y.dtype).t()
        plain = y if module.bias is None else y - module.bias.to(y.dtype)
        return y + self.strength * ((g - 1) * plain + self.scale * g * added)

    @torch.no_grad()
    def _norms(self, weight: Tensor) -> Tensor:
        """|W + scale B A| of each row, [d_out], from |w|^2 + 2 scale w (b A)^T + scale^2 b A A^T b^T; fp32."""
        w = weight.detach().float()
        square = w.square().sum(1)
        square += 2 * self.scale * ((w @ self.down.t()) * self.up).sum(1)
        square += self.scale**2 * ((self.up @ (self.down @ self.down.t())) * self.up).sum(1)
        return square.clamp(min=1e-12).sqrt()

    def delta(self) -> Tensor:
        """The update of the weight that A and B make, [d_out, d_in], at strength 1; DoRA's magnitude is left out."""
        return self.scale * (self.up @ self.down)


def new_branch(
    site: Site,
    rank: int,
    alpha: float,
    dropout: float,
    generator: torch.Generator,
    device: torch.device,
    *,
    decomposed: bool = False,
) -> Branch:
    """A fresh trainable branch: A Kaiming-uniform with a = sqrt(5), B zero; drawn on the CPU, so equal everywhere.

    decomposed: with a magnitude (DoRA), which starts at the norms of the weight's rows.
    """
    d_out, d_in = site.module.weight.shape
    bound = 1 / math.sqrt(d_in)
    down = torch.empty(rank, d_in).uniform_(-bound, bound, generator=generator)
    branch = Branch(
        nn.Parameter(down.to(device)),
        nn.Parameter(torch.zeros(d_out, rank, device=device)),
        alpha / rank,
        dropout,
    )
    if decomposed:
        branch.magnitude = nn.Parameter(branch._norms(site.module.weight)[:, None].to(device))
    return branch


def hook(sites: Sequence[Site], branches: Mapping[str, Branch]) -> list[RemovableHandle]:
    """Put each branch on its site; removing the handles, in any order, leaves the modules as before."""
    return [site.module.register_forward_hook(branches[site.key]) for site in sites if site.key in branches]


@contextlib.contextmanager
def silent(branches: Iterable[Branch]) -> Iterator[None]:
    """Inside, these branches are off: the layers compute the bits they compute without them."""
    before = [(branch, branch.strength) for branch in branches]
    for branch, _ in before:
        branch.strength = 0.0
    try:
        yield
    finally:
        for branch, strength in before:
            branch.strength = strength


def trained(branches: Mapping[str, Branch]) -> dict[str, nn.Parameter]:
    """The learned tensors of new branches, by the names they are stored under."""
    out: dict[str, nn.Parameter] = {}
    for key, branch in branches.items():
        for ending, tensor in ((DOWN, branch.down), (UP, branch.up), (MAGNITUDE, branch.magnitude)):
            if tensor is not None:
                assert isinstance(tensor, nn.Parameter)
                out[key + ending] = tensor
    return out


def go_on(branches: Mapping[str, Branch], tensors: Mapping[str, Tensor], sites: Sequence[Site]) -> None:
    """New branches start where stored ones ended. Raises InputProblem for other layers, another rank or form."""
    device = next(iter(branches.values())).down.device
    _, old = load(tensors, sites, device)
    with torch.no_grad():
        for key, branch in branches.items():
            before = old.get(key)
            if (
                before is None
                or before.down.shape != branch.down.shape
                or (before.magnitude is None) != (branch.magnitude is None)
            ):
                raise InputProblem(
                    "The artifact to go on from was taught with other layers or another rank.",
                    "Use the settings it was taught with.",
                )
            branch.down.copy_(before.down)
            branch.up.copy_(before.up * (before.scale / branch.scale))
            if branch.magnitude is not None and before.magnitude is not None:
                branch.magnitude.copy_(before.magnitude)


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
        magnitude = tensors.get(key + MAGNITUDE)
        if (
            down is None
            or up is None
            or (up.shape[0], down.shape[1]) != tuple(weight.shape)
            or (magnitude is not None and magnitude.numel() != weight.shape[0])
        ):
            raise ArtifactProblem(
                "This artifact does not fit the base model.",
                "Choose the base model it was taught on.",
                f"{key}: {None if down is None else tuple(down.shape)}, weight {tuple(weight.shape)}",
            )
        rank = down.shape[0]
        alpha = float(tensors[key + ALPHA]) if key + ALPHA in tensors else float(rank)
        branches[key] = Branch(down.float().to(device), up.float().to(device), alpha / rank)
        if magnitude is not None:
            branches[key].magnitude = magnitude.float().view(-1, 1).to(device)
        found.append(known[key])
    return found, branches


def _key(name: str) -> str:
    for ending in (DOWN, UP, ALPHA, MAGNITUDE):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
