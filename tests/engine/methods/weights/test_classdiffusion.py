"""What is special about ClassDiffusion: the loss that keeps the word near its class, and what it reaches."""

from __future__ import annotations

import torch
from torch.nn import functional

from studio.engine.backbones.tiny import tiny
from studio.engine.methods.weights.classdiffusion import ClassDiffusion, ClassDiffusionSettings, meaning
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.engine.training.loop import Trainer

METHOD = ClassDiffusion()


def trainer(**values: object) -> Trainer:
    chosen = {"batch_size": 2, "precision": "fp32", "warmup_steps": 0, "start_words": "q", **values}
    return make_trainer(METHOD, tiny(), ClassDiffusionSettings.from_values(chosen))


def apart(one: Trainer) -> float:
    with torch.no_grad():
        mine = meaning(one.backbone, "a photo of a <rex> dog")
        plain = meaning(one.backbone, "a photo of a dog")
        return 1 - float(functional.cosine_similarity(mine, plain, dim=-1))


def test_the_meaning_is_read_at_the_end_of_text() -> None:
    backbone = tiny()
    text = backbone.encode_prompts(["a dog"]).text[0]
    ids = [512, *[0] * backbone.token_count("a dog"), 513]
    assert torch.equal(meaning(backbone, "a dog"), text[len(ids) - 1])
    long = "dog " * 40
    assert torch.equal(meaning(backbone, long), backbone.encode_prompts([long]).text[0, -1])


def test_the_loss_is_one_minus_the_cosine() -> None:
    one = trainer(class_weight=0.5)
    expected = apart(one)
    loss = one.advance()
    one.attachment.detach()
    assert set(loss) == {"subject", "class", "total"}
    assert abs(loss["class"] - expected) < 1e-5
    assert loss["class"] > 1e-3
    assert abs(loss["total"] - loss["subject"] - 0.5 * loss["class"]) < 1e-5


def test_its_gradient_reaches_the_word_alone() -> None:
    one = trainer()
    one._enter_stage()
    step = one._forward(METHOD.stages[0], 0)
    term = {t.name: t for t in METHOD.loss_terms(step, one.settings)}["class"]  # type: ignore[arg-type]
    term.value.backward()
    one.attachment.detach()
    reached = {name for name, p in one.attachment.trains.items() if p.grad is not None and float(p.grad.abs().max())}
    assert reached == {"words.0.0"}


def test_the_word_comes_nearer_to_its_class_than_without() -> None:
    ends = {}
    for weight in (0.0, 10.0):
        one = trainer(class_weight=weight, learning_rate=1e-2, max_grad_norm=0.0)
        before = apart(one)
        for _ in range(15):
            one.advance()
        ends[weight] = apart(one)
        one.attachment.detach()
    assert ends[10.0] < 0.5 * before
    assert ends[10.0] < ends[0.0]


def test_two_subjects_share_the_loss() -> None:
    backbone = tiny()
    tom = SUBJECT.model_copy(update={"name": "Tom", "class_word": "cat"})
    chosen = ClassDiffusionSettings.from_values({})
    attachment = METHOD.attach(backbone, (SUBJECT, tom), chosen, torch.Generator())
    attachment.detach()
    assert attachment.notes["sentences"] == ["a photo of a <rex> dog", "a photo of a <tom> cat"]
    assert torch.equal(attachment.notes["meanings"][1], meaning(backbone, "a photo of a cat"))
