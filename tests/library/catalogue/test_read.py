"""The catalogue as the desktop and the command line read it: no torch, problems told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.core import folders
from studio.core.errors import InputProblem, MissingWeights
from studio.library.catalogue import read
from studio.library.catalogue.read import Registration, backbone, backbones, method, methods, register_backbone


def _model(folder: Path) -> Path:
    for part in ("unet", "vae", "text_encoder", "tokenizer", "scheduler"):
        (folder / part).mkdir(parents=True)
    (folder / "model_index.json").write_text("{}")
    (folder / "unet" / "config.json").write_text('{"sample_size": 16}')
    (folder / "vae" / "config.json").write_text('{"block_out_channels": [1, 2, 3, 4]}')
    for part in ("unet", "vae", "text_encoder"):
        (folder / part / "x.safetensors").touch()
    return folder


def test_methods_of_this_build() -> None:
    slugs = {card.slug for card in methods()}
    assert {"textual_inversion", "lora", "dreambooth"} <= slugs
    assert method("lora").settings["properties"]["steps"]["title"]
    with pytest.raises(InputProblem, match="There is no method “loar”") as caught:
        method("loar")
    assert "lora" in caught.value.remedy


def test_a_damaged_catalogue(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text('{"methods":[{"slug":"x"}]}')
    with pytest.raises(MissingWeights, match="is damaged"):
        methods(tmp_path / "c.json")


def test_registered_backbones(tmp_path: Path) -> None:
    folder = _model(tmp_path / "sd")
    register_backbone(Registration(name="sd15", family="sd", path=folder, licence="openrail"))
    card = backbone("sd15")
    assert card.problem is None
    assert card.picture_px == (128, 128)
    assert not card.shipped
    with pytest.raises(InputProblem, match="already"):
        register_backbone(Registration(name="sd15", family="sd", path=folder))
    with pytest.raises(InputProblem, match="cannot be the name"):
        register_backbone(Registration(name="../x", family="sd", path=folder))
    with pytest.raises(InputProblem, match="There is no backbone “sd16”"):
        backbone("sd16")
    (folder / "vae" / "x.safetensors").unlink()
    assert backbone("sd15").problem == "The weights of its vae are missing."
    (folder / "model_index.json").unlink()
    assert "model_index.json" in (backbone("sd15").problem or "")


def test_a_damaged_registration_is_a_card_with_a_problem() -> None:
    folders.user_models().mkdir(parents=True)
    (folders.user_models() / "odd.json").write_text("{")
    assert backbone("odd").problem


def test_mini_is_first_and_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "models", lambda: tmp_path)
    first = backbones()[0]
    assert first.name == "mini"
    assert first.shipped
    assert "is missing" in (first.problem or "")
    _model(tmp_path / "mini")
    assert backbones()[0].problem is None


def test_nothing_heavy_is_imported() -> None:
    program = "import sys, studio.library.library, studio.library.catalogue.read, studio.library.exports.pictures\n"
    program += "print([m for m in ('torch', 'diffusers', 'transformers', 'PySide6', 'cv2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd(), check=True)
    assert done.stdout.strip() == "[]"


def test_a_computer_that_has_taught_nothing_knows_what_methods_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_SHIPPED_FIGURES", "method_figures.json")
    known = read.method_figures()["mini"]
    assert known.keys() == {card.slug for card in read.methods() if {"learns", "applies"} <= set(card.can)}
    assert all(not one.here and one.seconds > 0 and one.size_bytes > 0 for one in known.values())
