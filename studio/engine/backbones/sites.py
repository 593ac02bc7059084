"""Where methods may attach: the linear layers of a diffusers UNet and of a CLIP text tower, by kind and role.

The names are those of diffusers 0.42 and transformers 5; tests/engine/backbones/test_sites.py holds
them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from torch import nn

from studio.engine.backbones.surface import AttentionLayer, Site, SiteKind

_ATTENTION = re.compile(r"(?:^|\.)(attn1|attn2)\.(to_q|to_k|to_v|to_out\.0)$")
_FEED_FORWARD = re.compile(r"(?:^|\.)ff\.net\.(0\.proj|2)$")
_TEXT_ATTENTION = re.compile(r"(?:^|\.)self_attn\.(q|k|v|out)_proj$")
_TEXT_MLP = re.compile(r"(?:^|\.)mlp\.(fc1|fc2)$")
_ROLES = {
    "to_q": "q",
    "to_k": "k",
    "to_v": "v",
    "to_out.0": "out",
    "0.proj": "in",
    "2": "out",
    "fc1": "in",
    "fc2": "out",
}
_KINDS: dict[str, SiteKind] = {"attn1": "self", "attn2": "cross"}


def unet_sites(unet: nn.Module) -> Iterator[Site]:
    """Attention and feed-forward layers, in the order of the model."""
    for name, module in unet.named_modules():
        if not isinstance(module, nn.Linear):
            continue
        if found := _ATTENTION.search(name):
            yield Site("unet", name, _KINDS[found.group(1)], _ROLES[found.group(2)], module)
        elif found := _FEED_FORWARD.search(name):
            yield Site("unet", name, "feed_forward", _ROLES[found.group(1)], module)


def attention_layers(unet: nn.Module) -> Iterator[AttentionLayer]:
    """attn1 (self) and attn2 (cross) of every transformer block, in the order of the model."""
    for name, module in unet.named_modules():
        last = name.rpartition(".")[2]
        if last in _KINDS and hasattr(module, "processor"):
            yield AttentionLayer(name, "cross" if last == "attn2" else "self", module)


def text_sites(tower: nn.Module, part: str) -> Iterator[Site]:
    """Attention and MLP layers, in the order of the model."""
    for name, module in tower.named_modules():
        if not isinstance(module, nn.Linear):
            continue
        if found := _TEXT_ATTENTION.search(name):
            yield Site(part, name, "text", found.group(1), module)
        elif found := _TEXT_MLP.search(name):
            yield Site(part, name, "text_mlp", _ROLES[found.group(1)], module)
