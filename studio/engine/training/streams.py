"""Every random draw of a training is a function of (seed, stream, step, rank).

So a run that was killed and resumed draws what the unbroken one would have drawn, and no random state needs to be
stored. Sources: the idea of counter-based random numbers, Salmon et al. 2011 (Random123). [ours]
"""

from __future__ import annotations

import torch
from blake3 import blake3


def derive(seed: int, stream: str, step: int = 0, rank: int = 0) -> int:
    """A 63-bit seed; equal inputs give equal seeds on every computer."""
    digest = blake3(f"{seed}/{stream}/{step}/{rank}".encode()).digest(length=8)
    return int.from_bytes(digest, "big") >> 1


def generator(seed: int, stream: str, step: int = 0, rank: int = 0) -> torch.Generator:
    """A generator on the CPU, so that the draws do not depend on the device."""
    return torch.Generator().manual_seed(derive(seed, stream, step, rank))
