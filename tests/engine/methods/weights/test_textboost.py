"""What is special about TextBoost: what stays frozen, the adapter that keeps causality, words, views, time steps."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.core.control import NoControl
from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.schedule import NoiseSchedule
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.dataset.variations import Varied
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import draw
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.parts.region_router import Outline, RegionRouter, RoutedRegion, Texts
from studio.engine.methods.parts.told_views import VIEW_WORDS
from studio.engine.methods.stored import load_artifact
from studio.engine.methods.weights.textboost import TextBoost, TextBoostSettings
from studio.engine.training import together
from studio.engine.training.golden import SUBJECT, make_trainer, material
from studio.engine.training.loop import Trainer
from studio.engine.training.run import train
from studio.library.gallery.records import BoxFrac, SubjectView
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest
from tests.fakes.teaching import make_library

SENTENCE = "a photo of a house"
CPA = "causality_preserving"


@pytest.fixture
def backbone() -> Backbone:
    return tiny()


def settings(**values: Any) -> TextBoostSettings:
    defaults = {"steps": 6, "batch_size": 2, "precision": "fp32", "learning_rate": 1e-2, "warmup_steps": 0}
    return TextBoostSettings.from_values({**defaults, **values})


def taught(backbone: Backbone, steps: int = 4, subject: SubjectView = SUBJECT, **values: Any) -> LoadedArtifact:
    method, chosen = TextBoost(), settings(**values)
    trainer = make_trainer(method, backbone, chosen, subject=subject)
    for _ in range(steps):
        trainer.advance()
    tensors = method.pack(trainer.learned(), chosen)
    trainer.attachment.detach()
    trigger = method.trigger(subject, chosen)
    return LoadedArtifact("a-test0000", "textboost", chosen.model_dump(), tensors, trigger, (subject.class_word,))


def features(backbone: Backbone, prompt: str) -> Tensor:
    return backbone.encode_prompts([prompt]).text[0]


# --- what stays frozen ------------------------------------------------------------------------------------------


def test_the_start_token_and_the_empty_prompt_stay_while_other_sentences_move(backbone: Backbone) -> None:
    artifact = taught(backbone)
    empty, sentence = features(backbone, ""), features(backbone, SENTENCE)
    with TextBoost().apply(backbone, artifact, 1.0):
        assert torch.equal(features(backbone, ""), empty)
        now = features(backbone, SENTENCE)
        named = features(backbone, "<rex>")  # its placeholder's token is the end token too
    assert torch.equal(now[0], sentence[0])
    assert (now[1:] - sentence[1:]).abs().amax(-1).min() > 1e-5
    with backbone.with_words({"<rex>": [artifact.tensors["words.0"][:3]]}):
        assert not torch.allclose(named, features(backbone, "<rex>"), atol=1e-5)


def test_frozen_features_stay_in_training_too(backbone: Backbone) -> None:
    empty = features(backbone, "")
    trainer = make_trainer(TextBoost(), backbone, settings())
    for _ in range(3):
        trainer.advance()
    assert torch.equal(features(backbone, ""), empty)
    trainer.attachment.detach()


def test_the_denoiser_is_left_alone(backbone: Backbone) -> None:
    artifact = taught(backbone)
    assert all(name.startswith(("text_encoder.", "words.")) for name in artifact.tensors)
    hooks = [dict(module._forward_hooks) for module in backbone.denoiser().modules()]
    with TextBoost().apply(backbone, artifact, 1.0):
        assert [dict(module._forward_hooks) for module in backbone.denoiser().modules()] == hooks


# --- the adapter that keeps causality ---------------------------------------------------------------------------


def test_before_the_placeholder_nothing_changes(backbone: Backbone) -> None:
    """Card: features before V* equal the frozen ones to 1e-6; from V* to the end token they do not."""
    artifact = taught(backbone, adapter=CPA, rank=1)
    words = {"<rex>": [artifact.tensors["words.0"][:3]]}
    prompt = "a big <rex> dog at sea"
    with backbone.with_words(words):
        frozen = features(backbone, prompt)
        place = 1 + backbone.token_count("a big")
        end = 1 + backbone.token_count(prompt)
    with TextBoost().apply(backbone, artifact, 1.0):
        tuned = features(backbone, prompt)
    moved = (tuned - frozen).abs().amax(-1)
    assert float(moved[:place].max()) <= 1e-6
    assert float(moved[place : end + 1].min()) > 1e-6


def test_the_adapter_acts_up_to_the_end_token_and_not_on_padding(backbone: Backbone) -> None:
    artifact = taught(backbone, adapter=CPA)
    layer = next(site.module for site in backbone.sites("text_mlp") if site.role == "out")
    seen: list[tuple[Tensor, Tensor]] = []

    def note(module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> None:
        seen.append((functional.linear(args[0], layer.weight, layer.bias), output))

    with TextBoost().apply(backbone, artifact, 1.0):
        handle = layer.register_forward_hook(note)
        features(backbone, "a <rex> b")
        handle.remove()
    changed = (seen[0][0] != seen[0][1]).any(-1)[0].nonzero().flatten().tolist()
    assert changed == [2, 3, 4, 5, 6]  # three vectors of the word, "b", the end token


def test_without_the_placeholder_the_adapter_does_nothing(backbone: Backbone) -> None:
    artifact = taught(backbone, adapter=CPA)
    plain = features(backbone, SENTENCE)
    with TextBoost().apply(backbone, artifact, 1.0):
        assert torch.equal(features(backbone, SENTENCE), plain)


def test_the_adapter_needs_no_preservation(backbone: Backbone) -> None:
    trainer = make_trainer(TextBoost(), backbone, settings(adapter=CPA))
    assert set(trainer.advance()) == {"subject", "total"}
    trainer.attachment.detach()


def test_the_adapters_layers(backbone: Backbone) -> None:
    ends = {"attention": ("q_proj", "k_proj", "v_proj"), CPA: ("mlp.fc2",)}
    for adapter, names in ends.items():
        keys = {n.split(".lora")[0] for n in taught(backbone, 1, adapter=adapter).tensors if ".lora" in n}
        assert len(keys) == 2 * len(names)  # two layers
        assert all(key.endswith(names) for key in keys)


# --- branches and preservation ----------------------------------------------------------------------------------


def test_a_starts_normal_with_deviation_one_over_rank_and_b_at_zero(backbone: Backbone) -> None:
    attachment = TextBoost().attach(backbone, (SUBJECT,), settings(rank=4), torch.Generator().manual_seed(1))
    down = torch.cat([p.detach().flatten() for n, p in attachment.trains.items() if "lora_down" in n])
    up = [p for n, p in attachment.trains.items() if "lora_up" in n]
    attachment.detach()
    assert float(down.std()) == pytest.approx(0.25, rel=0.1)
    assert float(down.abs().max()) > 0.6  # a uniform draw would end at 1 / sqrt(32)
    assert not any(p.any() for p in up)


def test_rates_of_words_and_branches(backbone: Backbone) -> None:
    attachment = TextBoost().attach(backbone, (SUBJECT,), settings(word_rate_factor=7), torch.Generator())
    assert attachment.rates == {"words": 7}
    assert attachment.trains_text
    attachment.detach()


def test_preservation_holds_other_sentences(backbone: Backbone) -> None:
    """Card: with the loss, the cosine of held-out prompts stays higher than without."""
    plain = features(backbone, SENTENCE)

    def cosine(preservation: float) -> float:
        artifact = taught(backbone, 6, preservation=preservation)
        with TextBoost().apply(backbone, artifact, 1.0):
            return float(torch.cosine_similarity(features(backbone, SENTENCE), plain, dim=-1).mean())

    assert cosine(100.0) > cosine(0.0)


def test_going_on_needs_the_same_adapter_and_rank(backbone: Backbone) -> None:
    artifact = taught(backbone, 1)
    for other in ({"adapter": CPA}, {"rank": 2}):
        with pytest.raises(InputProblem, match="other layers or another rank"):
            TextBoost().attach(backbone, (SUBJECT,), settings(**other), torch.Generator(), artifact)


# --- words ------------------------------------------------------------------------------------------------------


def test_one_vector_a_piece_of_the_class_word(backbone: Backbone) -> None:
    attachment = TextBoost().attach(backbone, (SUBJECT,), settings(augmentation=0), torch.Generator())
    rows = backbone.word_vectors("dog")[0]
    assert torch.equal(attachment.trains["words.0"].detach(), rows)
    assert backbone.token_count("<rex> dog") == 2 * len(rows)
    attachment.detach()


def test_words_of_views_start_from_few_pieces(backbone: Backbone) -> None:
    """The tiny tokenizer knows letters only: "pll" has three pieces, "grayscale" and what is plainer has more."""
    attachment = TextBoost().attach(backbone, (SUBJECT,), settings(), torch.Generator())
    counts = {word: backbone.token_count(word) for word in VIEW_WORDS}
    words = attachment.trains["words.0"].detach()
    attachment.detach()
    assert counts["<view_left>"] == counts["<view_right>"] == counts["<view_mirror>"] == 3
    assert counts["<view_gray>"] == counts["<view_zoom-out>"] == counts["<view_crop>"] == 1
    assert counts["<view_zoom-in>"] == 3  # "big"
    assert torch.equal(words[-3:], backbone.word_vectors("ucd")[0])
    assert torch.allclose(words[3], backbone.word_vectors("grayscale")[0].mean(0))


def test_a_word_that_was_not_shown_keeps_its_gradient_after_steps(backbone: Backbone) -> None:
    """All words lie in one tensor; its slices must still lead the gradient back after the optimiser wrote into it."""
    trainer = make_trainer(TextBoost(), backbone, settings(weight_decay=0.0, norm_limit=0.0))
    words = trainer.attachment.trains["words.0"]
    start = words.detach().clone()
    for _ in range(2):
        before = words.detach().clone()
        trainer.advance()
        assert not torch.equal(words[:3], before[:3])
    assert torch.equal(words[3:], start[3:])  # no view was shown
    trainer.attachment.detach()


def test_learned_words_are_no_longer_than_the_tables_mean(backbone: Backbone) -> None:
    """Card: v <- v min(mean_norm, |v|) / |v|."""
    trainer = make_trainer(TextBoost(), backbone, settings(learning_rate=0.1, weight_decay=0.0))
    table: Any = backbone.text_encoders()[0]
    mean = float(table.get_input_embeddings().weight.norm(dim=-1).mean())
    words = trainer.attachment.trains["words.0"]
    with torch.no_grad():
        words[4] = 0.01 / math.sqrt(words.shape[1])
    for _ in range(3):
        trainer.advance()
        assert float(words.detach().norm(dim=-1).max()) <= mean * 1.0001
    assert float(words.detach()[:3].norm(dim=-1).min()) == pytest.approx(mean, rel=1e-4)
    assert float(words.detach()[4].norm()) == pytest.approx(0.01, rel=0.01)  # the short one stays
    trainer.attachment.detach()


def test_strength_zero_says_the_class_word(backbone: Backbone) -> None:
    artifact = taught(backbone)
    plain = features(backbone, "a photo of dog dog")
    with TextBoost().apply(backbone, artifact, 0.0):
        assert torch.equal(features(backbone, "a photo of <rex> dog"), plain)


def test_words_of_views_can_be_said_when_drawing(backbone: Backbone) -> None:
    artifact = taught(backbone)
    unknown = backbone.token_count("<view_left>")
    with TextBoost().apply(backbone, artifact, 1.0):
        assert backbone.token_count("<view_left>") == 3 < unknown


def test_a_subject_called_left_is_not_a_view(backbone: Backbone) -> None:
    left = SUBJECT.model_copy(update={"name": "view_left"})
    trigger = TextBoost().trigger(left, settings(class_word_after=False))
    assert trigger not in VIEW_WORDS


@pytest.mark.parametrize("bad", [torch.zeros(3, 31), torch.zeros(32), torch.zeros(7, 32)])
def test_words_of_another_model_are_refused(backbone: Backbone, bad: Tensor) -> None:
    artifact = taught(backbone, 1)
    foreign = LoadedArtifact("a", "textboost", {}, {**artifact.tensors, "words.0": bad}, artifact.trigger, ("dog",))
    with pytest.raises(ArtifactProblem), TextBoost().apply(backbone, foreign, 1.0):
        pass


def test_an_artifact_without_its_word_is_refused(backbone: Backbone) -> None:
    with (
        pytest.raises(ArtifactProblem, match="which word"),
        TextBoost().apply(backbone, LoadedArtifact("a", "textboost", {}, {}, "dog", ("dog",)), 1.0),
    ):
        pass


def test_an_unknown_class_word_is_a_sentence(backbone: Backbone) -> None:
    silent = SUBJECT.model_copy(update={"class_word": ""})
    with pytest.raises(InputProblem, match="no word"):
        TextBoost().attach(backbone, (silent,), settings(), torch.Generator())


def test_it_acts_in_a_region(backbone: Backbone) -> None:
    artifact = taught(backbone)
    left = Outline(BoxFrac(x0=0.0, y0=0.0, x1=0.5, y1=1.0))
    texts = [Texts("a sea", "a sea", ("<rex> dog",))]

    def told(strength: float) -> Tensor:
        region = RoutedRegion(left, strength, lambda: TextBoost().apply(backbone, artifact, strength))
        with RegionRouter(backbone, [region], (32, 32)).open() as router:
            return router.conditioning(texts).text

    with backbone.with_words({"<rex>": backbone.word_vectors("dog")}):
        plain = features(backbone, "<rex> dog")
    assert torch.equal(told(0.0)[0, -len(plain) :], plain)
    assert torch.equal(told(1.0)[0, : len(plain)], told(0.0)[0, : len(plain)])  # the ground hears nothing of it
    with TextBoost().apply(backbone, artifact, 1.0):
        taught_here = features(backbone, "<rex> dog")
    with backbone.with_words({"<rex>": [artifact.tensors["words.0"][:3]]}):
        words_only = features(backbone, "<rex> dog")
    assert torch.equal(told(1.0)[0, -len(plain) :], taught_here)
    assert not torch.allclose(taught_here, words_only, atol=1e-5)


# --- time steps and views ---------------------------------------------------------------------------------------


def test_time_steps_are_linear_in_log_snr() -> None:
    cumulative = torch.tensor([0.9, 0.5, 0.1])
    weights = TextBoost().timestep_weights(NoiseSchedule("epsilon", cumulative), settings())
    assert weights is not None
    expected = [0.0, math.log(9), math.log(81)]
    assert weights.tolist() == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_zero_terminal_snr_has_the_largest_finite_weight(backbone: Backbone) -> None:
    """The tiny schedule ends with alpha 0, as mini's: logSNR is minus infinity there."""
    schedule = backbone.schedule
    assert float(schedule.snr(torch.tensor([schedule.steps - 1]))) == 0
    weights = TextBoost().timestep_weights(schedule, settings())
    assert weights is not None
    assert weights.isfinite().all()
    assert float(weights[-1]) == float(weights[-2]) == float(weights.max())
    assert torch.equal(weights, weights.sort().values)
    flow = TextBoost().timestep_weights(NoiseSchedule("flow"), settings())
    assert flow is not None
    assert flow.isfinite().all()
    assert TextBoost().timestep_weights(schedule, settings(noisy_steps=False)) is None


def test_views_are_shown_as_often_as_something_changes() -> None:
    assert TextBoost().variations(settings(augmentation=0.5, views=7)) == (7, pytest.approx(0.8))  # 1 - 0.5² 0.8
    assert TextBoost().variations(settings(augmentation=0.5, mirror_only=True))[1] == pytest.approx(0.5)
    assert TextBoost().variations(settings(augmentation=0)) == (0, 0.0)


def test_every_word_a_view_uses_is_learned(backbone: Backbone) -> None:
    picture = torch.rand(3, 32, 32) * 2 - 1
    used: set[str] = set()
    for seed in range(80):
        one = TextBoost().vary(picture, None, settings(), torch.Generator().manual_seed(seed))
        used |= {word for word in one.frame.split() if word != "{}"}
    assert used == set(VIEW_WORDS)


# --- a whole run ------------------------------------------------------------------------------------------------


def test_one_photo_is_enough_and_the_artifact_draws(tmp_path: Path, backbone: Backbone) -> None:
    make_library(tmp_path, photos=1)
    request = TrainRequest(
        library=tmp_path,
        subjects=("s-rex00000",),
        method="textboost",
        backbone="tiny",
        settings={"steps": 4, "batch_size": 4, "precision": "fp32", "preview_every": 0, "mask_weight": 0.9},
        seed=3,
        artifact_id="a-rex00000",
    )
    told: list[events.Event] = []
    train(request, JobFolder.create(tmp_path / "jobs", request), told.append, NoControl(), backbone)
    artifact, manifest = load_artifact(tmp_path, "a-rex00000", backbone.facts)
    assert manifest.trigger == "<rex> dog"
    assert not torch.allclose(artifact.tensors["words.0"][:3], backbone.word_vectors("dog")[0], atol=1e-4)
    plans = [PicturePlan("a photo of <rex> dog", 5)]
    plain = draw(backbone, plans, steps=2)[0]
    with TextBoost().apply(backbone, artifact, 1.0):
        assert not torch.equal(draw(backbone, plans, steps=2)[0], plain)
    assert torch.equal(draw(backbone, plans, steps=2)[0], plain)


def test_words_of_views_learn_from_views(backbone: Backbone) -> None:
    """In a run with views the words that were shown move, beyond what weight decay and the bound do."""
    chosen = settings(weight_decay=0.0, norm_limit=0.0)
    method = TextBoost()
    own, _ = material(backbone, method.prompts(SUBJECT, chosen), None)
    shown = Varied(own[0].latents[0], torch.ones(1, 4, 4), "{} <view_right>")
    example = replace(own[0], varied=(shown,), vary_share=1.0)
    attachment = method.attach(backbone, (SUBJECT,), chosen, torch.Generator().manual_seed(0))
    place = together.accelerator(backbone.device)
    trainer = Trainer(method, chosen, backbone, attachment, [example], [], 0, place)
    before = attachment.trains["words.0"].detach().clone()
    trainer.advance()
    moved = (attachment.trains["words.0"].detach() != before).any(-1)
    attachment.detach()
    assert moved[:3].all()  # the placeholder
    assert moved[-3:].all()  # "right"
    assert not moved[3:-3].any()
