"""Files of other programs, told by content; what is not understood is refused whole."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem
from studio.library.artifacts import import_foreign, tensors
from studio.library.catalogue import register
from studio.library.library import Library
from tests.fakes.pictures import photos
from tests.library.catalogue.test_kinds import write
from tests.library.catalogue.test_single_file import full

Down, Up = np.ones((4, 24), np.float32), np.full((32, 4), 2, np.float32)
SITE = "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k"
TEXT = "text_encoder.encoder.layers.3.self_attn.v_proj"


def _file(tmp_path: Path, held: dict[str, Any], name: str = "style.safetensors", **metadata: str) -> Path:
    path = tmp_path / name
    path.write_bytes(tensors.dumps(held, metadata))
    return path


@pytest.mark.parametrize(
    ("module", "down", "up"),
    [
        ("lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k", "lora_down.weight", "lora_up.weight"),
        ("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k", "lora_down.weight", "lora_up.weight"),
        ("diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k", "lora_down.weight", "lora_up.weight"),
        (SITE, "lora_A.weight", "lora_B.weight"),
        (SITE, "lora.down.weight", "lora.up.weight"),
        (
            "base_model.model.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k",
            "lora_A.weight",
            "lora_B.weight",
        ),
        (SITE.removeprefix("unet."), "lora_A.default.weight", "lora_B.default.weight"),
        (SITE, "lora_down.weight", "lora_up.weight"),
    ],
)
def test_layouts_of_the_unet(tmp_path: Path, module: str, down: str, up: str) -> None:
    found = import_foreign.read(_file(tmp_path, {f"{module}.{down}": Down, f"{module}.{up}": Up}))
    assert set(found.tensors) == {f"{SITE}.{end}" for end in ("lora_down.weight", "lora_up.weight", "alpha")}
    assert float(found.tensors[f"{SITE}.alpha"]) == 4.0
    assert found.manifest.method == "lora"
    assert found.manifest.settings == {"rank": 4, "alpha_factor": 1.0}
    assert found.manifest.origin == "style.safetensors"
    assert found.manifest.trigger == "style"


def test_old_processor_names(tmp_path: Path) -> None:
    base = SITE.removesuffix(".to_k")
    held = {}
    for role in ("to_k", "to_out"):
        held |= {f"{base}.processor.{role}_lora.down.weight": Down, f"{base}.processor.{role}_lora.up.weight": Up}
    found = import_foreign.read(_file(tmp_path, held))
    assert {f"{base}.to_k.alpha", f"{base}.to_out.0.alpha"} <= set(found.tensors)


@pytest.mark.parametrize(
    ("module", "down", "up"),
    [
        ("lora_te_text_model_encoder_layers_3_self_attn_v_proj", "lora_down.weight", "lora_up.weight"),
        ("lora_te1_text_model_encoder_layers_3_self_attn_v_proj", "lora_down.weight", "lora_up.weight"),
        (
            "text_encoder.text_model.encoder.layers.3.self_attn.v_proj",
            "lora_linear_layer.down.weight",
            "lora_linear_layer.up.weight",
        ),
        (
            "text_encoders.clip_l.transformer.text_model.encoder.layers.3.self_attn.v_proj",
            "lora_A.weight",
            "lora_B.weight",
        ),
        (TEXT, "lora_A.weight", "lora_B.weight"),
    ],
)
def test_layouts_of_the_text_encoder(tmp_path: Path, module: str, down: str, up: str) -> None:
    found = import_foreign.read(_file(tmp_path, {f"{module}.{down}": Down, f"{module}.{up}": Up}))
    assert f"{TEXT}.lora_down.weight" in found.tensors


def test_alpha_comes_from_pefts_config(tmp_path: Path) -> None:
    path = SITE.removeprefix("unet.")
    file = _file(
        tmp_path,
        {f"base_model.model.{path}.lora_A.weight": Down, f"base_model.model.{path}.lora_B.weight": Up},
        "adapter_model.safetensors",
    )
    config: dict[str, Any] = {"r": 4, "lora_alpha": 8}
    (tmp_path / "adapter_config.json").write_text(json.dumps(config))
    assert float(import_foreign.read(file).tensors[f"{SITE}.alpha"]) == 8.0
    (tmp_path / "adapter_config.json").write_text(json.dumps(config | {"use_rslora": True}))
    assert float(import_foreign.read(tmp_path).tensors[f"{SITE}.alpha"]) == 16.0
    (tmp_path / "adapter_config.json").write_text(json.dumps(config | {"use_dora": True}))
    with pytest.raises(ArtifactProblem, match="DoRA"):
        import_foreign.read(file)


def test_it_finds_a_base_model_in_a_single_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the width of the text it reads."""
    monkeypatch.setattr(files, "hash_file", lambda file: f"hash of {file.name}")  # gigabytes of zeros
    for version in ("1", "2"):
        register.add(write(tmp_path / f"painter{version}.safetensors", full(version)))
    site = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k"
    for width, name in ((768, "painter1"), (1024, "painter2")):
        down = np.ones((4, width), np.float32)
        lora = _file(tmp_path, {f"{site}.lora_A.weight": down, f"{site}.lora_B.weight": np.ones((320, 4), np.float32)})
        assert import_foreign.read(lora).manifest.backbone == name


def test_alpha_comes_from_diffusers_header(tmp_path: Path) -> None:
    header = json.dumps({"unet.r": 4, "unet.lora_alpha": 2})
    file = _file(tmp_path, {f"{SITE}.lora_A.weight": Down, f"{SITE}.lora_B.weight": Up}, lora_adapter_metadata=header)
    assert float(import_foreign.read(file).tensors[f"{SITE}.alpha"]) == 2.0


@pytest.mark.parametrize(
    ("module", "magnitude", "shape"),
    [
        ("lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k", "dora_scale", (32, 1)),
        (SITE, "lora_magnitude_vector.weight", (32,)),
        (f"base_model.model.{SITE.removeprefix('unet.')}", "lora_magnitude_vector", (32,)),
    ],
)
def test_magnitudes_of_a_dora(tmp_path: Path, module: str, magnitude: str, shape: tuple[int, ...]) -> None:
    held = {f"{module}.lora_A.weight": Down, f"{module}.lora_B.weight": Up}
    values = np.arange(32, dtype=np.float32)
    found = import_foreign.read(_file(tmp_path, {**held, f"{module}.{magnitude}": values.reshape(shape)}))
    np.testing.assert_array_equal(found.tensors[f"{SITE}.dora_scale"], values[:, None])
    assert found.manifest.settings == {"rank": 4, "alpha_factor": 1.0, "dora": True}


def test_one_by_one_convolutions_become_linear(tmp_path: Path) -> None:
    key = "lora_unet_mid_block_attentions_0_proj_in"
    held = {f"{key}.lora_down.weight": Down[..., None, None], f"{key}.lora_up.weight": Up[..., None, None]}
    assert (
        import_foreign.read(_file(tmp_path, held)).tensors["unet.mid_block.attentions.0.proj_in.lora_up.weight"].ndim
        == 2
    )


@pytest.mark.parametrize(
    "strange",
    [
        {"lora_unet_double_blocks_0_img_attn_proj.lora_down.weight": Down},
        {"transformer.transformer_blocks.0.attn.to_q.lora_A.weight": Down},
        {f"{SITE}.dora_scale": np.ones((1, 24), np.float32)},
        {f"{SITE}.hada_w1_a": Up},
        {"lora_unet_down_blocks_0_resnets_0_conv1.lora_down.weight": np.ones((4, 8, 3, 3), np.float32)},
    ],
)
def test_what_is_not_understood_is_refused_whole(tmp_path: Path, strange: dict[str, Any]) -> None:
    held = {f"{SITE}.lora_down.weight": Down, f"{SITE}.lora_up.weight": Up, **strange}
    with pytest.raises(ArtifactProblem, match="does not understand, for example") as caught:
        import_foreign.read(_file(tmp_path, held))
    assert next(iter(strange)) in caught.value.detail


def test_half_a_pair(tmp_path: Path) -> None:
    with pytest.raises(ArtifactProblem, match="no matching pair"):
        import_foreign.read(_file(tmp_path, {f"{SITE}.lora_down.weight": Down}))


@pytest.mark.parametrize(
    ("held", "trigger", "names"),
    [
        ({"emb_params": Down}, "<style>", {"words.0"}),
        ({"<Cat-Toy>": Down}, "<cat-toy>", {"words.0"}),
        ({"<one>": Down[0]}, "<one>", {"words.0"}),
        ({"clip_l": Down, "clip_g": Down}, "<style>", {"words.0", "words.1"}),
    ],
)
def test_embeddings(tmp_path: Path, held: dict[str, Any], trigger: str, names: set[str]) -> None:
    found = import_foreign.read(_file(tmp_path, held))
    assert found.manifest.method == "textual_inversion"
    assert found.manifest.trigger == trigger
    assert set(found.tensors) == names
    assert all(value.ndim == 2 for value in found.tensors.values())


def test_bfloat16_is_read_exactly(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file

    value = torch.randn(2, 8).to(torch.bfloat16)
    save_file({"emb_params": value}, tmp_path / "b.safetensors")
    held = import_foreign.read(tmp_path / "b.safetensors").tensors["words.0"]
    np.testing.assert_array_equal(held, value.float().numpy())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pickle.dumps({"a": 1}), "is a pickle"),
        (b"PK\x03\x04" + bytes(50), "is a pickle"),
        (b"GGUF" + bytes(50), "is a GGUF file"),
        (b"hello world, this is text", "is no safetensors file"),
        (b"", "is no safetensors file"),
    ],
)
def test_other_files_by_content_whatever_their_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "lora.safetensors"
    path.write_bytes(content)
    with pytest.raises(InputProblem, match=words) as caught:
        import_foreign.read(path)
    assert ("studio convert FILE" in caught.value.remedy) == ("pickle" in words)


@pytest.mark.parametrize("cut", [9, 40, 200, 1000])
def test_truncated(tmp_path: Path, cut: int) -> None:
    path = _file(tmp_path, {f"{SITE}.lora_down.weight": Down, f"{SITE}.lora_up.weight": Up})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises((ArtifactProblem, InputProblem), match=r"damaged or cut off|is no safetensors"):
        import_foreign.read(path)


def test_into_the_library_as_a_subjects_artifact(tmp_path: Path) -> None:
    file = _file(tmp_path, {f"{SITE}.lora_down.weight": Down, f"{SITE}.lora_up.weight": Up})
    with Library.open(tmp_path / "library") as library:
        rex = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
        manifest = library.artifacts.import_file(
            file, subject=(rex.id, rex.name, rex.class_word), trigger="sks dog", backbone="mini"
        )
        assert library.artifacts.newest_for(rex.id, "mini") == manifest
        assert manifest.class_words == ("dog",)
        assert manifest.size_bytes > 0
        assert library.check()["sound"]
