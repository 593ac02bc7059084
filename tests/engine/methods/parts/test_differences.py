"""Differences beside linear layers: the same as a changed weight, held at the start token, compressed by SVD."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Site
from studio.engine.methods.parts import differences


def site(bias: bool = False, role: str = "k") -> Site:
    torch.manual_seed(0)
    return Site("unet", f"attn2.to_{role}", "cross", role, nn.Linear(6, 4, bias=bias).requires_grad_(False))


def test_it_is_a_changed_weight_and_two_add_up() -> None:
    one = site(bias=True, role="out")
    x = torch.randn(2, 3, 6)
    weight, bias = torch.randn(4, 6), torch.randn(4)
    first = {one.key: differences.Difference(weight, bias, strength=0.5)}
    second = {one.key: differences.Difference(2 * weight)}
    handles = differences.hook([one], first) + differences.hook([one], second)
    expected = nn.functional.linear(x, one.module.weight + 2.5 * weight, one.module.bias + 0.5 * bias)
    assert torch.allclose(one.module(x), expected, atol=1e-5)
    handles[0].remove()
    assert torch.allclose(one.module(x), one.module(x.clone()), atol=0)
    handles[1].remove()
    assert torch.equal(one.module(x), nn.functional.linear(x, one.module.weight, one.module.bias))


def test_the_start_token_carries_no_gradient_through_keys_and_values() -> None:
    for role, holds in (("k", True), ("v", True), ("q", False)):
        one = site(role=role)
        found = differences.new([one], torch.device("cpu"))
        handles = differences.hook([one], found)
        x = torch.randn(1, 3, 6, requires_grad=True)
        one.module(x).sum().backward()
        weight = differences.trained(found)[one.key + ".diff"]
        assert x.grad is not None
        assert weight.grad is not None
        expected = x.detach()[0, 1 if holds else 0 :].sum(0)
        assert torch.allclose(weight.grad, expected.expand(4, 6), atol=1e-6)
        assert bool((x.grad[0, 0] == 0).all()) is holds
        handles[0].remove()


def test_the_leading_singular_values_are_kept_until_their_sum_exceeds_the_share() -> None:
    torch.manual_seed(0)
    u, _ = torch.linalg.qr(torch.randn(8, 4, dtype=torch.float64))
    v, _ = torch.linalg.qr(torch.randn(8, 4, dtype=torch.float64))
    value = u @ torch.diag(torch.tensor([5.0, 3.0, 1.5, 0.5], dtype=torch.float64)) @ v.T
    for keep, rank in ((0.4, 1), (0.6, 2), (0.9, 3), (1.0, 8)):
        up, down = differences.factors(value, keep)
        assert up.shape[1] == down.shape[0] == rank
    up, down = differences.factors(value, 0.9)
    assert float(torch.linalg.matrix_norm(value - up @ down, 2)) == pytest.approx(0.5)


def test_compressed_ones_load_and_those_that_would_grow_stay_whole() -> None:
    one = site()
    key = one.key
    low = torch.outer(torch.arange(4.0), torch.ones(6))
    packed = differences.packed({key + ".diff": low}, 0.9)
    assert set(packed) == {key + ".diff_up", key + ".diff_down"}
    _, found = differences.load(packed, [one], torch.device("cpu"))
    assert torch.allclose(found[key].weight, low, atol=5e-3)
    assert set(differences.packed({key + ".diff": torch.eye(4, 6)}, 0.9)) == {key + ".diff"}
    assert set(differences.packed({key + ".diff": low}, 0.0)) == {key + ".diff"}
    huge = differences.packed({key + ".diff": torch.full((4, 6), 1e9)}, 0.0)[key + ".diff"]
    assert huge.dtype is torch.float16
    assert bool(huge.isfinite().all())


@pytest.mark.parametrize(
    "bad",
    [
        {"unet.attn2.to_k.diff": torch.zeros(4, 5)},
        {"unet.attn2.to_k.diff_up": torch.zeros(4, 2)},
        {"unet.attn2.to_k.diff_up": torch.zeros(4, 2), "unet.attn2.to_k.diff_down": torch.zeros(3, 6)},
        {"unet.attn2.to_k.diff": torch.zeros(4, 6), "unet.attn2.to_k.diff_b": torch.zeros(4)},
        {"unet.attn2.to_k.diff_b": torch.zeros(4)},
        {"unet.nowhere.diff": torch.zeros(4, 6)},
    ],
)
def test_what_does_not_fit_is_a_sentence(bad: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ArtifactProblem):
        differences.load(bad, [site()], torch.device("cpu"))
