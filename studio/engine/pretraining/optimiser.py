"""Muon for the inner matrices, fused AdamW for everything else, behind one optimiser.

Muon replaces the momentum of a matrix by the nearest orthogonal one (five Newton-Schulz steps), which learns small
networks from scratch in clearly fewer pictures than Adam [Jordan et al. 2024, "Muon"; scaling to match Adam's step:
Liu et al. 2025, arXiv:2502.16982]. Convolution kernels are treated as [out, in*h*w].
Not here: schedules and loops (runs.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
from torch import Tensor, nn

from studio.engine.pretraining.precision import FAST_TYPE

_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonalised(matrix: Tensor, steps: int = 5) -> Tensor:
    """The matrix [r, c] with its singular values pushed towards 1.

    A matrix much longer than wide is iterated on its Gram matrix: every step is a polynomial in X X^T applied from the
    left, so the small square matrices are multiplied up and X itself is touched twice instead of ten times.
    """
    a, b, c = _NEWTON_SCHULZ
    is_tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if is_tall else matrix
    x = x / (x.norm() + 1e-7)
    if x.shape[1] >= 3 * x.shape[0]:
        gram = x @ x.T  # squared singular values do not survive bf16
        product = torch.eye(len(gram))
        for _ in range(steps):
            change = b * gram + c * (gram @ gram)
            change.diagonal().add_(a)
            product = change @ product
            gram = change @ gram @ change
        x = product.to(FAST_TYPE) @ x.to(FAST_TYPE)
    else:
        x = x.to(FAST_TYPE)
        for _ in range(steps):
            gram = x @ x.T
            x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if is_tall else x


class HybridOptimiser:
    """Two optimisers that are stepped, saved and scheduled as one. `scale` multiplies both learning rates."""

    def __init__(
        self, named: Iterable[tuple[str, nn.Parameter]], muon_lr: float, adam_lr: float, weight_decay: float = 0.01
    ) -> None:
        self._muon: list[nn.Parameter] = []
        rest: list[nn.Parameter] = []
        for name, parameter in named:
            edge = any(part in name for part in ("embed", "conv_in", "conv_out", "head", "proj_token"))
            is_matrix = parameter.ndim >= 2 and min(parameter.shape[0], parameter[0].numel()) >= 16
            (self._muon if is_matrix and not edge else rest).append(parameter)
        self._momentum = [torch.zeros_like(parameter) for parameter in self._muon]
        self._adam = torch.optim.AdamW(
            rest, lr=adam_lr, betas=(0.9, 0.98), weight_decay=weight_decay, fused=rest[0].is_floating_point()
        )
        self._muon_lr, self._adam_lr, self._decay = muon_lr, adam_lr, weight_decay

    def parameters(self) -> list[nn.Parameter]:
        return self._muon + [p for group in self._adam.param_groups for p in group["params"]]

    def zero_grad(self) -> None:
        for parameter in self.parameters():
            parameter.grad = None

    @torch.no_grad()
    def step(self, scale: float = 1.0, pool: ThreadPoolExecutor | None = None) -> None:
        """Move all parameters; with a pool, matrices are worked on side by side."""

        def one(parameter: nn.Parameter, momentum: Tensor) -> None:
            with torch.no_grad():  # grad mode belongs to a thread
                self._move(parameter, momentum, scale)

        if pool is None:
            for parameter, momentum in zip(self._muon, self._momentum, strict=True):
                one(parameter, momentum)
        else:
            list(pool.map(one, self._muon, self._momentum))
        for group in self._adam.param_groups:
            group["lr"] = self._adam_lr * scale
        self._adam.step()

    def _move(self, parameter: nn.Parameter, momentum: Tensor, scale: float) -> None:
        if parameter.grad is None:
            return
        momentum.lerp_(parameter.grad, 0.05)
        update = parameter.grad.lerp(momentum, 0.95).flatten(1)
        rms = 0.2 * max(update.shape) ** 0.5  # so that the step is as large as Adam's
        direction = orthogonalised(update).view(parameter.shape).to(parameter.dtype)
        parameter.mul_(1 - self._muon_lr * scale * self._decay)
        parameter.add_(direction, alpha=-self._muon_lr * scale * rms)

    def state_dict(self) -> dict[str, Any]:
        return {"momentum": self._momentum, "adam": self._adam.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        for mine, stored in zip(self._momentum, state["momentum"], strict=True):
            mine.copy_(stored)
        self._adam.load_state_dict(state["adam"])
