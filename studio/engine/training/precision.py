"""The type of the forward pass. Learned tensors stay fp32; the frozen model keeps the type it was loaded in."""

from __future__ import annotations

from contextlib import AbstractContextManager

import torch

from studio.core.errors import InputProblem
from studio.engine.backbones.loading import has_fast_bf16
from studio.engine.backbones.surface import Backbone

_TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}


def choose(precision: str, backbone: Backbone) -> torch.dtype:
    """auto: the type the backbone was loaded in when that is a half, else bf16 where the processor computes in it.

    Raises InputProblem for fp16 without a graphics card, and for fp32 on a backbone loaded in half precision.
    """
    if precision == "auto":
        if backbone.dtype in (torch.bfloat16, torch.float16):
            return backbone.dtype
        return torch.bfloat16 if has_fast_bf16(backbone.device) else torch.float32
    chosen = _TYPES[precision]
    if chosen is torch.float16 and backbone.device.type == "cpu":
        raise InputProblem("fp16 needs a graphics card.", "Choose auto or bf16.")
    if chosen is torch.float32 and backbone.dtype is not torch.float32:
        raise InputProblem("The base model is loaded in half precision.", "Choose auto, or load it in fp32.")
    return chosen


def autocast(dtype: torch.dtype, device: torch.device) -> AbstractContextManager[object]:
    """Autocast to a half type; nothing for fp32."""
    return torch.autocast(device.type, dtype=dtype, enabled=dtype is not torch.float32)
