"""Side branches: equal to the merged weight, right gradients, alphas, sentences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from studio.core.errors import ArtifactProblem, InputProblem
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


def decomposed_of(site: Site) -> low_rank.Branch:
    generator, device = torch.Generator().manual_seed(1), torch.device("cpu")
    return low_rank.new_branch(site, 3, 6.0, 0.0, generator, device, decomposed=True)


def test_a_new_dora_changes_no_bit(site: Site) -> None:
    plain = site.module(x())
    branch = decomposed_of(site)
    for grad in (False, True):
        handles = low_rank.hook([site], {site.key: branch})
        with torch.set_grad_enabled(grad):
            assert torch.equal(site.module(x()), plain)
        handles[0].remove()


@pytest.mark.parametrize("strength", [0.25, 1.0, 1.5])
def test_dora_is_the_papers_weight_and_the_dial_its_line(site: Site, strength: float) -> None:
    branch = decomposed_of(site)
    with torch.no_grad():
        branch.up.normal_(generator=torch.Generator().manual_seed(2))
        branch.magnitude.mul_(1.3)  # type: ignore[union-attr]
    branch.strength = strength
    weight = site.module.weight
    moved = weight + branch.scale * branch.up @ branch.down
    assert branch.magnitude is not None
    whole = branch.magnitude * moved / moved.norm(dim=1, keepdim=True)
    handles = low_rank.hook([site], {site.key: branch})
    beside = site.module(x())
    handles[0].remove()
    merged = nn.functional.linear(x(), weight.lerp(whole, strength), site.module.bias)
    assert torch.allclose(beside, merged, atol=1e-5)


def test_doras_norm_has_no_gradient(site: Site) -> None:
    branch = decomposed_of(site)
    with torch.no_grad():
        branch.up.normal_(generator=torch.Generator().manual_seed(2))
    handles = low_rank.hook([site], {site.key: branch})
    site.module(x()).square().sum().backward()
    handles[0].remove()
    down, up = (t.detach().clone().requires_grad_() for t in (branch.down, branch.up))
    magnitude = branch.magnitude.detach().clone().requires_grad_()  # type: ignore[union-attr]
    moved = site.module.weight + branch.scale * up @ down
    whole = magnitude * moved / moved.detach().norm(dim=1, keepdim=True)
    nn.functional.linear(x(), whole, site.module.bias).square().sum().backward()
    for mine, theirs in ((branch.down, down), (branch.up, up), (branch.magnitude, magnitude)):
        assert torch.allclose(mine.grad, theirs.grad, rtol=1e-4, atol=1e-4)  # type: ignore[union-attr,arg-type]


def test_dora_is_stored_and_loaded(site: Site) -> None:
    branch = decomposed_of(site)
    tensors = {name: p.detach() for name, p in low_rank.trained({site.key: branch}).items()}
    assert tensors[site.key + low_rank.MAGNITUDE].shape == (8, 1)
    _, loaded = low_rank.load(tensors, [site], torch.device("cpu"))
    assert torch.equal(loaded[site.key].magnitude, branch.magnitude)  # type: ignore[arg-type]
    with pytest.raises(InputProblem, match="another rank"):
        low_rank.go_on({site.key: branch_of(site)}, tensors, [site])


def test_silent_branches_are_not_there(site: Site) -> None:
    branches = [branch_of(site), decomposed_of(site)]
    branches[0].strength = 0.3
    plain = site.module(x())
    handles = [handle for branch in branches for handle in low_rank.hook([site], {site.key: branch})]
    with low_rank.silent(branches):
        assert torch.equal(site.module(x()), plain)
    assert [branch.strength for branch in branches] == [0.3, 1.0]
    assert not torch.equal(site.module(x()), plain)
    for handle in handles:
        handle.remove()
