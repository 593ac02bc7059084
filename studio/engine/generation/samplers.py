"""Samplers by name over diffusers' schedulers, all in one space: latents = alpha * clean + sigma * noise.

diffusers keeps Euler's latents divided by alpha; here they are turned at the border, so that hooks, previews and
inpainting see the same latents whichever sampler runs. Zero terminal SNR and trailing timesteps come from the
backbone's scheduler config (arXiv:2305.08891, sec. 3.1–3.3).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from studio.core.errors import unknown
from studio.engine.backbones.schedule import NoiseSchedule

SAMPLERS = {
    "ddim": "DDIM: steady, the default",
    "euler": "Euler: straight steps, good with few of them",
    "dpmpp_2m": "DPM-Solver++ 2M: sharp with few steps",
}
_SHARED = ("num_train_timesteps", "beta_start", "beta_end", "beta_schedule", "trained_betas", "steps_offset")


def check_name(name: str) -> None:
    """Raises InputProblem with the nearest name."""
    if name not in SAMPLERS:
        raise unknown("sampler", name, SAMPLERS)


class Sampler:
    """One run over n steps for a batch; it may remember earlier predictions, so every batch gets its own."""

    def __init__(self, name: str, steps: int, schedule: NoiseSchedule, config: Mapping[str, Any]) -> None:
        """Raises InputProblem with the nearest name for an unknown sampler."""
        check_name(name)
        self._is_flow = schedule.prediction == "flow"
        self._is_sigma_space = name == "euler" and not self._is_flow
        self._prediction = schedule.prediction
        self._scheduler: Any = _flow(name, schedule) if self._is_flow else _diffusion(name, schedule, config)
        with warnings.catch_warnings():  # diffusers hands tensors to numpy the old way
            warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
            self._scheduler.set_timesteps(steps)
        self.timesteps: Tensor = self._scheduler.timesteps
        self.alphas, self.sigmas = self._levels()

    def __len__(self) -> int:
        return len(self.timesteps)

    def _levels(self) -> tuple[Tensor, Tensor]:
        """alpha and sigma at which each step begins, and after the last, [n + 1], fp32."""
        scheduler = self._scheduler
        if self._is_flow:
            sigmas = scheduler.sigmas.float()
            return 1 - sigmas, sigmas
        if hasattr(scheduler, "sigmas"):
            sigmas = scheduler.sigmas.double()
            alphas = 1 / (1 + sigmas**2).sqrt()
            return alphas.float(), (sigmas * alphas).float()
        cumulative = torch.cat([scheduler.alphas_cumprod[self.timesteps.cpu()], scheduler.final_alpha_cumprod[None]])
        return cumulative.sqrt().float(), (1 - cumulative).clamp(min=0).sqrt().float()

    def start(self, index: int) -> None:
        """Begin at this step (image-to-image begins late)."""
        if hasattr(self._scheduler, "set_begin_index"):
            self._scheduler.set_begin_index(index)

    def model_timestep(self, index: int) -> Tensor:
        """What the denoiser is told, 0-d. Flow models learned the index of t, which begins at 1/T."""
        timestep = self.timesteps[index]
        return timestep - 1 if self._is_flow else timestep

    def noised(self, clean: Tensor, noise: Tensor, index: int) -> Tensor:
        """Known latents at the level where step `index` begins; index n is the end."""
        return float(self.alphas[index]) * clean + float(self.sigmas[index]) * noise

    def clean(self, predicted: Tensor, latents: Tensor, index: int) -> Tensor:
        """The clean latents a prediction implies, for previews."""
        alpha, sigma = float(self.alphas[index]), float(self.sigmas[index])
        if self._prediction == "flow":
            return latents - sigma * predicted
        if self._prediction == "v_prediction":
            return alpha * latents - sigma * predicted
        return (latents - sigma * predicted) / max(alpha, 1e-4)

    def step(self, predicted: Tensor, latents: Tensor, index: int) -> Tensor:
        """From the level of step `index` to that of the next. All fp32."""
        timestep = self.timesteps[index]
        if not self._is_sigma_space:
            return self._scheduler.step(predicted, timestep, latents, return_dict=False)[0]
        sigmas = self._scheduler.sigmas
        here, there = (float((1 + sigmas[i].double() ** 2).sqrt()) for i in (index, index + 1))
        self._scheduler.is_scale_input_called = True  # done here, by the space the latents live in
        return self._scheduler.step(predicted, timestep, latents * here, return_dict=False)[0] / there


def _diffusion(name: str, schedule: NoiseSchedule, config: Mapping[str, Any]) -> Any:
    shared: dict[str, Any] = {key: config[key] for key in _SHARED if config.get(key) is not None}
    shared["prediction_type"] = schedule.prediction
    shared["timestep_spacing"] = config.get("timestep_spacing", "leading")
    shared["rescale_betas_zero_snr"] = bool(config.get("rescale_betas_zero_snr"))
    if name == "euler":
        from diffusers.schedulers.scheduling_euler_discrete import EulerDiscreteScheduler

        return EulerDiscreteScheduler(**shared)
    if name == "dpmpp_2m":
        from diffusers.schedulers.scheduling_dpmsolver_multistep import DPMSolverMultistepScheduler

        return DPMSolverMultistepScheduler(**shared)
    from diffusers.schedulers.scheduling_ddim import DDIMScheduler

    to_one = bool(config.get("set_alpha_to_one", True))
    return DDIMScheduler(**shared, clip_sample=False, set_alpha_to_one=to_one)


def _flow(name: str, schedule: NoiseSchedule) -> Any:
    """DDIM without noise of its own and Euler are the same walk here."""
    if name == "dpmpp_2m":
        from diffusers.schedulers.scheduling_dpmsolver_multistep import DPMSolverMultistepScheduler

        return DPMSolverMultistepScheduler(
            num_train_timesteps=schedule.steps, use_flow_sigmas=True, prediction_type="flow_prediction"
        )
    from diffusers.schedulers.scheduling_flow_match_euler_discrete import FlowMatchEulerDiscreteScheduler

    return FlowMatchEulerDiscreteScheduler(num_train_timesteps=schedule.steps)
