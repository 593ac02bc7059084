"""What we export, loaded by diffusers itself beside the same backbone: the same picture as in the studio."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.methods.stored import load_artifact
from studio.engine.methods.weights.custom_diffusion import CustomDiffusion
from studio.engine.methods.weights.lora import Lora
from studio.engine.methods.words.textual_inversion import TextualInversion
from studio.library.artifacts.export_formats import export
from studio.library.artifacts.store import tensors_path
from tests.fakes.pictures import artifact
from tests.fakes.tiny_folder import register_tiny, save_tiny

pytestmark = pytest.mark.timeout(240)
Tensors = dict[str, np.ndarray[Any, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def backbone(folder: Path) -> Backbone:
    register_tiny(folder)
    return registry.load("tiny", device=torch.device("cpu"), dtype=torch.float32)


def _pipeline(folder: Path) -> Any:
    from diffusers import DDIMScheduler, StableDiffusionPipeline

    absent = dict.fromkeys(("safety_checker", "feature_extractor", "image_encoder"))
    scheduler = DDIMScheduler(steps_offset=1, clip_sample=False)  # not used here
    return StableDiffusionPipeline.from_pretrained(folder, scheduler=scheduler, requires_safety_checker=False, **absent)


def _noise(backbone: Backbone) -> tuple[torch.Tensor, torch.Tensor]:
    width, height = backbone.facts.picture_px
    shape = (
        1,
        backbone.facts.latent_channels,
        height // backbone.facts.latent_scale,
        width // backbone.facts.latent_scale,
    )
    return torch.randn(shape, generator=torch.Generator().manual_seed(0)), torch.tensor([500])


def _theirs(pipe: Any, backbone: Backbone, prompt: str) -> torch.Tensor:
    latents, when = _noise(backbone)
    with torch.no_grad():
        text = pipe.encode_prompt(prompt, "cpu", 1, False)[0]
        return pipe.unet(latents, when, text).sample


def _ours(backbone: Backbone, prompt: str) -> torch.Tensor:
    latents, when = _noise(backbone)
    with torch.no_grad():
        return backbone.predict(latents, when, backbone.encode_prompts([prompt]))


@pytest.mark.parametrize("decomposed", [False, True])
def test_lora(tmp_path: Path, folder: Path, backbone: Backbone, decomposed: bool) -> None:
    random = np.random.default_rng(0)
    held: Tensors = {}
    for site in backbone.sites("cross", "self", "text"):
        rows, columns = site.module.weight.shape
        held[f"{site.key}.lora_down.weight"] = random.normal(size=(2, columns)).astype(np.float32)
        held[f"{site.key}.lora_up.weight"] = (random.normal(size=(rows, 2)) * 0.2).astype(np.float32)
        held[f"{site.key}.alpha"] = np.asarray(1.0, dtype=np.float32)
        if decomposed:
            norms = site.module.weight.detach().norm(dim=1, keepdim=True).numpy()
            held[f"{site.key}.dora_scale"] = norms * random.uniform(0.5, 2.0, (rows, 1)).astype(np.float32)
    manifest = artifact(tmp_path, held, backbone="tiny")
    loaded, _ = load_artifact(tmp_path, manifest.id, backbone.facts, lambda *_: None)
    plain = _ours(backbone, "a dog")
    with Lora().apply(backbone, loaded, 1.0):
        ours = _ours(backbone, "a dog")
    assert (ours - plain).abs().max() > 1e-3
    source = tensors_path(tmp_path, manifest.id)
    # diffusers 0.42 leaves kohya's dora_scale out, with a warning; its own layout it reads.
    for form in ("diffusers",) if decomposed else ("diffusers", "kohya"):
        (file,) = export(manifest, source, form, tmp_path / form)
        pipe = _pipeline(folder)
        torch.testing.assert_close(_theirs(pipe, backbone, "a dog"), plain, rtol=1e-4, atol=1e-5)
        pipe.load_lora_weights(str(file.parent), weight_name=file.name)
        torch.testing.assert_close(_theirs(pipe, backbone, "a dog"), ours, rtol=1e-4, atol=1e-5)


def test_embedding(tmp_path: Path, folder: Path, backbone: Backbone) -> None:
    vectors = np.random.default_rng(0).normal(size=(2, backbone.facts.text_width)).astype(np.float32)
    manifest = artifact(tmp_path, {"words.0": vectors}, method="textual_inversion", backbone="tiny", trigger="<rex>")
    loaded, _ = load_artifact(tmp_path, manifest.id, backbone.facts, lambda *_: None)
    with TextualInversion().apply(backbone, loaded, 1.0):
        ours = _ours(backbone, "a <rex> dog")
    (file,) = export(manifest, tensors_path(tmp_path, manifest.id), "diffusers", tmp_path / "out")
    pipe = _pipeline(folder)
    pipe.load_textual_inversion(str(file.parent), weight_name=file.name)
    torch.testing.assert_close(_theirs(pipe, backbone, "a <rex> dog"), ours, rtol=1e-4, atol=1e-5)


def test_whole_model(tmp_path: Path, folder: Path, backbone: Backbone) -> None:
    held: Tensors = {
        f"unet.{name}": (value.detach() * 1.1).numpy().astype(np.float16)
        for name, value in backbone.denoiser().named_parameters()
    }
    manifest = artifact(tmp_path, held, method="dreambooth", backbone="tiny")
    export(manifest, tensors_path(tmp_path, manifest.id), "diffusers", tmp_path / "out")
    pipe = _pipeline(tmp_path / "out")
    for name, value in pipe.unet.named_parameters():
        np.testing.assert_allclose(value.detach().numpy(), held[f"unet.{name}"].astype(np.float32), rtol=1e-3)


def test_changes_of_layers_with_words(tmp_path: Path, folder: Path, backbone: Backbone) -> None:
    rng = np.random.default_rng(0)
    held: Tensors = {"words.0.0": rng.normal(size=(1, 32)).astype(np.float32)}
    for number, site in enumerate(backbone.sites("cross")):
        rows, columns = site.module.weight.shape
        if number % 2:
            held[site.key + ".diff_up"] = rng.normal(size=(rows, 2)).astype(np.float16)
            held[site.key + ".diff_down"] = rng.normal(size=(2, columns)).astype(np.float16)
        else:
            held[site.key + ".diff"] = rng.normal(size=(rows, columns)).astype(np.float16)
        if site.module.bias is not None:
            held[site.key + ".diff_b"] = rng.normal(size=rows).astype(np.float16)
    manifest = artifact(tmp_path, held, method="custom_diffusion", trigger="<rex> dog", backbone="tiny")
    out = tmp_path / "out"
    export(manifest, tensors_path(tmp_path, manifest.id), "diffusers", out)
    pipe = _pipeline(out)
    pipe.load_textual_inversion(out / "learned_words" / "rex.safetensors")
    loaded, _ = load_artifact(tmp_path, manifest.id, backbone.facts)
    with CustomDiffusion().apply(backbone, loaded, 1.0):
        ours = _ours(backbone, "a photo of <rex> dog")
    assert torch.allclose(ours, _theirs(pipe, backbone, "a photo of <rex> dog"), atol=1e-4)
