"""Tiny Stable Diffusion models of random weights, each written twice: as a diffusers folder, and as one file under the
names of the first program. The names are turned here by hand, so that reading them is checked by something else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from studio.core import folders

WORDS = 49_408
_WIDTH = 64
_RESNET = (
    ("norm1", "in_layers.0"), ("conv1", "in_layers.2"), ("time_emb_proj", "emb_layers.1"), ("norm2", "out_layers.0"),
    ("conv2", "out_layers.3"), ("conv_shortcut", "skip_connection"),
)  # fmt: skip
_LAYERS = 2  # of the UNet's blocks


@dataclass(frozen=True)
class Twins:
    """The same weights. tensors: those of the file."""

    folder: Path
    file: Path
    tensors: Mapping[str, Tensor]


def twins(where: Path, version: str, prediction: str, notes: Mapping[str, str] | None = None) -> Twins:
    """version: "1" or "2". notes: the file's metadata; pictures of 64 px without."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(version))
        unet, coder, tower = _unet(version), _autoencoder(), _tower(version)
        for module in (unet, coder, tower):
            for parameter in module.parameters():
                if parameter.ndim == 1:
                    parameter.data.add_(torch.randn_like(parameter) * 0.1)
        unread = {
            name.replace(".1.", ".2.", 1): torch.randn_like(tensor)
            for name, tensor in original_open_clip(tower.state_dict()).items()
            if "resblocks.1." in name
        }
    where.mkdir(parents=True, exist_ok=True)
    folder = _save_folder(where / "folder", unet, coder, tower, version, prediction)
    tensors = original_unet(unet.state_dict()) | original_autoencoder(coder.state_dict())
    if version == "1":
        start = "cond_stage_model.transformer.text_model."
        tensors |= {start + name.removeprefix("text_model."): t for name, t in tower.state_dict().items()}
        tensors[start + "embeddings.position_ids"] = torch.arange(77)[None]
    else:
        tensors |= original_open_clip(tower.state_dict()) | unread
        tensors["cond_stage_model.model.text_projection"] = torch.randn(_WIDTH, _WIDTH)
    tensors["model_ema.decay"] = torch.ones(())  # training leaves such things beside the model
    tensors["alphas_cumprod"] = torch.ones(1000)
    tensors = {name: tensor.contiguous() for name, tensor in tensors.items()}
    file = where / f"Tiny Painter v{version}.safetensors"
    save_file(tensors, file, metadata=dict(notes if notes is not None else {"modelspec.resolution": "64x64"}))
    return Twins(folder, file, tensors)


def original_unet(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """diffusers' names -> the first program's."""
    fixed = {
        "time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
        "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2",
    }  # fmt: skip
    made: dict[str, Tensor] = {}
    for name, tensor in state.items():
        for ours, theirs in fixed.items():
            if name.startswith(ours + "."):
                made[f"model.diffusion_model.{theirs}{name[len(ours) :]}"] = tensor
                break
        else:
            made[f"model.diffusion_model.{_of_a_block(name, state)}"] = tensor
    return made


def _of_a_block(name: str, state: Mapping[str, Tensor]) -> str:
    if found := re.match(r"mid_block\.(resnets|attentions)\.(\d)\.(.+)", name):
        return f"middle_block.{1 if found[1] == 'attentions' else 2 * int(found[2])}.{_inside(found[1], found[3])}"
    found = re.match(r"(down|up)_blocks\.(\d)\.(resnets|attentions|downsamplers|upsamplers)\.(\d)\.(.+)", name)
    assert found, name
    way, block, kind, layer, rest = found[1], int(found[2]), found[3], int(found[4]), found[5]
    if kind == "downsamplers":
        return f"input_blocks.{(block + 1) * (_LAYERS + 1)}.0.op.{rest.removeprefix('conv.')}"
    if kind == "upsamplers":
        attends = any(other.startswith(f"up_blocks.{block}.attentions.") for other in state)
        return f"output_blocks.{(block + 1) * (_LAYERS + 1) - 1}.{2 if attends else 1}.{rest}"
    place = f"input_blocks.{1 + block * (_LAYERS + 1) + layer}"
    if way == "up":
        place = f"output_blocks.{block * (_LAYERS + 1) + layer}"
    return f"{place}.{1 if kind == 'attentions' else 0}.{_inside(kind, rest)}"


def _inside(kind: str, rest: str) -> str:
    if kind == "resnets":
        for ours, theirs in _RESNET:
            if rest.startswith(ours + "."):
                return theirs + rest[len(ours) :]
    return rest


def original_autoencoder(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """diffusers' names -> the first program's, the attention's products as convolutions of one cell."""
    levels = 1 + max(int(found[1]) for name in state if (found := re.match(r"encoder\.down_blocks\.(\d)", name)))
    made: dict[str, Tensor] = {}
    for name, tensor in state.items():
        new = re.sub(r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2", name)
        new = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", new)
        new = re.sub(r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{levels - 1 - int(m[1])}.block.{m[2]}", new)
        new = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{levels - 1 - int(m[1])}.upsample", new)
        new = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", new)
        new = new.replace("mid_block.attentions.0", "mid.attn_1").replace("conv_shortcut", "nin_shortcut")
        new = new.replace("group_norm", "norm").replace("to_out.0", "proj_out").replace("conv_norm_out", "norm_out")
        new = re.sub(r"attn_1\.to_([qkv])", r"attn_1.\1", new)
        is_product = "attn_1" in new and new.endswith("weight") and tensor.ndim == 2
        made[f"first_stage_model.{new}"] = tensor[:, :, None, None] if is_product else tensor
    return made


def original_open_clip(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """transformers' names -> OpenCLIP's, queries, keys and values in one."""
    names = (
        ("embeddings.token_embedding.weight", "token_embedding.weight"),
        ("embeddings.position_embedding.weight", "positional_embedding"),
        ("final_layer_norm", "ln_final"), ("encoder.layers", "transformer.resblocks"), ("layer_norm", "ln_"),
        ("mlp.fc1", "mlp.c_fc"), ("mlp.fc2", "mlp.c_proj"), ("self_attn.out_proj", "attn.out_proj"),
    )  # fmt: skip
    made: dict[str, Tensor] = {}
    for name, tensor in state.items():
        if found := re.match(r"(?:text_model\.)?encoder\.layers\.(\d+)\.self_attn\.q_proj\.(weight|bias)", name):
            parts = [state[name.replace("q_proj", f"{letter}_proj")] for letter in "qkv"]
            made[f"cond_stage_model.model.transformer.resblocks.{found[1]}.attn.in_proj_{found[2]}"] = torch.cat(parts)
        elif not re.search(r"self_attn\.[qkv]_proj", name):
            new = name.removeprefix("text_model.")
            for ours, theirs in names:
                new = new.replace(ours, theirs)
            made[f"cond_stage_model.model.{new}"] = tensor
    return made


def _unet(version: str) -> Any:
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel

    config: dict[str, Any] = {
        "sample_size": 8,
        "block_out_channels": (32, 32, 64),
        "layers_per_block": _LAYERS,
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        "cross_attention_dim": _WIDTH,
        "attention_head_dim": 8 if version == "1" else (1, 1, 1),
        "use_linear_projection": version == "2",
        "upcast_attention": version == "2",
    }
    return UNet2DConditionModel(**config)


def _autoencoder() -> Any:
    from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL

    config: dict[str, Any] = {
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "block_out_channels": (32, 32, 64, 64),
        "layers_per_block": 1,
        "latent_channels": 4,
        "sample_size": 64,
    }
    return AutoencoderKL(**config)


def _tower(version: str) -> Any:
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    config = CLIPTextConfig(
        vocab_size=WORDS,
        hidden_size=_WIDTH,
        intermediate_size=2 * _WIDTH,
        num_hidden_layers=2,
        num_attention_heads=1,
        hidden_act="quick_gelu" if version == "1" else "gelu",
        bos_token_id=WORDS - 2,
        eos_token_id=WORDS - 1,
        pad_token_id=WORDS - 1,
    )
    return CLIPTextModel(config)


def _save_folder(folder: Path, unet: Any, coder: Any, tower: Any, version: str, prediction: str) -> Path:
    from transformers.models.clip.tokenization_clip import CLIPTokenizer

    for name, part in (("unet", unet), ("vae", coder), ("text_encoder", tower)):
        part.save_pretrained(folder / name)
    pad = "!" if version == "2" else "<|endoftext|>"
    words = CLIPTokenizer.from_pretrained(folders.resources() / "clip_tokenizer", local_files_only=True, pad_token=pad)
    words.save_pretrained(folder / "tokenizer")
    scheduler = {
        "_class_name": "DDIMScheduler", "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
        "prediction_type": prediction, "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1,
        "timestep_spacing": "leading", "num_train_timesteps": 1000,
    }  # fmt: skip
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"],
        "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
        "scheduler": ["diffusers", "DDIMScheduler"],
    }  # fmt: skip
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(scheduler), encoding="utf-8")
    (folder / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder
