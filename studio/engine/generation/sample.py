"""The one sampling loop: prompts, hooks, guidance, samplers, image-to-image, inpainting, batches.

A picture is the same bits whether it is drawn alone or in a batch (docs/adr/0014): noise comes from a generator of
its own, text and autoencoder run on one picture at a time, and a batch is only kept together when the denoiser gives
the same bits for one of its pictures alone. Not here: requests, files, events (run.py).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Literal, Protocol

import torch
from torch import Tensor

from studio.core.control import Control, NoControl
from studio.core.errors import InputProblem
from studio.engine.backbones.surface import Backbone, Conditioning
from studio.engine.generation.guidance import guided
from studio.engine.generation.known_region import KnownRegion, first_step
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.samplers import Sampler
from studio.engine.methods.contract import Predictions, SamplingHooks, StepState, Told

_CELLS_CPU, _CELLS_GPU = 4096, 65_536
_MOST_TOGETHER = 16


@dataclass(frozen=True)
class Drawn:
    """A finished picture [3, h, w] in -1..1, fp32 on the CPU. seconds: its share of its batch."""

    plan: PicturePlan
    picture: Tensor
    seconds: float


@dataclass(frozen=True)
class StepView:
    """After a step of a batch. pictures() decodes what the latents promise so far, [b, 3, h, w]."""

    plans: Sequence[PicturePlan]
    index: int  # 0 is the first step that was done
    of: int
    pictures: Callable[[], Tensor]


class Regions(Protocol):
    """Regions of the pictures, which act while the loop runs (regions.py)."""

    def conditioning(self, plans: Sequence[PicturePlan], prompts: Sequence[str]) -> Conditioning: ...

    def negative(self, plans: Sequence[PicturePlan]) -> Conditioning: ...

    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor: ...


@dataclass(frozen=True)
class SampleSettings:
    """Every number that matters, defaults filled in. size: width, height in px."""

    sampler: str
    steps: int
    guidance: float
    guidance_rescale: float
    size: tuple[int, int]
    denoise: float
    batch_size: int


def sample(
    backbone: Backbone,
    plans: Sequence[PicturePlan],
    *,
    hooks: Sequence[SamplingHooks] = (),
    sampler: str = "ddim",
    steps: int | None = None,
    guidance: float | None = None,
    guidance_rescale: float | None = None,
    size: tuple[int, int] | None = None,
    init: Tensor | None = None,
    mask: Tensor | None = None,
    denoise: float = 1.0,
    control: Control | None = None,
    on_step: Callable[[StepView], None] | None = None,
    batch_size: int | None = None,
    regions: Regions | None = None,
) -> Iterator[Drawn]:
    """Draw the plans in order; pictures come batch by batch. None takes the backbone's default.

    hooks: stacked in this order. init: [3, h, w] in -1..1. mask: [1, h, w], 1 is redrawn. denoise: with init only.
    regions: what acts in parts of the pictures, open while drawing. control is polled between steps. Raises
    InputProblem for a size or sampler that does not exist.
    """
    facts = backbone.facts
    size = size or facts.picture_px
    check_size(size, facts.latent_scale)
    settings = SampleSettings(
        sampler=sampler,
        steps=steps or facts.default_steps,
        guidance=facts.default_guidance if guidance is None else guidance,
        guidance_rescale=facts.default_guidance_rescale if guidance_rescale is None else guidance_rescale,
        size=size,
        denoise=1.0 if init is None else denoise,
        batch_size=batch_size or default_batch(backbone, size),
    )
    if mask is not None and init is None:
        raise InputProblem("A mask needs a picture to redraw.", "Give the picture as well (--init).")
    with torch.no_grad():
        known = None if init is None else KnownRegion.of(backbone, init, mask)
    loop = _Loop(backbone, settings, tuple(hooks), known, control or NoControl(), on_step, regions)
    yield from loop.all(plans)


def draw(backbone: Backbone, plans: Sequence[PicturePlan], **settings: object) -> list[Tensor]:
    """The pictures of `sample` as a list, each [3, h, w] in -1..1."""
    return [drawn.picture for drawn in sample(backbone, plans, **settings)]  # type: ignore[arg-type]


def check_size(size: tuple[int, int], scale: int) -> None:
    """Raises InputProblem with the nearest size that can be drawn."""
    width, height = size
    if all(side % scale == 0 and 2 * scale <= side <= 4096 for side in size):
        return
    near = "x".join(str(min(max(round(side / scale), 2) * scale, 4096)) for side in size)
    raise InputProblem(f"Pictures of {width}x{height} px cannot be drawn.", f"The nearest size is {near}.")


def default_batch(backbone: Backbone, size: tuple[int, int]) -> int:
    """How many pictures of this size are drawn together; STUDIO_DRAW_TOGETHER says at most how many."""
    asked = os.environ.get("STUDIO_DRAW_TOGETHER", "")
    most = min(_MOST_TOGETHER, int(asked)) if asked.isdecimal() else _MOST_TOGETHER
    cells = size[0] * size[1] // backbone.facts.latent_scale**2
    budget = _CELLS_CPU if backbone.device.type == "cpu" else _CELLS_GPU
    return max(1, min(most, budget // cells))


class _NotTheSameBits(Exception):
    """This batch does not give the pictures one would get alone."""


@dataclass
class _Loop:
    backbone: Backbone
    settings: SampleSettings
    hooks: tuple[SamplingHooks, ...]
    known: KnownRegion | None
    control: Control
    on_step: Callable[[StepView], None] | None
    regions: Regions | None = None

    def all(self, plans: Sequence[PicturePlan]) -> Iterator[Drawn]:
        together = self.settings.batch_size
        if any(hook.one_at_a_time for hook in self.hooks):
            together = 1
        proven = {1}
        position = 0
        while position < len(plans):
            batch = plans[position : position + together]
            began = time.perf_counter()
            try:
                with torch.no_grad():
                    pictures = self._batch(batch, must_prove=len(batch) not in proven)
            except _NotTheSameBits:
                together = len(batch) // 2  # some processors keep bits in small batches only
                continue
            except torch.OutOfMemoryError:
                if len(batch) == 1:
                    raise
                together = max(1, len(batch) // 2)  # fewer at a time give the same pictures
                continue
            proven.add(len(batch))
            seconds = (time.perf_counter() - began) / len(batch)
            for plan, picture in zip(batch, pictures, strict=True):
                yield Drawn(plan, picture, seconds)
            position += len(batch)

    def _batch(self, plans: Sequence[PicturePlan], must_prove: bool) -> list[Tensor]:
        self.control.poll()
        sampler = self._new_sampler()
        first = first_step(len(sampler), self.settings.denoise)
        if first == len(sampler) and self.known is not None:
            return [self.known.picture[0].cpu().clone() for _ in plans]
        told = self._told(plans)
        noise = torch.stack([self._noise(plan) for plan in plans]).to(self.backbone.device)
        latents = noise
        for hook in self.hooks:
            latents = hook.prepare_latents(latents)
        if self.known is not None:
            latents = sampler.noised(self.known.latents, latents, first)
        sampler.start(first)
        for index in range(first, len(sampler)):
            state = StepState(index - first, len(sampler) - first, float(sampler.timesteps[index]), latents)
            state = self._stacked(state, "before_step")
            timestep = sampler.model_timestep(index)
            proven = plans if must_prove and index == first else ()
            predicted = self._predicted(state, timestep, told, proven)
            latents = sampler.step(predicted, state.latents, index)
            latents = self._stacked(replace(state, latents=latents), "after_step").latents
            if self.known is not None:
                latents = self.known.hold(latents, noise, sampler, index + 1)
            if self.on_step is not None:
                clean = partial(sampler.clean, predicted, state.latents, index)
                show = partial(self._shown, clean)
                self.on_step(StepView(plans, state.index, state.of, show))
            if index + 1 < len(sampler):
                self.control.poll()
        finished = self.backbone.decode_latents(latents).float().cpu()
        return [picture if self.known is None else self.known.paste(picture) for picture in finished]

    def _told(self, plans: Sequence[PicturePlan]) -> Told:
        """What the denoiser is told with and without the prompt; the latter is None when guidance is 1."""
        prompts = [plan.prompt for plan in plans]
        for hook in self.hooks:
            prompts = [hook.rewrite_prompt(prompt) for prompt in prompts]
        encode = self._encoder(plans)
        if self.settings.guidance == 1.0:
            unconditional = None
        elif self.regions is not None:
            unconditional = self.regions.negative(plans)
        else:
            unconditional = self.backbone.encode_prompts([plan.negative for plan in plans])
        return Told(tuple(prompts), encode(tuple(prompts)), unconditional, encode)

    def _encoder(self, plans: Sequence[PicturePlan]) -> Callable[[tuple[str, ...]], Conditioning]:
        """Features of any prompts for these pictures."""
        regions = self.regions
        return cache(self.backbone.encode_prompts if regions is None else partial(regions.conditioning, plans))

    def _noise(self, plan: PicturePlan) -> Tensor:
        """[c, h/8, w/8] from the picture's own generator, on the CPU, so equal on every device."""
        facts = self.backbone.facts
        width, height = (side // facts.latent_scale for side in self.settings.size)
        generator = torch.Generator().manual_seed(plan.seed)
        return torch.randn(facts.latent_channels, height, width, generator=generator)

    def _stacked(self, state: StepState, point: Literal["before_step", "after_step"]) -> StepState:
        for hook in self.hooks:
            state = replace(state, latents=getattr(hook, point)(state))
        return state

    def _predicted(self, state: StepState, timestep: Tensor, told: Told, to_prove: Sequence[PicturePlan]) -> Tensor:
        conditional, unconditional = self._both(state.latents, timestep, told)
        if to_prove:
            self._prove(state.latents, timestep, told, to_prove, (conditional, unconditional))
        for hook in self.hooks:
            conditional, unconditional = hook.after_prediction(state, conditional, unconditional)
        return guided(conditional, unconditional, self.settings.guidance, self.settings.guidance_rescale)

    def _both(self, latents: Tensor, timestep: Tensor, told: Told) -> Predictions:
        """Conditional and unconditional prediction, as the hooks want them; the first hook is the outermost."""
        answer = partial(self._ask, latents, timestep)
        for hook in reversed(self.hooks):
            answer = partial(hook.around_prediction, predict=answer)
        return answer(told)

    def _ask(self, latents: Tensor, timestep: Tensor, told: Told) -> Predictions:
        """Both predictions in one call of the denoiser."""
        predict = self.backbone.predict if self.regions is None else self.regions.predict
        if told.unconditional is None:
            return predict(latents, timestep.expand(len(latents)), told.conditional), None
        twice = torch.cat([latents, latents])
        both = predict(twice, timestep.expand(len(twice)), Conditioning.cat([told.unconditional, told.conditional]))
        unconditional, conditional = both.chunk(2)
        return conditional, unconditional

    def _prove(
        self,
        latents: Tensor,
        timestep: Tensor,
        told: Told,
        plans: Sequence[PicturePlan],
        together: Predictions,
    ) -> None:
        """Are the first and the last picture of the batch the same bits alone? Else raises _NotTheSameBits."""
        for row in {0, len(latents) - 1}:
            one = slice(row, row + 1)
            told_alone = Told(
                told.prompts[one],
                told.conditional.select(one),
                None if told.unconditional is None else told.unconditional.select(one),
                self._encoder(plans[one]),
            )
            alone = self._both(latents[one], timestep, told_alone)
            for mine, theirs in zip(alone, together, strict=True):
                if mine is not None and theirs is not None and not torch.equal(mine, theirs[one]):
                    raise _NotTheSameBits

    def _new_sampler(self) -> Sampler:
        settings, backbone = self.settings, self.backbone
        return Sampler(settings.sampler, settings.steps, backbone.schedule, backbone.scheduler_config)

    def _shown(self, clean: Callable[[], Tensor]) -> Tensor:
        with torch.no_grad():
            return self.backbone.decode_latents(clean()).float().cpu()
