"""One resumable loop for all pretraining recipes: budget, schedule, EMA, checkpoints, curve.

Every random draw of a step is seeded by the step's number, so a resumed run equals an unbroken one bit for bit as
long as both stop by step count; a run that stops by the clock lowers the learning rate over the last part of its own
time. Not here: models, data and losses (one module per recipe).
"""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from studio.core.folders import models
from studio.engine.pretraining.optimiser import HybridOptimiser

Report = Callable[[str], None]
Figures = Mapping[str, float]
# The loss of one step (its batch made from the step's number) with figures to log; or the step cut into parts of the
# batch that are computed side by side, one CPU thread each. All random numbers are drawn before a part is called.
Part = Callable[[], tuple[Tensor, Figures]]
StepLoss = Callable[[int], tuple[Tensor, Figures] | list[Part]]

CHECKPOINT_SECONDS = 180.0


def work_folder() -> Path:
    """Where checkpoints go unless told otherwise; git-ignored."""
    return models() / ".work"


@dataclass(frozen=True, slots=True)
class Budget:
    """When to stop: by the clock, by total step count, or whichever comes first."""

    minutes: float | None = None
    steps: int | None = None
    cooldown: float = 0.25  # last part of the minutes over which the learning rate falls to a fiftieth

    def scale(self, step: int, elapsed_s: float, warmup_steps: int) -> float:
        scale = min(1.0, (step + 1) / warmup_steps)
        if self.minutes is not None and self.cooldown > 0:
            left = max(0.0, 1 - elapsed_s / (60 * self.minutes))
            scale *= min(1.0, 0.02 + left / self.cooldown)
        return scale

    def is_spent(self, step: int, elapsed_s: float) -> bool:
        by_clock = self.minutes is not None and elapsed_s >= 60 * self.minutes
        return by_clock or (self.steps is not None and step >= self.steps)


class Ema:
    """A moving average of a model's weights: what is shipped."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model = copy.deepcopy(model).requires_grad_(False).eval()
        self._decay = decay

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        weight = 1 - min(self._decay, (1 + step) / (10 + step))
        averages = [average for average in self.model.state_dict().values() if average.is_floating_point()]
        current = [value for value in model.state_dict().values() if value.is_floating_point()]
        torch._foreach_lerp_(averages, current, weight)


def backward_in_parts(
    parts: list[Part], parameters: list[nn.Parameter], pool: ThreadPoolExecutor
) -> tuple[float, dict[str, float]]:
    """Mean gradient of all parts into `.grad`; returns the mean loss and figures.

    Two threads with half a batch each make about half as many pictures a second more than one operation spread over
    two cores, because small operations wait for each other at every end.
    """

    def one(part: Part) -> tuple[float, Figures, tuple[Tensor | None, ...]]:
        loss, figures = part()
        return loss.item(), figures, torch.autograd.grad(loss, parameters, allow_unused=True)

    results = list(pool.map(one, parts))
    for index, parameter in enumerate(parameters):
        grads = [grad for _, _, all_grads in results if (grad := all_grads[index]) is not None]
        parameter.grad = sum(grads[1:], grads[0]).div_(len(parts)) if grads else None
    figures = {name: sum(f[name] for _, f, _ in results) / len(parts) for name in results[0][1]}
    return sum(loss for loss, _, _ in results) / len(parts), figures


@dataclass
class Training:
    """A run in progress: what is trained, how, and where it is kept."""

    name: str
    folder: Path
    modules: Mapping[str, nn.Module]
    optimiser: HybridOptimiser
    loss: StepLoss
    budget: Budget
    report: Report
    seed: int = 0
    batch: int = 1
    warmup_steps: int = 100
    clip_norm: float = 1.0
    emas: Mapping[str, Ema] = field(default_factory=dict)
    at_checkpoint: Callable[[int], None] | None = None
    step: int = 0
    trained_s: float = 0.0  # over all sessions of this run

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.name}.pt"

    def count_from(self, seen: Figures) -> None:
        """Count on from what the weights this run starts with have seen: a recipe's figures, or nothing."""
        self.step = int(seen.get("images", 0)) // self.batch
        self.trained_s = 3600 * seen.get("hours", 0.0)

    def save(self) -> None:
        state = {
            "step": self.step,
            "trained_s": self.trained_s,
            "modules": {name: module.state_dict() for name, module in self.modules.items()},
            "emas": {name: ema.model.state_dict() for name, ema in self.emas.items()},
            "optimiser": self.optimiser.state_dict(),
        }
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, self.checkpoint)

    def load(self) -> bool:
        """Continue from the local checkpoint; False when there is none."""
        if not self.checkpoint.is_file():
            return False
        state: dict[str, Any] = torch.load(self.checkpoint, map_location="cpu", weights_only=True)
        self.step, self.trained_s = state["step"], state["trained_s"]
        for name, module in self.modules.items():
            module.load_state_dict(state["modules"][name])
        for name, ema in self.emas.items():
            ema.model.load_state_dict(state["emas"][name])
        self.optimiser.load_state_dict(state["optimiser"])
        return True

    def run(self) -> dict[str, float]:
        """Train until the budget is spent; returns step, images, hours and the last losses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        begun, first, before_s = time.monotonic(), self.step, self.trained_s
        last_saved, sums, counted = begun, {}, 0
        pool = ThreadPoolExecutor(2)
        means: dict[str, float] = {}
        while not self.budget.is_spent(self.step, time.monotonic() - begun):
            torch.manual_seed(self.seed * 1_000_003 + self.step)
            loss, figures, is_parted = self._gradients(pool)
            nn.utils.clip_grad_norm_(self.optimiser.parameters(), self.clip_norm)
            scale = self.budget.scale(self.step, time.monotonic() - begun, self.warmup_steps)
            self.optimiser.step(scale, pool if is_parted else None)
            self.step += 1
            for name, ema in self.emas.items():
                ema.update(self.modules[name], self.step)
            for name, value in {"loss": loss, **figures}.items():
                sums[name] = sums.get(name, 0.0) + value
            counted += 1
            now = time.monotonic()
            self.trained_s = before_s + now - begun
            if counted == 50 or self.step == 1:
                means = {name: total / counted for name, total in sums.items()}
                rate = (self.step - first) * self.batch / (now - begun)
                self._log(means, rate)
                sums, counted = {}, 0
            if now - last_saved > CHECKPOINT_SECONDS:
                self.save()
                if self.at_checkpoint:
                    self.at_checkpoint(self.step)
                last_saved = time.monotonic()
        pool.shutdown()
        self.save()
        return {"step": self.step, "images": self.step * self.batch, "hours": self.trained_s / 3600, **means}

    def _gradients(self, pool: ThreadPoolExecutor) -> tuple[float, Figures, bool]:
        """Loss, figures, and whether the step was made of parts."""
        work = self.loss(self.step)
        self.optimiser.zero_grad()
        if isinstance(work, list):
            return *backward_in_parts(work, self.optimiser.parameters(), pool), True
        loss, figures = work
        loss.backward()
        return loss.item(), figures, False

    def _log(self, means: Mapping[str, float], rate: float) -> None:
        figures = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        self.report(f"{self.name} step {self.step} {self.trained_s / 60:.1f} min {rate:.0f} img/s {figures}")
        with (self.folder / f"{self.name}.jsonl").open("a", encoding="utf-8") as curve:
            line = {
                "step": self.step,
                "seconds": round(self.trained_s, 1),
                **{k: round(v, 5) for k, v in means.items()},
            }
            curve.write(json.dumps(line) + "\n")
