"""Perfusion: key-locked rank-one edits of cross-attention. arXiv:2305.01644, sec. 4.

Studied: the card's notes on ChenDarYen/Key-Locked-Rank-One-Editing-for-Text-to-Image-Personalization (MIT) and
lucidrains/perfusion-pytorch (MIT). Facts: the rule and both gates' numbers, i* as a running average at 0.99 that
carries no gradient, keys locked to the class's, word and value rates 0.006 and 0.03, batch 4 x 4, 400 steps, nine
prompts, no prior pictures [code]; masked loss [paper]; 26,496 numbers on SD 1.x [arithmetic]. Differs [ours]: the
direction C^-1 i* is stored beside them (768 more), so that nothing but the file is needed to draw; the new word has as
many vectors as the class word has tokens and its last one is the concept's, so that "tropical fish" is said whole; i*
moves towards the word's feature in one of the nine prompts in turn instead of the batch's mean, so that a resumed run
and one in several processes come to the same i*; the loss is weighed by our masks and not by their square; the
checkpoint is chosen by the studio's held-out photo. Strength fades from the class to the concept and, beyond 1,
further the same way, since a lower bias lets the concept spread before it makes it stronger. The metric of s / E is the
class's own (parts/rank_one.py). On mini the word learns at 2e-4, since it carries into the words behind it, and the
bias is 0.3, where both likeness and prompt fit are highest (docs/methods/perfusion.md).
Not here: the rule itself and C, see parts/rank_one.py; CLIPSeg masks; a K and V target per text position (one port).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import ClassVar, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.core.errors import ArtifactProblem, InputProblem
from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone, Site
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
    SamplingHooks,
    Stage,
    Term,
    TrainStep,
)
from studio.engine.methods.parts import rank_one
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.parts.trigger import placeholder, sentences
from studio.engine.methods.train_settings import TrainSettings
from studio.library.gallery.records import Kind, SubjectView

PROMPTS = (
    "a photo of a {}",
    "a good photo of a {}",
    "the photo of a {}",
    "a good photo of the {}",
    "image of a {}",
    "image of the {}",
    "A photograph of {}",
    "A {} shown in a photo",
    "A photo of {}",
)
_INPUT, _DIRECTION, _WORDS, _VALUES, _KEYS = "target_input", "direction", "words.", "values.", "keys."


class PerfusionSettings(TrainSettings):
    """What can be set for Perfusion."""

    steps: int = setting(
        100,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps. More likeness, then over-fit.",
    )
    learning_rate: float = setting(
        1e-3,
        title="Learning rate",
        ge=1e-8,
        le=1.0,
        help="Size of each step of the new word.",
    )
    batch_size: int = setting(
        8,
        title="Batch size",
        unit="pictures",
        ge=1,
        le=64,
        help="Pictures per step; photos repeat to fill it.",
    )
    value_rate_factor: float = setting(
        20.0,
        title="Rate of the look",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Learning rate of the values, which hold the look, as a factor of the word's.",
    )
    bias: float = setting(
        0.7,
        title="Bias",
        ge=0.0,
        le=1.5,
        help="For drawing: lower makes the subject stronger, higher keeps closer to the text. 0.6–0.75 with local "
        "locking, 0.4–0.6 with global.",
    )
    temperature: float = setting(
        0.15,
        title="Temperature",
        ge=0.01,
        le=2.0,
        advanced=True,
        help="For drawing: how softly the gate opens. High values let the subject leak into other words.",
    )
    key_locking: Literal["local", "global"] = setting(
        "local",
        title="Key locking",
        advanced=True,
        help="For drawing. local: the subject's word attends like the class word. global: all words attend as in the "
        "prompt that says the class.",
    )
    training_bias: float = setting(
        0.75,
        title="Bias while teaching",
        ge=0.0,
        le=1.5,
        advanced=True,
        help="The gate's bias during teaching.",
    )
    training_temperature: float = setting(
        0.1,
        title="Temperature while teaching",
        ge=0.01,
        le=2.0,
        advanced=True,
        help="The gate's temperature during teaching.",
    )
    average_decay: float = setting(
        0.99,
        title="Slowness of the direction",
        ge=0.0,
        le=0.9999,
        advanced=True,
        help="How slowly the edited direction follows the new word; part of the old one that stays in each step.",
    )


class Perfusion(Learns, Applies):
    """A new word, its look in the values, the class's keys."""

    spec = MethodSpec(
        "perfusion",
        title="Perfusion",
        summary="Keeps where the class attends and learns only how it looks: a tiny file with a dial between likeness "
        "and prompt.",
        paper="arXiv:2305.01644",
        version=1,
        needs=(Photos(1, 30), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = PerfusionSettings
    stages = (Stage("all", 1.0, trains=(_WORDS, _VALUES)),)
    drawing_settings = ("bias", "temperature", "key_locking")
    backbone_defaults: ClassVar = {
        "mini": {
            "learning_rate": 2e-4,
            "value_rate_factor": 100.0,
            "bias": 0.3,
            "schedule": "cosine",
            "min_snr_gamma": 5.0,
            "mask_weight": 0.9,
        },
        "sd": {
            "steps": 400,
            "learning_rate": 6e-3,
            "value_rate_factor": 5.0,
            "batch_size": 4,
            "gradient_accumulation": 4,
            "mask_weight": 1.0,
        },
    }

    def trigger(self, subject: SubjectView, settings: PerfusionSettings) -> str:
        """ "<rex>"."""
        return placeholder(subject)

    def prompts(self, subject: SubjectView, settings: PerfusionSettings) -> tuple[str, ...]:
        """The nine of the code; a style has sentences of its own."""
        word = self.trigger(subject, settings)
        if subject.kind is Kind.STYLE:
            return sentences(subject, word, varied=True)
        return tuple(prompt.format(word) for prompt in PROMPTS)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: PerfusionSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """The word begins as the class word, i* as its feature, keys and values as what the class gives.

        Keys, i* and C^-1 i* stand among the learned tensors because they are stored and resumed with them; no stage
        trains them. Raises InputProblem for a class word without tokens.
        """
        subject = subjects[0]
        word, device = placeholder(subject), backbone.device
        rows = _class_rows(backbone, subject.class_word)
        prompts = self.prompts(subject, settings)
        inverse = rank_one.class_inverse(backbone, subject.class_word)
        with backbone.with_words({word: rows}):
            feature = torch.stack([_feature(backbone, prompt, word) for prompt in prompts]).mean(0)
        begin = _begin(_sites(backbone), rows, feature, inverse)
        if start is not None:
            _check(start.tensors, begin)
            begin = {name: start.tensors[name].float() for name in begin}
        trains = {name: nn.Parameter(value.to(device).clone()) for name, value in begin.items()}
        concept = rank_one.Concept(
            trains[_INPUT].detach(),  # the same memory, without gradient
            trains[_DIRECTION].detach(),
            settings.training_bias,
            settings.training_temperature,
        )
        stack = ExitStack()
        stack.enter_context(backbone.with_words({word: [trains[f"{_WORDS}{i}"] for i in range(len(rows))]}))
        for site in _sites(backbone):
            edit = rank_one.Edit(concept, trains[_name(site)])
            stack.callback(site.module.register_forward_hook(edit).remove)
        return Attachment(
            trains=trains,
            detach=stack.close,
            rates={_VALUES: settings.value_rate_factor},
            trains_text=True,
            notes={"backbone": backbone, "word": word, "prompts": prompts, "inverse": inverse},
        )

    def loss_terms(self, step: TrainStep, settings: PerfusionSettings) -> Iterator[Term]:
        """The diffusion loss, weighed by the masks; the frozen model needs no preservation."""
        yield from subject_and_prior(step, 0.0)

    def after_step(self, attachment: Attachment, step: int, settings: PerfusionSettings) -> None:
        """i* <- 0.99 i* + 0.01 e, where e is the word's feature now [code]."""
        notes, trains = attachment.notes, attachment.trains
        prompts = notes["prompts"]
        feature = _feature(notes["backbone"], prompts[step % len(prompts)], notes["word"])
        trains[_INPUT].lerp_(feature, 1 - settings.average_decay)
        trains[_DIRECTION].copy_(notes["inverse"] @ trains[_INPUT].double().cpu())

    def pack(self, tensors: Mapping[str, Tensor], settings: PerfusionSettings) -> dict[str, Tensor]:
        """Outputs of keys and values in half precision, as weights are stored; word, i* and C⁻¹i* stay fp32."""
        largest = torch.finfo(torch.float16).max
        is_output = (_KEYS, _VALUES)
        return {
            name: value.clamp(-largest, largest).half() if name.startswith(is_output) else value
            for name, value in tensors.items()
        }

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """The concept at a strength; at 0 its word says the class and nothing is edited.

        Several concepts act together: the span of all is projected out. Raises ArtifactProblem.
        """
        found = re.search(r"<[^>]+>", artifact.trigger)
        if found is None:
            raise ArtifactProblem("This artifact does not say which word it learned.", "Teach the subject again.")
        word, sites = found.group(0), _sites(backbone)
        rows = _class_rows(backbone, " ".join(artifact.class_words))
        _check(artifact.tensors, _shapes(sites, rows, backbone.facts.text_width))
        if not strength:
            with backbone.with_words({word: rows}):
                yield Applied()
            return
        tensors = {name: value.to(backbone.device, torch.float32) for name, value in artifact.tensors.items()}
        chosen = {n: artifact.settings[n] for n in self.drawing_settings if n in artifact.settings}
        settings = PerfusionSettings.from_values(chosen)
        concept = rank_one.Concept(tensors[_INPUT], tensors[_DIRECTION], settings.bias, settings.temperature, strength)
        together = rank_one.together(backbone)
        vectors = [row.lerp(tensors[f"{_WORDS}{i}"], min(strength, 1.0)) for i, row in enumerate(rows)]
        instead = together.prompts if settings.key_locking == "global" else None
        with ExitStack() as stack:
            stack.enter_context(backbone.with_words({word: vectors}))
            together.enter(concept, {word: rows})
            stack.callback(together.leave, concept)
            for site in sites:
                edit = rank_one.Edit(concept, tensors[_name(site)], instead if site.role == "k" else None)
                stack.callback(site.module.register_forward_hook(edit).remove)
            yield Applied(SamplingHooks() if instead is None else _TellClass(backbone))


class _TellClass(SamplingHooks):
    """Global locking: each prompt is also read with the class in place of the concepts, for the keys."""

    def __init__(self, backbone: Backbone) -> None:
        self._backbone = backbone

    def rewrite_prompt(self, prompt: str) -> str:
        """The prompt stays as it is."""
        together = rank_one.together(self._backbone)
        features = self._backbone.encode_prompts([prompt]).text
        with self._backbone.with_words(together.class_words()):
            together.prompts.remember(prompt, features, self._backbone.encode_prompts([prompt]).text)
        return prompt


def _sites(backbone: Backbone) -> list[Site]:
    """The keys and values of every cross-attention."""
    return [site for site in backbone.sites("cross") if site.role in ("k", "v")]


def _name(site: Site) -> str:
    return f"{_KEYS if site.role == 'k' else _VALUES}{site.key}"


def _class_rows(backbone: Backbone, class_word: str) -> list[Tensor]:
    """The class word's vectors, [m, d] fp32 per text encoder."""
    rows = [vectors.float() for vectors in backbone.word_vectors(class_word)]
    if any(not len(vectors) for vectors in rows):
        raise InputProblem(
            f"The base model has no word for “{class_word}”.", "Choose a plainer class word, such as “dog”."
        )
    return rows


def _feature(backbone: Backbone, prompt: str, word: str) -> Tensor:
    """e [d] at the last place of the learned word; the start token comes before the first word."""
    before = prompt[: prompt.index(word)]
    position = backbone.token_count(before) + backbone.token_count(word)
    return backbone.encode_prompts([prompt]).text[0, position].float()


def _begin(sites: Sequence[Site], rows: Sequence[Tensor], feature: Tensor, inverse: Tensor) -> dict[str, Tensor]:
    begin = {f"{_WORDS}{i}": vectors for i, vectors in enumerate(rows)}
    begin[_INPUT] = feature
    begin[_DIRECTION] = (inverse @ feature.double().cpu()).float()
    for site in sites:
        begin[_name(site)] = functional.linear(feature, site.module.weight.float())
    return begin


def _shapes(sites: Sequence[Site], rows: Sequence[Tensor], width: int) -> dict[str, Tensor]:
    """Empty tensors of the right shapes."""
    shapes = {f"{_WORDS}{i}": vectors for i, vectors in enumerate(rows)}
    shapes[_INPUT] = shapes[_DIRECTION] = torch.empty(width, device="meta")
    return shapes | {_name(site): torch.empty(site.module.out_features, device="meta") for site in sites}


def _check(tensors: Mapping[str, Tensor], like: Mapping[str, Tensor]) -> None:
    differing = [n for n in {*tensors, *like} if n not in tensors or n not in like or tensors[n].shape != like[n].shape]
    if differing:
        raise ArtifactProblem(
            "This artifact does not fit the base model.",
            "Choose the base model it was taught on.",
            ", ".join(sorted(differing)[:5]),
        )
