"""bf16 where the processor computes in it, fp32 elsewhere: the recipes run on whatever machine is there."""

from __future__ import annotations

import torch

from studio.engine.backbones.loading import has_fast_bf16

FAST_TYPE = torch.bfloat16 if has_fast_bf16(torch.device("cpu")) else torch.float32


def autocast() -> torch.autocast:
    """A context in which products are taken in FAST_TYPE."""
    return torch.autocast("cpu", torch.bfloat16, enabled=FAST_TYPE is torch.bfloat16)
