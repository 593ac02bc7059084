"""The model's own idea of where the subject is."""

from __future__ import annotations

import random

import pytest
import torch
from torch.nn import functional

from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.find_subject import find_subject, otsu
from studio.engine.pretraining.world.subjects import view_of
from studio.engine.pretraining.world.vocabulary import vocabulary


@pytest.fixture(scope="module")
def mini() -> Backbone:
    return registry.load("mini")


@pytest.mark.parametrize("word", ["penguin", "frog", "sailboat"])
def test_an_unseen_drawing_is_found(mini: Backbone, word: str) -> None:
    scene = view_of(vocabulary().noun(word).unseen[0], random.Random(word))
    picture = torch.from_numpy(scene.pixels.copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
    latents = mini.encode_pictures(picture)[0]
    true = torch.from_numpy(scene.things[0].mask.copy()).float()[None, None]
    true = functional.interpolate(true / true.max(), size=latents.shape[-2:], mode="area")[0]
    found = find_subject(mini, latents, word)
    assert found is not None
    assert found.shape == (1, *latents.shape[-2:])
    assert (found * true).sum() / true.sum() > 0.75
    assert (found * (1 - true)).sum() / (1 - true).sum() < 0.5
    assert torch.equal(found, find_subject(mini, latents, word))  # type: ignore[arg-type]


def test_nothing_is_found_where_words_change_nothing(mini: Backbone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mini, "predict", lambda noisy, _timesteps, _words: noisy)
    assert find_subject(mini, torch.zeros(mini.facts.latent_channels, 16, 16), "penguin") is None


def test_otsu_parts_two_groups() -> None:
    values = torch.cat([torch.linspace(0.0, 0.2, 50), torch.linspace(0.7, 0.9, 20)])
    assert 0.2 <= otsu(values) <= 0.7
