"""What a UNet makes of the timestep, computed once where a whole batch has the same one.

Sampling asks a batch at one timestep. A product of b rows may choose another kernel for another b and give other bits,
and then no batch could be drawn that gives the pictures one would get alone. With one row there is always the same
kernel, and less to compute. Training, where timesteps differ, is left alone. Not here: the UNet (sd.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from torch import Tensor, nn


class OneTime:
    """Hooks on `time_embedding` and every `time_emb_proj` of a UNet; asleep until asked."""

    def __init__(self, unet: nn.Module) -> None:
        self._rows = 0
        for name, module in unet.named_modules():
            if name == "time_embedding" or name.endswith("time_emb_proj"):
                module.register_forward_pre_hook(self._first_row)
                module.register_forward_hook(self._all_rows)

    @contextlib.contextmanager
    def for_batch(self, timesteps: Tensor, rows: int) -> Iterator[None]:
        """Compute one row while inside, if timesteps (0-d, or [b] expanded from one) are one and the same."""
        is_one = timesteps.ndim == 0 or timesteps.stride(0) == 0
        self._rows = rows if is_one else 0
        try:
            yield
        finally:
            self._rows = 0

    def _first_row(self, _module: nn.Module, inputs: tuple[Any, ...]) -> tuple[Any, ...] | None:
        return (inputs[0][:1], *inputs[1:]) if self._rows else None

    def _all_rows(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> Tensor | None:
        return output.expand(self._rows, -1) if self._rows else None
