"""What is special about Perfusion: locked keys, slow direction, dial, several concepts, drawing settings, size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.core.errors import ArtifactProblem, InputProblem
from studio.core.geometry import BoxFrac
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.generation import regions
from studio.engine.generation.anew import chosen_anew
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import draw
from studio.engine.methods import registry
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.parts import rank_one
from studio.engine.methods.weights.perfusion import PROMPTS, Perfusion, PerfusionSettings
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.library.layout.records import Layout, Region
from studio.library.protocol.requests import GenerateRequest

TOM = SUBJECT.model_copy(update={"name": "Tom", "class_word": "cat"})


def settings(**values: Any) -> PerfusionSettings:
    return PerfusionSettings.from_values({"batch_size": 2, "precision": "fp32", "warmup_steps": 0, **values})


def taught(backbone: Backbone, steps: int = 3, subject: Any = SUBJECT, **values: Any) -> LoadedArtifact:
    chosen = settings(**values)
    trainer = make_trainer(Perfusion(), backbone, chosen, subject=subject)
    try:
        for _ in range(steps):
            trainer.advance()
        tensors = trainer.learned()
    finally:
        trainer.attachment.detach()
    return LoadedArtifact(
        f"a-{subject.name}",
        "perfusion",
        chosen.model_dump(mode="json"),
        tensors,
        Perfusion().trigger(subject, chosen),
        (subject.class_word,),
    )


def seen(backbone: Backbone, prompt: str) -> dict[str, Tensor]:
    """What each key and value layer of cross-attention gives for a prompt, [n, d_out]."""
    found: dict[str, Tensor] = {}

    def note(key: str) -> Any:
        return lambda _module, _args, output: found.__setitem__(key, output[0])

    sites = [site for site in backbone.sites("cross") if site.role in ("k", "v")]
    handles = [site.module.register_forward_hook(note(site.key)) for site in sites]
    try:
        with torch.no_grad():
            latents = torch.zeros(1, 4, 4, 4)
            backbone.predict(latents, torch.tensor([500]), backbone.encode_prompts([prompt]))
    finally:
        for handle in handles:
            handle.remove()
    return found


def concept_place(backbone: Backbone, prompt: str) -> int:
    return backbone.token_count(prompt[: prompt.index("<")]) + backbone.token_count("<rex>")


def test_the_prompts_are_the_codes_nine() -> None:
    assert len(PROMPTS) == 9
    assert Perfusion().prompts(SUBJECT, settings())[0] == "a photo of a <rex>"


def test_it_starts_as_the_class() -> None:
    """i* is the class word's mean feature; keys and values are what it gives; the word is the class word's rows."""
    backbone = tiny()
    attachment = Perfusion().attach(backbone, (SUBJECT,), settings(), torch.Generator())
    attachment.detach()
    trains = attachment.trains
    place = [backbone.token_count(p.split("{}")[0]) + backbone.token_count("dog") for p in PROMPTS]
    features = [backbone.encode_prompts([p.format("dog")]).text[0, n] for p, n in zip(PROMPTS, place, strict=True)]
    torch.testing.assert_close(trains["target_input"].detach(), torch.stack(features).mean(0))
    assert torch.equal(trains["words.0"], backbone.word_vectors("dog")[0])
    for site in backbone.sites("cross"):
        if site.role in ("k", "v"):
            name = f"{'keys' if site.role == 'k' else 'values'}.{site.key}"
            torch.testing.assert_close(trains[name], site.module(trains["target_input"]))


def test_values_learn_and_keys_stay() -> None:
    backbone = tiny()
    artifact, untaught = taught(backbone), taught(backbone, 0)
    for name, value in artifact.tensors.items():
        assert torch.equal(value, untaught.tensors[name]) == name.startswith("keys."), name


def test_the_word_and_the_values_have_their_own_rates() -> None:
    """The first step of Adam moves each number by its rate."""
    backbone = tiny()
    paper = {n: Perfusion.backbone_defaults["sd"][n] for n in ("learning_rate", "value_rate_factor")}
    artifact, untaught = taught(backbone, 1, max_grad_norm=0.0, **paper), taught(backbone, 0)
    for name, rate in (("words.", 6e-3), ("values.", 3e-2)):
        moved = [(v - untaught.tensors[n]).abs().max() for n, v in artifact.tensors.items() if n.startswith(name)]
        assert float(torch.stack(moved).max()) == pytest.approx(rate, rel=0.02)


def test_the_direction_follows_slowly() -> None:
    """After n steps the class's feature weighs 0.99^n; C^-1 i* is kept in step."""
    backbone = tiny()
    first = taught(backbone, 0).tensors["target_input"]
    trainer = make_trainer(Perfusion(), backbone, settings())
    prompts = Perfusion().prompts(SUBJECT, settings())
    expected = first.clone()
    for step in range(3):
        trainer.advance()
        prompt = prompts[step % 9]
        feature = backbone.encode_prompts([prompt]).text[0, concept_place(backbone, prompt)]
        expected = 0.99 * expected + 0.01 * feature
    learned = trainer.learned()
    trainer.attachment.detach()
    torch.testing.assert_close(learned["target_input"], expected)
    inverse = rank_one.class_inverse(backbone, SUBJECT.class_word)
    torch.testing.assert_close(
        learned["direction"].double(), inverse @ learned["target_input"].double(), rtol=1e-5, atol=0
    )


def test_a_resumed_run_is_the_unbroken_one() -> None:
    backbone = tiny()
    whole = taught(backbone, 4)
    first = make_trainer(Perfusion(), backbone, settings())
    for _ in range(2):
        first.advance()
    learned, state = ({n: v.clone() for n, v in part.items()} for part in first.save_state())
    first.attachment.detach()
    again = make_trainer(Perfusion(), backbone, settings())
    again.load_state(2, learned, state)
    for _ in range(2):
        again.advance()
    assert all(torch.equal(value, whole.tensors[name]) for name, value in again.learned().items())
    again.attachment.detach()


def test_the_concept_has_the_classes_key() -> None:
    """Where the word's feature is i*, the key is 0.881 W_K e_class and the value 0.881 o_V (the card's c)."""
    backbone = tiny()
    artifact = taught(backbone)
    prompt = "a photo of a <rex>"
    with Perfusion().apply(backbone, artifact, 1.0):
        place = concept_place(backbone, prompt)
        feature = backbone.encode_prompts([prompt]).text[0, place]
        artifact.tensors["target_input"].copy_(feature)
        artifact.tensors["direction"].copy_(rank_one.class_inverse(backbone, SUBJECT.class_word) @ feature.double())
    with Perfusion().apply(backbone, artifact, 1.0):
        told = seen(backbone, prompt)
    for key, output in told.items():
        target = artifact.tensors[f"{'keys' if key.endswith('to_k') else 'values'}.{key}"]
        torch.testing.assert_close(output[place], 0.8808 * target, atol=1e-4, rtol=1e-3)


def test_strength_goes_on_beyond_the_whole_edit() -> None:
    """The word is learned wholly at 1; beyond, the edit of keys and values alone goes on, in a straight line."""
    backbone = tiny()
    artifact = taught(backbone)
    told = []
    for strength in (1.0, 1.25, 1.5):
        with Perfusion().apply(backbone, artifact, strength):
            told.append(seen(backbone, "a photo of a <rex>"))
    for key in told[0]:
        torch.testing.assert_close(told[1][key], (told[0][key] + told[2][key]) / 2)
        assert not torch.allclose(told[0][key], told[2][key])


def test_less_bias_opens_the_gate() -> None:
    backbone = tiny()
    artifact = taught(backbone)
    low = chosen_anew(artifact, {"bias": 0.4}, registry.get)
    told = []
    for use in (artifact, low):
        with Perfusion().apply(backbone, use, 1.0):
            told.append(seen(backbone, "a photo of a <rex>"))
    assert not any(torch.allclose(told[0][key], told[1][key]) for key in told[0])


def test_strength_zero_says_the_class_word() -> None:
    backbone = tiny()
    artifact = taught(backbone)
    plain = seen(backbone, "a photo of a dog in the snow")
    with Perfusion().apply(backbone, artifact, 0.0):
        told = seen(backbone, "a photo of a <rex> in the snow")
    assert all(torch.equal(told[key], plain[key]) for key in plain)


def test_two_concepts_share_their_span_and_part_again() -> None:
    """Alone each takes out its own direction; together e_perp has no part along either."""
    backbone = tiny()
    rex, tom = taught(backbone), taught(backbone, subject=TOM)
    together = rank_one.together(backbone)
    prompt = "a <rex> and a <tom>"
    with Perfusion().apply(backbone, rex, 1.0):
        alone = seen(backbone, prompt)
        with Perfusion().apply(backbone, tom, 1.0):
            features = backbone.encode_prompts([prompt]).text[0]
            left = features - sum(c.removed(features)[:, None] * c.target_input for c in together.concepts)
            for concept in together.concepts:
                scale = float(features.norm(dim=-1).max() * concept.direction.norm())
                assert float((left @ concept.direction).abs().max()) < 1e-5 * scale
            both = seen(backbone, prompt)
        assert all(torch.equal(value, alone[key]) for key, value in seen(backbone, prompt).items())
    assert together.concepts == []
    assert not all(torch.allclose(both[key], alone[key]) for key in both)


def test_global_locking_takes_all_keys_from_the_class_prompt() -> None:
    backbone = tiny()
    artifact = chosen_anew(taught(backbone), {"key_locking": "global"}, registry.get)
    prompt, classy = "a <rex> on a beach", seen(backbone, "a dog on a beach")
    with Perfusion().apply(backbone, artifact, 1.0) as applied:
        local = seen(backbone, prompt)
        assert applied.hooks.rewrite_prompt(prompt) == prompt
        told = seen(backbone, prompt)
    for key in told:
        if key.endswith("to_k"):
            torch.testing.assert_close(told[key], classy[key], atol=1e-5, rtol=1e-5)
        else:
            assert torch.equal(told[key], local[key])
            assert not torch.allclose(told[key], classy[key])


def test_global_locking_acts_in_the_sampling_loop() -> None:
    backbone = tiny()
    artifact = taught(backbone)
    pictures = []
    for locking in ("local", "global"):
        use = chosen_anew(artifact, {"key_locking": locking}, registry.get)
        with Perfusion().apply(backbone, use, 1.0) as applied:
            pictures += draw(backbone, [PicturePlan("a <rex> on a beach", 3)], hooks=[applied.hooks], steps=2)
    assert not torch.equal(*pictures)


def test_only_drawing_settings_can_be_chosen_anew() -> None:
    artifact = LoadedArtifact("a-1", "perfusion", {"bias": 0.7, "steps": 9}, {}, "<rex>", ("dog",))
    assert chosen_anew(artifact, {"bias": 0.5}, registry.get).settings == {"bias": 0.5, "steps": 9}
    for wrong in ({"steps": 3}, {"bias": 9.0}, {"key_locking": "some"}):
        with pytest.raises(InputProblem):
            chosen_anew(artifact, wrong, registry.get)
    with pytest.raises(InputProblem):
        chosen_anew(LoadedArtifact("a-1", "lora", {}, {}, "sks dog", ("dog",)), {"bias": 0.5}, registry.get)


def test_a_region_chooses_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    artifact = LoadedArtifact("a-1", "perfusion", {"bias": 0.7}, {}, "<rex>", ("dog",))
    monkeypatch.setattr(regions, "load_artifact", lambda *_: (artifact, None))

    def acting(**settings: Any) -> list[Any]:
        there = Region(box=BoxFrac(0, 0, 0.5, 1), artifact="a-1", settings=settings)
        here = Region(box=BoxFrac(0.5, 0, 1, 1), artifact="a-1")
        layout = Layout(schema=1, regions=(there, here))
        request = GenerateRequest(library=tmp_path, prompt="x", layout=layout)
        placed = regions.place_regions(request, tiny(), lambda *_: None, registry.get)
        return [each.artifact.settings["bias"] for each in placed if each.artifact is not None]

    assert acting() == [0.7, 0.7]
    assert acting(bias=0.4) == [0.4, 0.7]
    with pytest.raises(InputProblem, match="drawing setting"):
        acting(steps=3)


def test_a_class_of_two_words_is_said_whole() -> None:
    backbone = tiny()
    both = SUBJECT.model_copy(update={"class_word": "tropical fish"})
    attachment = Perfusion().attach(backbone, (both,), settings(), torch.Generator())
    assert torch.equal(attachment.trains["words.0"], backbone.word_vectors("tropical fish")[0])
    assert backbone.token_count("<rex>") == backbone.token_count("tropical fish")
    attachment.detach()


def test_an_artifact_of_another_size_is_refused() -> None:
    backbone = tiny()
    artifact = taught(backbone, 0)
    artifact.tensors["target_input"] = torch.zeros(8)  # type: ignore[index]
    with pytest.raises(ArtifactProblem), Perfusion().apply(backbone, artifact, 1.0):
        pass


def test_the_file_is_about_100_kb_on_sd_1() -> None:
    """Stable Diffusion 1.x without weights: 26,496 numbers as the card counts, and the direction's 768 beside them."""
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel

    from studio.engine.backbones.sites import unet_sites
    from studio.engine.methods.weights import perfusion

    with torch.device("meta"):
        unet = UNet2DConditionModel(cross_attention_dim=768, attention_head_dim=8)
    sites = [site for site in unet_sites(unet) if site.kind == "cross" and site.role in ("k", "v")]
    shapes = perfusion._shapes(sites, [torch.empty(1, 768)], 768)
    count = sum(tensor.numel() for tensor in shapes.values())
    assert len(sites) == 32
    assert count - 768 == 26_496
    assert 100_000 < 4 * count < 110_000
    keys_and_values = sum(site.module.weight.numel() for site in sites)
    assert keys_and_values > 100 * count
