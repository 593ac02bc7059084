"""Told views: the generator alone decides, the subject stays in sight, words and changes belong together."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from studio.engine.dataset.variations import Variation
from studio.engine.methods.parts.told_views import VIEW_WORDS, told_view, view_share

PICTURE = torch.rand(3, 64, 64, generator=torch.Generator().manual_seed(3)) * 2 - 1


def made(seed: int, mask: Tensor | None = None, chance: float = 0.5, mirror_only: bool = False) -> Variation:
    return told_view(PICTURE, mask, chance, mirror_only, torch.Generator().manual_seed(seed))


def test_equal_generators_make_equal_views() -> None:
    one, other = made(5), made(5)
    assert torch.equal(one.picture, other.picture)
    assert one.frame == other.frame


def test_every_view_differs_from_the_photo_and_holds_the_prompt_once() -> None:
    for seed in range(60):
        one = made(seed)
        assert one.picture.shape == PICTURE.shape
        assert not torch.equal(one.picture, PICTURE)
        assert one.frame.split().count("{}") == 1
        assert all(word == "{}" or word in VIEW_WORDS for word in one.frame.split())
        assert float(one.picture.abs().max()) <= 1.0001


def test_gray_views_say_so_and_others_do_not() -> None:
    for seed in range(60):
        one = made(seed)
        is_gray = torch.allclose(one.picture[0], one.picture[1])
        assert is_gray == ("<view_gray>" in one.frame)


def test_shifts_fill_the_side_they_leave() -> None:
    seen: set[str] = set()
    for seed in range(120):
        one = made(seed)
        assert one.valid is not None
        words = {word for word in one.frame.split() if word != "<view_gray>"} - {"{}"}
        if words in ({"<view_left>"}, {"<view_right>"}):
            seen |= words
            empty = (one.valid[0, 0] < 0.5).nonzero().flatten().tolist()
            assert 0.15 * 64 - 1 <= len(empty) <= 0.3 * 64 + 1
            assert empty[0] == 0 if words == {"<view_right>"} else empty[-1] == 63
    assert seen == {"<view_left>", "<view_right>"}


def test_the_subject_stays_in_sight() -> None:
    mask = torch.zeros(1, 64, 64)
    mask[:, 40:56, 40:56] = 1
    for seed in range(60):
        one = made(seed, mask, chance=1.0)
        assert one.mask is not None
        assert one.valid is not None
        assert float((one.mask * one.valid).max()) > 0.5


def test_where_no_view_would_do_it_is_the_mirror_image() -> None:
    one = made(1, torch.zeros(1, 64, 64))
    assert torch.equal(one.picture, PICTURE.flip(-1))
    assert one.frame in ("<view_mirror> {}", "{} <view_mirror>")


def test_styles_are_only_mirrored() -> None:
    for seed in range(10):
        assert torch.equal(made(seed, mirror_only=True).picture, PICTURE.flip(-1))


@pytest.mark.parametrize(("chance", "mirror_only", "share"), [(0.5, False, 0.8), (0, False, 0), (0.3, True, 0.3)])
def test_share(chance: float, mirror_only: bool, share: float) -> None:
    assert view_share(chance, mirror_only) == pytest.approx(share)
