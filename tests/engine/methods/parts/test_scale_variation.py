"""Far and near: sizes, words, the valid part, and a subject that is never lost."""

from __future__ import annotations

import torch

from studio.core.geometry import SizePx
from studio.engine.dataset.variations import loss_weight
from studio.engine.methods.parts import scale_variation
from studio.engine.methods.parts.scale_variation import far, near, scaled

SIDE = 64


def rng(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def photo() -> torch.Tensor:
    """Nothing in it is mid-grey."""
    return torch.full((3, SIDE, SIDE), 0.5)


def corner() -> torch.Tensor:
    mask = torch.zeros(1, SIDE, SIDE)
    mask[:, -8:, -8:] = 1
    return mask


def test_far_lies_on_grey_and_only_its_inside_counts() -> None:
    for seed in range(30):
        one = far(photo(), None, 0.5, rng(seed))
        assert one.valid is not None
        shown = (one.picture != 0).all(0)
        assert int(shown.sum()) == 32 * 32
        rows, columns = shown.any(1).nonzero(), shown.any(0).nonzero()
        assert int(rows[0]) % 8 == int(columns[0]) % 8 == 0
        valid = one.valid[0].bool()
        assert bool(shown[valid].all())
        assert int(valid.sum()) == 16 * 16  # a latent cell of 8 px less on each side
        inner = valid.any(1).nonzero()
        assert int(inner[0] - rows[0]) == int(rows[-1] - inner[-1]) == 8
        assert one.frame in ("a far away {}", "very small {}")


def test_near_fills_the_picture_and_says_so() -> None:
    for seed in range(30):
        one = near(photo(), None, 1.3, rng(seed))
        assert one.picture.shape == (3, SIDE, SIDE)
        assert torch.allclose(one.picture, photo())
        assert one.valid is None
        assert one.frame in ("zoomed in {}", "close up {}")


def test_near_enlarges_by_its_scale() -> None:
    ramp = torch.linspace(-1, 1, SIDE).expand(3, SIDE, SIDE)
    row = near(ramp, None, 1.25, rng()).picture[0, 0]
    assert abs(float(row[-8] - row[8]) / float(ramp[0, 0, -8] - ramp[0, 0, 8]) - 1 / 1.25) < 0.02


def test_a_near_crop_holds_the_middle_of_the_subject() -> None:
    for seed in range(50):
        one = near(photo(), corner(), 1.4, rng(seed))
        assert one.mask is not None
        assert float(one.mask.sum()) > 0


def test_as_often_as_the_code_shows_them() -> None:
    frames = [scaled(photo(), None, rng(seed)).frame for seed in range(900)]
    small = sum(frame in ("a far away {}", "very small {}") for frame in frames)
    assert abs(small / 900 - 4 / 9) < 0.05
    assert scale_variation.SHARE * 4 / 9 == 2 / 3 * 0.4  # r < 2, and below 0.6 of 1/3 .. 1
    assert abs(scale_variation.SHARE * 5 / 9 - 1 / 3) < 1e-12


def test_there_is_always_something_to_learn_from() -> None:
    latent = SizePx(4, 4)
    pool = torch.nn.AdaptiveAvgPool2d(4)
    for seed in range(100):
        mask = torch.zeros(1, 32, 32)
        mask[:, :8, :8] = 1
        one = scaled(torch.full((3, 32, 32), 0.5), mask, rng(seed))
        assert one.mask is not None
        weight = loss_weight(pool(one.mask), 0.99, latent, None if one.valid is None else pool(one.valid))
        assert abs(float(weight.mean()) - 1) < 1e-5
        assert scaled(photo(), None, rng(seed)).picture.equal(scaled(photo(), None, rng(seed)).picture)
