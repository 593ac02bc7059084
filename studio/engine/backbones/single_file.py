"""A single safetensors file of Stable Diffusion 1.x or 2.x becomes a StableDiffusion.

diffusers' converters give the tensors their names in its modules; from there on all is as for a folder, so the same
weights draw the same picture bit for bit. Only the tensors of the three parts are read, not what training left beside
them (averages, schedules), and nothing is asked of a network.
Converters: diffusers 0.42.1, loaders/single_file_utils.py.
Not here: what the file is (library/catalogue/single_file.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from studio.engine.backbones import loading
from studio.engine.backbones.sd import StableDiffusion
from studio.library.catalogue import original_names, single_file, weights
from studio.library.catalogue.kinds import UNET, VAE
from studio.library.catalogue.single_file import CLIP_PREFIX, OPEN_CLIP_PREFIX, Described


def load_file(
    file: Path,
    name: str,
    remedy: str,
    device: torch.device | None = None,
    dtype: torch.dtype | None = None,
    licence: str = "",
    prediction: str = "",
) -> StableDiffusion:
    """dtype: of the UNet. prediction: "" for what the file says. Raises MissingWeights, InputProblem, DiskProblem."""
    described = single_file.describe(file, prediction, remedy)
    device = device or loading.default_device()
    dtype = dtype or loading.default_dtype(device)
    with loading.fitting(file, remedy):
        unet = nn.Module.to(_unet(described), device, dtype)
        autoencoder = nn.Module.to(_autoencoder(described), device, torch.float32)
        tower = _text_tower(described).to(device, torch.float32)
    scheduler = described.configs["scheduler/scheduler_config.json"]
    facts = loading.facts_of(
        name, unet, autoencoder, tower, scheduler,
        fingerprint=weights.fingerprint(file),
        licence=licence or described.licence or "unknown",
    )  # fmt: skip
    schedule = loading.schedule_from(scheduler)
    return StableDiffusion(facts, unet, autoencoder, tower, tokenizer(described), schedule, scheduler)


def tokenizer(described: Described) -> Any:
    """CLIP's, from this studio's own files."""
    from transformers.models.clip.tokenization_clip import CLIPTokenizer

    pad = single_file.pad_token(described.version)
    return CLIPTokenizer.from_pretrained(single_file.tokenizer_folder(), local_files_only=True, pad_token=pad)


def _unet(described: Described) -> nn.Module:
    from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint

    config = described.configs["unet/config.json"]
    tensors = _read(described.file, lambda name: name.startswith(UNET))
    return loading.filled(loading.empty_unet(config), convert_ldm_unet_checkpoint(tensors, config))


def _autoencoder(described: Described) -> nn.Module:
    from diffusers.loaders.single_file_utils import convert_ldm_vae_checkpoint

    config = described.configs["vae/config.json"]
    wanted = {VAE + name for name in original_names.autoencoder(config)}
    tensors = _read(described.file, wanted.__contains__)  # some files hold a discriminator beside it
    return loading.filled(loading.empty_autoencoder(config), convert_ldm_vae_checkpoint(tensors, config))


def _text_tower(described: Described) -> nn.Module:
    from diffusers.loaders.single_file_utils import convert_ldm_clip_checkpoint, convert_open_clip_checkpoint
    from transformers.models.clip.configuration_clip import CLIPTextConfig

    config = CLIPTextConfig.from_dict(described.configs["text_encoder/config.json"])
    if described.version == "1":
        tensors = _read(described.file, lambda name: name.startswith(CLIP_PREFIX))
        named = {single_file.text_name(name): tensor for name, tensor in tensors.items()}
        return loading.filled_tower(config, convert_ldm_clip_checkpoint(named))
    wanted = {
        OPEN_CLIP_PREFIX + name for name in original_names.open_clip(described.configs["text_encoder/config.json"])
    }
    tensors = _read(described.file, wanted.__contains__)  # the layer that is never read stays out
    return loading.filled_tower(config, convert_open_clip_checkpoint(_Like(config), tensors))


class _Like:
    """The converter asks the tower for its width only."""

    def __init__(self, config: Any) -> None:
        self.config = config


def _read(file: Path, is_wanted: Callable[[str], bool]) -> dict[str, Tensor]:
    from safetensors import safe_open

    with safe_open(file, framework="pt") as opened:
        return {name: opened.get_tensor(name) for name in opened.keys() if is_wanted(name)}  # noqa: SIM118
