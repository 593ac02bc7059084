"""The router on the tiny backbone: a full region is the plain picture, artifacts stay in place, all is put back."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.core.errors import InputProblem
from studio.core.geometry import WHOLE, BoxFrac
from studio.engine.backbones.surface import Backbone
from studio.engine.methods.contract import Applied, SamplingHooks
from studio.engine.methods.parts.region_router import Outline, RegionRouter, RoutedRegion, Routing, Texts
from studio.engine.methods.parts.region_router.variant import Variant
from tests.engine.methods.test_contract import APPLYING, applier, artifact_of, fingerprint
from tests.engine.methods.test_contract import backbone as backbone
from tests.engine.methods.test_contract import shared as shared

LEFT, RIGHT = BoxFrac(0.0, 0.0, 0.5, 1.0), BoxFrac(0.5, 0.0, 1.0, 1.0)
SIZE = (32, 32)


def processors(backbone: Backbone) -> list[int]:
    return [id(layer.module.processor) for layer in backbone.attention_layers()]


def plainly(backbone: Backbone, prompt: str) -> Tensor:
    with torch.no_grad():
        return backbone.predict(noise(), torch.tensor([500]), backbone.encode_prompts([prompt]))


def noise() -> Tensor:
    return torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(0))


def routed(backbone: Backbone, regions: list[RoutedRegion], prompts: list[str], base: str = "a beach") -> Tensor:
    with torch.no_grad(), RegionRouter(backbone, regions, SIZE, Routing(border_cells=0)).open() as router:
        told = router.conditioning([Texts(base, base, tuple(prompts))])
        return router.predict(noise(), torch.tensor([500]), told)


def bound(backbone: Backbone, slug: str, artifact: Any, box: BoxFrac, strength: float = 1.0) -> RoutedRegion:
    return RoutedRegion(Outline(box), strength, partial(applier(slug).apply, backbone, artifact, strength))


def test_one_full_region_is_the_plain_prompt_bit_for_bit(backbone: Backbone) -> None:
    assert torch.equal(routed(backbone, [RoutedRegion(Outline(WHOLE))], ["a dog"]), plainly(backbone, "a dog"))


def test_equal_prompts_everywhere_are_the_plain_prompt(backbone: Backbone) -> None:
    regions = [RoutedRegion(Outline(LEFT)), RoutedRegion(Outline(RIGHT), 0.5)]
    with torch.no_grad(), RegionRouter(backbone, regions, SIZE, Routing(wall=0)).open() as router:
        told = router.conditioning([Texts("a dog", "a dog", ("a dog", "a dog"))])
        mine = router.predict(noise(), torch.tensor([500]), told)
    assert torch.allclose(mine, plainly(backbone, "a dog"), atol=1e-5)


@pytest.mark.parametrize("slug", APPLYING)
def test_a_full_region_with_an_artifact_is_the_artifact(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    prompt = f"a photo of {artifact.trigger}"
    with applier(slug).apply(backbone, artifact, 0.8):
        whole = plainly(backbone, prompt)
    mine = routed(backbone, [bound(backbone, slug, artifact, WHOLE, 0.8)], [prompt])
    assert torch.allclose(mine, whole, atol=1e-4)
    assert not torch.allclose(mine, plainly(backbone, prompt), atol=1e-4)


@pytest.mark.parametrize("slug", APPLYING)
@pytest.mark.parametrize("other", APPLYING)
def test_two_artifacts_act_and_everything_is_put_back(slug: str, other: str, backbone: Backbone) -> None:
    first, second = artifact_of(slug), artifact_of(other, 3, learning_rate=2e-2)
    prompts = [f"a photo of {first.trigger}", f"a photo of {second.trigger}"]
    before, how = fingerprint(backbone), processors(backbone)
    regions = [bound(backbone, slug, first, LEFT), bound(backbone, other, second, RIGHT)]
    both = routed(backbone, regions, prompts)
    assert fingerprint(backbone) == before
    assert processors(backbone) == how
    assert torch.equal(both, routed(backbone, regions, prompts))
    for without in (0, 1):
        others = list(regions)
        others[without] = RoutedRegion(regions[without].outline)
        assert not torch.allclose(routed(backbone, others, prompts), both, atol=1e-6)
    assert fingerprint(backbone) == before


@pytest.mark.parametrize("slug", APPLYING)
def test_an_artifact_changes_its_own_side_more(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    prompts = [f"a photo of {artifact.trigger}", "a cat"]
    plain = [f"a photo of a {artifact.class_words[0]}", "a cat"]
    with_it = routed(backbone, [bound(backbone, slug, artifact, LEFT), RoutedRegion(Outline(RIGHT))], prompts)
    without = routed(backbone, [RoutedRegion(Outline(LEFT)), RoutedRegion(Outline(RIGHT))], plain)
    moved = (with_it - without).abs()[0].mean(0)
    assert float(moved[:, :2].mean()) > float(moved[:, 2:].mean())


@pytest.mark.parametrize("slug", APPLYING)
def test_matrices_for_all_regions_at_once_give_what_each_position_gives(
    slug: str, backbone: Backbone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two artifacts on every layer, with a soft border: the quick way beside the way for changes of any kind."""
    first, second = artifact_of(slug), artifact_of(slug, 3, learning_rate=2e-2)
    prompts = [f"a photo of {first.trigger}", f"a photo of {second.trigger}"]
    regions = [bound(backbone, slug, first, LEFT), bound(backbone, slug, second, RIGHT, 0.7)]

    def drawn() -> Tensor:
        with torch.no_grad(), RegionRouter(backbone, regions, SIZE).open() as router:
            return router.predict(
                noise(),
                torch.tensor([500]),
                router.conditioning([Texts("a beach", "a beach", (prompts[0], prompts[1]))]),
            )

    quick = drawn()
    monkeypatch.setattr(Variant, "factors", lambda *_: None)
    monkeypatch.setattr(Variant, "whole", lambda *_: None)
    assert torch.allclose(drawn(), quick, atol=1e-5)


def test_layers_that_run_once_give_what_each_region_gives_alone(
    backbone: Backbone, monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = [RoutedRegion(Outline(LEFT)), RoutedRegion(Outline(RIGHT))]

    def drawn() -> Tensor:
        with torch.no_grad(), RegionRouter(backbone, regions, SIZE).open() as router:
            told = router.conditioning([Texts("a beach", "a beach", ("a dog", "a cat"))])
            return router.predict(noise(), torch.tensor([500]), told)

    quick = drawn()
    monkeypatch.setattr(RegionRouter, "changes", lambda *_: True)
    assert torch.allclose(drawn(), quick, atol=1e-5)


def test_words_of_a_region_reach_their_positions_only(backbone: Backbone) -> None:
    layer = next(each for each in backbone.attention_layers() if each.kind == "cross")
    regions = [RoutedRegion(Outline(LEFT)), RoutedRegion(Outline(RIGHT))]
    hidden = torch.randn(1, 16, layer.module.to_q.in_features, generator=torch.Generator().manual_seed(1))
    seen: list[Tensor] = []
    with torch.no_grad(), RegionRouter(backbone, regions, SIZE, Routing(border_cells=0)).open() as router:
        for right in ("a cat", "a house"):
            text = router.conditioning([Texts("a beach", "a beach", ("a dog", right))]).text
            seen.append(layer.module(hidden, encoder_hidden_states=text).view(4, 4, -1))
    assert torch.equal(seen[0][:, :2], seen[1][:, :2])
    assert not torch.allclose(seen[0][:, 2:], seen[1][:, 2:])


def test_an_error_while_drawing_puts_everything_back(backbone: Backbone) -> None:
    before, how = fingerprint(backbone), processors(backbone)
    artifact = artifact_of("lora")
    regions = [bound(backbone, "lora", artifact, LEFT)]
    with pytest.raises(KeyError), RegionRouter(backbone, regions, SIZE).open():
        raise KeyError
    assert fingerprint(backbone) == before
    assert processors(backbone) == how


@pytest.mark.parametrize("point", ["prepare_latents", "around_prediction"])
def test_a_method_that_acts_on_the_whole_picture_is_refused(backbone: Backbone, point: str) -> None:
    class Whole(SamplingHooks):
        pass

    setattr(Whole, point, lambda self, *asked: asked[0])

    def apply() -> AbstractContextManager[Applied]:
        from contextlib import nullcontext

        return nullcontext(Applied(hooks=Whole()))

    router = RegionRouter(backbone, [RoutedRegion(Outline(LEFT), apply=apply)], SIZE)
    with pytest.raises(InputProblem, match="whole picture"), router.open():
        pass
    Whole.may_be_left_out = True
    with router.open():
        pass


def test_strength_is_a_dial_of_the_words(backbone: Backbone) -> None:
    plain = plainly(backbone, "a beach")
    moved = [
        float((routed(backbone, [RoutedRegion(Outline(LEFT), s)], ["a dog"]) - plain).norm()) for s in (0.0, 0.5, 1.0)
    ]
    assert moved[0] < 1e-4
    assert moved == sorted(moved)
    assert float((routed(backbone, [RoutedRegion(Outline(LEFT), 1.5)], ["a dog"]) - plain).norm()) > 0
