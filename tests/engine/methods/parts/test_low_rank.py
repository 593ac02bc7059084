"""Side branches: equal to the merged weight, right gradients, alphas, sentences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Site
from studio.engine.methods.parts import low_rank


@pytest.fixture
def site() -> Site:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return Site("unet", "block.to_q", "cross", "q", nn.Linear(6, 8).requires_grad_(False))


def branch_of(site: Site, dropout: float = 0.0) -> low_rank.Branch:
    branch = low_rank.new_branch(site, 3, 6.0, dropout, torch.Generator().manual_seed(1), torch.device("cpu"))
    with torch.no_grad():
        branch.up.normal_(generator=torch.Generator().manual_seed(2))
    return branch


def x() -> Tensor:
    return torch.randn(2, 5, 6, generator=torch.Generator().manual_seed(3))


def test_a_new_branch_changes_nothing_and_is_the_same_everywhere(site: Site) -> None:
    plain = site.module(x())
    fresh = low_rank.new_branch(site, 3, 3.0, 0.0, torch.Generator().manual_seed(1), torch.device("cpu"))
    again = low_rank.new_branch(site, 3, 3.0, 0.0, torch.Generator().manual_seed(1), torch.device("cpu"))
    assert torch.equal(fresh.down, again.down)
    handles = low_rank.hook([site], {site.key: fresh})
    assert torch.equal(site.module(x()), plain)
    handles[0].remove()


@pytest.mark.parametrize("strength", [0.25, 1.0, 1.5])
def test_side_branch_equals_merged_weight(site: Site, strength: float) -> None:
    branch = branch_of(site)
    branch.strength = strength
    handles = low_rank.hook([site], {site.key: branch})
    with torch.no_grad():
        beside = site.module(x())
    handles[0].remove()
    merged = nn.functional.linear(x(), site.module.weight + strength * branch.delta(), site.module.bias)
    assert torch.allclose(beside, merged, atol=1e-5)


def test_the_fused_backward_is_autograds(site: Site) -> None:
    branch = branch_of(site)
    there = x().requires_grad_()
    handles = low_rank.hook([site], {site.key: branch})
    site.module(there).square().sum().backward()
    handles[0].remove()
    fused = [t.grad for t in (there, branch.down, branch.up)]
    plain = x().requires_grad_()
    down, up = (t.detach().clone().requires_grad_() for t in (branch.down, branch.up))
    y = site.module(plain) + branch.scale * (plain @ down.t()) @ up.t()
    y.square().sum().backward()
    for mine, theirs in zip(fused, (plain.grad, down.grad, up.grad), strict=True):
        assert mine is not None
        assert theirs is not None
        assert torch.allclose(mine, theirs, rtol=1e-4, atol=1e-5)


def test_dropout_only_while_gradients_are_recorded(site: Site) -> None:
    branch = branch_of(site, dropout=0.5)
    handles = low_rank.hook([site], {site.key: branch})
    with torch.random.fork_rng():
        assert not torch.equal(site.module(x()), site.module(x()))
        with torch.no_grad():
            assert torch.equal(site.module(x()), site.module(x()))
    handles[0].remove()


def test_alphas_make_the_file_complete(site: Site) -> None:
    branch = branch_of(site)
    tensors = {name: p.detach() for name, p in low_rank.trained({site.key: branch}).items()}
    stored = low_rank.with_alphas(tensors, 2.0)
    assert float(stored[f"{site.key}.alpha"]) == 6.0
    _, loaded = low_rank.load(stored, [site], torch.device("cpu"))
    assert torch.equal(loaded[site.key].delta(), branch.delta())
    _, bare = low_rank.load(tensors, [site], torch.device("cpu"))
    assert bare[site.key].scale == 1.0  # a missing alpha means alpha = rank


@pytest.mark.parametrize("damage", ["no up", "shape", "site"])
def test_what_does_not_fit_is_a_sentence(site: Site, damage: str) -> None:
    tensors = {name: p.detach() for name, p in low_rank.trained({site.key: branch_of(site)}).items()}
    if damage == "no up":
        del tensors[site.key + low_rank.UP]
    elif damage == "shape":
        tensors[site.key + low_rank.UP] = torch.zeros(9, 3)
    else:
        tensors["unet.other.lora_up.weight"] = torch.zeros(8, 3)
    with pytest.raises(ArtifactProblem, match="base model"):
        low_rank.load(tensors, [site], torch.device("cpu"))
