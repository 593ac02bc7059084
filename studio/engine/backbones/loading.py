"""A diffusers folder becomes a StableDiffusion. Only the modules a model needs are imported, to start sooner.

Not here: what makes a folder acceptable (weights.py), single files (single_file.py), names (registry.py).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from studio.core import files
from studio.core.errors import MissingWeights
from studio.engine.backbones.schedule import NoiseSchedule
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.surface import BackboneFacts
from studio.library.catalogue import single_file, weights

_ALIGNMENT = 64  # bytes, of the memory torch takes for itself


def default_device() -> torch.device:
    """CUDA, Apple's GPU, or the processor; STUDIO_DEVICE (cpu, cuda, mps) says otherwise where it can be had."""
    wanted = os.environ.get("STUDIO_DEVICE", "")
    if wanted == "cpu":
        return torch.device("cpu")
    if wanted == "mps" and torch.backends.mps.is_available():
        return torch.device("mps")
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def default_dtype(device: torch.device) -> torch.dtype:
    """bf16 where the hardware computes in it, fp16 on other GPUs, fp32 on other processors."""
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type == "mps":
        return torch.float16
    return torch.bfloat16 if has_fast_bf16(device) else torch.float32


def has_fast_bf16(device: torch.device) -> bool:
    """True where bf16 products are native: AVX-512 bf16 or AMX on CPUs, Ampere and later on CUDA.

    Elsewhere they are emulated: on an AVX2 processor a product in bf16 took 300 times as long as in fp32.
    """
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if device.type == "cpu":
        can = torch.cpu.get_capabilities()
        return bool(can.get("avx512_bf16") or can.get("amx_bf16") or can.get("amx_tile"))
    return False


def load_folder(
    folder: Path,
    name: str,
    remedy: str,
    device: torch.device | None = None,
    dtype: torch.dtype | None = None,
    licence: str = "",
) -> StableDiffusion:
    """dtype: of the UNet; text tower and autoencoder are small and run in fp32. Raises MissingWeights."""
    parts = weights.check_folder(folder, remedy)
    device = device or default_device()
    dtype = dtype or default_dtype(device)
    with fitting(folder, remedy):
        unet = nn.Module.to(_unet(folder, parts["unet"]), device, dtype)  # diffusers' own `to` logs a warning
        autoencoder = nn.Module.to(_autoencoder(folder, parts["vae"]), device, torch.float32)
        tower = _text_tower(folder, parts["text_encoder"]).to(device, torch.float32)
    scheduler = weights.read_config(folder, "scheduler/scheduler_config.json", remedy)
    facts = facts_of(
        name, unet, autoencoder, tower, scheduler,
        fingerprint=weights.fingerprint(folder),
        licence=licence or weights.licence_of(folder),
    )  # fmt: skip
    return StableDiffusion(facts, unet, autoencoder, tower, _tokenizer(folder), schedule_from(scheduler), scheduler)


@contextlib.contextmanager
def fitting(path: Path, remedy: str) -> Iterator[None]:
    """What goes wrong when weights are put into modules, as one sentence."""
    from safetensors import SafetensorError

    try:
        yield
    except (KeyError, ValueError, RuntimeError, TypeError, SafetensorError) as error:
        raise MissingWeights(
            f"The weights in “{path}” do not fit its description.",
            remedy,
            f"{type(error).__name__}: {error}",
        ) from error


def filled(module: Any, tensors: Mapping[str, Tensor]) -> nn.Module:
    """Put tensors into a module that was built without memory of its own. Raises KeyError: missing or extra ones."""
    tensors = {name: ready(tensor) for name, tensor in tensors.items()}
    missing, unexpected = module.load_state_dict(tensors, strict=False, assign=True)
    unexpected = [name for name in unexpected if not name.endswith("position_ids")]
    if missing or unexpected:
        raise KeyError(f"missing {missing[:5]}, unexpected {unexpected[:5]}")
    return module


def ready(tensor: Tensor) -> Tensor:
    """Half types of files are widened: what runs in half is narrowed again as a whole.

    A tensor mapped from a file lies wherever its header ends; kernels round differently there (and some are slower)
    than at the addresses of torch's own memory, so it is copied and a model's pictures do not depend on its file.
    """
    wide = tensor.float() if tensor.is_floating_point() else tensor
    return wide.clone() if wide.data_ptr() % _ALIGNMENT else wide


def _unet(folder: Path, file: Path) -> nn.Module:
    return filled(empty_unet(files.read_json(folder / "unet" / "config.json")), _tensors(file))


def _autoencoder(folder: Path, file: Path) -> nn.Module:
    return filled(empty_autoencoder(files.read_json(folder / "vae" / "config.json")), _tensors(file))


def _tensors(file: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return load_file(file)


def empty_unet(config: Mapping[str, Any]) -> Any:
    """On the meta device."""
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel

    with torch.device("meta"):
        return UNet2DConditionModel.from_config(dict(config))


def empty_autoencoder(config: Mapping[str, Any]) -> Any:
    """On the meta device, of the class the configuration names."""
    if config.get("_class_name") == "AutoencoderTiny":
        from diffusers.models.autoencoders.autoencoder_tiny import AutoencoderTiny as Coder
    elif config.get("_class_name") == "AutoencoderDC":
        from diffusers.models.autoencoders.autoencoder_dc import AutoencoderDC as Coder
    else:
        from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL as Coder
    with torch.device("meta"):
        return Coder.from_config(dict(config))


def _text_tower(folder: Path, file: Path) -> nn.Module:
    from transformers.models.clip.configuration_clip import CLIPTextConfig

    config = CLIPTextConfig.from_pretrained(folder / "text_encoder", local_files_only=True)
    return filled_tower(config, _tensors(file))


def filled_tower(config: Any, given: Mapping[str, Tensor]) -> nn.Module:
    """The tower without a projection, under the same names whichever class its tensors were written by."""
    from transformers.models.clip.modeling_clip import CLIPTextModel

    with torch.device("meta"):
        module = CLIPTextModel(config)
    tensors: dict[str, Tensor] = {}
    for name, tensor in given.items():
        short = name.removeprefix("text_model.")
        if short != "text_projection.weight" and not short.endswith("position_ids"):
            tensors[short] = ready(tensor)
    module.load_state_dict(tensors, strict=True, assign=True)
    embeddings: Any = module.embeddings
    embeddings.position_ids = torch.arange(config.max_position_embeddings)[None]
    return module


def _tokenizer(folder: Path) -> Any:
    from transformers.models.clip.tokenization_clip import CLIPTokenizer

    return CLIPTokenizer.from_pretrained(folder / "tokenizer", local_files_only=True)


def schedule_from(config: Mapping[str, Any]) -> NoiseSchedule:
    """The training noise of a diffusers scheduler config. Zero terminal SNR: arXiv:2305.08891, sec. 3.1."""
    steps = int(config.get("num_train_timesteps", 1000))
    prediction = str(config.get("prediction_type", "epsilon"))
    if prediction.startswith("flow") or "FlowMatch" in str(config.get("_class_name")):
        return NoiseSchedule("flow", steps=steps)
    start, end = float(config.get("beta_start", 0.00085)), float(config.get("beta_end", 0.012))
    if config.get("trained_betas"):
        betas = torch.tensor(config["trained_betas"], dtype=torch.float64)
    elif config.get("beta_schedule", "scaled_linear") == "linear":
        betas = torch.linspace(start, end, steps, dtype=torch.float64)
    else:
        betas = torch.linspace(start**0.5, end**0.5, steps, dtype=torch.float64) ** 2
    cumulative = torch.cumprod(1 - betas, 0)
    if config.get("rescale_betas_zero_snr"):
        root = cumulative.sqrt()
        first, last = root[0].clone(), root[-1].clone()
        cumulative = ((root - last) * first / (first - last)) ** 2
    return NoiseSchedule("v_prediction" if prediction == "v_prediction" else "epsilon", cumulative.float())


def facts_of(
    name: str,
    unet: Any,
    autoencoder: Any,
    tower: Any,
    scheduler: Mapping[str, Any],
    *,
    fingerprint: str,
    licence: str,
) -> BackboneFacts:
    """What the parts say of themselves."""
    scale = single_file.latent_scale_of(autoencoder.config)
    zero_snr = bool(scheduler.get("rescale_betas_zero_snr"))
    return BackboneFacts(
        name=name,
        family="sd",
        fingerprint=fingerprint,
        licence=licence,
        picture_px=single_file.picture_px_of(unet.config, scale),
        latent_channels=int(unet.config["in_channels"]),
        latent_scale=scale,
        text_width=int(tower.config.hidden_size),
        max_tokens=int(tower.config.max_position_embeddings) - 2,
        default_steps=25,
        default_guidance=5.0 if zero_snr else 7.5,
        default_guidance_rescale=0.7 if zero_snr else 0.0,
    )
