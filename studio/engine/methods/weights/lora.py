"""LoRA: low-rank side branches beside the attention layers. arXiv:2106.09685, sec. 4; taught with the DreamBooth loss.

Studied: the cards' notes on huggingface/diffusers examples/dreambooth/train_dreambooth_lora.py, cloneofsimo/lora and
kohya-ss/sd-scripts (Apache-2.0). Facts: update scale alpha / r, A Kaiming-uniform, B zero [code: peft, kohya]; targets
q, k, v, out of self and cross attention, text encoder optional [code: diffusers]; learned tensors stay fp32 under
autocast [code]. Options: rsLoRA, arXiv:2312.03732, scale alpha / sqrt(r) [paper], stored inside alpha, so that every
reader has the right strength [ours]; DoRA, arXiv:2402.09353, see parts/low_rank.py. Differs: alpha is given as a factor
of the rank, so that changing the rank alone keeps the strength of an update [ours]; defaults for "mini" were searched
on eleven unseen drawings (docs/methods/lora.md); those of the "sd" family are diffusers' recipe [code].
Not here: branches on convolutions; file layouts of other programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

import torch

from studio.core.errors import InputProblem
from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone, Site, SiteKind
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
from studio.engine.methods.parts import low_rank
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.parts.trigger import sentences
from studio.engine.methods.train_settings import PriorSettings
from studio.library.gallery.records import SubjectView

_ALL_KINDS: tuple[SiteKind, ...] = ("cross", "self", "feed_forward", "text", "text_mlp")


class LoraSettings(PriorSettings):
    """What can be set for LoRA."""

    steps: int = setting(
        130,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        4e-4,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Size of each step; about ten times that of full tuning.",
    )
    batch_size: int = setting(
        8,
        title="Batch size",
        unit="pictures",
        ge=1,
        le=64,
        help="Pictures per step; photos repeat to fill it.",
    )
    rank: int = setting(
        16,
        title="Rank",
        ge=1,
        le=256,
        help="Room for detail: 4–16 for a subject, 32–128 for a style.",
    )
    alpha_factor: float = setting(
        1.0,
        title="Alpha / rank",
        ge=0.001,
        le=16.0,
        advanced=True,
        help="Scale of the update; alpha = this times the rank. 1 is what diffusers uses.",
    )
    rank_stabilised: bool = setting(
        False,
        title="Rank-stabilised",
        advanced=True,
        help="Divides alpha by the root of the rank, not by the rank (rsLoRA): high ranks learn as fast as low ones.",
    )
    dora: bool = setting(
        False,
        title="Magnitude apart (DoRA)",
        advanced=True,
        help="Learns each output's magnitude apart from its direction: more from a low rank, slower steps.",
    )
    dropout: float = setting(
        0.0,
        title="Dropout",
        ge=0.0,
        le=0.9,
        advanced=True,
        help="Part of a branch's input that is left out while teaching.",
    )
    cross_attention: bool = setting(
        True,
        title="Cross-attention",
        advanced=True,
        help="Teach where words meet the picture.",
    )
    self_attention: bool = setting(
        True,
        title="Self-attention",
        advanced=True,
        help="Teach where the picture meets itself: texture and structure.",
    )
    feed_forward: bool = setting(
        False,
        title="Feed-forward",
        advanced=True,
        help="Teach the layers between attentions too: more detail, bigger file.",
    )
    text_encoder: bool = setting(
        False,
        title="Text encoder",
        advanced=True,
        help="Teach how the words are understood; slower, helps with faces.",
    )
    text_rate_factor: float = setting(
        0.1,
        title="Text-encoder rate",
        ge=0.0,
        le=10.0,
        advanced=True,
        help="Learning rate of the text encoder, as a factor of the main one.",
    )
    identifier: str = setting(
        "sks",
        title="Identifier",
        advanced=True,
        help="The rare word that means this subject, said before the class word.",
    )


class Lora(Learns, Applies):
    """Small side branches beside the attention layers."""

    spec = MethodSpec(
        "lora",
        title="LoRA",
        summary="Adds small side branches to the model: quick to teach, a small file, easy to dial and to combine.",
        paper="arXiv:2106.09685",
        version=1,
        needs=(Photos(1, 200), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = LoraSettings
    backbone_defaults: ClassVar = {
        "mini": {"schedule": "cosine", "min_snr_gamma": 5.0, "mask_weight": 0.9},
        "sd": {
            "steps": 800,
            "learning_rate": 1e-4,
            "batch_size": 1,
            "gradient_accumulation": 4,
        },
    }

    def trigger(self, subject: SubjectView, settings: LoraSettings) -> str:
        """ "sks dog"."""
        return f"{settings.identifier} {subject.class_word}".strip()

    def prompts(self, subject: SubjectView, settings: LoraSettings) -> tuple[str, ...]:
        """One fixed sentence, as DreamBooth does."""
        return sentences(subject, self.trigger(subject, settings), varied=False)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: LoraSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """A branch on every chosen site. Raises InputProblem when nothing is chosen."""
        sites = _sites(backbone, settings)
        alpha = _scale(settings) * settings.rank
        branches = {
            site.key: low_rank.new_branch(
                site,
                settings.rank,
                alpha,
                settings.dropout,
                generator,
                backbone.device,
                decomposed=settings.dora,
            )
            for site in sites
        }
        if start is not None:
            low_rank.go_on(branches, start.tensors, sites)
        handles = low_rank.hook(sites, branches)

        def detach() -> None:
            for handle in handles:
                handle.remove()

        return Attachment(
            trains=low_rank.trained(branches),
            detach=detach,
            rates={"text_encoder": settings.text_rate_factor},
            trains_text=settings.text_encoder,
        )

    def loss_terms(self, step: TrainStep, settings: LoraSettings) -> Iterator[Term]:
        """The diffusion loss on the photos, and on class pictures when the class is preserved."""
        yield from subject_and_prior(step, settings.prior_preservation)

    def pack(self, tensors: Any, settings: LoraSettings) -> dict[str, torch.Tensor]:
        """Adds the alphas."""
        return low_rank.with_alphas(tensors, _scale(settings))

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """Side branches at a strength; none at all at 0."""
        sites, branches = low_rank.load(artifact.tensors, backbone.sites(*_ALL_KINDS), backbone.device)
        for branch in branches.values():
            branch.strength = strength
        handles = low_rank.hook(sites, branches) if strength else []
        try:
            yield Applied()
        finally:
            for handle in handles:
                handle.remove()


def _scale(settings: LoraSettings) -> float:
    """What B A is multiplied by: alpha / rank, or alpha / sqrt(rank) when stabilised."""
    return settings.alpha_factor * (settings.rank**0.5 if settings.rank_stabilised else 1.0)


def _sites(backbone: Backbone, settings: LoraSettings) -> list[Site]:
    kinds: list[SiteKind] = []
    if settings.cross_attention:
        kinds.append("cross")
    if settings.self_attention:
        kinds.append("self")
    if settings.feed_forward:
        kinds.append("feed_forward")
    if settings.text_encoder:
        kinds.append("text")
    if not kinds:
        raise InputProblem("LoRA has no layers to teach.", "Switch at least one group of layers on.")
    return backbone.sites(*kinds)
