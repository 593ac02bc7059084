"""A diffusers folder of the mini backbone's shape with random weights: speed can be measured where no pack is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from studio.engine.backbones.tiny import scheduler_config, tokenizer

_TOKENS = 32
_WIDTH = 256


def write_random_mini(folder: Path) -> Path:
    """17.5 M in the UNet, 128 px, 8 latent channels, a text tower of 4 layers; the same every time."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        parts: dict[str, Any] = {"unet": _unet(), "vae": _autoencoder(), "text_encoder": _text_tower()}
    for name, part in parts.items():
        part.save_pretrained(folder / name)
    words = tokenizer()
    words.model_max_length = _TOKENS
    words.save_pretrained(folder / "tokenizer")
    (folder / "scheduler").mkdir()
    config = json.dumps(scheduler_config("v_prediction"))
    (folder / "scheduler" / "scheduler_config.json").write_text(config, encoding="utf-8")
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderDC"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
    }
    (folder / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def _unet() -> torch.nn.Module:
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=16,
        in_channels=8,
        out_channels=8,
        block_out_channels=(96, 192, 256),
        layers_per_block=1,
        cross_attention_dim=_WIDTH,
        attention_head_dim=4,
        norm_num_groups=32,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    )


def _autoencoder() -> torch.nn.Module:
    from diffusers.models.autoencoders.autoencoder_dc import AutoencoderDC

    channels = (32, 64, 128, 256)
    return AutoencoderDC(
        in_channels=3,
        latent_channels=8,
        encoder_block_types="ResBlock",
        decoder_block_types="ResBlock",
        encoder_block_out_channels=channels,
        decoder_block_out_channels=channels,
        encoder_layers_per_block=(0, 2, 2, 1),
        decoder_layers_per_block=(0, 3, 2, 1),
        encoder_qkv_multiscales=((),) * 4,
        decoder_qkv_multiscales=((),) * 4,
        scaling_factor=1.0,
    )


def _text_tower() -> torch.nn.Module:
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    config = CLIPTextConfig(
        vocab_size=514,
        hidden_size=_WIDTH,
        intermediate_size=4 * _WIDTH,
        num_hidden_layers=4,
        num_attention_heads=4,
        max_position_embeddings=_TOKENS,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
    )
    return CLIPTextModel(config)
