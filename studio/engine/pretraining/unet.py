"""Recipe mini-unet: the text-to-image UNet on cached latents, v-prediction with zero terminal SNR.

What makes few pictures go far: single objects on plain ground first and full scenes later (world/scenes.py mixes),
more weight on things than on ground, timesteps from a logit-normal, min-SNR weights (arXiv:2303.09556), features of
the 8 x 8 level aligned to the vision tower's patches (arXiv:2410.06940), Muon, EMA. One caption in ten is dropped for
guidance. Not here: the pack's folder layout (pack.py), scores (gates.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DDPMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionModelWithProjection

from studio.engine.pretraining.clip_towers import token_ids
from studio.engine.pretraining.latents import LATENT_SIDE, Shard, make_shard
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.pack import load_coder
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Ema, Figures, Part, Report, Training
from studio.engine.pretraining.world.scenes import CLEAR, EASY, FULL, MARKED, PAIRED, PEOPLE, RICH, SINGLE, Mix


@dataclass(frozen=True, slots=True)
class Stage:
    """From this step on, batches hold these shares of each mix."""

    from_images: int
    shares: tuple[tuple[str, float], ...]


MIXES: dict[str, Mix] = {
    "single": SINGLE,
    "easy": EASY,
    "full": FULL,
    "rich": RICH,
    "clear": CLEAR,
    "paired": PAIRED,
    "people": PEOPLE,
    "marked": MARKED,
}


@dataclass(frozen=True, slots=True)
class UnetSettings:
    channels: tuple[int, ...] = (64, 192, 256)
    heads: tuple[int, ...] = (2, 4, 4)
    batch: int = 96
    scenes_per_shard: int = 2048
    shards: tuple[tuple[str, int], ...] = (
        ("single", 4),
        ("easy", 4),
        ("full", 5),
        ("rich", 12),
        ("clear", 6),
        ("paired", 6),
        ("people", 4),
        ("marked", 6),
    )
    stages: tuple[Stage, ...] = (
        Stage(0, (("single", 1.0),)),
        Stage(60_000, (("single", 0.6), ("easy", 0.4))),
        Stage(89_000, (("single", 0.15), ("easy", 0.3), ("full", 0.55))),
        Stage(250_000, (("rich", 0.55), ("clear", 0.45))),
        Stage(387_000, (("rich", 0.3), ("clear", 0.2), ("paired", 0.3), ("people", 0.2))),
        Stage(598_000, (("rich", 0.25), ("clear", 0.15), ("paired", 0.2), ("people", 0.4))),
        Stage(654_000, (("rich", 0.2), ("clear", 0.15), ("people", 0.3), ("marked", 0.35))),
    )
    muon_lr: float = 1.5e-3
    adam_lr: float = 8e-4
    ema: float = 0.998
    caption_dropout: float = 0.1
    alignment: float = 0.25
    text_width: int = 256


def scheduler() -> DDPMScheduler:
    """The noise schedule the pack is trained with and shipped with."""
    return DDPMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
    )


def build(settings: UnetSettings, latent_channels: int = 8) -> Any:
    """16 M parameters; cross-attention at 16 x 16 and 8 x 8."""
    heads: Any = settings.heads  # one number a level, which diffusers takes and does not annotate
    model: Any = UNet2DConditionModel(
        sample_size=LATENT_SIDE,
        in_channels=latent_channels,
        out_channels=latent_channels,
        block_out_channels=settings.channels,
        layers_per_block=1,
        cross_attention_dim=settings.text_width,
        attention_head_dim=heads,
        norm_num_groups=32,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    )
    return model.to(memory_format=torch.channels_last)


class _Aligner(nn.Module):
    """From the UNet's features at 8 x 8 to the vision tower's patch features."""

    def __init__(self, width: int, target: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(width, 384), nn.SiLU(), nn.Linear(384, target))

    def forward(self, features: Tensor) -> Tensor:
        """[b, c, 8, 8] to [b, 64, target]."""
        return self.layers(features.flatten(2).transpose(1, 2))


class _Watched(nn.Module):
    """The UNet with its aligner: one call gives v and, unless the aligner is None, the aligned features."""

    def __init__(self, unet: Any, aligner: _Aligner | None) -> None:
        super().__init__()
        self.unet, self.aligner = unet, aligner
        self._kept = threading.local()  # parts of a batch run side by side
        unet.down_blocks[1].attentions[0].register_forward_hook(self._keep)

    def _keep(self, _module: nn.Module, _inputs: Any, output: Any) -> None:
        self._kept.features = output[0] if isinstance(output, tuple) else output.sample

    def forward(self, noisy: Tensor, steps: Tensor, words: Tensor) -> tuple[Tensor, Tensor | None]:
        """[b, c, h, w], [b], [b, n, d] to v [b, c, h, w] and features [b, 64, d] of the 8 x 8 cross-attention."""
        predicted = self.unet(noisy, steps, words).sample
        return predicted, None if self.aligner is None else self.aligner(self._kept.features)


@torch.no_grad()
def text_states(encoder: nn.Module, ids: Tensor) -> Tensor:
    """Hidden states float16 [n, MAX_LENGTH, width] of token ids."""
    states = []
    with autocast():
        for part in ids.long().split(256):
            states.append(encoder(input_ids=part)[0].half())
    return torch.cat(states)


class _Batches:
    """Rows of the shards as a function of the step: a share per mix by stage."""

    def __init__(self, settings: UnetSettings, parts: dict[str, tuple[Shard, Tensor]]) -> None:
        self._settings, self._parts = settings, parts

    def __call__(self, step: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Latents, text states, patch features, foreground weights of one batch, float32."""
        settings, rng = self._settings, np.random.default_rng((13, step))
        stage = [s for s in settings.stages if s.from_images <= step * settings.batch][-1]
        # A mix without shards yet leaves its share to the ones that have some.
        shares = [(name, share) for name, share in stage.shares if name in self._parts]
        shares = shares or [(name, 1.0) for name in self._parts]
        weights = np.array([share for _, share in shares])
        counts = rng.multinomial(settings.batch, weights / weights.sum())
        rows: list[list[Tensor]] = [[], [], [], []]
        for (name, _), count in zip(shares, counts, strict=True):
            shard, states = self._parts[name]
            chosen = torch.from_numpy(rng.integers(len(shard), size=count))
            for column, tensor in zip(rows, (shard.latents, states, shard.patches, shard.weights), strict=True):
                column.append(tensor[chosen].float())
        latents, text, patches, foreground = (torch.cat(column) for column in rows)
        return latents.contiguous(memory_format=torch.channels_last), text, patches, foreground


def v_loss(
    predicted: Tensor, latents: Tensor, noise: Tensor, alphas: Tensor, foreground: Tensor, gamma: float = 5.0
) -> Tensor:
    """Weighted squared error of v; alphas [b] are the cumulative products at the timesteps, foreground [b, h, w]."""
    signal, spread = alphas.sqrt()[:, None, None, None], (1 - alphas).sqrt()[:, None, None, None]
    target = signal * noise - spread * latents
    snr = alphas / (1 - alphas).clamp(min=1e-8)
    weight = (snr.clamp(max=gamma) / (snr + 1)).clamp(min=0.05)
    error = ((predicted - target).square() * foreground[:, None]).mean((1, 2, 3))
    return (error * weight).mean() / weight.mean()


def _shards(
    folder: Path,
    settings: UnetSettings,
    images: int,
    text: nn.Module,
    tokenizer: CLIPTokenizer,
    workers: int,
    report: Report,
) -> dict[str, tuple[Shard, Tensor]]:
    """The mixes of the present stage and the coming ones, `images` pictures being seen already."""
    present = [stage for stage in settings.stages if stage.from_images <= images][-1]
    coming = {name for stage in settings.stages[settings.stages.index(present) :] for name, _ in stage.shares}
    coder, scaling = load_coder(folder / "vae")
    vision = None  # without a vision tower yet, training goes on unaligned
    if (folder / "vision" / "config.json").is_file():
        vision = CLIPVisionModelWithProjection.from_pretrained(folder / "vision").float().eval()
    parts = {}
    for name, count in settings.shards:
        if name not in coming:
            continue
        paths = []
        for index in range(count):
            made = make_shard(
                folder, name, MIXES[name], index, coder, scaling, vision, tokenizer, workers, settings.scenes_per_shard
            )
            paths.append(made)
        shard = Shard.joined([Shard.load(path) for path in paths])
        parts[name] = (shard, text_states(text, shard.tokens))
        report(f"unet: {len(shard)} scenes of mix {name}, spread {shard.latents.float().std():.3f}")
    return parts


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: UnetSettings = UnetSettings(),
    workers: int = 1,
    shipped: Path | None = None,
    is_compiled: bool = False,
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train on the folders vae, text, vision and tokenizer of out_dir; writes `unet` (EMA) at every checkpoint.

    Compiled (needs a C++ compiler and some minutes before the first step), a step is faster.
    """
    torch.manual_seed(0)
    tokenizer = CLIPTokenizer.from_pretrained(out_dir / "tokenizer")
    text: CLIPTextModel = CLIPTextModelWithProjection.from_pretrained(out_dir / "text").float().eval().text_model
    # The mixes go on from what the weights have seen, not from single things.
    parts = _shards(out_dir, settings, int((seen or {}).get("images", 0)), text, tokenizer, workers, report)
    first = next(iter(parts.values()))[0]
    model = build(settings, first.latents.shape[1])
    ema = Ema(model, settings.ema)
    model.set_attn_processor(AttnProcessor())  # faster to train on a CPU than the fused kernel
    is_local = (out_dir / "unet.pt").is_file()
    if resume and not is_local and shipped is not None and (shipped / "config.json").is_file():
        for target in (model, ema.model):
            target.load_state_dict(UNet2DConditionModel.from_pretrained(shipped).float().state_dict())
    is_aligned = all(shard.patches.shape[-1] for shard, _ in parts.values())
    aligner = _Aligner(settings.channels[1], settings.text_width)
    named = [*model.named_parameters(), *((f"aligner.{n}", p) for n, p in aligner.named_parameters())]
    watched: Any = _Watched(model, aligner if is_aligned else None)
    if is_compiled:
        watched = torch.compile(watched, dynamic=False)
    optimiser = HybridOptimiser(named, settings.muon_lr, settings.adam_lr, weight_decay=0.01)
    batches = _Batches(settings, parts)
    noise_schedule = scheduler()
    alphas_cumprod = noise_schedule.alphas_cumprod
    no_words = text_states(text, token_ids(tokenizer, [""])).float()

    def loss(step: int) -> list[Part]:
        latents, words, patches, foreground = batches(step)
        words[torch.rand(len(latents)) < settings.caption_dropout] = no_words
        steps = (torch.sigmoid(torch.randn(len(latents)) * 1.1 + 0.2) * 1000).long().clamp(0, 999)
        alphas, noise = alphas_cumprod[steps], torch.randn_like(latents)
        noisy = alphas.sqrt()[:, None, None, None] * latents + (1 - alphas).sqrt()[:, None, None, None] * noise

        def part(rows: slice) -> tuple[Tensor, dict[str, float]]:
            with autocast():
                predicted, aligned = watched(noisy[rows], steps[rows], words[rows])
            denoising = v_loss(predicted.float(), latents[rows], noise[rows], alphas[rows], foreground[rows])
            if aligned is None:
                return denoising, {"v": denoising.item()}
            apart = 1 - F.cosine_similarity(aligned.float(), patches[rows], dim=-1).mean()
            return denoising + settings.alignment * apart, {"v": denoising.item(), "apart": apart.item()}

        half = len(latents) // 2
        return [partial(part, slice(0, half)), partial(part, slice(half, None))]

    def export(_step: int) -> None:
        averaged: Any = ema.model
        averaged.save_pretrained(out_dir / "unet")

    training = Training(
        "unet",
        out_dir,
        {"unet": model, "aligner": aligner},
        optimiser,
        loss,
        budget,
        report,
        batch=settings.batch,
        seed=3,
        emas={"unet": ema},
        at_checkpoint=export,
    )
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    export(training.step)
    return figures
