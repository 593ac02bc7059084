"""A single file and a diffusers folder of the same weights are one model: same bits, same pictures, nothing asked of a
network; and a method learns on it."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import Any, Literal

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from studio.core.control import NoControl
from studio.core.errors import MissingWeights
from studio.engine.backbones import registry
from studio.engine.backbones.loading import empty_autoencoder, empty_unet, load_folder
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.single_file import load_file as load_single
from studio.engine.backbones.single_file import tokenizer
from studio.engine.generation.plan import plans
from studio.engine.generation.sample import draw
from studio.engine.methods.stored import load_artifact
from studio.engine.methods.weights.lora import Lora
from studio.engine.pretraining.clip_vocabulary import vocabulary
from studio.engine.training.run import train
from studio.library.artifacts.store import read_manifest
from studio.library.catalogue import original_names, register, single_file, weights
from tests.fakes.single_file import Twins, original_autoencoder, original_unet, twins
from tests.fakes.teaching import make_job, make_library

PROMPTS = ["a (red:1.2) dog on a beach", "犬", ""]
_REMEDY = "Put it back."


@pytest.fixture(scope="module", params=["1", "2"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    prediction = {"1": "epsilon", "2": "v_prediction"}[request.param]
    return twins(tmp_path_factory.mktemp("models"), request.param, prediction)


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    return twins(tmp_path_factory.mktemp("painter"), "1", "epsilon")


def from_folder(both: Twins) -> StableDiffusion:
    return load_folder(both.folder, "folder", _REMEDY, dtype=torch.float32)


def from_file(both: Twins, **choice: Any) -> StableDiffusion:
    return load_single(both.file, "file", _REMEDY, dtype=torch.float32, **choice)


def test_a_file_draws_what_its_folder_draws_bit_for_bit(both: Twins) -> None:
    one, other = from_file(both), from_folder(both)
    assert one.facts.picture_px == other.facts.picture_px == (64, 64)
    assert (one.facts.text_width, one.facts.max_tokens, one.facts.latent_scale) == (64, 75, 8)
    assert one.schedule.prediction == other.schedule.prediction
    for part, module in one.named_parts():
        theirs = dict(other.named_parts())[part].state_dict()
        mine = module.state_dict()
        assert set(mine) == set(theirs)
        assert all(torch.equal(tensor, theirs[name]) for name, tensor in mine.items())
    assert torch.equal(one.encode_prompts(PROMPTS).text, other.encode_prompts(PROMPTS).text)
    todo = plans(PROMPTS, seed=7, negative="blurred")
    pictures, theirs = draw(one, todo, steps=3), draw(other, todo, steps=3)
    assert all(torch.equal(mine, picture) for mine, picture in zip(pictures, theirs, strict=True))
    assert all(float(picture.std()) > 0.01 for picture in pictures)  # something was drawn
    seen = torch.rand(1, 3, 64, 64) * 2 - 1
    assert torch.equal(one.encode_pictures(seen), other.encode_pictures(seen))


def test_the_fingerprint_is_the_same_after_reading_again_and_after_moving(both: Twins, tmp_path: Path) -> None:
    entry = register.add(both.file, "painter")
    first, again = registry.load("painter"), registry.load("painter")
    assert first.facts.fingerprint == again.facts.fingerprint == entry.fingerprint
    moved = Path(shutil.copy(both.file, tmp_path / "elsewhere.safetensors"))
    assert weights.fingerprint(moved) == entry.fingerprint
    content = bytearray(moved.read_bytes())
    content[-1] ^= 1
    moved.write_bytes(content)
    assert weights.fingerprint(moved) != entry.fingerprint


def test_what_it_predicts_is_taken_as_it_was_chosen(painter: Twins) -> None:
    register.add(painter.file, "by-noise")
    register.add(painter.file, "by-velocity", prediction="v_prediction")
    assert registry.load("by-noise").schedule.prediction == "epsilon"
    assert registry.load("by-velocity").schedule.prediction == "v_prediction"
    todo = plans(["a dog"], seed=1)
    one, other = (
        draw(registry.load(name, dtype=torch.float32), todo, steps=2)[0] for name in ("by-noise", "by-velocity")
    )
    assert not torch.equal(one, other)


def test_half_types_and_names_without_text_model(painter: Twins, tmp_path: Path) -> None:
    half = {
        name.replace(".text_model.", "."): t.half() if t.is_floating_point() else t
        for name, t in painter.tensors.items()
    }
    file = tmp_path / "half.safetensors"
    save_file({name: tensor.contiguous() for name, tensor in half.items()}, file, {"modelspec.resolution": "64x64"})
    loaded = load_single(file, "half", _REMEDY, dtype=torch.float32)
    weight = next(loaded.denoiser().parameters())
    assert weight.dtype == torch.float32
    whole = next(from_file(painter).denoiser().parameters())
    assert torch.equal(weight, whole.half().float())


def test_lora_learns_a_step_on_it_and_is_drawn_with(painter: Twins, tmp_path: Path) -> None:
    backbone = from_file(painter)
    make_library(tmp_path)
    request, job = make_job(tmp_path, steps=2)
    answer = train(request, job, lambda _event: None, NoControl(), backbone, None)
    manifest = read_manifest(tmp_path, answer["artifact"]["id"])
    assert (manifest.steps, manifest.backbone_fingerprint) == (2, backbone.facts.fingerprint)
    learned = load_file(Path(answer["artifact"]["path"]) / "artifact.safetensors")
    assert any(bool(t.any()) for name, t in learned.items() if name.endswith("lora_up.weight"))
    artifact, _ = load_artifact(tmp_path, manifest.id, backbone.facts)
    todo = plans([f"a photo of {manifest.trigger}"], seed=1)
    plain = draw(backbone, todo, steps=2)[0]
    pictures: list[Tensor] = []
    for model in (backbone, from_folder(painter)):
        with Lora().apply(model, artifact, 1.0):
            pictures.append(draw(model, todo, steps=2)[0])
    assert torch.equal(*pictures)
    assert not torch.equal(pictures[0], plain)
    assert torch.equal(draw(backbone, todo, steps=2)[0], plain)


def test_diffusers_reads_it_with_the_configurations_written_here(both: Twins, tmp_path: Path) -> None:
    from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import StableDiffusionPipeline

    folder = single_file.write_configs(single_file.describe(both.file), tmp_path / "configs")
    pipeline: Any = StableDiffusionPipeline.from_single_file(
        str(both.file), config=str(folder), local_files_only=True, safety_checker=None
    )
    ours = from_file(both)
    for module, mine in ((pipeline.unet, ours.denoiser()), (pipeline.vae, ours.autoencoder())):
        assert all(torch.equal(tensor, mine.state_dict()[name]) for name, tensor in module.state_dict().items())
    tower = ours.text_encoders()[0].state_dict()
    theirs = {name.removeprefix("text_model."): t for name, t in pipeline.text_encoder.state_dict().items()}
    learned = [name for name in theirs if "position_ids" not in name]
    assert len(learned) > 30
    assert all(torch.equal(theirs[name], tower[name]) for name in learned)
    assert pipeline.scheduler.config["prediction_type"] == ours.schedule.prediction
    ids = pipeline.tokenizer("a dog", padding="max_length", max_length=6)["input_ids"]
    assert ids == [49406, 320, 1929, 49407] + [ours.tokenizer.pad_token_id] * 2


def test_no_network_is_asked_even_where_it_may_be(both: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that keep these tests offline are taken off; a socket that is asked for is an error."""
    import huggingface_hub.constants
    import huggingface_hub.utils

    asked: list[Any] = []

    def refuse(*address: Any, **_more: Any) -> Any:
        asked.append(address)
        raise OSError("no network")

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    for name in ("getaddrinfo", "create_connection", "socket"):
        monkeypatch.setattr(socket, name, refuse)
    from_file(both).encode_prompts(["a dog"])
    assert not asked
    with pytest.raises(Exception, match="no network"):  # what is refused here is what the hub's own client uses
        huggingface_hub.utils.get_session().get("https://huggingface.co")
    assert asked


@pytest.mark.parametrize("version", ["1", "2"])
def test_the_names_of_the_published_sizes_are_those_the_converters_know(version: Literal["1", "2"]) -> None:
    """On the meta device: each tensor of the full modules has one name, and the converters find it by that name."""
    from diffusers.loaders import single_file_utils as converters

    from tests.library.catalogue.test_single_file import full

    shapes, whole = full(version), _modules(version)
    named = original_unet(whole["unet"].state_dict()) | original_autoencoder(whole["vae"].state_dict())
    assert {name: tuple(t.shape) for name, t in named.items()} == {name: shapes[name] for name in named}
    assert set(named) == {n for n in shapes if n.startswith(("model.diffusion_model.", "first_stage_model."))}
    config = whole["text"].config.to_dict()
    wanted = {name for name in shapes if name.startswith("cond_stage_model.") and "position_ids" not in name}
    if version == "2":
        wanted = {f"cond_stage_model.model.{name}" for name in original_names.open_clip(config)}
    named |= {name: torch.empty(shapes[name], device="meta") for name in wanted}
    found = {
        "unet": converters.convert_ldm_unet_checkpoint(dict(named), whole["unet"].config),
        "vae": converters.convert_ldm_vae_checkpoint(dict(named), whole["vae"].config),
        "text": converters.convert_ldm_clip_checkpoint(named)
        if version == "1"
        else converters.convert_open_clip_checkpoint(whole["text"], named),
    }
    for part, tensors in found.items():
        told = {name.removeprefix("text_model."): tuple(t.shape) for name, t in tensors.items()}
        assert told == {
            name: tuple(t.shape) for name, t in whole[part].state_dict().items() if "position_ids" not in name
        }


def _modules(version: str) -> dict[str, Any]:
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    unet = {
        "cross_attention_dim": 768 if version == "1" else 1024,
        "attention_head_dim": 8 if version == "1" else [5, 10, 20, 20],
        "use_linear_projection": version == "2",
    }
    vae = {
        "_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512], "layers_per_block": 2,
        "down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4,
    }  # fmt: skip
    text: dict[str, Any] = {
        "hidden_size": 768,
        "intermediate_size": 3072,
        "num_hidden_layers": 12,
        "num_attention_heads": 12,
    }
    if version == "2":
        text = {"hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 23, "num_attention_heads": 16}
    with torch.device("meta"):
        tower = CLIPTextModel(CLIPTextConfig(vocab_size=49408, **text))
    return {"unet": empty_unet(unet), "vae": empty_autoencoder(vae), "text": tower}


def test_clips_words_have_clips_numbers(painter: Twins, both: Twins) -> None:
    words: Any = tokenizer(single_file.describe(painter.file))
    assert (words.bos_token_id, words.eos_token_id, words.model_max_length) == (49406, 49407, 77)
    assert words("a photo of a cat")["input_ids"] == [49406, 320, 1125, 539, 320, 2368, 49407]
    assert words("A DOG!", add_special_tokens=False)["input_ids"] == [320, 1929, 256]
    assert len(words) == 49408
    merges = (single_file.tokenizer_folder() / "merges.txt").read_text("utf-8").splitlines()
    known = vocabulary(merges[1:])
    assert (known["a</w>"], known["dog</w>"], known["!"], known["!</w>"]) == (320, 1929, 0, 256)
    assert words.get_vocab() == known
    assert sum(file.stat().st_size for file in single_file.tokenizer_folder().iterdir()) < 2_000_000
    described = single_file.describe(both.file)
    other: Any = tokenizer(described)
    assert other.pad_token_id == {"1": 49407, "2": 0}[described.version]


def test_a_file_that_changed_behind_our_back(painter: Twins, tmp_path: Path) -> None:
    file = Path(shutil.copy(painter.file, tmp_path / "mine.safetensors"))
    register.add(file, "mine")
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(MissingWeights, match="cut off") as told:
        registry.load("mine")
    assert "backbone add" in told.value.remedy
    file.unlink()
    with pytest.raises(MissingWeights, match="no model"):
        registry.load("mine")
