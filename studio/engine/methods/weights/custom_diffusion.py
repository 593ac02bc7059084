"""Custom Diffusion: keys and values of cross-attention and one new word, several subjects in one run. arXiv:2212.04488.

Studied: the card's notes on adobe-research/custom-diffusion and huggingface/diffusers examples/custom_diffusion.
Facts: what is tuned, how it starts, what carries no gradient, the augmentation, compression and merge: see
parts/key_value_tuning.py, scale_variation.py, differences.py, merge_keys_values.py. L = masked loss on the photos +
lambda * loss on class pictures, lambda 1 [code]; 200 class pictures [code, paper]; effective rate 8e-5 at batch 8, 250
steps for one subject, 500 for two, no warm-up, weight decay 1e-2 [paper; code]; one learning rate for all [code].
Differs: class pictures are drawn by the backbone instead of retrieved from LAION with their captions [code's other
way; a studio that downloads nothing has no LAION] (the paper's KID is 34.7e-3 with drawn, 21.0e-3 with retrieved ones);
each half's loss is its own mean, where the diffusers script divides a sum over four channels by a mask of one and so
weighs the photos four times [ours; its first script does not]; batch 8 is two pictures four times summed [ours].
Not here: retrieval; SDXL's second text encoder works as soon as a backbone has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from studio.core.settings import setting
from studio.engine.methods.contract import ClassWord, Gives, MethodSpec, Photos, Term, TrainStep
from studio.engine.methods.parts.key_value_tuning import KeyValueSettings, KeyValueTuning
from studio.engine.methods.parts.masked_loss import subject_and_prior


class CustomDiffusionSettings(KeyValueSettings):
    """What can be set for Custom Diffusion."""

    steps: int = setting(
        200,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps; twice as many for two subjects. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        3e-4,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Size of each step.",
    )
    prior_preservation: float = setting(
        1.0,
        title="Prior preservation",
        ge=0.0,
        le=10.0,
        help="Weight of the loss on pictures of the plain class, which keep “a dog” from becoming this dog; 0 is off.",
    )


class CustomDiffusion(KeyValueTuning):
    """How the picture reads the words, tuned."""

    spec = MethodSpec(
        "custom_diffusion",
        title="Custom Diffusion",
        summary="Tunes only how the picture reads the words, and learns a word: several subjects together, or merged.",
        paper="arXiv:2212.04488",
        version=1,
        needs=(Photos(1, 20), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
        subjects=3,
    )
    Settings = CustomDiffusionSettings
    backbone_defaults: ClassVar = {
        "mini": {"schedule": "cosine", "min_snr_gamma": 5.0, "mask_weight": 0.9},
        "sd": {
            "steps": 250,
            "learning_rate": 8e-5,
            "batch_size": 2,
            "gradient_accumulation": 4,
            "warmup_steps": 0,
            "weight_decay": 1e-2,
            "prior_pictures": 200,
            "start_words": "ktn pll ucd",
        },
    }

    def loss_terms(self, step: TrainStep, settings: CustomDiffusionSettings) -> Iterator[Term]:
        """The photos' loss where they are photos, and the class's."""
        yield from subject_and_prior(step, settings.prior_preservation)
