"""Shares of regions: who owns what, on every grid."""

from __future__ import annotations

import torch

from studio.core.geometry import WHOLE, BoxFrac
from studio.engine.methods.parts.region_router.maps import Maps, Outline, coverage, shares, softened


def test_a_box_covers_fractions_of_pixels() -> None:
    inside = coverage(Outline(BoxFrac(0.25, 0.0, 0.6875, 1.0)), (8, 4))
    assert inside.shape == (4, 8)
    assert inside[0].tolist() == [0, 0, 1, 1, 1, 0.5, 0, 0]


def test_an_ellipse_and_a_mask_lie_inside_their_box() -> None:
    box = BoxFrac(0.25, 0.25, 0.75, 0.75)
    rect, ellipse = (coverage(Outline(box, is_ellipse=round_), (64, 64)) for round_ in (False, True))
    assert float(ellipse.sum() / rect.sum()) == torch.pi / 4 or abs(float(ellipse.sum() / rect.sum()) - 0.785) < 0.02
    mask = torch.zeros(32, 32)
    mask[:, :16] = 1
    masked = coverage(Outline(box, mask=mask), (64, 64))
    assert masked[:, :16].sum() == 0
    assert masked[32, 20] == 1
    assert masked[:, 36:].sum() == 0


def test_later_regions_lie_on_top_and_shares_sum_to_one() -> None:
    boxes = [BoxFrac(0.0, 0.0, 0.75, 1.0), BoxFrac(0.5, 0.0, 1.0, 1.0)]
    inside = [softened(coverage(Outline(box), (32, 32)), 2.0) for box in boxes]
    share = shares(inside)
    assert torch.allclose(share.sum(0), torch.ones(32, 32))
    assert share[2, 16, 28] > 0.99
    assert share[2, 16, 20] > 0.95  # the overlap belongs to the upper one
    assert share[1, 16, 20] < 0.05
    assert share[1, 16, 4] > 0.99


def test_a_whole_region_leaves_nothing_even_with_soft_borders() -> None:
    share = shares([softened(coverage(Outline(WHOLE), (32, 24)), 4.0)])
    assert float(share[0].abs().max()) < 1e-6


def test_grids_halve_rounding_up_and_walls_stand_between_regions_only() -> None:
    boxes = [BoxFrac(0.0, 0.0, 0.4, 1.0), BoxFrac(0.6, 0.0, 1.0, 1.0)]
    maps = Maps(shares([coverage(Outline(box), (40, 24)) for box in boxes]), (3, 5), torch.device("cpu"))
    assert maps.flat(15).shape == (3, 15)
    assert maps.flat(6).shape == (3, 6)
    assert torch.allclose(maps.flat(6).sum(0), torch.ones(6))
    wall = maps.apart(15, 10.0, torch.float32)
    left, middle, right = 0, 2, 4
    assert wall[left, right] == wall[right, left] == -10.0
    assert wall[left, middle] == wall[left, 1] == wall[middle, right] == 0.0
