"""What a method is, and all that training and generation may know of one (house-style M1–M9, ADR 0003 and 0004).

To add a method:
1. write studio/engine/methods/<family>/<slug>.py with one Method subclass (copy the nearest one),
2. write tests/engine/methods/<family>/test_<slug>.py for what is special about it (the contract suite finds it),
3. write docs/methods/<slug>.md,
4. run `poe catalogue` and `poe check`.

Not here: finding methods (registry.py), the loops (studio/engine/training, studio/engine/generation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import torch
from torch import Tensor, nn

from studio.core.errors import unknown
from studio.core.settings import Settings
from studio.engine.dataset.variations import Variation
from studio.engine.methods.train_settings import TrainSettings
from studio.library.gallery.records import SubjectView

if TYPE_CHECKING:
    from studio.engine.backbones.schedule import NoiseSchedule
    from studio.engine.backbones.surface import Backbone, Conditioning


class Gives(StrEnum):
    """The heaviest thing one run leaves behind, as the person sees it."""

    SUBJECT = "subject"
    STYLE = "style"
    CLIP = "clip"
    STEERING = "steering"
    PROFILE = "profile"


@dataclass(frozen=True)
class Photos:
    """The method learns from this many photos of a subject."""

    least: int
    most: int


@dataclass(frozen=True)
class ClassWord:
    """The method needs the subject's class word."""


@dataclass(frozen=True)
class OtherArtifact:
    """A wrapper: it acts around another method's artifact."""


Need = Photos | ClassWord | OtherArtifact


@dataclass(frozen=True)
class MethodSpec:
    """Facts about a method. families: backbone families it has been checked on ("sd", …)."""

    slug: str
    title: str
    summary: str  # one sentence a newcomer understands
    paper: str  # "arXiv:2208.12242" or ""
    version: int  # raise when an artifact of the old form needs migration
    needs: tuple[Need, ...]
    gives: Gives
    families: tuple[str, ...]
    subjects: int = 1  # how many subjects one run may teach


@dataclass(frozen=True)
class Term:
    """A named part of the loss. value: 0-d tensor."""

    name: str
    value: Tensor
    weight: float = 1.0


@dataclass(frozen=True)
class Stage:
    """A part of the run. share: of all steps, the shares sum to 1. trains: prefixes of the names that learn in it."""

    name: str
    share: float
    trains: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class TrainStep:
    """One forward pass, all tensors on the backbone's device; b pictures of [c, h, w] latents.

    clean, noise, noisy, predicted, target: [b, c, h, w], predicted with gradient, in fp32.
    weight: [b, 1, h, w] loss weight (masks and min-SNR), mean about 1. is_prior: bool [b], class pictures.
    subject: index of the subject of each picture. prompts: the text of each picture.
    attachment: what attach left. predict: the denoiser once more, as in this step's pass (its precision), for losses
    that ask it again; fp32, with gradient unless the method switches that off. encode: other prompts, in the same way.
    """

    index: int
    stage: Stage
    timesteps: Tensor
    clean: Tensor
    noise: Tensor
    noisy: Tensor
    predicted: Tensor
    target: Tensor
    weight: Tensor
    is_prior: Tensor
    subject: tuple[int, ...]
    prompts: tuple[str, ...]
    conditioning: Conditioning
    attachment: Attachment
    predict: Callable[[Tensor, Tensor, Conditioning], Tensor]
    encode: Callable[[Sequence[str]], Conditioning]


@dataclass
class Attachment:
    """What attach left on the backbone. trains: the learned tensors by the names they are stored under; a name that no
    stage trains is only kept with them: a running average that `after_step` moves, or a constant.

    rates: learning-rate factor by name prefix, default 1. trains_text: prompts must be encoded anew each step.
    detach: puts the backbone back, bit for bit; called once by the loop. Only `trains` gets a gradient.
    notes: what the method itself wants to remember until `after_step`.
    """

    trains: dict[str, nn.Parameter]
    detach: Callable[[], None]
    rates: dict[str, float] = field(default_factory=dict)
    trains_text: bool = False
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TaughtSubject:
    """One subject of an artifact. names: its id and what it is or was called. trigger: "<rex> dog"."""

    names: tuple[str, ...]
    trigger: str
    class_word: str


@dataclass(frozen=True)
class LoadedArtifact:
    """A checked artifact in memory: settings as stored, tensors on the CPU. words: trigger and class words.

    subjects: those it holds, in the order they were taught; empty when nothing is known but the trigger.
    """

    id: str
    method: str
    settings: Mapping[str, Any]
    tensors: Mapping[str, Tensor]
    trigger: str
    class_words: tuple[str, ...]
    subjects: tuple[TaughtSubject, ...] = ()

    @property
    def triggers(self) -> tuple[str, ...]:
        """One for each subject."""
        return tuple(subject.trigger for subject in self.subjects) or (self.trigger,)

    def subject(self, name: str | None) -> TaughtSubject:
        """The one that is called so; without a name, or in an artifact of one, the first.

        Raises InputProblem when several are held and none is called so.
        """
        if len(self.subjects) < 2:
            return TaughtSubject((), self.trigger, " ".join(self.class_words))
        if name is None:
            return self.subjects[0]
        for subject in self.subjects:
            if name.casefold() in (known.casefold() for known in subject.names):
                return subject
        raise unknown("subject", name, [subject.names[-1] for subject in self.subjects])


@dataclass(frozen=True)
class StepState:
    """What a hook sees: step index of steps, timestep 0..1000, latents [b, c, h, w]."""

    index: int
    of: int
    timestep: float
    latents: Tensor


@dataclass(frozen=True)
class Told:
    """What the denoiser is told of the b pictures of a batch. prompts: of the whole pictures, as hooks left them.

    unconditional: None when guidance is 1. encode: other prompts for the same pictures, regions kept; remembered while
    the batch is drawn.
    """

    prompts: tuple[str, ...]
    conditional: Conditioning
    unconditional: Conditioning | None
    encode: Callable[[tuple[str, ...]], Conditioning]


Predictions = tuple[Tensor, Tensor | None]  # conditional and unconditional, [b, c, h, w] each


class SamplingHooks:
    """Points of the one sampling loop a method may use (house-style M5). The defaults do nothing.

    A method that needs another point adds it here, by ADR. one_at_a_time: True when the method keeps something per
    picture inside the backbone's modules, so that a batch of another size would confuse it (docs/adr/0014).
    may_be_left_out: True when the artifact also acts without these hooks, as it then does in a region (docs/adr/0020).
    """

    one_at_a_time: bool = False
    may_be_left_out: bool = False

    def rewrite_prompt(self, prompt: str) -> str:
        """Called once per picture, before encoding."""
        return prompt

    def prepare_latents(self, latents: Tensor) -> Tensor:
        """[b, c, h, w] noise before the first step."""
        return latents

    def before_step(self, state: StepState) -> Tensor:
        """The latents to denoise in this step."""
        return state.latents

    def around_prediction(self, told: Told, predict: Callable[[Told], Predictions]) -> Predictions:
        """In place of a step's two predictions. predict gives those of the hooks after this one and of the denoiser; it
        may be asked more than once, told otherwise, or with less attached (docs/adr/0020).
        """
        return predict(told)

    def after_prediction(
        self, state: StepState, conditional: Tensor, unconditional: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        """The two predictions before guidance."""
        return conditional, unconditional

    def after_step(self, state: StepState) -> Tensor:
        """The latents after the scheduler's step."""
        return state.latents


@dataclass(frozen=True)
class Applied:
    """What is active inside `with method.apply(...)`."""

    hooks: SamplingHooks = field(default_factory=SamplingHooks)


class Method:
    """Base of all methods; `spec` and `Settings` describe it, the capability classes below say what it can do."""

    spec: ClassVar[MethodSpec]
    Settings: ClassVar[type[Settings]]


class Learns(Method):
    """A method that is taught. All calls of one run get the same checked settings."""

    Settings: ClassVar[type[TrainSettings]]
    stages: ClassVar[tuple[Stage, ...]] = (Stage("all", 1.0),)
    # Settings whose best value depends on the backbone, by its name or else its family; Settings suit "mini".
    backbone_defaults: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def trigger(self, subject: SubjectView, settings: Any) -> str:
        """The words that stand for the subject in a prompt, class noun included: "sks dog"."""
        raise NotImplementedError

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: Any,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """Put the learned tensors (fp32) on the backbone; from `start` when it is taught further."""
        raise NotImplementedError

    def prompts(self, subject: SubjectView, settings: Any) -> tuple[str, ...]:
        """Training prompts; each picture draws one at random. A photo's own caption wins when it names the subject."""
        return (f"a photo of {self.trigger(subject, settings)}",)

    def prior_prompt(self, subject: SubjectView, settings: Any) -> str:
        """The prompt of the class pictures for prior preservation."""
        return f"a photo of a {subject.class_word}"

    def variations(self, settings: Any) -> tuple[int, float]:
        """How many variations of each photo are made, and how often (0..1) one is shown instead of the photo."""
        return 0, 0.0

    def vary(self, picture: Tensor, mask: Tensor | None, settings: Any, generator: torch.Generator) -> Variation:
        """One variation of a photo: picture [3, h, w] in -1..1, mask [1, h, w] or None; all chance from generator."""
        raise NotImplementedError

    def timestep_weights(self, schedule: NoiseSchedule, settings: Any) -> Tensor | None:
        """How often each time step is drawn, [T], any scale; None draws them uniformly."""
        return None

    def loss_terms(self, step: TrainStep, settings: Any) -> Iterator[Term]:
        """The parts of the loss; the loop sums weight x value, logs and plots them by name."""
        raise NotImplementedError

    def after_step(self, attachment: Attachment, step: int, settings: Any) -> None:
        """After each optimiser step, e.g. to bound a norm. No gradient is recorded here."""

    def pack(self, tensors: Mapping[str, Tensor], settings: Any) -> dict[str, Tensor]:
        """What the artifact file holds, from the learned tensors (fp32, CPU): constants added, types narrowed."""
        return dict(tensors)


class Applies(Method):
    """A method whose artifact changes what is drawn."""

    # Settings that act while drawing, so that they may be chosen anew for each picture (docs/adr/0019).
    drawing_settings: ClassVar[tuple[str, ...]] = ()

    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> AbstractContextManager[Applied]:
        """Active inside the context; on leaving, every tensor and hook of the backbone is as before, bit for bit.

        strength 0 equals the plain backbone; several artifacts may be stacked and left in any order.
        """
        raise NotImplementedError


class Merges(Method):
    """A method that can make one artifact of several that were taught apart."""

    def merge(self, backbone: Backbone, artifacts: Sequence[LoadedArtifact]) -> dict[str, Tensor]:
        """The tensors of an artifact that holds the subjects of all, in their order. Raises StudioError."""
        raise NotImplementedError


class Steers(Method):
    """A method that leaves nothing behind and changes sampling by hooks."""

    def hooks(self, backbone: Backbone, settings: Any, strength: float) -> AbstractContextManager[Applied]:
        """Active inside the context."""
        raise NotImplementedError
