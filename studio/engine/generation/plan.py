"""What one picture needs besides the backbone. Plans do not depend on each other: each can be drawn alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PicturePlan:
    """prompt: names and variations filled in, `(word:1.2)` weights still in it. index: which of the request."""

    prompt: str
    seed: int
    negative: str = ""
    index: int = 0


def plans(prompts: Sequence[str], seed: int, negative: str = "") -> list[PicturePlan]:
    """One plan a prompt; picture i has seed + i."""
    return [PicturePlan(prompt, seed + i, negative, i) for i, prompt in enumerate(prompts)]
