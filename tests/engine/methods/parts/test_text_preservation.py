"""Text preservation: the formula, the mix of prompts, frozen features that stay frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch
from torch import Tensor, nn

from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.parts.text_preservation import GENERIC, TextPreservation, drift

CLASS_PROMPTS = ("a photo of dog", "a rendition of dog")


def test_drift_is_one_minus_the_cosine() -> None:
    tuned, frozen = torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(1)).split(1)
    assert torch.allclose(drift(tuned, frozen), 1 - torch.cosine_similarity(tuned, frozen, dim=-1), atol=1e-6)
    assert not drift(tuned, tuned * 3).gt(1e-12).any()


def test_eight_of_ten_are_general_one_is_empty_one_names_the_class() -> None:
    preservation = TextPreservation(tiny(), never, CLASS_PROMPTS, 4)
    drawn = Counter(prompt for step in range(500) for prompt in preservation.prompts(step, 8))
    assert drawn[""] / 4000 == pytest.approx(0.1, abs=0.02)
    assert sum(drawn[prompt] for prompt in CLASS_PROMPTS) / 4000 == pytest.approx(0.1, abs=0.02)
    assert set(drawn) == {*GENERIC, "", *CLASS_PROMPTS}


def test_prompts_are_a_function_of_seed_and_step() -> None:
    one, other = (TextPreservation(tiny(), never, CLASS_PROMPTS, 9) for _ in range(2))
    assert one.prompts(3, 8) == other.prompts(3, 8) != one.prompts(4, 8)


def test_general_prompts_differ_and_fit_any_encoder() -> None:
    assert len(set(GENERIC)) == len(GENERIC) >= 40
    assert max(len(prompt.split()) for prompt in GENERIC) <= 12


@contextmanager
def never() -> Iterator[None]:
    yield


def test_the_loss_sees_a_change_that_frozen_switches_off() -> None:
    backbone: Backbone = tiny()
    site = backbone.sites("text")[0]
    change = torch.zeros(32, requires_grad=True)
    is_on = True

    def changed(module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        return output + change if is_on else output

    handle = site.module.register_forward_hook(changed)

    @contextmanager
    def frozen() -> Iterator[None]:
        nonlocal is_on
        is_on = False
        yield
        is_on = True

    preservation = TextPreservation(backbone, frozen, CLASS_PROMPTS, 0)
    assert float(preservation.loss(0, 4).detach()) == 0
    with torch.no_grad():
        change += torch.randn(32, generator=torch.Generator().manual_seed(2))
    loss = preservation.loss(0, 4)
    loss.backward()
    handle.remove()
    assert float(loss.detach()) > 0
    assert change.grad is not None
    assert change.grad.any()
