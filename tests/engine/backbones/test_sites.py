"""The names methods attach to exist: on the tiny backbone and on Stable Diffusion 1.5's full shape without memory."""

from __future__ import annotations

import torch
from torch import nn

from studio.engine.backbones.sites import text_sites, unet_sites
from studio.engine.backbones.tiny import tiny


def test_every_kind_is_there_once() -> None:
    backbone = tiny()
    every = backbone.sites("cross", "self", "feed_forward", "text", "text_mlp")
    assert len({site.key for site in every}) == len(every)
    blocks = sum(name.endswith("attn2") for name, _ in backbone.denoiser().named_modules())
    assert blocks > 0
    for kind in ("cross", "self"):
        assert [site.role for site in backbone.sites(kind)] == ["q", "k", "v", "out"] * blocks  # type: ignore[arg-type]
    assert [site.role for site in backbone.sites("feed_forward")] == ["in", "out"] * blocks
    assert sorted(site.role for site in backbone.sites("text")) == sorted(["q", "k", "v", "out"] * 2)
    assert [site.role for site in backbone.sites("text_mlp")] == ["in", "out"] * 2


def test_names_lead_to_their_modules() -> None:
    backbone = tiny()
    parts: dict[str, nn.Module] = dict(backbone.named_parts())
    for site in backbone.sites("cross", "self", "feed_forward", "text", "text_mlp"):
        assert parts[site.part].get_submodule(site.name) is site.module
        assert site.key == f"{site.part}.{site.name}"


def test_cross_attention_reads_the_text() -> None:
    backbone = tiny()
    widths = {site.module.in_features for site in backbone.sites("cross") if site.role in ("k", "v")}
    assert widths == {backbone.facts.text_width}


def test_stable_diffusion_1_5_on_meta() -> None:
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    with torch.device("meta"):
        unet = UNet2DConditionModel(cross_attention_dim=768, attention_head_dim=8)
        tower = CLIPTextModel(
            CLIPTextConfig(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12)
        )
    kinds = [site.kind for site in unet_sites(unet)]
    assert kinds.count("cross") == kinds.count("self") == 64
    assert kinds.count("feed_forward") == 32
    kinds = [site.kind for site in text_sites(tower, "text_encoder")]
    assert kinds.count("text") == 48
    assert kinds.count("text_mlp") == 24
