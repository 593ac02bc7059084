"""Image networks behind one protocol: shipped ones, tiny random CLIP and DINOv2, a cache, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import InputProblem, MissingWeights, StudioError
from studio.engine.perception.image_features import (
    FeatureCache,
    ImageEncoder,
    Tower,
    load_tower,
    shipped_clip,
    shipped_instance,
)
from tests.fakes.pictures import picture


def _clip(folder: Path) -> Path:
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    config = CLIPVisionConfig(
        hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=8,
        projection_dim=12,
    )  # fmt: skip
    CLIPVisionModelWithProjection(config).save_pretrained(folder)
    return folder


def dinov2(folder: Path) -> Path:
    """A tiny one with random weights."""
    from transformers import Dinov2Config, Dinov2Model

    config = Dinov2Config(
        hidden_size=16, mlp_ratio=2, num_hidden_layers=1, num_attention_heads=2, image_size=28, patch_size=14
    )
    Dinov2Model(config).save_pretrained(folder)
    told = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
    (folder / "preprocessor_config.json").write_text(json.dumps(told), "utf-8")
    return folder


def _check(encoder: ImageEncoder) -> None:
    pictures = [picture(1), picture(2, (90, 200)), picture(1)]
    found = encoder.encode(pictures)
    assert found.shape == (3, encoder.dims)
    assert found.dtype == torch.float32
    torch.testing.assert_close(found.norm(dim=1), torch.ones(3))
    torch.testing.assert_close(found[0], found[2])
    assert not torch.equal(found[0], found[1])
    assert encoder.encode([]).shape == (0, encoder.dims)
    assert len(encoder.fingerprint) == 64


def test_the_shipped_networks_answer() -> None:
    _check(shipped_clip())
    _check(shipped_instance())


def test_clip_and_dinov2_of_the_persons_own_answer(tmp_path: Path) -> None:
    _check(load_tower(_clip(tmp_path / "clip-vit")))
    _check(load_tower(dinov2(tmp_path / "dinov2")))
    assert load_tower(tmp_path / "dinov2").std == (0.229, 0.224, 0.225)


@pytest.mark.parametrize("how", ["nothing", "other", "pickle", "damaged"])
def test_other_folders_are_refused_with_a_sentence(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "net"
    if how == "nothing":
        folder.mkdir()
    else:
        _clip(folder)
        weights = folder / "model.safetensors"
        if how == "other":
            (folder / "config.json").write_text('{"model_type": "bert"}', "utf-8")
        elif how == "pickle":
            weights.rename(folder / "pytorch_model.bin")
        else:
            weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(StudioError) as caught:
        load_tower(folder)
    assert isinstance(caught.value, InputProblem if how in ("nothing", "other") else MissingWeights)
    assert caught.value.message.endswith(".")
    assert caught.value.remedy


def test_features_are_computed_once_a_picture(tmp_path: Path) -> None:
    calls: list[int] = []

    def run(pixels: torch.Tensor) -> torch.Tensor:
        calls.append(len(pixels))
        return pixels.mean((2, 3)) + 1

    tower = Tower("mean", "f" * 64, 3, 8, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), run)
    cache = FeatureCache(tower, tmp_path)
    opened: list[str] = []

    def opener(name: str, seed: int) -> Image.Image:
        opened.append(name)
        return picture(seed)

    asked = {f"{n:02d}ab": (lambda n=n: opener(str(n), n)) for n in range(18)}
    first = cache.encode(asked)
    assert calls == [16, 2]
    again = FeatureCache(tower, tmp_path).encode(asked)
    assert calls == [16, 2]
    assert len(opened) == 18
    assert all(np.array_equal(first[name], again[name]) for name in asked)
    cache.path("03ab").write_bytes(b"damaged")
    assert np.array_equal(cache.encode({"03ab": asked["03ab"]})["03ab"], first["03ab"])
    other = FeatureCache(Tower("mean", "0" * 64, 3, 8, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), run), tmp_path)
    assert other.path("03ab") != cache.path("03ab")
