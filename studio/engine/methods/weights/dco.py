"""DCO: low-rank branches and a word, taught until they beat the untaught model and no further. arXiv:2402.12004.

Studied: the card's notes on kyungmnlee/dco (customize.py, reward_guidance.py; no licence file, nothing was copied).
Facts: loss -log sigmoid(-beta (l - l_ref)), l the mean squared error of a picture, l_ref the same of the untaught model
on the same noisy latents and time step with the class word in place of the new one, without gradient [paper, code]; l
and l_ref a picture each, not of the batch [card's advice; equal at the code's batch of 1]; branches on q, k, v, out of
self and cross attention, alpha = rank, no dropout [code]; the word begins as the class word and keeps its length
[code]; drawing by eps_0 + w_text (eps_c - eps_0) + w_con (eps_L - eps_c), eps_0 and eps_c of the untaught model [code].
Differs [ours]: as many vectors as the class word has tokens, so the first step has l = l_ref; A is Kaiming-uniform
(parts/low_rank.py); w_con is given as a part of w_text, so the one guidance dial of the studio moves both; at guidance
1 there is nothing to take apart and the taught model speaks alone; several DCO artifacts are one taught model, their
w_con the mean; everything else that is attached counts as the untaught model; in a region the artifact acts with plain
guidance, since guidance has no regions; min-SNR and masks weigh l and l_ref alike. Without a learned word the rare
identifier stands before the class word, and without either the reference hears the very prompt, as for styles [code].
Not here: branches in the text encoder, prior preservation (the code has both, off); beta 0 is the plain loss [code].
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import ClassVar
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone, Conditioning, Site
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
    Predictions,
    SamplingHooks,
    Term,
    Told,
    TrainStep,
)
from studio.engine.methods.parts import low_rank
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.parts.placeholder_word import class_rows, stored_vectors, word_name
from studio.engine.methods.parts.trigger import placeholder, sentences
from studio.engine.methods.train_settings import TrainSettings
from studio.library.gallery.records import SubjectView

_WORDS = "words."


class DcoSettings(TrainSettings):
    """What can be set for DCO."""

    steps: int = setting(
        200,
        title="Steps",
        unit="steps",
        ge=1,
        le=100_000,
        help="Optimiser steps; the teaching fades by itself where the photos are learned.",
    )
    learning_rate: float = setting(
        6e-4,
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
    beta: float = setting(
        200.0,
        title="Hold on the base model",
        ge=0.0,
        le=100_000.0,
        help="Beta of the paper: the higher, the smaller the advance over the base model at which teaching stops; "
        "0 is the plain loss.",
    )
    consistency: float = setting(
        0.4,
        title="Consistency guidance",
        ge=0.0,
        le=2.0,
        help="While drawing, how far the likeness is followed as a part of how far the prompt is followed; 0 is plain "
        "guidance.",
    )
    rank: int = setting(
        16,
        title="Rank",
        ge=1,
        le=256,
        help="Room for detail: 4–16 for a subject, 32–128 for a style.",
    )
    learned_word: bool = setting(
        True,
        title="New word",
        advanced=True,
        help="Learn a word for the subject too; off, the identifier is said before the class word.",
    )
    word_rate_factor: float = setting(
        0.1,
        title="Rate of the word",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Learning rate of the new word, as a factor of the main one.",
    )
    identifier: str = setting(
        "sks",
        title="Identifier",
        advanced=True,
        help="The rare word that means this subject, said before the class word.",
    )


class Dco(Learns, Applies):
    """Low-rank branches that stay close to the base model."""

    spec = MethodSpec(
        "dco",
        title="DCO",
        summary="Teaches side branches only as far as the base model needs them: keeps to the prompt, combines well.",
        paper="arXiv:2402.12004",
        version=1,
        needs=(Photos(1, 30), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = DcoSettings
    drawing_settings = ("consistency",)
    backbone_defaults: ClassVar = {
        "mini": {"schedule": "cosine", "min_snr_gamma": 5.0, "mask_weight": 0.9},
        "sd": {
            "steps": 2000,
            "learning_rate": 5e-5,
            "batch_size": 1,
            "weight_decay": 1e-4,
            "rank": 32,
            "beta": 1000.0,
            "word_rate_factor": 0.1,
        },
    }

    def trigger(self, subject: SubjectView, settings: DcoSettings) -> str:
        """ "<rex>", or "sks dog" without a learned word."""
        if settings.learned_word:
            return placeholder(subject)
        return f"{settings.identifier} {subject.class_word}".strip()

    def prompts(self, subject: SubjectView, settings: DcoSettings) -> tuple[str, ...]:
        """One fixed sentence; captions that say the rest of a photo are what the authors count on."""
        return sentences(subject, self.trigger(subject, settings), varied=False)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: DcoSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """A branch on every attention layer, and the word. Raises InputProblem for a class word without tokens."""
        subject, sites = subjects[0], _sites(backbone)
        branches = {
            site.key: low_rank.new_branch(site, settings.rank, settings.rank, 0.0, generator, backbone.device)
            for site in sites
        }
        words = class_rows(backbone, subject.class_word) if settings.learned_word else []
        lengths = {word_name(i): rows.norm(dim=-1, keepdim=True) for i, rows in enumerate(words)}
        if start is not None:
            pairs, learned = _split(start.tensors)
            low_rank.go_on(branches, pairs, sites)
            words = stored_vectors(learned, words)
        trained_words = {
            word_name(i): nn.Parameter(rows.to(backbone.device, copy=True)) for i, rows in enumerate(words)
        }
        trigger = self.trigger(subject, settings)
        stack = ExitStack()
        if trained_words:
            stack.enter_context(backbone.with_words({trigger: list(trained_words.values())}))
        for handle in low_rank.hook(sites, branches):
            stack.callback(handle.remove)
        plain = _Plain(trigger, subject.class_word, tuple(branches.values()))
        return Attachment(
            trains={**low_rank.trained(branches), **trained_words},
            detach=stack.close,
            rates={_WORDS: settings.word_rate_factor},
            trains_text=settings.learned_word,
            notes={"plain": plain, "lengths": lengths},
        )

    def loss_terms(self, step: TrainStep, settings: DcoSettings) -> Iterator[Term]:
        """log 2 = 0.69 at the start; 0.105 where the sigmoid, the part of the gradient that is left, is 0.1."""
        if settings.beta == 0:
            yield from subject_and_prior(step, 0.0)
            return
        before = step.attachment.notes["plain"].predicted(step)
        advance = _errors(step, before) - _errors(step, step.predicted)
        yield Term("consistency", functional.softplus(-settings.beta * advance).mean())

    def after_step(self, attachment: Attachment, step: int, settings: DcoSettings) -> None:
        """Each vector of the word gets the length it began with [code]."""
        for name, length in attachment.notes["lengths"].items():
            vectors = attachment.trains[name]
            vectors.mul_(length / vectors.norm(dim=-1, keepdim=True).clamp(min=1e-12))

    def pack(self, tensors: Mapping[str, Tensor], settings: DcoSettings) -> dict[str, Tensor]:
        """Adds the alphas."""
        return low_rank.with_alphas(tensors, 1.0)

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """Branches at a strength, the word on the line from the class word to the learned one; untouched at 0."""
        class_word = " ".join(artifact.class_words)
        pairs, learned = _split(artifact.tensors)
        sites, branches = low_rank.load(pairs, _sites(backbone), backbone.device)
        for branch in branches.values():
            branch.strength = strength
        with ExitStack() as stack:
            if learned:
                begin = class_rows(backbone, class_word)
                ends = stored_vectors(learned, begin)
                vectors = [b.lerp(e.to(b.device), strength) for b, e in zip(begin, ends, strict=True)]
                stack.enter_context(backbone.with_words({artifact.trigger: vectors}))
            if not strength:
                yield Applied()
                return
            for handle in low_rank.hook(sites, branches):
                stack.callback(handle.remove)
            together = _TOGETHER.setdefault(backbone, _Together())
            ratio = float(artifact.settings.get("consistency", DcoSettings().consistency))
            acting = _Acting(artifact.trigger, class_word, tuple(branches.values()), ratio)
            together.acting.append(acting)
            stack.callback(together.leave, acting)
            yield Applied(ConsistencyGuidance(together))


# --- teaching ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plain:
    """What the untaught model says of a training step. kept: features of its prompts, which never change."""

    trigger: str
    class_word: str
    branches: tuple[low_rank.Branch, ...]
    kept: dict[str, Conditioning] = field(default_factory=dict)

    @torch.no_grad()
    def predicted(self, step: TrainStep) -> Tensor:
        """[b, c, h, w], fp32, of the step's own noisy latents and time steps."""
        prompts = [prompt.replace(self.trigger, self.class_word) for prompt in step.prompts]
        for prompt in prompts:
            if prompt not in self.kept:
                self.kept[prompt] = step.encode([prompt])
        with low_rank.silent(self.branches):
            told = Conditioning.cat([self.kept[prompt] for prompt in prompts])
            return step.predict(step.noisy, step.timesteps, told)


def _errors(step: TrainStep, predicted: Tensor) -> Tensor:
    """The weighed mean squared error of each picture, [b]."""
    return ((predicted - step.target).square() * step.weight).mean(dim=(1, 2, 3))


def _sites(backbone: Backbone) -> list[Site]:
    return backbone.sites("cross", "self")


def _split(tensors: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Branches and words of an artifact."""
    words = {name: value for name, value in tensors.items() if name.startswith(_WORDS)}
    return {name: value for name, value in tensors.items() if name not in words}, words


# --- drawing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Acting:
    """An artifact that acts on the backbone. ratio: its w_con / w_text."""

    trigger: str
    class_word: str
    branches: tuple[low_rank.Branch, ...]
    ratio: float


@dataclass
class _Together:
    """All artifacts of this method on one backbone. is_asked: inside the passes of one of their hooks."""

    acting: list[_Acting] = field(default_factory=list)
    is_asked: bool = False

    def leave(self, one: _Acting) -> None:
        """In any order."""
        self.acting.remove(one)

    def plain(self, prompt: str) -> str:
        """The prompt with class words in place of the new ones; longest first, lest one is found inside another."""
        for one in sorted(self.acting, key=lambda each: -len(each.trigger)):
            prompt = prompt.replace(one.trigger, one.class_word)
        return prompt


_TOGETHER: WeakKeyDictionary[Backbone, _Together] = WeakKeyDictionary()


class ConsistencyGuidance(SamplingHooks):
    """Three predictions a step: the taught one, and both of the untaught model.

    Guidance g then gives eps_0 + g (eps_c - eps_0) + g ratio (eps_L - eps_c). Of several hooks the outermost acts.
    """

    may_be_left_out = True

    def __init__(self, together: _Together) -> None:
        self._together = together

    def around_prediction(self, told: Told, predict: Callable[[Told], Predictions]) -> Predictions:
        """See the class."""
        together = self._together
        ratio = math.fsum(one.ratio for one in together.acting) / max(len(together.acting), 1)
        if told.unconditional is None or together.is_asked or ratio == 0:
            return predict(told)
        branches = [branch for one in together.acting for branch in one.branches]
        words = tuple(together.plain(prompt) for prompt in told.prompts)
        together.is_asked = True
        try:
            taught, _ = predict(replace(told, unconditional=None))
            with low_rank.silent(branches):
                plain, unconditional = predict(replace(told, prompts=words, conditional=told.encode(words)))
        finally:
            together.is_asked = False
        return plain + ratio * (taught - plain), unconditional
