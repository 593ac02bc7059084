"""Recipe mini-autoencoder: 128 px pictures to 8 x 16 x 16 latents and back (diffusers' AutoencoderDC).

Residual autoencoding (arXiv:2410.10733, sec. 3.2: pixel-unshuffle shortcuts beside each down- and up-sampling, pixel
norms, no block at full resolution) was chosen over AutoencoderTiny after a short trial of both, in which it learned
much sooner; the trial is not kept as a script [ours]. Trains on random 64 px crops of scenes and of natural textures,
with L1, squared and edge losses, and noise on the latents so that the UNet's small errors stay small. Not here: the
UNet's cache of latents (latents.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderDC
from torch import Tensor

from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.pools import as_tensor, make_scenes
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Figures, Report, Training
from studio.engine.pretraining.textures import sample_photos, textures
from studio.engine.pretraining.world.labels import Pixels
from studio.engine.pretraining.world.scenes import FULL, Mix


@dataclass(frozen=True, slots=True)
class AutoencoderSettings:
    channels: tuple[int, ...] = (32, 64, 128, 256)
    encoder_blocks: tuple[int, ...] = (0, 2, 2, 1)
    decoder_blocks: tuple[int, ...] = (0, 3, 2, 1)
    latent_channels: int = 8
    batch: int = 16
    crop_px: int = 64
    scenes: int = 4000
    textures: int = 400
    texture_share: float = 0.25
    latent_noise: float = 0.03
    muon_lr: float = 1.5e-3
    adam_lr: float = 1e-3
    mix: Mix = FULL


def build(settings: AutoencoderSettings) -> Any:
    """A fresh AutoencoderDC; Any, since diffusers' own annotations do not describe it."""
    none: tuple[tuple[int, ...], ...] = ((),) * len(settings.channels)
    model: Any = AutoencoderDC(
        in_channels=3,
        latent_channels=settings.latent_channels,
        encoder_block_types="ResBlock",
        decoder_block_types="ResBlock",
        encoder_block_out_channels=settings.channels,
        decoder_block_out_channels=settings.channels,
        encoder_layers_per_block=settings.encoder_blocks,
        decoder_layers_per_block=settings.decoder_blocks,
        encoder_qkv_multiscales=none,
        decoder_qkv_multiscales=none,
        scaling_factor=1.0,
    )
    return model.to(memory_format=torch.channels_last)


def _edges(picture: Tensor) -> tuple[Tensor, Tensor]:
    return picture[..., 1:] - picture[..., :-1], picture[..., 1:, :] - picture[..., :-1, :]


def reconstruction_loss(truth: Tensor, copy: Tensor) -> tuple[Tensor, Tensor]:
    """Loss to minimise and the plain squared error, both over [b, 3, h, w] in -1..1."""
    squared = (copy - truth).square().mean()
    edges = sum((a - b).abs().mean() for a, b in zip(_edges(copy), _edges(truth), strict=True))
    return (copy - truth).abs().mean() + squared + 0.5 * edges, squared


def psnr(truth: Tensor, copy: Tensor) -> float:
    """Mean decibels per picture; tensors in -1..1."""
    error = ((copy.clamp(-1, 1) - truth) / 2).square().mean((1, 2, 3))
    return float((-10 * error.log10()).mean())


class _Crops:
    """Crop batches as a function of the step number."""

    def __init__(self, settings: AutoencoderSettings, pictures: list[Pixels], natural: list[Pixels]) -> None:
        self._settings, self._pictures, self._natural = settings, pictures, natural

    def __call__(self, step: int) -> Tensor:
        rng = np.random.default_rng((7, step))
        size, crops = self._settings.crop_px, []
        for _ in range(self._settings.batch):
            natural = self._natural and rng.random() < self._settings.texture_share
            pool = self._natural if natural else self._pictures
            picture = pool[rng.integers(len(pool))]
            y, x = (rng.integers(side - size + 1) for side in picture.shape[:2])
            crop = picture[y : y + size, x : x + size]
            crops.append(crop[:, ::-1] if rng.random() < 0.5 else crop)
        return as_tensor(crops)


@torch.no_grad()
def round_trip(model: Any, pictures: Tensor) -> Tensor:
    """Encode and decode [b, 3, h, w], a few at a time."""
    parts = [model.decode(model.encode(part).latent).sample for part in pictures.split(16)]
    return torch.cat(parts).float().clamp(-1, 1)


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: AutoencoderSettings = AutoencoderSettings(),
    workers: int = 1,
    shipped: Path | None = None,
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write the diffusers folder `out_dir/vae`; returns the figures of the run."""
    torch.manual_seed(0)
    model = build(settings)
    if resume and shipped is not None and (shipped / "config.json").is_file():
        model.load_state_dict(AutoencoderDC.from_pretrained(shipped).state_dict())
    scenes = make_scenes(settings.mix, range(settings.scenes), workers)
    held_out = make_scenes(settings.mix, range(10_000_000, 10_000_064), 1)
    if not sample_photos():
        report("autoencoder: textures are noise only; pip install likeness-studio[pretrain] adds two photographs")
    crops = _Crops(settings, [scene.pixels for scene in scenes], textures(settings.textures, seed=0))
    optimiser = HybridOptimiser(model.named_parameters(), settings.muon_lr, settings.adam_lr, weight_decay=0.0)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        truth = crops(step)
        with autocast():
            latents = model.encode(truth).latent
            copy = model.decode(latents + settings.latent_noise * torch.randn_like(latents)).sample
        total, squared = reconstruction_loss(truth, copy.float())
        spread = latents.float().square().mean()
        total = total + 0.01 * (spread - 1).clamp(min=0)
        return total, {"db": -10 * math.log10(squared.item() / 4), "spread": spread.item()}

    training = Training(
        "autoencoder", out_dir, {"vae": model}, optimiser, loss, budget, report, batch=settings.batch, seed=1
    )
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    model.eval()
    truth = as_tensor([scene.pixels for scene in held_out])
    with torch.no_grad():
        latents = torch.cat([model.encode(part).latent for part in truth.split(16)])
    model.register_to_config(scaling_factor=round(float(1 / latents.std()), 4))
    model.to(memory_format=torch.contiguous_format).save_pretrained(out_dir / "vae")
    figures["psnr_world"] = psnr(truth, round_trip(model, truth))
    report(f"autoencoder: {figures['psnr_world']:.2f} dB on unseen scenes")
    return figures
