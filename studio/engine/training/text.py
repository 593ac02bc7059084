"""Prompt features for the loop: encoded once where the text side is frozen, anew each step where it learns."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from studio.engine.backbones.surface import Backbone, Conditioning


class PromptFeatures:
    """Each distinct prompt of a batch is encoded once; the rest is indexing."""

    def __init__(self, backbone: Backbone, trains_text: bool) -> None:
        self._backbone, self._trains_text = backbone, trains_text
        self._kept: dict[str, Conditioning] = {}

    def __call__(self, prompts: Sequence[str]) -> Conditioning:
        """Features of the prompts, in their order; with gradient when the text side learns."""
        distinct = list(dict.fromkeys(prompts))
        index = [distinct.index(prompt) for prompt in prompts]
        if self._trains_text:
            return self._backbone.encode_prompts(distinct, grad=True).select(index)
        for prompt in distinct:
            if prompt not in self._kept:
                with torch.no_grad():
                    self._kept[prompt] = self._backbone.encode_prompts([prompt])
        return Conditioning.cat([self._kept[prompt] for prompt in prompts])
