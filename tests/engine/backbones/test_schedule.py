"""Noise, targets and clean latents convert into each other for all three prediction types."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from studio.engine.backbones.loading import schedule_from
from studio.engine.backbones.schedule import Prediction
from studio.engine.backbones.tiny import scheduler_config

ALL: tuple[Prediction, ...] = ("epsilon", "v_prediction", "flow")


@pytest.mark.parametrize("prediction", ALL)
def test_target_and_clean_are_inverses(prediction: Prediction) -> None:
    schedule = schedule_from(scheduler_config(prediction))
    generator = torch.Generator().manual_seed(0)
    clean, noise = (torch.randn(5, 4, 4, 4, generator=generator) for _ in range(2))
    timesteps = torch.tensor([0, 200, 500, 900, 990])
    noisy = schedule.add_noise(clean, noise, timesteps)
    found = schedule.to_clean(schedule.target(clean, noise, timesteps), noisy, timesteps)
    assert torch.allclose(found, clean, atol=1e-3)


def test_zero_terminal_snr() -> None:
    schedule = schedule_from(scheduler_config("v_prediction"))
    alpha, sigma = schedule.scales(torch.tensor([999]))
    assert alpha.item() == 0.0
    assert sigma.item() == 1.0


@pytest.mark.parametrize("prediction", ALL)
def test_alpha_falls_and_squares_sum_to_one(prediction: Prediction) -> None:
    schedule = schedule_from(scheduler_config(prediction))
    alpha, sigma = (scale.flatten() for scale in schedule.scales(torch.arange(1000)))
    assert (alpha.diff() < 0).all()
    total = alpha + sigma if prediction == "flow" else alpha**2 + sigma**2
    assert torch.allclose(total, torch.ones(1000), atol=1e-5)


def test_the_same_noise_as_diffusers() -> None:
    from diffusers.schedulers.scheduling_ddim import DDIMScheduler

    config = scheduler_config("v_prediction")
    theirs: Any = DDIMScheduler.from_config(config)
    clean, noise = torch.randn(3, 4, 4, 4), torch.randn(3, 4, 4, 4)
    timesteps = torch.tensor([10, 600, 999])
    ours = schedule_from(config)
    assert torch.allclose(ours.add_noise(clean, noise, timesteps), theirs.add_noise(clean, noise, timesteps), atol=1e-5)
    assert torch.allclose(ours.target(clean, noise, timesteps), theirs.get_velocity(clean, noise, timesteps), atol=1e-5)
