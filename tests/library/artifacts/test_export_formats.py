"""Artifacts for other programs: exact names, exact strengths, and errors where a format does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core import files, folders
from studio.core.errors import ArtifactProblem, InputProblem
from studio.library.artifacts import export_formats, import_foreign, sd_names, tensors
from studio.library.artifacts.export_formats import export
from studio.library.artifacts.store import tensors_path
from studio.library.catalogue import register
from tests.fakes.pictures import artifact, lora_tensors
from tests.library.catalogue.test_kinds import write
from tests.library.catalogue.test_single_file import full

WORDS = {"words.0": np.arange(32, dtype=np.float32).reshape(2, 16)}


def _export(root: Path, form: str, held: dict[str, Any] | None = None, **facts: Any) -> tuple[Path, ...]:
    manifest = artifact(root, held, **facts)
    return export(manifest, tensors_path(root, manifest.id), form, root / "out")


def _dora(rank: int = 4, alpha: float = 2.0) -> dict[str, Any]:
    held = lora_tensors(rank=rank, alpha=alpha)
    random = np.random.default_rng(1)
    keys = [name.removesuffix(".alpha") for name in held if name.endswith(".alpha")]
    return held | {f"{key}.dora_scale": random.uniform(4, 8, (32, 1)).astype(np.float32) for key in keys}


def _update(held: dict[str, Any], key: str) -> np.ndarray[Any, Any]:
    down, up, alpha = (held[f"{key}.{end}"] for end in ("lora_down.weight", "lora_up.weight", "alpha"))
    return float(alpha) / down.shape[0] * up @ down


def test_kohya_names_and_metadata(tmp_path: Path) -> None:
    (path,) = _export(tmp_path, "kohya", lora_tensors(rank=4, alpha=2.0))
    held, metadata = tensors.load(path)
    assert path.name == "rex-lora.safetensors"
    unet = "lora_unet_down_blocks_0_attentions_1_transformer_blocks_0_attn2_to_out_0"
    text = "lora_te_text_model_encoder_layers_0_self_attn_q_proj"
    for module in (unet, text):
        assert held[f"{module}.lora_down.weight"].shape == (4, 24)
        assert held[f"{module}.lora_up.weight"].shape == (32, 4)
        assert held[f"{module}.alpha"].shape == ()
        assert float(held[f"{module}.alpha"]) == 2.0
    assert metadata["ss_network_dim"] == "4"
    assert metadata["ss_network_alpha"] == "2"
    assert metadata["ss_network_module"] == "networks.lora"
    assert metadata["sshs_model_hash"] == tensors.body_sha256(path.read_bytes())
    assert metadata["modelspec.trigger_phrase"] == "sks dog"
    assert str(tmp_path) not in json.dumps(metadata)


def test_kohya_two_text_encoders_are_te1_and_te2(tmp_path: Path) -> None:
    held = lora_tensors()
    held |= {name.replace("text_encoder.", "text_encoder_2."): v for name, v in held.items() if "text_" in name}
    names = tensors.load(_export(tmp_path, "kohya", held)[0])[0]
    assert any(name.startswith("lora_te1_") for name in names)
    assert any(name.startswith("lora_te2_") for name in names)
    assert not any(name.startswith("lora_te_") for name in names)


@pytest.mark.parametrize("form", ["kohya", "diffusers", "comfy", "peft"])
@pytest.mark.parametrize("alpha", [4.0, 1.0, 3.0])
def test_round_trip_keeps_every_update(tmp_path: Path, form: str, alpha: float) -> None:
    held = lora_tensors(rank=4, alpha=alpha)
    written = _export(tmp_path, form, held)
    parts: dict[str, Any] = {}
    for path in written:
        if path.suffix == ".safetensors":
            found = import_foreign.read(path).tensors
            # PEFT keeps each part in a folder of its own; modules of a text encoder are told by their names
            parts |= found
    keys = {name.removesuffix(".alpha") for name in held if name.endswith(".alpha")}
    assert {name.removesuffix(".alpha") for name in parts if name.endswith(".alpha")} == keys
    for key in keys:
        np.testing.assert_allclose(_update(parts, key), _update(held, key), rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("form", "name", "shape"),
    [
        ("kohya", "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k.dora_scale", (32, 1)),
        ("comfy", "diffusion_model.middle_block.1.transformer_blocks.0.attn2.to_k.dora_scale", (32, 1)),
        (
            "diffusers",
            "unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_k.lora_magnitude_vector.weight",
            (32,),
        ),
        (
            "peft",
            "base_model.model.mid_block.attentions.0.transformer_blocks.0.attn2.to_k.lora_magnitude_vector.weight",
            (32,),
        ),
    ],
)
def test_magnitudes_of_a_dora_come_back(tmp_path: Path, form: str, name: str, shape: tuple[int, ...]) -> None:
    held = _dora()
    written: dict[str, Any] = {}
    back: dict[str, Any] = {}
    for path in _export(tmp_path, form, held):
        if path.suffix == ".safetensors":
            written |= tensors.load(path)[0]
            back |= import_foreign.read(path).tensors
    assert written[name].shape == shape
    for key in held:
        if key.endswith(".dora_scale"):
            np.testing.assert_array_equal(back[key], held[key])


def test_a_lora_with_a_word_becomes_two_files(tmp_path: Path) -> None:
    held = lora_tensors() | WORDS
    for form, names in (
        ("kohya", ["rex-lora.safetensors", "rex.safetensors"]),
        ("diffusers", ["pytorch_lora_weights.safetensors", "learned_embeds.safetensors"]),
        ("peft", ["adapter_model.safetensors", "adapter_model.safetensors", "learned_embeds.safetensors"]),
    ):
        written = [p for p in _export(tmp_path / form, form, held, trigger="<rex>") if p.suffix == ".safetensors"]
        assert [path.name for path in written] == names
        (word,) = tensors.load(written[-1])[0].values()
        np.testing.assert_array_equal(word, WORDS["words.0"])
        assert import_foreign.read(written[0]).manifest.method == "lora"


def test_diffusers_to_kohya_to_diffusers_is_exact(tmp_path: Path) -> None:
    (first,) = _export(tmp_path, "diffusers", lora_tensors(rank=4, alpha=3.0))
    there = import_foreign.read(first)
    kohya = tmp_path / "k.safetensors"
    kohya.write_bytes(export_formats._kohya(there.manifest, there.tensors))
    back = import_foreign.read(kohya)
    again = tensors.load(first)[0]
    final = export_formats._diffusers(back.manifest, back.tensors)
    (tmp_path / "f.safetensors").write_bytes(final)
    for name, value in tensors.load(tmp_path / "f.safetensors")[0].items():
        np.testing.assert_array_equal(value, again[name])


def test_comfy_uses_the_original_names(tmp_path: Path) -> None:
    (path,) = _export(tmp_path, "comfy")
    names = set(tensors.load(path)[0])
    assert "diffusion_model.input_blocks.2.1.transformer_blocks.0.attn2.to_k.lora_down.weight" in names
    assert "diffusion_model.middle_block.1.transformer_blocks.0.attn1.to_q.alpha" in names
    assert "diffusion_model.output_blocks.5.1.transformer_blocks.0.attn2.to_out.0.lora_up.weight" in names
    clip = "text_encoders.clip_l.transformer.text_model.encoder.layers.1.self_attn.out_proj.lora_up.weight"
    assert clip in names


def test_comfy_names_of_a_smaller_unet_come_back(tmp_path: Path) -> None:
    """One layer a block, as mini has: block numbers mean something else than in Stable Diffusion."""
    held = {
        name.replace("attentions.1", "attentions.0").replace("attentions.2", "attentions.1"): value
        for name, value in lora_tensors().items()
    }
    (path,) = _export(tmp_path, "comfy", held)
    assert "diffusion_model.output_blocks.3.1.transformer_blocks.0.attn2.to_k.alpha" in tensors.load(path)[0]
    assert set(import_foreign.read(path).tensors) == set(held)


def test_peft_folders(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path / "out").as_posix() for path in _export(tmp_path, "peft")}
    assert written == {
        f"{part}/{name}"
        for part in ("unet", "text_encoder")
        for name in ("adapter_config.json", "adapter_model.safetensors")
    }
    config = json.loads((tmp_path / "out" / "unet" / "adapter_config.json").read_text())
    assert config["r"] == 4
    assert config["lora_alpha"] == 4.0
    assert len(config["target_modules"]) == 9


def test_peft_and_diffusers_load_what_we_write(tmp_path: Path) -> None:
    """The real programs, on a real small model: same output as adding the update by hand."""
    torch = pytest.importorskip("torch")
    peft = pytest.importorskip("peft")

    class Attention(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.to_q = torch.nn.Linear(24, 32, bias=False)

        def forward(self, x: Any) -> Any:
            return self.to_q(x)

    torch.manual_seed(0)
    names = ("lora_down.weight", "lora_up.weight", "alpha")
    held = {f"unet.mid_block.{n}": v for n, v in zip(names, [None] * 3, strict=True)}
    source = lora_tensors(rank=4, alpha=2.0)
    held = {
        f"unet.attn.to_q.{n}": source[f"unet.mid_block.attentions.0.transformer_blocks.0.attn1.to_q.{n}"] for n in names
    }
    model = torch.nn.Module()
    model.attn = Attention()
    x = torch.randn(3, 24)
    expected = model.attn(x) + x @ torch.from_numpy(_update(held, "unet.attn.to_q")).T
    _export(tmp_path, "peft", held)
    loaded = peft.PeftModel.from_pretrained(model, str(tmp_path / "out" / "unet"))
    torch.testing.assert_close(loaded.base_model.model.attn(x), expected)


def test_peft_loads_the_dora_we_write(tmp_path: Path) -> None:
    """The real program on a real layer: W' = m (W + s B A) / |W + s B A|."""
    torch = pytest.importorskip("torch")
    peft = pytest.importorskip("peft")
    torch.manual_seed(0)
    held = {f"unet.attn.to_q.{n.rpartition('to_q.')[2]}": v for n, v in _dora().items() if ".attn1.to_q." in n}
    model = torch.nn.Module()
    model.attn = torch.nn.ModuleDict({"to_q": torch.nn.Linear(24, 32)})
    layer, x = model.attn["to_q"], torch.randn(3, 24)
    moved = layer.weight.detach() + torch.from_numpy(_update(held, "unet.attn.to_q"))
    magnitude = torch.from_numpy(held["unet.attn.to_q.dora_scale"])
    expected = torch.nn.functional.linear(x, magnitude * moved / moved.norm(dim=1, keepdim=True), layer.bias)
    _export(tmp_path, "peft", held)
    loaded = peft.PeftModel.from_pretrained(model, str(tmp_path / "out" / "unet"))
    torch.testing.assert_close(loaded.base_model.model.attn["to_q"](x), expected)


def test_embeddings(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"method": "textual_inversion", "trigger": "<rex> dog"}
    (path,) = _export(tmp_path, "a1111", WORDS, **facts)
    assert path.name == "rex.safetensors"
    np.testing.assert_array_equal(tensors.load(path)[0]["emb_params"], WORDS["words.0"])
    (path,) = _export(tmp_path, "diffusers", WORDS, **facts)
    assert path.name == "learned_embeds.safetensors"
    np.testing.assert_array_equal(tensors.load(path)[0]["<rex>"], WORDS["words.0"])
    two = WORDS | {"words.1": np.zeros((2, 20), dtype=np.float32)}
    manifest = artifact(tmp_path, two, **facts)
    (path,) = export(manifest, tensors_path(tmp_path, manifest.id), "a1111", tmp_path / "xl.safetensors")
    assert set(tensors.load(path)[0]) == {"clip_l", "clip_g"}


@pytest.mark.parametrize(
    ("held", "form", "remedy"),
    [
        (None, "a1111", "--format kohya"),
        (WORDS, "kohya", "--format a1111"),
        (WORDS, "comfy", "embedding:NAME"),
        ({"unet.conv_in.weight": np.zeros((2, 2), np.float16)}, "kohya", "--format diffusers"),
    ],
)
def test_a_format_that_does_not_fit(tmp_path: Path, held: Any, form: str, remedy: str) -> None:
    with pytest.raises(InputProblem, match=f"The format {form} cannot hold") as caught:
        _export(tmp_path, form, held)
    assert remedy in caught.value.remedy
    assert not (tmp_path / "out").exists()


def test_never_over_a_file(tmp_path: Path) -> None:
    _export(tmp_path, "kohya")
    with pytest.raises(InputProblem, match="is there already"):
        _export(tmp_path, "kohya")


class TestWholeModel:
    """dreambooth: the backbone's folder with the taught weights in place of its own."""

    @pytest.fixture
    def backbone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        models = tmp_path / "models"
        for part in ("unet", "vae", "text_encoder", "tokenizer", "scheduler"):
            (models / "mini" / part).mkdir(parents=True)
            (models / "mini" / part / "config.json").write_text("{}")
        (models / "mini" / "model_index.json").write_text("{}")
        own = {"conv_in.weight": np.zeros((2, 3), np.float16), "conv_out.weight": np.ones((3, 2), np.float16)}
        for part in ("unet", "vae"):
            file = models / "mini" / part / "diffusion_pytorch_model.safetensors"
            file.write_bytes(tensors.dumps(own))
        (models / "mini" / "text_encoder" / "model.safetensors").write_bytes(tensors.dumps(own))
        monkeypatch.setattr(folders, "models", lambda: models)
        return models / "mini"

    def test_folder(self, tmp_path: Path, backbone: Path) -> None:
        taught = {"unet.conv_in.weight": np.full((2, 3), 7, np.float16)}
        _export(tmp_path, "diffusers", taught, method="dreambooth")
        held, _ = tensors.load(tmp_path / "out" / "unet" / "diffusion_pytorch_model.safetensors")
        assert float(held["conv_in.weight"][0, 0]) == 7
        assert float(held["conv_out.weight"][0, 0]) == 1
        names = {p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*") if p.is_file()}
        assert names == {p.relative_to(backbone) for p in backbone.rglob("*") if p.is_file()}

    @pytest.mark.usefixtures("backbone")
    def test_of_another_shape(self, tmp_path: Path) -> None:
        with pytest.raises(ArtifactProblem, match="does not fit the unet"):
            _export(tmp_path, "diffusers", {"unet.conv_in.weight": np.zeros((4, 3), np.float16)})

    @pytest.mark.usefixtures("backbone")
    def test_backbone_unknown(self, tmp_path: Path) -> None:
        with pytest.raises(InputProblem, match="is not registered here"):
            _export(tmp_path, "diffusers", {"unet.conv_in.weight": np.zeros((2, 3), np.float16)}, backbone="gone")

    def test_backbone_in_a_single_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "hash_file", lambda file: f"hash of {file.name}")  # gigabytes of zeros
        register.add(write(tmp_path / "painter.safetensors", full("1")))
        with pytest.raises(InputProblem, match="painter is a single file") as told:
            _export(tmp_path, "diffusers", {"unet.conv_in.weight": np.zeros((2, 3), np.float16)}, backbone="painter")
        assert "diffusers folder" in told.value.remedy


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_original_names_are_a_bijection(layers: int) -> None:
    seen: set[str] = set()
    for block in range(3):
        for kind in ("attentions", "resnets"):
            for layer in range(layers):
                path = f"down_blocks.{block}.{kind}.{layer}.x"
                assert sd_names.from_original(sd_names.to_original(path, layers), layers) == path
                seen.add(sd_names.to_original(path, layers))
            for layer in range(layers + 1):
                path = f"up_blocks.{block}.{kind}.{layer}.x"
                assert sd_names.from_original(sd_names.to_original(path, layers), layers) == path
                seen.add(sd_names.to_original(path, layers))
    assert len(seen) == 3 * 2 * (2 * layers + 1)
