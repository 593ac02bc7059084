"""Does teaching do anything? After ten steps and at the end: what is learned must have moved, and the picture with it.

A wrong learning rate, a site that is not reached or a branch that adds nothing would otherwise cost a whole run and
leave an artifact that changes nothing. Nothing is copied whole: of each tensor every n-th number is looked at, and the
picture is one prediction of the denoiser for one fixed noise. Not here: a loss that is no number (loop.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from studio.engine.backbones.surface import Backbone

AFTER = 10  # steps
_LOOKED_AT = 4096  # numbers of a tensor
_NOISE_AT = 0.6  # of the schedule: where shapes are decided


class Trouble(NamedTuple):
    """One sentence, and what to do next."""

    message: str
    remedy: str


class Guard:
    """Remembers how things were at its making. prompt: one that names the subject."""

    def __init__(self, backbone: Backbone, trains: Mapping[str, Tensor], prompt: str) -> None:
        self._backbone, self._trains, self._prompt = backbone, trains, prompt
        self._numbers = self._looked_at()
        self._picture = self._predicted()

    def trouble(self) -> Trouble | None:
        """What is wrong and what helps; None when all is well."""
        now = self._looked_at()
        if not all(bool(numbers.isfinite().all()) for numbers in now.values()):
            return Trouble(
                "Teaching went wrong: some of what was learned is no number.",
                "Lower the learning rate, or choose fp32 precision, and teach anew.",
            )
        if all(torch.equal(before, now[name]) for name, before in self._numbers.items()):
            return Trouble(
                "Teaching has changed nothing: every learned number is what it was at the start.",
                "Raise the learning rate, or choose fp32 precision.",
            )
        if torch.equal(self._picture, self._predicted()):
            return Trouble(
                "What is being learned changes no picture.",
                "Raise the learning rate, or choose other layers to teach.",
            )
        return None

    def _looked_at(self) -> dict[str, Tensor]:
        found: dict[str, Tensor] = {}
        for name, tensor in self._trains.items():
            flat = tensor.detach().flatten()
            found[name] = flat[:: max(1, len(flat) // _LOOKED_AT)].float().cpu().clone()
        return found

    @torch.no_grad()
    def _predicted(self) -> Tensor:
        """[1, c, h, w]; takes no number from anybody's random state."""
        backbone = self._backbone
        facts, generator = backbone.facts, torch.Generator().manual_seed(0)
        width, height = (side // facts.latent_scale for side in facts.picture_px)
        noise = torch.randn(1, facts.latent_channels, height, width, generator=generator)
        timestep = torch.tensor(int(_NOISE_AT * backbone.schedule.steps), device=backbone.device)
        return backbone.predict(noise.to(backbone.device), timestep, backbone.encode_prompts([self._prompt])).cpu()
