"""What a single file of Stable Diffusion 1.x or 2.x says of itself: from its head alone, no weights and no torch."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from studio.core import files
from studio.core.errors import InputProblem, MissingWeights
from studio.library.catalogue import inventory, original_names, register, single_file, weights
from studio.library.catalogue import read as catalogue
from tests.library.catalogue.test_kinds import write

Shapes = dict[str, tuple[int, ...]]
_UNET: dict[str, Any] = {
    "in_channels": 4, "out_channels": 4, "block_out_channels": (320, 640, 1280, 1280), "layers_per_block": 2,
    "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
}  # fmt: skip
_VAE: dict[str, Any] = {
    "in_channels": 3, "out_channels": 3, "latent_channels": 4, "layers_per_block": 2,
    "block_out_channels": (128, 256, 512, 512),
}  # fmt: skip
_TOWER: dict[str, Any] = {"vocab_size": 49408, "max_position_embeddings": 77}


def full(version: str) -> Shapes:
    """Names and shapes of the published models (v1-5, v2-1), with what lies beside them there."""
    old = version == "1"
    unet = _UNET | {"cross_attention_dim": 768 if old else 1024, "use_linear_projection": not old}
    made = {f"model.diffusion_model.{name}": shape for name, shape in original_names.unet(unet).items()}
    made |= {f"first_stage_model.{name}": shape for name, shape in original_names.autoencoder(_VAE).items()}
    if old:
        tower = _TOWER | {"hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12}
        start = "cond_stage_model.transformer.text_model."
        made |= {start + name: shape for name, shape in original_names.clip(tower).items()}
        made[start + "embeddings.position_ids"] = (1, 77)
    else:
        tower = _TOWER | {"hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24}
        made |= {f"cond_stage_model.model.{name}": shape for name, shape in original_names.open_clip(tower).items()}
        made["cond_stage_model.model.text_projection"] = (1024, 1024)
        made["cond_stage_model.model.logit_scale"] = ()
    return made | {"betas": (1000,), "model_ema.num_updates": ()}


def test_the_published_sizes_are_met() -> None:
    """Of SD 1.5 and of SD 2.1's UNet, as their cards and programs count them."""
    for prefix, tensors, numbers in (
        ("model.diffusion_model.", 686, 859_520_964),
        ("first_stage_model.", 248, 83_653_863),
        ("cond_stage_model.", 197, 123_060_480 + 77),
    ):
        shapes = [shape for name, shape in full("1").items() if name.startswith(prefix)]
        assert len(shapes) == tensors
        assert sum(math.prod(shape) for shape in shapes) == numbers
    numbers = sum(math.prod(s) for name, s in full("2").items() if name.startswith("model.diffusion_model."))
    assert numbers == 865_910_724  # of SD 2.1's UNet


@pytest.mark.parametrize(
    ("version", "notes", "chosen", "prediction", "px"),
    [
        ("1", {}, "", "epsilon", 512),
        ("1", {}, "v_prediction", "v_prediction", 512),
        ("2", {}, "", "v_prediction", 768),
        ("2", {}, "epsilon", "epsilon", 512),
        ("2", {"modelspec.prediction_type": "epsilon"}, "", "epsilon", 512),
        ("2", {"modelspec.architecture": "stable-diffusion-v2-512"}, "", "epsilon", 512),
        ("2", {"modelspec.architecture": "stable-diffusion-v2-768-v"}, "", "v_prediction", 768),
        ("1", {"modelspec.prediction_type": "v", "modelspec.resolution": "640x640"}, "", "v_prediction", 640),
        ("1", {"modelspec.resolution": "99999x1"}, "", "epsilon", 512),
        ("1", {"modelspec.resolution": "500x500"}, "", "epsilon", 512),
    ],
)
def test_family_size_and_prediction(
    tmp_path: Path, version: str, notes: Mapping[str, str], chosen: str, prediction: str, px: int
) -> None:
    found = single_file.describe(write(tmp_path / "a.safetensors", full(version), **notes), chosen)
    assert (found.version, found.prediction, single_file.picture_px(found)) == (version, prediction, (px, px))
    assert found.is_told == any(name.startswith(("modelspec.p", "modelspec.a")) for name in notes)
    unet, text = found.configs["unet/config.json"], found.configs["text_encoder/config.json"]
    assert unet["block_out_channels"] == [320, 640, 1280, 1280]
    assert unet["attention_head_dim"] == (8 if version == "1" else [5, 10, 20, 20])
    assert unet["cross_attention_dim"] == text["hidden_size"] == (768 if version == "1" else 1024)
    assert (text["num_hidden_layers"], text["num_attention_heads"]) == ((12, 12) if version == "1" else (23, 16))
    assert found.configs["scheduler/scheduler_config.json"]["prediction_type"] == prediction


def test_names_that_leave_a_word_out_are_known(tmp_path: Path) -> None:
    shapes = {name.replace(".text_model.", "."): shape for name, shape in full("1").items()}
    assert single_file.describe(write(tmp_path / "a.safetensors", shapes)).version == "1"


def test_what_is_missing_odd_or_of_integers_is_told(tmp_path: Path) -> None:
    file, whole = tmp_path / "a.safetensors", full("1")
    lacks = {name: shape for name, shape in whole.items() if "output_blocks.5.1" not in name}
    with pytest.raises(MissingWeights, match=r"incomplete: 26 of 1130 tensors"):
        single_file.describe(write(file, lacks))
    odd = whole | {"model.diffusion_model.out.2.bias": (5,)}
    with pytest.raises(MissingWeights, match="another way than Stable Diffusion 1") as told:
        single_file.describe(write(file, odd))
    assert "out.2.bias" in told.value.detail
    with pytest.raises(MissingWeights, match="another way"):
        single_file.describe(write(file, whole | {"model.diffusion_model.out.2.scale_weight": ()}))
    mixed = {name: shape for name, shape in full("2").items() if "cond_stage" in name}
    with pytest.raises(MissingWeights, match="another way"):
        single_file.describe(write(file, {n: s for n, s in whole.items() if "cond_stage" not in n} | mixed))
    with pytest.raises(MissingWeights, match="cannot be read: I8") as told:
        single_file.describe(write(file, whole, "I8"))
    assert "fp16" in told.value.remedy
    words = "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight"
    with pytest.raises(MissingWeights, match="built in another way"):
        single_file.describe(write(file, whole | {words: (30522, 768)}))


def test_no_prediction_but_the_two(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="nothing that a model predicts") as told:
        single_file.describe(write(tmp_path / "a.safetensors", full("1")), "flow")
    assert "v_prediction" in told.value.remedy


def test_a_file_is_looked_at_added_verified_and_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "hash_file", lambda file: f"hash of {file.name}")  # its numbers are all zero
    file = write(tmp_path / "Dream Painter v2.safetensors", full("2"), **{"modelspec.license": "CC-BY-NC-4.0"})
    candidate = register.look_at(file)
    assert (candidate.name, candidate.kind) == ("dream-painter-v2", "Stable Diffusion 2.x")
    assert (candidate.prediction_type, candidate.is_told) == ("v_prediction", False)
    assert candidate.px_by_prediction == {"epsilon": (512, 512), "v_prediction": (768, 768)}
    assert "forbids commercial" in candidate.warning
    assert candidate.size_bytes == file.stat().st_size
    entry = register.add(file, candidate.name, prediction="epsilon")
    assert (entry.picture_px, entry.prediction_type, entry.licence) == ((512, 512), "epsilon", "CC-BY-NC-4.0")
    card = catalogue.backbone("dream-painter-v2")
    assert (card.problem, card.picture_px, card.prediction_type) == (None, (512, 512), "epsilon")
    assert entry.fingerprint == weights.fingerprint(file) == inventory.verify(card).fingerprint
    shown = next(model for model in inventory.models() if model.name == card.name)
    assert shown.is_file
    assert shown.limits == "Made for 512 × 512 px; predicts epsilon."
    assert shown.size_bytes == file.stat().st_size
    with pytest.raises(InputProblem, match="registered already"):
        register.look_at(file)
    file.rename(tmp_path / "elsewhere.safetensors")
    gone = catalogue.backbone("dream-painter-v2")
    assert gone.problem == f"Its file “{file}” is missing."
    assert "Put the file back" in gone.remedy


def test_a_folder_says_itself_what_it_predicts(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="stands in its scheduler"):
        register.add(catalogue.backbone("mini").folder, "again", prediction="epsilon")


def test_a_model_of_four_gigabytes_is_told_without_torch_and_without_its_weights(tmp_path: Path) -> None:
    """The desktop looks at such files; the head is all that is read."""
    pytest.importorskip("resource")
    file = write(tmp_path / "a.safetensors", full("1"), "F32")
    assert file.stat().st_size > 4_000_000_000
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from studio.library.catalogue import single_file\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert single_file.describe(Path(sys.argv[1])).title == 'Stable Diffusion 1.x'\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "heavy = {'torch', 'diffusers', 'transformers', 'safetensors', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}, {grown} kB more' if heavy or grown > 20_000 else 0)\n"
    )
    said = subprocess.run([sys.executable, "-c", script, file], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
