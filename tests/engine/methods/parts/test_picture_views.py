"""Views of a picture: where things go, what counts as filled up, and the mask that goes along."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from studio.engine.methods.parts import picture_views
from studio.engine.methods.parts.picture_views import View


def spot(x: int, y: int) -> View:
    """48 x 32 px, black but for a white square of 8 px at x, y, which is the subject."""
    mask = torch.zeros(1, 32, 48)
    mask[:, y : y + 8, x : x + 8] = 1
    return picture_views.whole(mask.repeat(3, 1, 1) * 2 - 1, mask)


def middle(view: View) -> tuple[float, float]:
    """x, y of the subject by its mask, which must lie where the picture is white."""
    assert view.mask is not None
    assert torch.allclose(view.mask, (view.picture[:1] + 1) / 2, atol=1e-5)
    rows, columns = torch.arange(view.mask.shape[1]), torch.arange(view.mask.shape[2])
    total = view.mask.sum()
    return float((view.mask[0].sum(0) * columns).sum() / total), float((view.mask[0].sum(1) * rows).sum() / total)


def filled(view: View) -> tuple[int, int]:
    """Columns and rows that are wholly filled up."""
    empty: Tensor = view.valid[0] < 0.5
    return int(empty.all(0).sum()), int(empty.all(1).sum())


def test_zooming_out_fills_the_edges_up() -> None:
    view = picture_views.zoomed(spot(20, 12), 0.5)
    assert view.size == (32, 48)
    assert filled(view) == (24, 16)
    assert middle(view) == pytest.approx((23.5, 15.5), abs=0.3)
    assert view.mask is not None
    assert float(view.mask.sum()) == pytest.approx(16, rel=0.05)  # a quarter of the area
    light = picture_views.whole(torch.full((3, 32, 32), 0.7), None)
    assert torch.allclose(picture_views.zoomed(light, 0.4).picture, light.picture)  # with the edge's colour


def test_zooming_in_cuts_the_edges_off() -> None:
    view = picture_views.zoomed(spot(20, 12), 1.4)
    assert view.size == (32, 48)
    assert filled(view) == (0, 0)
    assert view.mask is not None
    assert float(view.mask.sum()) == pytest.approx(64 * 1.4**2, rel=0.1)


@pytest.mark.parametrize(("share", "x"), [(0.25, 32), (-0.25, 8)])
def test_shifting(share: float, x: int) -> None:
    view = picture_views.shifted(spot(20, 12), share)
    assert view.size == (32, 48)
    assert middle(view) == (x + 3.5, 15.5)
    assert filled(view) == (12, 0)
    side = view.valid[0, 0, :12] if share > 0 else view.valid[0, 0, -12:]
    assert not side.any()


def test_a_crop_is_as_large_as_the_whole() -> None:
    view = picture_views.cropped(spot(40, 24), 0.5, 1.0, 1.0)
    assert view.size == (32, 48)
    assert filled(view) == (0, 0)
    assert view.mask is not None
    assert float(view.mask.sum()) == pytest.approx(256, rel=0.1)
    lost = picture_views.cropped(spot(40, 24), 0.5, 0.0, 0.0)
    assert lost.mask is not None
    assert not lost.mask.any()


@pytest.mark.parametrize("count", [2, 3])
def test_tiles_repeat_with_what_was_filled_up(count: int) -> None:
    view = picture_views.tiled(picture_views.shifted(spot(8, 12), 0.25), count)
    assert view.size == (32, 48)
    assert filled(view)[0] == 12
    assert view.mask is not None
    step = -(-48 // count)
    assert torch.allclose(view.mask[..., : 48 - step], view.mask[..., step:], atol=1e-5)


def test_mirroring_and_gray() -> None:
    view = picture_views.mirrored(picture_views.shifted(spot(20, 12), 0.25))
    assert middle(view) == (8 + 3.5, 15.5)
    assert not view.valid[0, 0, -12:].any()
    red = picture_views.whole(torch.tensor([1.0, -1, -1])[:, None, None].expand(3, 8, 8), None)
    assert torch.allclose(picture_views.gray(red).picture, torch.full((3, 8, 8), 2 * 0.299 - 1))


def test_what_can_be_learned_from() -> None:
    assert picture_views.is_learnable(spot(16, 8))
    assert not picture_views.is_learnable(picture_views.cropped(spot(40, 24), 0.5, 0.0, 0.0))
    whole = picture_views.whole(torch.zeros(3, 32, 32), None)
    assert picture_views.is_learnable(picture_views.zoomed(whole, 0.5))
    assert not picture_views.is_learnable(picture_views.zoomed(whole, 0.34))  # 11 px, no whole latent cell
