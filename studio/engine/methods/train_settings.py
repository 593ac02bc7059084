"""Settings that every taught method has, as the base of its own Settings class.

Not here: what a method is (contract.py), how a setting becomes a form field (studio/core/settings.py).
"""

from __future__ import annotations

from typing import Literal

from studio.core.settings import Settings, setting


class TrainSettings(Settings):
    """What every taught method has; a method overrides defaults and adds its own fields."""

    steps: int = setting(
        200,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps. More likeness, then over-fit.",
    )
    learning_rate: float = setting(1e-3, title="Learning rate", ge=1e-8, le=1.0, help="Size of each step.")
    batch_size: int = setting(4, title="Batch size", unit="pictures", ge=1, le=64, help="Pictures per step.")
    gradient_accumulation: int = setting(
        1,
        title="Gradient accumulation",
        unit="batches",
        ge=1,
        le=64,
        advanced=True,
        help="Batches summed into one step; as a bigger batch, with less memory.",
    )
    warmup_steps: int = setting(
        10,
        title="Warm-up",
        unit="steps",
        ge=0,
        le=10_000,
        advanced=True,
        help="Steps over which the learning rate rises.",
    )
    schedule: Literal["constant", "linear", "cosine"] = setting(
        "constant",
        title="Learning-rate schedule",
        advanced=True,
        help="constant, linear or cosine.",
    )
    weight_decay: float = setting(
        0.0,
        title="Weight decay",
        ge=0.0,
        le=1.0,
        advanced=True,
        help="AdamW weight decay.",
    )
    max_grad_norm: float = setting(
        1.0,
        title="Gradient clipping",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Largest gradient norm; 0 switches clipping off.",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = setting(
        "auto",
        title="Precision",
        advanced=True,
        help="auto, fp32, bf16 or fp16: the type of the forward pass; learned tensors stay fp32.",
    )
    min_snr_gamma: float = setting(
        0.0,
        title="Min-SNR gamma",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Loss weight min(SNR, gamma); 0 switches it off (arXiv:2303.09556; usual 5).",
    )
    noise_offset: float = setting(
        0.0,
        title="Offset noise",
        ge=0.0,
        le=1.0,
        advanced=True,
        help="Adds a constant per channel to the noise; helps very dark and very light pictures.",
    )
    ema_decay: float = setting(
        0.0,
        title="EMA decay",
        ge=0.0,
        le=0.99999,
        advanced=True,
        help="Running average of what is learned; 0 switches it off.",
    )
    flip: bool = setting(
        True,
        title="Mirror",
        advanced=True,
        help="Show photos mirrored half of the time; switch off for writing or one-sided marks.",
    )
    mask_weight: float = setting(
        0.0,
        title="Mask weight",
        ge=0.0,
        le=1.0,
        advanced=True,
        help="How much less the ground around the subject counts; 1 ignores it.",
    )
    find_subject: bool = setting(
        True,
        title="Find the subject",
        advanced=True,
        help="Where no mask was brushed, the model itself says where the subject is; used by the mask weight.",
    )
    close_ups: bool = setting(
        True,
        title="Close-ups",
        advanced=True,
        help="A subject that is small in its photo is also shown filling the frame, half of the time.",
    )
    checkpoint_every: int = setting(
        10,
        title="Checkpoint every",
        unit="steps",
        ge=1,
        le=100_000,
        advanced=True,
        help="Least steps between checkpoints; ten seconds pass between them as well.",
    )
    preview_every: int = setting(
        50,
        title="Preview every",
        unit="steps",
        ge=0,
        le=100_000,
        advanced=True,
        help="Steps between previews and likeness checks; 0 switches them off.",
    )


class PriorSettings(TrainSettings):
    """For methods that change what the class looks like, and can hold it in place with pictures of the class."""

    prior_preservation: float = setting(
        0.0,
        title="Prior preservation",
        ge=0.0,
        le=10.0,
        help="Weight of the loss on pictures of the plain class (DreamBooth); 0 switches it off.",
    )
    prior_pictures: int = setting(
        16,
        title="Class pictures",
        unit="pictures",
        ge=1,
        le=1000,
        advanced=True,
        help="How many pictures of the plain class are drawn, once, for prior preservation.",
    )
