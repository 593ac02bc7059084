"""DreamBooth: the denoiser itself is tuned, the class is held in place by its own pictures. arXiv:2208.12242, sec. 3.

Studied: the card's notes on huggingface/diffusers examples/dreambooth/train_dreambooth.py (Apache-2.0). Facts: rare
identifier before the class noun [paper]; L = L_subject + lambda L_prior with pictures the frozen model drew of "a
<class>" [paper, eq. 2; latent form: code]; fp32 master weights [code]; the text encoder is frozen by default [code].
Differs: each half's loss uses its own time steps (the diffusers script's min-SNR mixes them) [ours]; stored as the
changed tensors in fp16, applied as W0 + s (W - W0) [ours]; tuning only the keys and values of cross-attention is
offered as the light form (after Custom Diffusion, arXiv:2212.04488) [ours]; a text encoder that is tuned can be held in
place by its own features, beside the class pictures or instead of them (after TextBoost, arXiv:2409.08248) [ours].
Not here: drawing the class pictures, see training/class_pictures.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from studio.core.errors import ArtifactProblem, InputProblem
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
from studio.engine.methods.parts.text_preservation import TextPreservation
from studio.engine.methods.parts.trigger import sentences
from studio.engine.methods.train_settings import PriorSettings
from studio.library.gallery.records import SubjectView


class DreamBoothSettings(PriorSettings):
    """What can be set for DreamBooth."""

    steps: int = setting(
        200,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        1e-4,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Size of each step; far smaller than for LoRA.",
    )
    prior_preservation: float = setting(
        1.0,
        title="Prior preservation",
        ge=0.0,
        le=10.0,
        help="Weight of the loss on pictures of the plain class, which keep “a dog” from becoming this dog; 0 is off.",
    )
    scope: Literal["whole", "keys_values"] = setting(
        "whole",
        title="What is tuned",
        help="whole: the entire denoiser. keys_values: only the keys and values of cross-attention, a small file.",
    )
    text_encoder: bool = setting(
        False,
        title="Text encoder",
        advanced=True,
        help="Tune how the words are understood too; helps with faces.",
    )
    text_preservation: float = setting(
        0.0,
        title="Text preservation",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Weight of the loss that keeps other sentences as they are read now, when the text encoder is tuned; "
        "costs far less than class pictures. 0 switches it off.",
    )
    identifier: str = setting(
        "sks",
        title="Identifier",
        advanced=True,
        help="The rare word that means this subject, said before the class word.",
    )


class DreamBooth(Learns, Applies):
    """The whole denoiser, tuned."""

    spec = MethodSpec(
        "dreambooth",
        title="DreamBooth",
        summary="Tunes the whole model on the photos: the closest likeness, the biggest file, the longest teaching.",
        paper="arXiv:2208.12242",
        version=1,
        needs=(Photos(1, 30), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = DreamBoothSettings
    backbone_defaults: ClassVar = {
        "mini": {},
        "sd": {
            "steps": 800,
            "learning_rate": 5e-6,
            "batch_size": 1,
            "weight_decay": 1e-2,
            "prior_pictures": 200,
        },
    }

    def trigger(self, subject: SubjectView, settings: DreamBoothSettings) -> str:
        """ "sks dog"."""
        return f"{settings.identifier} {subject.class_word}".strip()

    def prompts(self, subject: SubjectView, settings: DreamBoothSettings) -> tuple[str, ...]:
        """One fixed sentence [code]."""
        return sentences(subject, self.trigger(subject, settings), varied=False)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: DreamBoothSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """fp32 masters take the places of the chosen parameters; the originals come back by identity."""
        if settings.text_preservation and not settings.text_encoder:
            raise InputProblem(
                "Text preservation holds the text encoder, which is not tuned here.",
                "Switch Text encoder on, or set Text preservation to 0.",
            )
        places = {key: p for key, p in _places(backbone).items() if _chosen(key, p, settings)}
        begin = dict(start.tensors) if start is not None else {}
        _check(begin, places)
        trains: dict[str, nn.Parameter] = {}
        for key, place in places.items():
            value = begin[key].to(place.value.device) if key in begin else place.value.detach()
            master = torch.empty_like(place.value, dtype=torch.float32).copy_(value)
            trains[key] = nn.Parameter(master)
            place.module.register_parameter(place.name, trains[key])

        def detach() -> None:
            for place in places.values():
                place.module.register_parameter(place.name, place.value)

        @contextmanager
        def frozen() -> Iterator[None]:
            detach()
            try:
                yield
            finally:
                for key, place in places.items():
                    place.module.register_parameter(place.name, trains[key])

        notes: dict[str, Any] = {}
        if settings.text_preservation:
            seed = int(torch.randint(2**62, (), generator=generator))
            class_prompts = sentences(subjects[0], subjects[0].class_word, varied=True)
            notes["preservation"] = TextPreservation(backbone, frozen, class_prompts, seed)
        return Attachment(trains=trains, detach=detach, trains_text=settings.text_encoder, notes=notes)

    def loss_terms(self, step: TrainStep, settings: DreamBoothSettings) -> Iterator[Term]:
        """The subject's loss, the class's, and the drift of other sentences."""
        yield from subject_and_prior(step, settings.prior_preservation)
        preservation = step.attachment.notes.get("preservation")
        if preservation is not None:
            yield Term("preservation", preservation.loss(step.index, settings.batch_size), settings.text_preservation)

    def pack(self, tensors: Mapping[str, Tensor], settings: DreamBoothSettings) -> dict[str, Tensor]:
        """Half precision, within its range."""
        largest = torch.finfo(torch.float16).max
        return {name: value.clamp(-largest, largest).half() for name, value in tensors.items()}

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """The tuned weights at a strength; untouched at 0."""
        if not strength:
            yield Applied()
            return
        places = _places(backbone)
        _check(artifact.tensors, places)
        ledger = _LEDGERS.setdefault(backbone, _Ledger())
        token = ledger.enter(
            {key: places[key].value for key in artifact.tensors},
            artifact.tensors,
            strength,
        )
        try:
            yield Applied()
        finally:
            ledger.leave(token)


@dataclass(frozen=True)
class _Place:
    module: nn.Module
    name: str
    value: nn.Parameter
    is_key_value: bool


def _places(backbone: Backbone) -> dict[str, _Place]:
    """All parameters by the names they are stored under: "unet.<path>", "text_encoder.<path>"."""
    key_values = {id(s.module) for s in backbone.sites("cross") if s.role in ("k", "v")}
    found: dict[str, _Place] = {}
    for part, root in backbone.named_parts():
        for path, module in root.named_modules():
            for name, value in module.named_parameters(recurse=False):
                key = ".".join(p for p in (part, path, name) if p)
                found[key] = _Place(module, name, value, id(module) in key_values)
    return found


def _chosen(key: str, place: _Place, settings: DreamBoothSettings) -> bool:
    if key.startswith("text_encoder"):
        return settings.text_encoder
    return settings.scope == "whole" or place.is_key_value


def _check(tensors: Mapping[str, Tensor], places: Mapping[str, _Place]) -> None:
    for name, value in tensors.items():
        if name not in places or places[name].value.shape != value.shape:
            raise ArtifactProblem(
                "This artifact does not fit the base model.",
                "Choose the base model it was taught on.",
                f"{name}: {tuple(value.shape)}",
            )


@dataclass
class _Ledger:
    """Which tuned weights are active on one backbone: W = W0 + sum of s_i (W_i - W0), W0 kept and put back."""

    originals: dict[str, Tensor] = field(default_factory=dict)
    parameters: dict[str, nn.Parameter] = field(default_factory=dict)
    active: dict[int, tuple[Mapping[str, Tensor], float]] = field(default_factory=dict)
    counter: int = 0

    def enter(
        self,
        parameters: Mapping[str, nn.Parameter],
        tuned: Mapping[str, Tensor],
        strength: float,
    ) -> int:
        """Activate; returns the token to leave with."""
        for key, parameter in parameters.items():
            if key not in self.originals:
                self.originals[key], self.parameters[key] = parameter.data, parameter
        self.counter += 1
        self.active[self.counter] = (tuned, strength)
        self._write(tuned)
        return self.counter

    def leave(self, token: int) -> None:
        """Deactivate, in any order."""
        tuned, _ = self.active.pop(token)
        self._write(tuned)

    def _write(self, keys: Mapping[str, Tensor]) -> None:
        for key in keys:
            uses = [(tuned[key], s) for tuned, s in self.active.values() if key in tuned]
            parameter = self.parameters[key]
            original = self.originals[key]
            if not uses:
                parameter.data = original
                del self.originals[key], self.parameters[key]
                continue
            base = original.float()
            if len(uses) == 1:
                value = base.lerp(uses[0][0].to(base.device, torch.float32), uses[0][1])
            else:
                value = base.clone()
                for tuned_value, strength in uses:
                    value += strength * (tuned_value.to(base.device, torch.float32) - base)
            parameter.data = torch.empty_like(original).copy_(value)


_LEDGERS: WeakKeyDictionary[Backbone, _Ledger] = WeakKeyDictionary()
