"""From a folder to a model: whole ones load with the same bits, all others are refused with a sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from studio.core.errors import InputProblem, MissingWeights
from studio.engine.backbones import registry
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.tiny import scheduler_config, tiny, tokenizer
from studio.library.catalogue import register, weights


def save(backbone: StableDiffusion, folder: Path, half: bool = False) -> Path:
    """Write a diffusers folder as its own tools would."""
    parts: dict[str, Any] = {
        "unet": backbone.denoiser(),
        "vae": backbone.autoencoder(),
        "text_encoder": backbone.text_encoders()[0],
    }
    for name, part in parts.items():
        (part.half() if half else part).save_pretrained(folder / name)
    tokenizer().save_pretrained(folder / "tokenizer")
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(scheduler_config("v_prediction")))
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderTiny"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
    }
    (folder / "model_index.json").write_text(json.dumps(index))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tiny\n")
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tiny(), tmp_path_factory.mktemp("models") / "whole")


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "model"))


def test_a_registered_folder_loads_with_the_same_bits(folder: Path) -> None:
    entry = register.add(folder)
    assert entry.name == "model"
    assert entry.licence == "apache-2.0"
    assert entry.picture_px == (32, 32)
    loaded, first = registry.load("model", dtype=torch.float32), tiny()
    assert loaded.facts.fingerprint == entry.fingerprint == weights.fingerprint(folder)
    assert loaded.facts.picture_px == (32, 32)
    assert loaded.facts.max_tokens == 75
    assert loaded.facts.default_guidance_rescale == 0.7
    prompts = ["a (red:1.2) dog", "犬"]
    assert torch.equal(loaded.encode_prompts(prompts).text, first.encode_prompts(prompts).text)
    latents, told = torch.randn(2, 4, 4, 4), first.encode_prompts(prompts)
    timesteps = torch.tensor([1, 999])
    assert torch.equal(loaded.predict(latents, timesteps, told), first.predict(latents, timesteps, told))
    assert torch.equal(loaded.decode_latents(latents), first.decode_latents(latents))


def test_half_precision_files_load(tmp_path: Path) -> None:
    half = save(tiny(), tmp_path / "half", half=True)
    register.add(half, "half")
    loaded = registry.load("half", dtype=torch.float32)
    assert next(loaded.denoiser().parameters()).dtype == torch.float32


def test_the_fingerprint_follows_the_weights_only(folder: Path) -> None:
    before = weights.fingerprint(folder)
    (folder / "README.md").write_text("changed")
    assert weights.fingerprint(folder) == before
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert weights.fingerprint(folder) != before


def test_big_files_are_hashed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_CACHE_FROM_BYTES", 1)
    before = weights.fingerprint(folder)
    monkeypatch.setattr(weights.files, "hash_file", lambda _file: pytest.fail("hashed again"))
    assert weights.fingerprint(folder) == before


def truncate(folder: Path) -> None:
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])


def empty(folder: Path) -> None:
    (folder / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"")


def garbage(folder: Path) -> None:
    (folder / "text_encoder" / "model.safetensors").write_bytes(b"\xff" * 4000)


def absent(folder: Path) -> None:
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()


def pickles(folder: Path) -> None:
    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    file.rename(file.with_suffix(".bin"))


def other_family(folder: Path) -> None:
    index = json.loads((folder / "model_index.json").read_text())
    del index["unet"]
    (folder / "model_index.json").write_text(json.dumps({**index, "_class_name": "FluxPipeline"}))


def sdxl(folder: Path) -> None:
    index = json.loads((folder / "model_index.json").read_text())
    index["text_encoder_2"] = ["transformers", "CLIPTextModelWithProjection"]
    (folder / "model_index.json").write_text(json.dumps({**index, "_class_name": "StableDiffusionXLPipeline"}))


def no_index(folder: Path) -> None:
    (folder / "model_index.json").unlink()


def bad_json(folder: Path) -> None:
    (folder / "unet" / "config.json").write_text("{")


def no_tokenizer(folder: Path) -> None:
    shutil.rmtree(folder / "tokenizer")


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (truncate, "cut off"),
    (empty, "damaged"),
    (garbage, "damaged"),
    (absent, "missing"),
    (pickles, "pickle"),
    (other_family, "FluxPipeline"),
    (sdxl, "StableDiffusionXLPipeline"),
    (no_index, "incomplete"),
    (bad_json, "incomplete"),
    (no_tokenizer, "tokenizer"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_damaged_folders_are_refused(folder: Path, damage: Callable[[Path], None], said: str) -> None:
    register.add(folder, "was-whole")
    damage(folder)
    with pytest.raises(MissingWeights, match=said) as told:
        register.add(folder, "again")
    assert told.value.remedy
    with pytest.raises(MissingWeights) as told:
        registry.load("was-whole")
    assert told.value.remedy


def test_weights_that_do_not_fit_their_description(folder: Path) -> None:
    register.add(folder, "odd")
    config = json.loads((folder / "unet" / "config.json").read_text())
    config["block_out_channels"] = [16, 48]
    (folder / "unet" / "config.json").write_text(json.dumps(config))
    with pytest.raises(MissingWeights, match="do not fit"):
        registry.load("odd")


def test_a_model_for_inpainting_is_refused(folder: Path) -> None:
    config = json.loads((folder / "unet" / "config.json").read_text())
    config["in_channels"] = 9
    (folder / "unet" / "config.json").write_text(json.dumps(config))
    with pytest.raises(MissingWeights, match="inpainting"):
        register.add(folder)


def test_paths_that_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(MissingWeights, match="no model"):
        register.add(tmp_path / "nowhere")
    file = tmp_path / "a.safetensors"
    file.write_bytes(b"x" * 20)
    with pytest.raises(InputProblem, match="no safetensors"):
        register.add(file)


def test_a_folder_that_went_away(folder: Path) -> None:
    register.add(folder, "gone")
    shutil.rmtree(folder)
    with pytest.raises(MissingWeights, match="no model") as told:
        registry.load("gone")
    assert "backbone add" in told.value.remedy


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputProblem) as told:
        registry.load("minni")
    assert "mini" in told.value.remedy
