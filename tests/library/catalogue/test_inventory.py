"""What is on this computer, looked at before it is added, verified, and taken off the list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.core import folders
from studio.core.errors import InputProblem, MissingWeights
from studio.library.catalogue import inventory, register
from studio.library.catalogue import read as catalogue


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped mini under another roof."""
    monkeypatch.setattr(folders, "user_models", lambda: tmp_path / "models")
    target = tmp_path / "Tiny Dog"
    shutil.copytree(folders.models() / "mini", target)
    return target


def test_the_shipped_models_are_whole_and_measured() -> None:
    found = {model.name: model for model in inventory.models()}
    assert found["mini"].size_bytes > 10_000_000
    assert found["mini"].problem is None
    for judge in ("instance", "clip", "referee"):
        assert found[judge].problem is None
        assert found[judge].size_bytes > 0
    assert found["segmenter (small SAM)"].problem is None


def test_methods_say_what_they_need() -> None:
    fits = {fit.method: fit for fit in inventory.fits(catalogue.methods(), catalogue.backbones())}
    assert "mini" in fits["lora"].backbones
    bare = inventory.fits(catalogue.methods(), ())
    assert all(fit.missing for fit in bare)


def test_a_model_is_looked_at_added_verified_and_forgotten(model: Path) -> None:
    candidate = register.look_at(model)
    assert (candidate.name, candidate.licence, candidate.warning) == ("tiny-dog", "apache-2.0", "")
    register.add(candidate.folder, candidate.name)
    with pytest.raises(InputProblem, match="registered already"):
        register.look_at(model)
    card = catalogue.backbone("tiny-dog")
    assert inventory.verify(card).is_same is True
    file = next((model / "unet").glob("*.safetensors"))
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert inventory.verify(card).is_same is False
    file.write_bytes(data[:-10])
    with pytest.raises(MissingWeights, match="cut off"):
        inventory.verify(card)
    register.remove("tiny-dog")
    assert [card.name for card in catalogue.backbones()] == ["mini"]
    assert model.is_dir()
    with pytest.raises(InputProblem):
        register.remove("mini")


@pytest.mark.parametrize(
    ("licence", "words"),
    [("cc-by-nc-4.0", "forbids commercial"), ("", "not stated"), ("some-research-license", "forbids commercial")],
)
def test_a_licence_that_needs_care_is_told_first(model: Path, licence: str, words: str) -> None:
    card = model / "README.md"
    card.write_text(f"---\nlicense: {licence}\n---\n" if licence else "nothing")
    assert words in register.look_at(model).warning
