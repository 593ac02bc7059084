"""Low-rank branches in a text encoder that act on some tokens of a prompt only; all other positions keep their bits.

Source: TextBoost, arXiv:2409.08248: the start token's and the empty prompt's features stay as pretrained (v1) [code];
the causality-preserving adapter, y = W x + diag(m) B A x with m = 1 from the placeholder on and 0 on padding (TMLR)
[paper]; the end token counts as text [ours; the code differs with the tokenizer's padding token].
Not here: the branch itself (low_rank.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from studio.engine.backbones.surface import Backbone, Site
from studio.engine.methods.parts.low_rank import Branch


@dataclass
class Reach:
    """Which tokens the branches act on: those between the start token and the end of the text the encoder reads, all
    of a prompt that is not empty; with `after`, from that learned word to the end token and none without it."""

    backbone: Backbone
    after: str | None
    is_off: bool = False

    @contextmanager
    def off(self) -> Iterator[None]:
        """Inside, the branches do nothing."""
        before, self.is_off = self.is_off, True
        try:
            yield
        finally:
            self.is_off = before

    def __call__(self, length: int) -> tuple[int, int] | None:
        """First and one past the last position of `length`."""
        read = self.backbone.reading()
        if self.is_off or read is None or read.words == 0:
            return None
        if self.after is None:
            return 1, length
        places = read.places.get(self.after)
        return (places[0], 2 + read.words) if places else None


@dataclass
class _Within:
    """A branch that acts on the positions in reach; every other position keeps its bits."""

    branch: Branch
    reach: Reach

    def __call__(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """Forward hook of a text layer, [b, n, d]."""
        span = self.reach(output.shape[1])
        if span is None:
            return output
        first, end = span
        changed = self.branch(module, (args[0][:, first:end],), output[:, first:end])
        return torch.cat([output[:, :first], changed, output[:, end:]], dim=1)


def hook_within(sites: Sequence[Site], branches: Mapping[str, Branch], reach: Reach) -> list[RemovableHandle]:
    """Put each branch on its site; removing the handles, in any order, leaves the modules as before."""
    return [site.module.register_forward_hook(_Within(branches[site.key], reach)) for site in sites]
