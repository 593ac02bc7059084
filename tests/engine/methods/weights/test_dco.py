"""What is special about DCO: the loss against the untaught model, the word's start, consistency guidance."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.generation.plan import PicturePlan, plans
from studio.engine.generation.regions import PlacedRegion, routed
from studio.engine.generation.sample import draw
from studio.engine.methods.contract import Attachment, LoadedArtifact, Predictions, Stage, Told, TrainStep
from studio.engine.methods.parts.region_router import Outline
from studio.engine.methods.registry import get
from studio.engine.methods.weights.dco import ConsistencyGuidance, Dco, DcoSettings
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.library.layout.records import Region
from tests.engine.methods.test_contract import fingerprint

DCO = Dco()


def settings(**values: object) -> DcoSettings:
    given = {"batch_size": 2, "precision": "fp32", "learning_rate": 1e-2, "warmup_steps": 0, "rank": 2}
    return DcoSettings.from_values({**given, **values})


@cache
def taught(name: str = "Rex", class_word: str = "dog", **values: Any) -> LoadedArtifact:
    subject = SUBJECT.model_copy(update={"name": name, "class_word": class_word})
    chosen = settings(**values)
    trainer = make_trainer(DCO, tiny(), chosen, subject=subject)
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    return LoadedArtifact(
        "a-test0000",
        "dco",
        chosen.model_dump(mode="json"),
        DCO.pack(trainer.learned(), chosen),
        DCO.trigger(subject, chosen),
        (subject.class_word,),
    )


def predicted(backbone: Backbone, prompt: str, latents: Tensor, timestep: Tensor) -> Tensor:
    with torch.no_grad():
        return backbone.predict(latents, timestep, backbone.encode_prompts([prompt] * len(latents)))


# --- the loss -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("learned_word", [True, False])
def test_the_loss_starts_at_log_two(precision: str, learned_word: bool) -> None:
    """The word begins as the class word, so l = l_ref to the last bit; "sks dog" is not "dog"."""
    chosen = settings(precision=precision, learned_word=learned_word, identifier="")
    trainer = make_trainer(DCO, tiny(), chosen)
    loss = trainer.advance()
    assert set(loss) == {"consistency", "total"}
    assert loss["consistency"] == pytest.approx(math.log(2), abs=1e-7)
    assert trainer.advance()["consistency"] != pytest.approx(math.log(2), abs=1e-7)
    trainer.attachment.detach()


def step_of(predicted: Tensor, reference: Tensor, weight: Tensor) -> TrainStep:
    plain = SimpleNamespace(predicted=lambda _step: reference)
    return TrainStep(
        index=0,
        stage=Stage("all", 1.0),
        timesteps=torch.tensor([1, 2]),
        clean=predicted,
        noise=predicted,
        noisy=predicted,
        predicted=predicted,
        target=torch.zeros(2, 1, 1, 2),
        weight=weight,
        is_prior=torch.zeros(2, dtype=torch.bool),
        subject=(0, 0),
        prompts=("a", "b"),
        conditioning=tiny().encode_prompts(["a", "b"]),
        attachment=Attachment(trains={}, detach=lambda: None, notes={"plain": plain}),
        predict=lambda noisy, _timesteps, _told: noisy,
        encode=lambda prompts: tiny().encode_prompts(prompts),
    )


def test_each_picture_has_its_own_sigmoid_and_the_cards_gradient() -> None:
    mine = torch.tensor([[0.1, 0.3], [0.4, 0.2]]).view(2, 1, 1, 2).requires_grad_()
    reference = torch.tensor([[0.2, 0.2], [0.1, 0.1]]).view(2, 1, 1, 2)
    weight = torch.tensor([2.0, 0.5]).view(2, 1, 1, 1)
    beta = 10.0
    (term,) = DCO.loss_terms(step_of(mine, reference, weight), settings(beta=beta))
    own = (mine.square() * weight).mean((1, 2, 3))
    before = (reference.square() * weight).mean((1, 2, 3))
    assert term.name == "consistency"
    assert torch.allclose(term.value, -torch.log(torch.sigmoid(-beta * (own - before))).mean())
    (given,) = torch.autograd.grad(term.value, mine)
    factor = (beta * torch.sigmoid(beta * (own - before))).detach()
    (expected,) = torch.autograd.grad((factor * (mine.square() * weight).mean((1, 2, 3))).mean(), mine)
    assert torch.allclose(given, expected)


def test_beta_zero_is_the_plain_loss_without_a_second_pass() -> None:
    backbone = tiny()
    calls: list[int] = []
    plain = backbone.predict
    backbone.predict = lambda *asked: (calls.append(len(asked[0])), plain(*asked))[1]  # type: ignore[method-assign]
    trainer = make_trainer(DCO, backbone, settings(beta=0))
    assert set(trainer.advance()) == {"subject", "total"}
    assert calls == [2]
    trainer.attachment.detach()


def test_the_reference_is_the_untaught_model_and_the_class_word() -> None:
    backbone = tiny()
    trainer = make_trainer(DCO, backbone, settings())
    for _ in range(3):
        trainer.advance()
    seen: list[Tensor] = []

    class Look(Dco):
        def loss_terms(self, step: TrainStep, settings: DcoSettings) -> Any:
            seen.extend((step.attachment.notes["plain"].predicted(step), step.noisy, step.timesteps, step.predicted))
            return DCO.loss_terms(step, settings)

    trainer.method = Look()
    trainer.advance()
    trainer.attachment.detach()
    reference, noisy, timesteps, mine = seen
    with backbone.for_training():
        assert torch.equal(reference, predicted(backbone, "a photo of dog", noisy, timesteps))
    assert not torch.allclose(mine, reference, atol=1e-4)


# --- the word -----------------------------------------------------------------------------------------------------


def test_the_word_has_the_class_words_tokens_and_keeps_their_length() -> None:
    backbone = tiny()
    rows = backbone.word_vectors("dog")[0]
    trainer = make_trainer(DCO, backbone, settings(word_rate_factor=10.0))
    word = trainer.attachment.trains["words.0"]
    assert torch.equal(word, rows)
    assert backbone.token_count("<rex>") == len(rows) == 3
    for _ in range(3):
        trainer.advance()
    assert not torch.allclose(word, rows, atol=1e-3)
    assert torch.allclose(word.norm(dim=-1), rows.norm(dim=-1), rtol=1e-5)
    trainer.attachment.detach()


def test_without_a_word_only_branches_are_stored() -> None:
    artifact = taught(learned_word=False)
    assert artifact.trigger == "sks dog"
    assert not [name for name in artifact.tensors if name.startswith("words.")]
    backbone = tiny()
    before = fingerprint(backbone)
    with DCO.apply(backbone, artifact, 0.5):
        pass
    assert fingerprint(backbone) == before


# --- consistency guidance -----------------------------------------------------------------------------------------

LATENTS = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(3))


class Recorded:
    """A backbone that notes how many rows the denoiser is asked for, and with what."""

    def __init__(self) -> None:
        self.backbone: StableDiffusion = tiny(dtype=torch.bfloat16)
        self.rows: list[int] = []
        plain = self.backbone.predict

        def predict(*asked: Any) -> Tensor:
            self.rows.append(len(asked[0]))
            return plain(*asked)

        self.backbone.predict = predict  # type: ignore[method-assign]


def guided_by(backbone: Backbone, hook: Any, prompt: str, negative: str) -> tuple[Tensor, Tensor]:
    """What the loop's point gives, conditional and unconditional."""
    when = torch.tensor([500])

    def ask(told: Told) -> Predictions:
        plain = None if told.unconditional is None else backbone.predict(LATENTS, when, told.unconditional)
        return backbone.predict(LATENTS, when, told.conditional), plain

    def encode(prompts: tuple[str, ...]) -> Any:
        return backbone.encode_prompts(prompts)

    told = Told((prompt,), encode((prompt,)), encode((negative,)), encode)
    with torch.no_grad():
        conditional, unconditional = hook.around_prediction(told, ask)
    assert unconditional is not None
    return conditional, unconditional


@pytest.mark.parametrize("ratio", [0.4, 1.0])
def test_the_formula(ratio: float) -> None:
    """eps_0 + w_text (eps_c - eps_0) + w_con (eps_L - eps_c), w_con = ratio w_text."""
    backbone, when, w_text = tiny(), torch.tensor([500]), 7.5
    eps_0, eps_c = predicted(backbone, "fog", LATENTS, when), predicted(backbone, "a dog on a beach", LATENTS, when)
    with DCO.apply(backbone, taught(consistency=ratio), 0.7) as applied:
        eps_l = predicted(backbone, "a <rex> on a beach", LATENTS, when)
        conditional, unconditional = guided_by(backbone, applied.hooks, "a <rex> on a beach", "fog")
    assert torch.equal(unconditional, eps_0)
    expected = eps_0 + w_text * (eps_c - eps_0) + ratio * w_text * (eps_l - eps_c)
    assert torch.allclose(unconditional + w_text * (conditional - unconditional), expected, atol=1e-4)
    assert not torch.allclose(eps_l, eps_c, atol=1e-3)


def test_three_predictions_a_step_and_plain_guidance_needs_two() -> None:
    for consistency, guidance, rows in ((0.4, 5.0, [1, 2] * 3), (0.0, 5.0, [2] * 3), (0.4, 1.0, [1] * 3)):
        seen = Recorded()
        with DCO.apply(seen.backbone, taught(consistency=consistency), 1.0) as applied:
            draw(seen.backbone, plans(["<rex>"], 0), steps=3, guidance=guidance, hooks=[applied.hooks])
        assert seen.rows == rows


def test_alone_as_in_a_batch() -> None:
    backbone = tiny(dtype=torch.bfloat16)
    prompts = ["a <rex>", "<rex> on a beach", "a (<rex>:1.2) in a (red:1.3) hat"]
    todo = [PicturePlan(prompt, 4 + i, ["", "fog", "snow"][i], i) for i, prompt in enumerate(prompts)]
    with DCO.apply(backbone, taught(), 1.0) as applied:
        together = draw(backbone, todo, steps=2, hooks=[applied.hooks])
        alone = [draw(backbone, [plan], steps=2, hooks=[applied.hooks])[0] for plan in todo]
    assert all(torch.equal(a, b) for a, b in zip(together, alone, strict=True))


def test_the_picture_changes_with_the_setting_and_not_at_strength_zero() -> None:
    backbone = tiny()
    (plain,) = draw(backbone, plans(["a dog on a beach"], 1), steps=2)
    seen: list[Tensor] = []
    for consistency in (0.0, 0.4, 0.8):
        artifact = taught()
        chosen = replace(artifact, settings={**artifact.settings, "consistency": consistency})
        with DCO.apply(backbone, chosen, 1.0) as applied:
            seen += draw(backbone, plans(["a <rex> on a beach"], 1), steps=2, hooks=[applied.hooks])
        with DCO.apply(backbone, chosen, 0.0) as applied:
            (off,) = draw(backbone, plans(["a <rex> on a beach"], 1), steps=2, hooks=[applied.hooks])
        assert torch.equal(off, plain)
    assert not torch.allclose(seen[0], seen[1], atol=1e-4)
    assert not torch.allclose(seen[1], seen[2], atol=1e-4)


def test_two_are_one_taught_model_and_leave_in_any_order() -> None:
    """Subject and style: the reference is without both; whoever is left acts alone as before."""
    backbone, when = tiny(), torch.tensor([500])
    first, second = taught(consistency=0.2), taught("Tom", "cat", consistency=0.6)
    prompt, plain = "<rex> and <tom>", "dog and cat"
    eps_0, eps_c = predicted(backbone, "", LATENTS, when), predicted(backbone, plain, LATENTS, when)
    before = fingerprint(backbone)
    with DCO.apply(backbone, second, 1.0) as applied:
        alone = guided_by(backbone, applied.hooks, "<tom>", "")
    one, two = DCO.apply(backbone, first, 1.0), DCO.apply(backbone, second, 1.0)
    hooks = [one.__enter__().hooks, two.__enter__().hooks]
    eps_l = predicted(backbone, prompt, LATENTS, when)
    for hook in hooks:
        conditional, unconditional = guided_by(backbone, hook, prompt, "")
        assert torch.equal(unconditional, eps_0)
        assert torch.allclose(conditional, eps_c + 0.4 * (eps_l - eps_c), atol=1e-6)
    together = draw(backbone, plans([prompt], 0), steps=2, hooks=hooks)[0]
    assert torch.equal(draw(backbone, plans([prompt], 0), steps=2, hooks=hooks[:1])[0], together)
    one.__exit__(None, None, None)
    assert all(torch.equal(a, b) for a, b in zip(guided_by(backbone, hooks[1], "<tom>", ""), alone, strict=True))
    two.__exit__(None, None, None)
    assert fingerprint(backbone) == before


def test_other_methods_count_as_the_untaught_model() -> None:
    from studio.engine.methods.weights.lora import Lora, LoraSettings

    backbone, when = tiny(), torch.tensor([500])
    chosen = LoraSettings.from_values({"batch_size": 2, "learning_rate": 1e-2, "precision": "fp32"})
    trainer = make_trainer(Lora(), tiny(), chosen)
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    other = LoadedArtifact("a-2", "lora", {}, Lora().pack(trainer.learned(), chosen), "sks dog", ("dog",))
    with Lora().apply(backbone, other, 1.0), DCO.apply(backbone, taught(), 1.0) as applied:
        _, unconditional = guided_by(backbone, applied.hooks, "<rex>", "")
    with Lora().apply(backbone, other, 1.0):
        assert torch.equal(unconditional, predicted(backbone, "", LATENTS, when))


def test_with_regions_of_other_subjects_and_in_a_region_of_its_own() -> None:
    backbone = tiny(dtype=torch.bfloat16)
    artifact, before = taught(), fingerprint(backbone)

    def region(held: LoadedArtifact | None) -> PlacedRegion:
        record = Region.model_validate({"box": [0, 0, 0.5, 1], "prompt": "a dog"})
        return PlacedRegion(record, 1, Outline(record.box), held)

    def drawn(placed: PlacedRegion, prompts: list[str], hooks: list[Any]) -> list[Tensor]:
        with torch.no_grad(), routed(backbone, [placed], (32, 32), get, lambda message, remedy: None) as pictures:
            return draw(backbone, plans(prompts, 0), steps=2, hooks=hooks, regions=pictures)

    beach = ["a beach", "a <rex> on a beach"]
    assert not torch.equal(drawn(region(artifact), beach[:1], [])[0], drawn(region(None), beach[:1], [])[0])
    with DCO.apply(backbone, artifact, 1.0) as applied:
        whole = drawn(region(None), beach, [applied.hooks])
        plainly = drawn(region(None), beach, [])
    assert isinstance(applied.hooks, ConsistencyGuidance)
    assert not torch.allclose(whole[1], plainly[1], atol=1e-4)
    assert fingerprint(backbone) == before
