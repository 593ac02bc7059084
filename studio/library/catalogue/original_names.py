"""Every tensor of a Stable Diffusion 1.x or 2.x model by the name its first program gave it, with its shape.

Built from the same configurations the modules are built from, so a file with a missing or odd tensor is found before
anything heavy is imported. Checked against diffusers' converters in the tests.
Not here: reading a file (heads.py), the configurations (single_file.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Shape = tuple[int, ...]
Named = Iterator[tuple[str, Shape]]


def unet(config: Mapping[str, Any]) -> dict[str, Shape]:
    """Below `model.diffusion_model.`; config: of a UNet2DConditionModel."""
    return dict(_unet(config))


def autoencoder(config: Mapping[str, Any]) -> dict[str, Shape]:
    """Below `first_stage_model.`; config: of an AutoencoderKL. The attention's products are named as convolutions."""
    return dict(_autoencoder(config))


def clip(config: Mapping[str, Any]) -> dict[str, Shape]:
    """Below `cond_stage_model.transformer.text_model.`, OpenAI's tower of SD 1.x; config: of a CLIPTextModel."""
    return dict(_clip(config))


def open_clip(config: Mapping[str, Any]) -> dict[str, Shape]:
    """Below `cond_stage_model.model.`, the layers of OpenCLIP's tower that SD 2.x reads."""
    return dict(_open_clip(config))


def _affine(name: str, *shape: int) -> Named:
    yield f"{name}.weight", shape
    yield f"{name}.bias", shape[:1]


def _unet(config: Mapping[str, Any]) -> Named:
    channels: Sequence[int] = config["block_out_channels"]
    attends = [name.startswith("CrossAttn") for name in config["down_block_types"]]
    layers, width = config["layers_per_block"], channels[0] * 4
    levels = len(channels)
    yield from _affine("time_embed.0", width, channels[0])
    yield from _affine("time_embed.2", width, width)
    yield from _affine("input_blocks.0.0", channels[0], config["in_channels"], 3, 3)
    kept, now, number = [channels[0]], channels[0], 0
    for level, out in enumerate(channels):
        for _ in range(layers):
            number += 1
            yield from _residual(f"input_blocks.{number}.0", now, out, width)
            if attends[level]:
                yield from _transformer(f"input_blocks.{number}.1", out, config)
            kept.append(out)
            now = out
        if level < levels - 1:
            number += 1
            yield from _affine(f"input_blocks.{number}.0.op", out, out, 3, 3)
            kept.append(out)
    yield from _residual("middle_block.0", now, now, width)
    yield from _transformer("middle_block.1", now, config)
    yield from _residual("middle_block.2", now, now, width)
    number = 0
    for level in reversed(range(levels)):
        out = channels[level]
        for layer in range(layers + 1):
            yield from _residual(f"output_blocks.{number}.0", now + kept.pop(), out, width)
            now = out
            if attends[level]:
                yield from _transformer(f"output_blocks.{number}.1", out, config)
            if layer == layers and level > 0:
                yield from _affine(f"output_blocks.{number}.{2 if attends[level] else 1}.conv", out, out, 3, 3)
            number += 1
    yield from _affine("out.0", channels[0])
    yield from _affine("out.2", config["out_channels"], channels[0], 3, 3)


def _residual(name: str, before: int, after: int, width: int) -> Named:
    yield from _affine(f"{name}.in_layers.0", before)
    yield from _affine(f"{name}.in_layers.2", after, before, 3, 3)
    yield from _affine(f"{name}.emb_layers.1", after, width)
    yield from _affine(f"{name}.out_layers.0", after)
    yield from _affine(f"{name}.out_layers.3", after, after, 3, 3)
    if before != after:
        yield from _affine(f"{name}.skip_connection", after, before, 1, 1)


def _transformer(name: str, channels: int, config: Mapping[str, Any]) -> Named:
    side = () if config["use_linear_projection"] else (1, 1)
    inside = f"{name}.transformer_blocks.0"
    yield from _affine(f"{name}.norm", channels)
    yield from _affine(f"{name}.proj_in", channels, channels, *side)
    for layer, read in (("attn1", channels), ("attn2", config["cross_attention_dim"])):
        yield f"{inside}.{layer}.to_q.weight", (channels, channels)
        yield f"{inside}.{layer}.to_k.weight", (channels, read)
        yield f"{inside}.{layer}.to_v.weight", (channels, read)
        yield from _affine(f"{inside}.{layer}.to_out.0", channels, channels)
    yield from _affine(f"{inside}.ff.net.0.proj", channels * 8, channels)
    yield from _affine(f"{inside}.ff.net.2", channels, channels * 4)
    for number in (1, 2, 3):
        yield from _affine(f"{inside}.norm{number}", channels)
    yield from _affine(f"{name}.proj_out", channels, channels, *side)


def _autoencoder(config: Mapping[str, Any]) -> Named:
    channels: Sequence[int] = config["block_out_channels"]
    layers, latent = config["layers_per_block"], config["latent_channels"]
    last = len(channels) - 1
    yield from _affine("encoder.conv_in", channels[0], config["in_channels"], 3, 3)
    now = channels[0]
    for level, out in enumerate(channels):
        for layer in range(layers):
            yield from _coder_block(f"encoder.down.{level}.block.{layer}", now, out)
            now = out
        if level < last:
            yield from _affine(f"encoder.down.{level}.downsample.conv", out, out, 3, 3)
    yield from _coder_middle("encoder", now)
    yield from _affine("encoder.norm_out", now)
    yield from _affine("encoder.conv_out", latent * 2, now, 3, 3)
    yield from _affine("quant_conv", latent * 2, latent * 2, 1, 1)
    yield from _affine("post_quant_conv", latent, latent, 1, 1)
    yield from _affine("decoder.conv_in", now, latent, 3, 3)
    yield from _coder_middle("decoder", now)
    for level in reversed(range(len(channels))):
        out = channels[level]
        for layer in range(layers + 1):
            yield from _coder_block(f"decoder.up.{level}.block.{layer}", now, out)
            now = out
        if level > 0:
            yield from _affine(f"decoder.up.{level}.upsample.conv", out, out, 3, 3)
    yield from _affine("decoder.norm_out", now)
    yield from _affine("decoder.conv_out", config["out_channels"], now, 3, 3)


def _coder_middle(part: str, channels: int) -> Named:
    yield from _coder_block(f"{part}.mid.block_1", channels, channels)
    yield from _affine(f"{part}.mid.attn_1.norm", channels)
    for name in ("q", "k", "v", "proj_out"):
        yield from _affine(f"{part}.mid.attn_1.{name}", channels, channels, 1, 1)
    yield from _coder_block(f"{part}.mid.block_2", channels, channels)


def _coder_block(name: str, before: int, after: int) -> Named:
    yield from _affine(f"{name}.norm1", before)
    yield from _affine(f"{name}.conv1", after, before, 3, 3)
    yield from _affine(f"{name}.norm2", after)
    yield from _affine(f"{name}.conv2", after, after, 3, 3)
    if before != after:
        yield from _affine(f"{name}.nin_shortcut", after, before, 1, 1)


def _clip(config: Mapping[str, Any]) -> Named:
    width, inner = config["hidden_size"], config["intermediate_size"]
    yield "embeddings.token_embedding.weight", (config["vocab_size"], width)
    yield "embeddings.position_embedding.weight", (config["max_position_embeddings"], width)
    for layer in range(config["num_hidden_layers"]):
        name = f"encoder.layers.{layer}"
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            yield from _affine(f"{name}.self_attn.{part}", width, width)
        yield from _affine(f"{name}.layer_norm1", width)
        yield from _affine(f"{name}.layer_norm2", width)
        yield from _affine(f"{name}.mlp.fc1", inner, width)
        yield from _affine(f"{name}.mlp.fc2", width, inner)
    yield from _affine("final_layer_norm", width)


def _open_clip(config: Mapping[str, Any]) -> Named:
    width, inner = config["hidden_size"], config["intermediate_size"]
    yield "token_embedding.weight", (config["vocab_size"], width)
    yield "positional_embedding", (config["max_position_embeddings"], width)
    for layer in range(config["num_hidden_layers"]):
        name = f"transformer.resblocks.{layer}"
        yield f"{name}.attn.in_proj_weight", (width * 3, width)
        yield f"{name}.attn.in_proj_bias", (width * 3,)
        yield from _affine(f"{name}.attn.out_proj", width, width)
        yield from _affine(f"{name}.ln_1", width)
        yield from _affine(f"{name}.ln_2", width)
        yield from _affine(f"{name}.mlp.c_fc", inner, width)
        yield from _affine(f"{name}.mlp.c_proj", width, inner)
    yield from _affine("ln_final", width)
