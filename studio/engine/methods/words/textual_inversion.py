"""Textual Inversion: one new word, learned with the whole model frozen. arXiv:2208.01618, sec. 4.

Studied: the card's notes on rinongal/textual_inversion (MIT) and huggingface/diffusers examples/textual_inversion.
Facts: plain diffusion loss on neutral templates [paper]; start from the class word's raw table row [paper; code: the
original's SD branch adds a position embedding, a mistake]; fp32 vectors [code]; the placeholder expands to n vectors
[code]. Differs: the vector is a parameter of its own and the table is never touched, so the restore-the-rows step of
the ports is not needed [ours]; optional bound on the vector's norm, as a multiple of the class word's [ours, after
cloneofsimo/lora's norm prior]; at strengths below 1 the vector moves towards the class word [ours].
Not here: how a placeholder reaches the text encoder, see Backbone.with_words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import ClassVar

import torch
from torch import nn

from studio.core.errors import ArtifactProblem
from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone
from studio.engine.methods.contract import (
    Applied,
    Applies,
    Attachment,
    ClassWord,
    Gives,
    Learns,
    LoadedArtifact,
    MethodSpec,
    Photos,
    Term,
    TrainStep,
)
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.parts.placeholder_word import start_vectors, stored_vectors
from studio.engine.methods.parts.trigger import placeholder, sentences
from studio.engine.methods.train_settings import TrainSettings
from studio.library.gallery.records import SubjectView


class TextualInversionSettings(TrainSettings):
    """What can be set for Textual Inversion."""

    steps: int = setting(
        300,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        2e-2,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Higher: nearer to the photos, harder to put in new scenes.",
    )
    vectors: int = setting(
        1,
        title="Word vectors",
        ge=1,
        le=16,
        help="How many invented words stand for the subject; more hold more detail.",
    )
    norm_limit: float = setting(
        0.0,
        title="Longest vector",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Largest length of a vector as a multiple of the class word's; 0 sets no limit. Too long a vector drowns "
        "the other words.",
    )
    class_word_after: bool = setting(
        False,
        title="Keep the class word",
        advanced=True,
        help="Say the class word after the new word, in teaching and use.",
    )


class TextualInversion(Learns, Applies):
    """A new word; nothing of the model changes."""

    spec = MethodSpec(
        "textual_inversion",
        title="Textual Inversion",
        summary="Invents a word for the subject and leaves the model as it is: the smallest file, a looser likeness.",
        paper="arXiv:2208.01618",
        version=1,
        needs=(Photos(1, 30), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = TextualInversionSettings
    backbone_defaults: ClassVar = {
        "mini": {},
        "sd": {
            "steps": 3000,
            "learning_rate": 2e-3,
            "batch_size": 1,
            "gradient_accumulation": 4,
            "weight_decay": 0.0,
        },
    }

    def trigger(self, subject: SubjectView, settings: TextualInversionSettings) -> str:
        """ "<rex>", or "<rex> dog" when the class word is kept."""
        word = placeholder(subject)
        return f"{word} {subject.class_word}" if settings.class_word_after else word

    def prompts(self, subject: SubjectView, settings: TextualInversionSettings) -> tuple[str, ...]:
        """Neutral templates."""
        return sentences(subject, self.trigger(subject, settings), varied=True)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: TextualInversionSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """The new word's vectors, one tensor per text encoder, in place of the placeholder while attached."""
        subject = subjects[0]
        first = start_vectors(backbone, subject.class_word, settings.vectors)
        if start is not None:
            first = stored_vectors(start.tensors, first)
        trains = {f"words.{i}": nn.Parameter(v.float().clone()) for i, v in enumerate(first)}
        stack = ExitStack()
        stack.enter_context(backbone.with_words({placeholder(subject): list(trains.values())}))
        lengths = {
            f"words.{i}": float(v.float().norm(dim=-1).mean())
            for i, v in enumerate(backbone.word_vectors(subject.class_word))
        }
        return Attachment(
            trains=trains,
            detach=stack.close,
            trains_text=True,
            notes={"lengths": lengths},
        )

    def loss_terms(self, step: TrainStep, settings: TextualInversionSettings) -> Iterator[Term]:
        """The diffusion loss; the frozen model needs no preservation."""
        yield from subject_and_prior(step, 0.0)

    def after_step(self, attachment: Attachment, step: int, settings: TextualInversionSettings) -> None:
        """Bounds the length of each vector."""
        if settings.norm_limit <= 0:
            return
        for name, vectors in attachment.trains.items():
            limit = settings.norm_limit * attachment.notes["lengths"][name]
            length = vectors.norm(dim=-1, keepdim=True)
            vectors.mul_((limit / length.clamp(min=1e-12)).clamp(max=1.0))

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """The word at a strength: 0 says the class word, 1 the learned vectors, between and above on their line."""
        key = re.search(r"<[^>]+>", artifact.trigger)
        if key is None:
            raise ArtifactProblem(
                "This artifact does not say which word it learned.",
                "Teach the subject again.",
            )
        class_word = " ".join(artifact.class_words)
        count = artifact.tensors["words.0"].shape[0] if "words.0" in artifact.tensors else 0
        begin = start_vectors(backbone, class_word, max(count, 1))
        learned = stored_vectors(artifact.tensors, begin)
        if strength == 0:
            vectors = backbone.word_vectors(class_word)
        else:
            vectors = [b.float().lerp(v.to(b.device), strength) for b, v in zip(begin, learned, strict=True)]
        with backbone.with_words({key.group(0): vectors}):
            yield Applied()
