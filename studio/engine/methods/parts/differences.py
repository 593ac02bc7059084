"""Full-rank differences of linear layers as side branches: y = W0 x + b0 + strength * (D x + d).

A forward hook adds them, so the base weights are never written: several artifacts add up, leave in any order, and
every bit is as before [ours]. Learning D from zero is learning W from W0: the gradient is the same, and AdamW's decay
pulls towards the base model instead of towards zero [ours]. D in half precision keeps more of a small change than W
in half precision does [ours].
Compression: SVD of each D, leading singular values until their sum reaches a share of the total, stored as u*s and v;
Custom Diffusion, arXiv:2212.04488, appendix; adobe-research/custom-diffusion src/compress.py [card: code, paper].
Not here: which layers get one, see key_value_tuning.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle

from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Site

WEIGHT, BIAS, UP, DOWN = ".diff", ".diff_b", ".diff_up", ".diff_down"


@dataclass
class Difference:
    """The change of one layer. weight: D [d_out, d_in]; bias: d [d_out] or None; fp32.

    holds_first: while gradients are recorded, the output at position 0 (the start token) carries none.
    """

    weight: Tensor
    bias: Tensor | None = None
    strength: float = 1.0
    holds_first: bool = False

    def __call__(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """The forward hook. args[0]: [b, n, d_in]; output: [b, n, d_out]."""
        added = functional.linear(args[0], self.weight, self.bias)
        output = output + self.strength * added.to(output.dtype)
        if self.holds_first and torch.is_grad_enabled():
            output = torch.cat([output[:, :1].detach(), output[:, 1:]], dim=1)
        return output


def new(sites: Iterable[Site], device: torch.device) -> dict[str, Difference]:
    """A learnable difference of zero for each site, its bias too where it has one. Keys and values hold the first."""
    return {
        site.key: Difference(
            nn.Parameter(torch.zeros(site.module.weight.shape, device=device)),
            None if site.module.bias is None else nn.Parameter(torch.zeros(site.module.bias.shape, device=device)),
            holds_first=site.role in ("k", "v"),
        )
        for site in sites
    }


def trained(found: Mapping[str, Difference]) -> dict[str, nn.Parameter]:
    """The learned tensors by the names they are stored under."""
    named: dict[str, nn.Parameter] = {}
    for key, one in found.items():
        assert isinstance(one.weight, nn.Parameter)
        named[key + WEIGHT] = one.weight
        if isinstance(one.bias, nn.Parameter):
            named[key + BIAS] = one.bias
    return named


def hook(sites: Iterable[Site], found: Mapping[str, Difference]) -> list[RemovableHandle]:
    """Make them act; remove the handles to take them away."""
    return [site.module.register_forward_hook(found[site.key]) for site in sites]


def packed(tensors: Mapping[str, Tensor], keep: float) -> dict[str, Tensor]:
    """As they are stored, fp16 within its range. keep: share of the singular values' sum, 0..1; 0 keeps D whole.

    A difference whose factors would take more room than itself stays whole.
    """
    made: dict[str, Tensor] = {}
    for name, value in tensors.items():
        if keep > 0 and name.endswith(WEIGHT):
            key = name.removesuffix(WEIGHT)
            up, down = factors(value, keep)
            if up.numel() + down.numel() < value.numel():
                made[key + UP], made[key + DOWN] = _half(up), _half(down)
                continue
        made[name] = _half(value)
    return made


def factors(difference: Tensor, keep: float) -> tuple[Tensor, Tensor]:
    """u*s [d_out, r] and v [r, d_in]: the fewest leading singular values whose sum exceeds keep * the total sum."""
    u, s, v = torch.linalg.svd(difference.double(), full_matrices=False)
    reached = s.cumsum(0)
    rank = min(int((reached <= keep * reached[-1]).sum()) + 1, len(s))
    return u[:, :rank] * s[:rank], v[:rank]


def load(
    tensors: Mapping[str, Tensor], sites: Sequence[Site], device: torch.device
) -> tuple[list[Site], dict[str, Difference]]:
    """The sites that are changed and how, whole or from factors. Raises ArtifactProblem when something does not fit."""
    left = dict(tensors)
    chosen: list[Site] = []
    found: dict[str, Difference] = {}
    for site in sites:
        whole, bias = left.pop(site.key + WEIGHT, None), left.pop(site.key + BIAS, None)
        up, down = left.pop(site.key + UP, None), left.pop(site.key + DOWN, None)
        if whole is None and up is not None and down is not None and up.shape[1:] == down.shape[:1]:
            whole = up.float() @ down.float()
        if whole is None:
            if bias is not None or up is not None or down is not None:
                raise _misfit(f"{site.key} is incomplete")
            continue
        if whole.shape != site.module.weight.shape or (
            bias is not None and (site.module.bias is None or bias.shape != site.module.bias.shape)
        ):
            raise _misfit(f"{site.key}: {tuple(whole.shape)}")
        chosen.append(site)
        found[site.key] = Difference(whole.to(device).float(), None if bias is None else bias.to(device).float())
    if left:
        raise _misfit(", ".join(sorted(left)[:5]))
    return chosen, found


def _misfit(detail: str) -> ArtifactProblem:
    return ArtifactProblem(
        "This artifact does not fit the base model.", "Choose the base model it was taught on.", detail
    )


def _half(value: Tensor) -> Tensor:
    largest = torch.finfo(torch.float16).max
    return value.clamp(-largest, largest).half()
