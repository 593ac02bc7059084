"""Attention maps of context words: untouched by watching, the same for the same sentence, other for another key."""

from __future__ import annotations

import torch

from studio.engine.backbones.tiny import tiny
from studio.engine.bench import attention_layout
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.weights.lora import Lora
from studio.engine.training.golden import SUBJECT, make_trainer

LATENTS = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(5))
BEHIND = "on a beach"


def artifact(rate: float) -> LoadedArtifact:
    """LoRA of three steps; at a rate of next to nothing it changes nothing."""
    method = Lora()
    settings = method.Settings.from_values({"batch_size": 2, "precision": "fp32", "learning_rate": rate})
    trainer = make_trainer(method, tiny(), settings)
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    return LoadedArtifact("a-1", "lora", settings.model_dump(mode="json"), trainer.learned(), "dog", ("dog",))


def test_maps_are_of_the_words_behind_and_watching_changes_nothing() -> None:
    backbone = tiny()
    told = backbone.encode_prompts(["a dog on a beach"] * 2)
    before = backbone.predict(LATENTS, torch.tensor([500, 500]), told)
    maps = attention_layout.maps_behind(backbone, LATENTS, 500, "a dog on a beach", BEHIND)
    assert torch.equal(backbone.predict(LATENTS, torch.tensor([500, 500]), told), before)
    cross = [layer for layer in backbone.attention_layers() if layer.kind == "cross"]
    assert set(maps) == {layer.name for layer in cross}
    assert {one.shape[-1] for one in maps.values()} == {backbone.token_count(BEHIND)}
    whole = attention_layout.maps_behind(backbone, LATENTS, 500, BEHIND, BEHIND)
    assert all(0.0 < one.sum(-1).max().item() < 1.0 for one in whole.values())  # start and end take their share


def test_the_maps_are_those_the_layer_uses() -> None:
    """Attention computed from a map and the values is what the layer itself gives."""
    backbone = tiny()
    layer = next(layer for layer in backbone.attention_layers() if layer.kind == "cross")
    module = layer.module
    hidden = torch.randn(1, 6, module.to_q.in_features, generator=torch.Generator().manual_seed(1))
    text = backbone.encode_prompts(["a dog on a beach"]).text
    with attention_layout.watched([layer]) as seen, torch.no_grad():
        given = module(hidden, encoder_hidden_states=text)
        value = module.to_v(text).unflatten(-1, (module.heads, -1)).transpose(1, 2)
        ours = module.to_out[0]((seen[layer.name] @ value).transpose(1, 2).flatten(2))
    torch.testing.assert_close(ours, given, rtol=1e-4, atol=1e-5)


def test_a_changed_model_moves_the_layout_and_an_unchanged_one_does_not() -> None:
    backbone = tiny()
    still = attention_layout.layout_kept(backbone, artifact(1e-8), SUBJECT, seeds=1, steps=2)
    moved = attention_layout.layout_kept(backbone, artifact(0.3), SUBJECT, seeds=1, steps=2)
    assert still > 0.9999
    assert moved < still - 1e-3
