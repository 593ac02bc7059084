"""Every sampler with every prediction type finds the answer of a denoiser whose answer is known."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.core.errors import InputProblem
from studio.engine.backbones.loading import schedule_from
from studio.engine.backbones.schedule import Prediction
from studio.engine.backbones.tiny import scheduler_config
from studio.engine.generation.samplers import SAMPLERS, Sampler

PREDICTIONS: tuple[Prediction, ...] = ("epsilon", "v_prediction", "flow")
EVERY = list(itertools.product(SAMPLERS, PREDICTIONS))
MEAN, SPREAD = 0.7, 0.5


def make(name: str, prediction: Prediction, steps: int) -> Sampler:
    config = scheduler_config(prediction)
    return Sampler(name, steps, schedule_from(config), config)


def gaussian_denoiser(sampler: Sampler, latents: Tensor, index: int, prediction: Prediction) -> Tensor:
    """The exact prediction when clean latents are N(MEAN, SPREAD^2): the posterior mean, in each type's words."""
    alpha, sigma = float(sampler.alphas[index]), float(sampler.sigmas[index])
    variance = (alpha * SPREAD) ** 2 + sigma**2
    clean = MEAN + alpha * SPREAD**2 / variance * (latents - alpha * MEAN)
    noise = sigma / variance * (latents - alpha * MEAN)
    if prediction == "epsilon":
        return noise
    return noise - clean if prediction == "flow" else alpha * noise - sigma * clean


def run(sampler: Sampler, latents: Tensor, prediction: Prediction, first: int = 0) -> Tensor:
    sampler.start(first)
    for index in range(first, len(sampler)):
        latents = sampler.step(gaussian_denoiser(sampler, latents, index, prediction), latents, index)
    return latents


@pytest.mark.parametrize(("name", "prediction"), EVERY)
def test_noise_becomes_the_known_distribution(name: str, prediction: Prediction) -> None:
    """The probability flow of a Gaussian maps noise n to MEAN + SPREAD * n."""
    noise = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    found = run(make(name, prediction, 100), noise, prediction)
    assert (found - (MEAN + SPREAD * noise)).abs().max() < 0.12


@pytest.mark.parametrize(("name", "prediction"), EVERY)
def test_more_steps_come_closer(name: str, prediction: Prediction) -> None:
    noise = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(2))
    exact = run(make(name, prediction, 500), noise, prediction)
    errors = [(run(make(name, prediction, steps), noise, prediction) - exact).abs().mean() for steps in (5, 40)]
    assert errors[1] < errors[0]


@pytest.mark.parametrize(("name", "prediction"), EVERY)
def test_a_perfect_denoiser_is_followed_to_its_picture(name: str, prediction: Prediction) -> None:
    """When the clean latents are one known picture, every sampler ends on it, also from half-way."""
    clean = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(3))
    noise = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(4))
    for first in (0, 5):
        sampler = make(name, prediction, 10)
        latents = sampler.noised(clean, noise, first)
        sampler.start(first)
        for index in range(first, len(sampler)):
            alpha, sigma = float(sampler.alphas[index]), float(sampler.sigmas[index])
            seen = (latents - alpha * clean) / sigma
            said = {"epsilon": seen, "v_prediction": alpha * seen - sigma * clean, "flow": seen - clean}[prediction]
            assert torch.allclose(sampler.clean(said, latents, index), clean, atol=1e-2)
            latents = sampler.step(said, latents, index)
        assert torch.allclose(latents, sampler.noised(clean, noise, len(sampler)), atol=0.05)


@pytest.mark.parametrize(("name", "prediction"), EVERY)
def test_levels_fall(name: str, prediction: Prediction) -> None:
    sampler = make(name, prediction, 10)
    assert len(sampler.sigmas) == len(sampler) + 1
    assert (sampler.sigmas.diff() < 0).all()
    assert sampler.sigmas[-1] < 0.05


@pytest.mark.parametrize("name", SAMPLERS)
def test_v_begins_with_pure_noise(name: str) -> None:
    sampler = make(name, "v_prediction", 10)
    assert sampler.sigmas[0] == pytest.approx(1.0, abs=1e-6)
    assert int(sampler.timesteps[0]) == 999


def test_ddim_is_the_one_of_diffusers() -> None:
    from diffusers.schedulers.scheduling_ddim import DDIMScheduler

    config = scheduler_config("v_prediction")
    theirs: Any = DDIMScheduler.from_config(config)
    theirs.set_timesteps(7)
    ours = make("ddim", "v_prediction", 7)
    latents = torch.randn(1, 4, 4, 4)
    for index, timestep in enumerate(theirs.timesteps):
        predicted = torch.randn(1, 4, 4, 4)
        expected = theirs.step(predicted, timestep, latents).prev_sample
        latents = ours.step(predicted, latents, index)
        assert torch.equal(latents, expected)
        assert ours.model_timestep(index) == timestep


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputProblem) as told:
        make("dpm_2m", "epsilon", 5)
    assert "dpmpp_2m" in told.value.remedy


def test_everybody_names_the_same_samplers() -> None:
    from studio.cli import generate
    from studio.desktop.viewmodel import create, request_words

    assert tuple(SAMPLERS) == generate.SAMPLERS
    assert [key for key, _ in create.SAMPLERS] == list(SAMPLERS)
    assert set(request_words.SAMPLER_TITLES) == set(SAMPLERS)
