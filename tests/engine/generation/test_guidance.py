"""Guidance and its rescale, against the formulas of arXiv:2305.08891, sec. 3.4."""

from __future__ import annotations

import pytest
import torch

from studio.engine.generation.guidance import guided


def predictions() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(3, 4, 8, 8, generator=generator), torch.randn(3, 4, 8, 8, generator=generator)


def test_plain_guidance() -> None:
    told, untold = predictions()
    assert torch.equal(guided(told, untold, 5.0, 0.0), untold + 5.0 * (told - untold))
    assert guided(told, None, 5.0, 0.7) is told


def test_full_rescale_has_the_spread_of_the_conditional_prediction() -> None:
    told, untold = predictions()
    spread = guided(told, untold, 8.0, 1.0).std(dim=(1, 2, 3))
    assert torch.allclose(spread, told.std(dim=(1, 2, 3)), rtol=1e-5)


@pytest.mark.parametrize("rescale", [0.3, 0.7])
def test_rescale_mixes(rescale: float) -> None:
    told, untold = predictions()
    followed = untold + 5.0 * (told - untold)
    full = followed * told.std(dim=(1, 2, 3), keepdim=True) / followed.std(dim=(1, 2, 3), keepdim=True)
    expected = rescale * full + (1 - rescale) * followed
    assert torch.allclose(guided(told, untold, 5.0, rescale), expected, atol=1e-5)


def test_a_picture_does_not_depend_on_its_neighbours() -> None:
    told, untold = predictions()
    together = guided(told, untold, 5.0, 0.7)
    for i in range(3):
        assert torch.equal(together[i : i + 1], guided(told[i : i + 1], untold[i : i + 1], 5.0, 0.7))
