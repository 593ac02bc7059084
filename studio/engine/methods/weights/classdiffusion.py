"""ClassDiffusion: Custom Diffusion whose new word must keep the meaning of its class. arXiv:2405.17532.

Studied: the card's notes on Rbrq03/ClassDiffusion. Facts: L = L_rec + w L_sp, w = 1 [code]; L_sp = mean over subjects
of 1 - cos(P("a photo of a <new> class"), P("a photo of a class")), P the final-normed feature at the end-of-text
position, from the current word at every step; its gradient reaches the word alone, for the text tower is frozen and
keys and values play no part [code, paper]; it takes the place of class pictures [code]; rate 2e-5 at batch 2, 500
steps for one subject, 800 for two, no warm-up, weight decay 1e-2 [code]. What is tuned: parts/key_value_tuning.py.
Chosen: the paper's form, end of text against end of text. The released code takes the position of the largest token
id, which in its run is the new word itself, before the class was said [card: code, memory]; that loss is not here.
Differs: class pictures may be used together with it (off by default), in the code it is one or the other [ours]; P of
the plain class is computed once, it cannot change [ours].
Not here: video (AnimateDiff); BLIP2-T, a judge and not a part of the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import torch
from torch import Tensor
from torch.nn import functional

from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone
from studio.engine.methods.contract import (
    Attachment,
    ClassWord,
    Gives,
    LoadedArtifact,
    MethodSpec,
    Photos,
    Term,
    TrainStep,
)
from studio.engine.methods.parts.key_value_tuning import KeyValueSettings, KeyValueTuning
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.library.gallery.records import SubjectView


class ClassDiffusionSettings(KeyValueSettings):
    """What can be set for ClassDiffusion."""

    steps: int = setting(
        200,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps; half as many again for two subjects. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        3e-4,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Size of each step; with very large ones the class is lost all the same.",
    )
    batch_size: int = setting(8, title="Batch size", unit="pictures", ge=1, le=64, help="Pictures per step.")
    class_weight: float = setting(
        1.0,
        title="Class meaning",
        ge=0.0,
        le=100.0,
        help="How strongly the new word keeps the meaning of its class; 0 is off, much more than 1 leaves the word no "
        "likeness of its own.",
    )


class ClassDiffusion(KeyValueTuning):
    """How the picture reads the words, tuned; the word stays near its class."""

    spec = MethodSpec(
        "classdiffusion",
        title="ClassDiffusion",
        summary="Custom Diffusion whose new word keeps the meaning of its class, for clothes, places and company.",
        paper="arXiv:2405.17532",
        version=1,
        needs=(Photos(1, 20), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
        subjects=3,
    )
    Settings = ClassDiffusionSettings
    backbone_defaults: ClassVar = {
        "mini": {"schedule": "cosine", "min_snr_gamma": 5.0, "mask_weight": 0.9},
        "sd": {
            "steps": 500,
            "learning_rate": 2e-5,
            "batch_size": 2,
            "warmup_steps": 0,
            "weight_decay": 1e-2,
            "prior_pictures": 200,
            "start_words": "ktn pll ucd",
        },
    }

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: KeyValueSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """As in Custom Diffusion; notes the sentences to compare and what the plain ones mean."""
        attachment = super().attach(backbone, subjects, settings, generator, start)
        plain = [f"a photo of a {subject.class_word}" for subject in subjects]
        attachment.notes["backbone"] = backbone
        attachment.notes["sentences"] = [f"a photo of a {self.trigger(s, settings)}" for s in subjects]
        with torch.no_grad():
            attachment.notes["meanings"] = [meaning(backbone, sentence) for sentence in plain]
        return attachment

    def loss_terms(self, step: TrainStep, settings: ClassDiffusionSettings) -> Iterator[Term]:
        """The photos' loss, the class's when it is asked for, and how far the words are from their classes."""
        yield from subject_and_prior(step, settings.prior_preservation)
        if settings.class_weight > 0:
            notes = step.attachment.notes
            apart = [
                1 - functional.cosine_similarity(meaning(notes["backbone"], sentence, grad=True), plain, dim=-1)
                for sentence, plain in zip(notes["sentences"], notes["meanings"], strict=True)
            ]
            yield Term("class", torch.stack(apart).mean(), settings.class_weight)


def meaning(backbone: Backbone, sentence: str, *, grad: bool = False) -> Tensor:
    """[d]: the text features at the end-of-text position."""
    text = backbone.encode_prompts([sentence], grad=grad).text[0]
    return text[min(1 + backbone.token_count(sentence), len(text) - 1)]
