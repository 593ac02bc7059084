"""The one training loop: every method is taught by it. One call of `advance` is one optimiser step.

Latents and, where the text side is frozen, prompt features are cached; losses are named terms; everything random is a
function of the step (streams.py), so a resumed run equals an unbroken one. Several processes (accelerate under
torchrun) average the gradients of what is learned, which is small: no wrapper around the model is needed. [ours]
Not here: files, previews, what the person asks for (run.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import torch
from accelerate import Accelerator
from torch import Tensor, nn

from studio.core.errors import InputProblem
from studio.engine.backbones.surface import Backbone, Conditioning
from studio.engine.dataset.examples import Example
from studio.engine.methods.contract import Attachment, Learns, Stage, TrainStep
from studio.engine.methods.train_settings import TrainSettings
from studio.engine.training import noise as noises
from studio.engine.training import precision
from studio.engine.training.batches import Batches
from studio.engine.training.streams import derive, generator
from studio.engine.training.text import PromptFeatures

_EMA = "ema."


class Unstable(InputProblem):
    """A term of the loss or its gradient is no number; the step was not made: what was learned is as it was before."""


class Trainer:
    """Teaches what an Attachment trains. step: optimiser steps done."""

    def __init__(
        self,
        method: Learns,
        settings: TrainSettings,
        backbone: Backbone,
        attachment: Attachment,
        examples: Sequence[Example],
        priors: Sequence[Example],
        seed: int,
        accelerator: Accelerator,
    ) -> None:
        self.method, self.settings, self.backbone, self.attachment = method, settings, backbone, attachment
        self.step = 0
        self.total = settings.steps
        self._seed, self._accelerator = seed, accelerator
        self._batches = Batches(examples, priors, settings.batch_size, seed, accelerator.num_processes)
        self._text = PromptFeatures(backbone, attachment.trains_text)
        self._timestep_weights = method.timestep_weights(backbone.schedule, settings)
        self._min_snr = noises.MinSnr(backbone.schedule, settings.min_snr_gamma)
        self._dtype = precision.choose(settings.precision, backbone)
        self._parameters = list(attachment.trains.values())
        self._optimiser = _optimiser(attachment, settings)
        self._scaler = torch.amp.GradScaler(backbone.device.type, enabled=self._dtype is torch.float16)
        self._ema = {name: p.detach().clone() for name, p in attachment.trains.items()} if settings.ema_decay else {}

    # --- one step -----------------------------------------------------------------------------------------

    def advance(self) -> dict[str, float]:
        """One optimiser step; the loss terms by name, "total" included. Raises Unstable."""
        stage = self._enter_stage()
        self._set_rates()
        sums: dict[str, float] = {}
        pieces = self.settings.gradient_accumulation
        torch.manual_seed(derive(self._seed, "dropout", self.step, self._accelerator.process_index))
        for piece in range(pieces):
            terms = self._backward(stage, self.step * pieces + piece, pieces)
            for name, value in terms.items():
                sums[name] = sums.get(name, 0.0) + value / pieces
        self._share_gradients(sums)
        lost = [name for name, value in sums.items() if not math.isfinite(value)]
        if lost:
            raise Unstable(
                f"Teaching became unstable at step {self.step + 1}: the loss “{lost[0]}” is no longer a number.",
                "Lower the learning rate, or choose fp32 precision, and teach anew.",
            )
        self._update()
        self.step += 1
        return sums

    def _backward(self, stage: Stage, index: int, pieces: int) -> dict[str, float]:
        with self.backbone.for_training(), precision.autocast(self._dtype, self.backbone.device):
            step = self._forward(stage, index)
        terms = list(self.method.loss_terms(step, self.settings))
        total = torch.stack([term.weight * term.value for term in terms]).sum()
        self._scaler.scale(total / pieces).backward()
        return {**{term.name: float(term.value.detach()) for term in terms}, "total": float(total.detach())}

    def _forward(self, stage: Stage, index: int) -> TrainStep:
        device, schedule = self.backbone.device, self.backbone.schedule
        rank = self._accelerator.process_index
        batch = self._batches.draw(index, rank)
        rng = generator(self._seed, "noise", index, rank)
        own = int((~batch.is_prior).sum())
        halves = [own, len(batch.prompts) - own] if own < len(batch.prompts) else [own]
        timesteps = torch.cat([noises.draw_timesteps(n, schedule, rng, self._timestep_weights) for n in halves])
        noise = noises.draw_noise(batch.clean, self.settings.noise_offset, rng).to(device)
        weight = (batch.weight * self._min_snr(timesteps)).to(device)
        clean, timesteps = batch.clean.to(device), timesteps.to(device)
        noisy = schedule.add_noise(clean, noise, timesteps)
        conditioning = self._text(batch.prompts)
        predicted = self.backbone.predict(noisy, timesteps, conditioning)
        return TrainStep(
            index=self.step,
            stage=stage,
            timesteps=timesteps,
            clean=clean,
            noise=noise,
            noisy=noisy,
            predicted=predicted.float(),
            target=schedule.target(clean, noise, timesteps),
            weight=weight,
            is_prior=batch.is_prior.to(device),
            subject=batch.subject,
            prompts=batch.prompts,
            conditioning=conditioning,
            attachment=self.attachment,
            predict=self._predict,
            encode=self._encode,
        )

    def _predict(self, noisy: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        """For losses that ask the denoiser once more."""
        with self.backbone.for_training(), precision.autocast(self._dtype, self.backbone.device):
            return self.backbone.predict(noisy, timesteps, conditioning).float()

    def _encode(self, prompts: Sequence[str]) -> Conditioning:
        """For losses that tell the denoiser something else."""
        with precision.autocast(self._dtype, self.backbone.device):
            return self._text(prompts)

    def _share_gradients(self, sums: dict[str, float]) -> None:
        """Averages gradients and reported terms over the processes."""
        if self._accelerator.num_processes == 1:
            return
        grads = [p.grad for p in self._parameters if p.grad is not None]
        told = torch.tensor(list(sums.values()), device=grads[0].device, dtype=grads[0].dtype)
        flat = self._accelerator.reduce(torch.cat([*(g.flatten() for g in grads), told]), "mean")
        assert isinstance(flat, Tensor)
        start = 0
        for grad in grads:
            grad.copy_(flat[start : start + grad.numel()].view_as(grad))
            start += grad.numel()
        for name, value in zip(sums, flat[start:].tolist(), strict=True):
            sums[name] = value

    def _update(self) -> None:
        if self.settings.max_grad_norm > 0:
            self._scaler.unscale_(self._optimiser)
            norm = nn.utils.clip_grad_norm_(self._parameters, self.settings.max_grad_norm)
        else:
            norm = nn.utils.get_total_norm([p.grad for p in self._parameters if p.grad is not None])
        if not self._scaler.is_enabled() and not torch.isfinite(norm):  # in fp16 the scaler leaves such a step out
            self._optimiser.zero_grad(set_to_none=True)
            raise Unstable(
                f"Teaching became unstable at step {self.step + 1}: its gradient is no longer a number.",
                "Lower the learning rate, or choose fp32 precision, and teach anew.",
            )
        self._scaler.step(self._optimiser)
        self._scaler.update()
        self._optimiser.zero_grad(set_to_none=True)
        with torch.no_grad():
            self.method.after_step(self.attachment, self.step, self.settings)
            decay = min(self.settings.ema_decay, (1 + self.step) / (10 + self.step))
            for name, average in self._ema.items():
                average.lerp_(self.attachment.trains[name], 1 - decay)

    def _enter_stage(self) -> Stage:
        stage = stage_at(self.method.stages, self.step, self.total)
        for name, parameter in self.attachment.trains.items():
            parameter.requires_grad_(name.startswith(stage.trains))
        return stage

    def _set_rates(self) -> None:
        factor = rate_factor(self.settings, self.step, self.total)
        for group in self._optimiser.param_groups:
            group["lr"] = self.settings.learning_rate * group["factor"] * factor

    # --- what was learned, and its state --------------------------------------------------------------------

    def learned(self) -> dict[str, Tensor]:
        """Copies of what was learned (the running average where there is one), fp32 on the CPU."""
        source: Mapping[str, Tensor] = self._ema or self.attachment.trains
        return {name: value.detach().float().cpu().clone() for name, value in source.items()}

    @contextmanager
    def showing(self) -> Iterator[None]:
        """Inside, the backbone draws with what was learned; no gradient, no random state used up."""
        kept = {name: p.detach().clone() for name, p in self.attachment.trains.items()} if self._ema else {}
        with torch.no_grad(), torch.random.fork_rng():
            for name in kept:
                self.attachment.trains[name].copy_(self._ema[name])
            try:
                yield
            finally:
                for name, value in kept.items():
                    self.attachment.trains[name].copy_(value)

    def save_state(self) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Learned tensors as they are trained, and the optimiser's state (with averages) by their names."""
        names = {id(p): name for name, p in self.attachment.trains.items()}
        state: dict[str, Tensor] = {_EMA + name: value for name, value in self._ema.items()}
        for parameter, values in self._optimiser.state.items():
            for key, value in values.items():
                state[f"{key}.{names[id(parameter)]}"] = torch.as_tensor(value)
        if self._scaler.is_enabled():
            state["scale"] = torch.tensor(self._scaler.get_scale())
        return {name: p.detach() for name, p in self.attachment.trains.items()}, state

    def load_state(self, step: int, learned: Mapping[str, Tensor], state: Mapping[str, Tensor]) -> None:
        """Go on from `save_state`. Raises KeyError when it belongs to another run."""
        self.step = step
        with torch.no_grad():
            for name, parameter in self.attachment.trains.items():
                parameter.copy_(learned[name])
            for name, average in self._ema.items():
                average.copy_(state[_EMA + name])
        for name, parameter in self.attachment.trains.items():
            # A copy per tensor: fused AdamW writes into its state, and loaded tensors share one buffer.
            values = {
                key: state[f"{key}.{name}"].to(parameter.device if key != "step" else "cpu").clone()
                for key in ("step", "exp_avg", "exp_avg_sq")
                if f"{key}.{name}" in state
            }
            if values:
                self._optimiser.state[parameter] = values
        if "scale" in state:
            self._scaler.update(float(state["scale"]))


def stage_at(stages: Sequence[Stage], step: int, total: int) -> Stage:
    """The stage a step (0-based) belongs to; shares are rounded to whole steps, the last takes the rest."""
    end = 0.0
    for stage in stages[:-1]:
        end += stage.share
        if step < round(end * total):
            return stage
    return stages[-1]


def rate_factor(settings: TrainSettings, step: int, total: int) -> float:
    """Warm-up, then constant, linear or cosine to zero; a pure function of the step."""
    warm = min(settings.warmup_steps, max(total - 1, 0))
    if step < warm:
        return (step + 1) / (warm + 1)
    done = (step - warm) / max(total - warm, 1)
    if settings.schedule == "linear":
        return 1 - done
    if settings.schedule == "cosine":
        return 0.5 * (1 + math.cos(math.pi * done))
    return 1.0


def _optimiser(attachment: Attachment, settings: TrainSettings) -> torch.optim.AdamW:
    """AdamW (0.9, 0.999), one group for each learning-rate factor. fused: one pass over all tensors."""

    def factor(name: str) -> float:
        fitting = [prefix for prefix in attachment.rates if name.startswith(prefix)]
        return attachment.rates[max(fitting, key=len)] if fitting else 1.0

    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in attachment.trains.items():
        groups.setdefault(factor(name), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": params, "factor": value} for value, params in groups.items()],
        lr=settings.learning_rate,
        weight_decay=settings.weight_decay,
        fused=True,
    )
