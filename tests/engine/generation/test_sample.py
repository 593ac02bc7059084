"""The loop: the same bits alone and together, hooks in order, image-to-image, inpainting, stopping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.core.control import NoControl, StopRequested
from studio.core.errors import InputProblem
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.surface import Conditioning
from studio.engine.backbones.tiny import tiny
from studio.engine.generation.plan import PicturePlan, plans
from studio.engine.generation.sample import StepView, default_batch, draw, sample
from studio.engine.generation.samplers import SAMPLERS
from studio.engine.methods.contract import Predictions, SamplingHooks, StepState, Told

PROMPTS = ["a dog", "a cat on a (mat:1.3)", "犬", "a dog", ""]


@pytest.fixture(scope="module")
def backbone() -> StableDiffusion:
    return tiny()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_a_picture_is_the_same_bits_alone(dtype: torch.dtype, sampler: str) -> None:
    model = tiny(dtype=dtype)
    todo = plans(PROMPTS, seed=11, negative="blurred")
    together = draw(model, todo, sampler=sampler, steps=3)
    for plan, picture in zip(todo, together, strict=True):
        assert torch.equal(draw(model, [plan], sampler=sampler, steps=3)[0], picture)


def test_the_same_bits_with_learned_weights_attached(backbone: StableDiffusion) -> None:
    down, up = torch.randn(32, 3) * 0.1, torch.randn(3, 32) * 0.1
    handles = [
        site.module.register_forward_hook(lambda m, a, out, n=site.module.out_features: out + (a[0] @ down) @ up[:, :n])
        for site in backbone.sites("cross")
        if site.role == "v"
    ]
    todo = plans(PROMPTS, seed=2)
    together = draw(backbone, todo, steps=2)
    alone = [draw(backbone, [plan], steps=2)[0] for plan in todo]
    for handle in handles:
        handle.remove()
    assert all(torch.equal(a, b) for a, b in zip(together, alone, strict=True))


class BatchSensitive(StableDiffusion):
    """Gives other bits for every batch size, as some kernels do; counts its calls."""

    calls: list[int]

    @classmethod
    def of(cls, model: StableDiffusion) -> BatchSensitive:
        new = cls.__new__(cls)
        vars(new).update(vars(model), calls=[])
        return new

    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        self.calls.append(len(latents))
        return super().predict(latents, timesteps, conditioning) * (1 + 1e-3 * len(latents))


def test_a_denoiser_that_depends_on_the_batch_draws_one_by_one(backbone: StableDiffusion) -> None:
    sensitive = BatchSensitive.of(backbone)
    todo = plans(PROMPTS, seed=4)
    together = draw(sensitive, todo, steps=2)
    assert sensitive.calls == [10, 2, 4, 2] + [2, 2] * 5  # tries with all and with half, then one by one
    assert torch.equal(draw(sensitive, [todo[3]], steps=2)[0], together[3])


def test_each_batch_size_is_proven_once() -> None:
    model = BatchSensitive.of(tiny(dtype=torch.bfloat16))
    model.predict = lambda *a: (model.calls.append(len(a[0])), StableDiffusion.predict(model, *a))[1]  # type: ignore[method-assign]
    draw(model, plans(["x"] * 4, seed=0), steps=2, batch_size=2)
    if model.calls[1:3] == [2, 2] and model.calls[3] == 4:  # this processor keeps bits
        assert model.calls == [4, 2, 2, 4, 4, 4]


def test_a_batch_too_large_for_the_memory_is_halved() -> None:
    model = BatchSensitive.of(tiny(dtype=torch.bfloat16))
    todo = plans(PROMPTS[:4], seed=4)
    whole = draw(model, todo, steps=1)

    def predict(latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        if len(latents) > 4:
            raise torch.OutOfMemoryError
        return BatchSensitive.predict(model, latents, timesteps, conditioning)

    model.predict = predict  # type: ignore[method-assign]
    assert all(torch.equal(a, b) for a, b in zip(whole, draw(model, todo, steps=1), strict=True))


def test_seeds_prompts_and_negatives_matter(backbone: StableDiffusion) -> None:
    def one(prompt: str, seed: int, negative: str = "") -> Tensor:
        return draw(backbone, [PicturePlan(prompt, seed, negative)], steps=2)[0]

    first = one("a", 1)
    assert torch.equal(one("a", 1), first)
    assert not torch.equal(one("a", 2), first)
    assert not torch.equal(one("b", 1), first)
    assert not torch.equal(one("a", 1, "b"), first)


def test_guidance_of_one_needs_no_second_prediction(backbone: StableDiffusion) -> None:
    counting = BatchSensitive.of(backbone)
    draw(counting, plans(["a"], seed=0), steps=2, guidance=1.0)
    assert counting.calls == [1, 1]


@pytest.mark.parametrize("size", [(32, 32), (64, 32), (40, 56)])
def test_sizes(backbone: StableDiffusion, size: tuple[int, int]) -> None:
    (picture,) = draw(backbone, plans(["a"], seed=0), steps=1, size=size)
    assert picture.shape == (3, size[1], size[0])
    assert picture.abs().max() <= 1


@pytest.mark.parametrize("size", [(33, 32), (8, 32), (0, 32), (32, 5000)])
def test_sizes_that_do_not_exist(backbone: StableDiffusion, size: tuple[int, int]) -> None:
    with pytest.raises(InputProblem, match="cannot be drawn") as told:
        draw(backbone, plans(["a"], seed=0), steps=1, size=size)
    assert "nearest" in told.value.remedy


def test_big_pictures_are_not_drawn_sixteen_at_a_time(backbone: StableDiffusion) -> None:
    assert default_batch(backbone, (32, 32)) == 16
    assert default_batch(backbone, (512, 512)) == 1


# --- image-to-image and inpainting


def photo() -> Tensor:
    levels = torch.randint(0, 256, (3, 32, 32), generator=torch.Generator().manual_seed(5))
    return levels / 127.5 - 1


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_denoise_is_a_dial_from_the_picture_to_a_new_one(backbone: StableDiffusion, sampler: str) -> None:
    todo = plans(["a dog"], seed=6)

    def at(denoise: float) -> Tensor:
        return draw(backbone, todo, steps=10, sampler=sampler, init=photo(), denoise=denoise)[0]

    assert torch.equal(at(0.0), photo())
    round_trip = backbone.decode_latents(backbone.encode_pictures(photo()[None]))[0]
    distances = [(at(d) - round_trip).abs().mean() for d in (0.1, 0.5, 1.0)]
    assert distances[0] < distances[1] < distances[2]


def test_full_denoise_forgets_the_picture() -> None:
    """With zero terminal SNR nothing of the picture is left at the first step."""
    model = tiny(prediction="v_prediction")
    todo = plans(["a dog"], seed=6)
    from_photo = draw(model, todo, steps=4, init=photo(), denoise=1.0)[0]
    assert torch.equal(from_photo, draw(model, todo, steps=4)[0])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_what_is_not_masked_stays_exactly(backbone: StableDiffusion, sampler: str) -> None:
    mask = torch.zeros(1, 32, 32)
    mask[:, 3:20, 10:30] = 1.0
    mask[:, 20, 10:30] = 0.5
    (drawn,) = draw(backbone, plans(["a"], seed=1), steps=4, sampler=sampler, init=photo(), mask=mask, denoise=0.9)
    kept = (mask == 0).expand_as(drawn)
    assert torch.equal(drawn[kept], photo()[kept])
    assert not torch.equal(drawn[~kept], photo()[~kept])


def test_the_surroundings_are_known_while_drawing(backbone: StableDiffusion) -> None:
    """After each step the unmasked cells hold the picture at that step's noise."""
    seen: list[Tensor] = []

    class Look(SamplingHooks):
        def before_step(self, state: StepState) -> Tensor:
            seen.append(state.latents.clone())
            return state.latents

    mask = torch.zeros(1, 32, 32)
    mask[:, :, 16:] = 1.0
    other = plans(["something else"], seed=1)
    draw(backbone, plans(["a"], seed=1), steps=3, init=photo(), mask=mask, hooks=[Look()])
    first = [latents[..., :2] for latents in seen]
    seen.clear()
    draw(backbone, other, steps=3, init=photo(), mask=mask, hooks=[Look()])
    for mine, theirs in zip(first, seen, strict=True):
        assert torch.equal(mine, theirs[..., :2])


def test_a_mask_needs_a_picture(backbone: StableDiffusion) -> None:
    with pytest.raises(InputProblem, match="mask"):
        draw(backbone, plans(["a"], seed=0), mask=torch.ones(1, 32, 32))


# --- hooks, steps, stopping


class Recording(SamplingHooks):
    """Notes every point it is called at, and may change what passes."""

    def __init__(self, name: str, log: list[str], add: float = 0.0, suffix: str = "") -> None:
        self.name, self.log, self.add, self.suffix = name, log, add, suffix

    def rewrite_prompt(self, prompt: str) -> str:
        self.log.append(f"{self.name} prompt {prompt}")
        return prompt + self.suffix

    def prepare_latents(self, latents: Tensor) -> Tensor:
        self.log.append(f"{self.name} latents")
        return latents + self.add

    def before_step(self, state: StepState) -> Tensor:
        self.log.append(f"{self.name} before {state.index} of {state.of}")
        return state.latents

    def after_prediction(
        self, state: StepState, conditional: Tensor, unconditional: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        self.log.append(f"{self.name} predicted")
        return conditional, unconditional

    def after_step(self, state: StepState) -> Tensor:
        self.log.append(f"{self.name} after {state.index}")
        return state.latents


def test_hooks_are_called_in_their_order(backbone: StableDiffusion) -> None:
    log: list[str] = []
    draw(backbone, plans(["a"], seed=0), steps=1, hooks=[Recording("1", log, suffix="!"), Recording("2", log)])
    assert log == [
        "1 prompt a", "2 prompt a!", "1 latents", "2 latents", "1 before 0 of 1", "2 before 0 of 1",
        "1 predicted", "2 predicted", "1 after 0", "2 after 0",
    ]  # fmt: skip


def test_hooks_that_do_nothing_change_no_bit(backbone: StableDiffusion) -> None:
    todo = plans(["a", "b"], seed=0)
    plain = draw(backbone, todo, steps=2)
    hooked = draw(backbone, todo, steps=2, hooks=[SamplingHooks(), Recording("x", [])])
    assert all(torch.equal(a, b) for a, b in zip(plain, hooked, strict=True))
    changed = draw(backbone, todo, steps=2, hooks=[Recording("x", [], add=0.5)])
    assert not torch.equal(changed[0], plain[0])


def test_a_hook_may_ask_for_single_pictures(backbone: StableDiffusion) -> None:
    class Alone(SamplingHooks):
        one_at_a_time = True

    counting = BatchSensitive.of(backbone)
    draw(counting, plans(["a", "b"], seed=0), steps=1, hooks=[Alone()])
    assert counting.calls == [2, 2]


def test_hooks_stand_around_the_predictions_in_their_order(backbone: StableDiffusion) -> None:
    log: list[str] = []

    class Around(SamplingHooks):
        def __init__(self, name: str) -> None:
            self.name = name

        def around_prediction(self, told: Told, predict: Callable[[Told], Predictions]) -> Predictions:
            log.append(f"{self.name} {told.prompts} {told.unconditional is not None}")
            conditional, unconditional = predict(told)
            log.append(f"{self.name} done")
            return conditional, unconditional

    plain = draw(backbone, plans(["a"], seed=0), steps=1)
    shown = draw(backbone, plans(["a"], seed=0), steps=1, hooks=[Around("first"), Around("second")])
    assert log == ["first ('a',) True", "second ('a',) True", "second done", "first done"]
    assert torch.equal(shown[0], plain[0])


def test_a_hook_may_ask_with_other_words(backbone: StableDiffusion) -> None:
    class Otherwise(SamplingHooks):
        def around_prediction(self, told: Told, predict: Callable[[Told], Predictions]) -> Predictions:
            words = tuple(prompt.replace("cat", "dog") for prompt in told.prompts)
            assert told.encode(words) is told.encode(words)  # remembered
            return predict(replace(told, prompts=words, conditional=told.encode(words)))

    cats, dogs = plans(["a cat", "cats"], seed=0), plans(["a dog", "dogs"], seed=0)
    for settings in ({}, {"guidance": 1.0}):
        asked = draw(backbone, cats, steps=2, hooks=[Otherwise()], **settings)
        assert all(torch.equal(a, b) for a, b in zip(asked, draw(backbone, dogs, steps=2, **settings), strict=True))


def test_a_hook_that_depends_on_the_batch_is_found_out(backbone: StableDiffusion) -> None:
    class Mixing(SamplingHooks):
        def around_prediction(self, told: Told, predict: Callable[[Told], Predictions]) -> Predictions:
            conditional, unconditional = predict(told)
            return conditional + conditional.mean(0, keepdim=True), unconditional

    todo = plans(["a", "b"], seed=0)
    together = draw(backbone, todo, steps=1, hooks=[Mixing()])
    assert torch.equal(draw(backbone, todo[1:], steps=1, hooks=[Mixing()])[0], together[1])


def test_steps_are_told_and_can_be_looked_at(backbone: StableDiffusion) -> None:
    views: list[StepView] = []
    (final,) = draw(backbone, plans(["a"], seed=0), steps=3, on_step=views.append)
    assert [(view.index, view.of) for view in views] == [(0, 3), (1, 3), (2, 3)]
    assert views[0].pictures().shape == (1, 3, 32, 32)
    assert torch.allclose(views[-1].pictures()[0], final, atol=1e-4)


def test_stopping_between_steps_keeps_what_is_finished(backbone: StableDiffusion) -> None:
    class StopAfter(NoControl):
        polls = 0

        def poll(self) -> None:
            self.polls += 1
            if self.polls > 4:
                raise StopRequested

    finished: list[Any] = []
    with pytest.raises(StopRequested):
        for drawn in sample(backbone, plans(["a", "b", "c"], 0), steps=3, batch_size=1, control=StopAfter()):
            finished.append(drawn)
    assert [drawn.plan.index for drawn in finished] == [0]
