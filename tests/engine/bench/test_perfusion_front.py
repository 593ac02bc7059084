"""The plumbing of the front: one row a bias, the untaught model's apart, a table; numbers mean nothing here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from blake3 import blake3
from PIL import Image
from torch import Tensor, nn

from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.bench import perfusion_front
from studio.engine.evaluation.judges import Judges
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.weights.perfusion import Perfusion
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.library.gallery.records import PhotoView


class Colours(nn.Module):
    """A real, tiny judge: mean colours, wound up so that a small change shows; words by their length."""

    def embed(self, pictures: Tensor) -> Tensor:
        return (1e3 * nn.functional.adaptive_avg_pool2d(pictures, 2).flatten(1)).sin()

    image = embed

    def text(self, texts: list[str]) -> Tensor:
        return torch.stack([torch.linspace(-1, 1, 12) * len(text) + 1 for text in texts])


def test_a_row_for_each_bias(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (40, 40), (200, 30, 30)).save(photo)
    seen = PhotoView(id="p-1", path=photo, blake3=blake3(photo.read_bytes()).hexdigest())
    view = SUBJECT.model_copy(update={"training": (seen,)})
    backbone, method = tiny(), Perfusion()
    settings = method.Settings.from_values({"batch_size": 2, "precision": "fp32", "learning_rate": 0.05})
    trainer = make_trainer(method, backbone, settings)
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    stored = settings.model_dump(mode="json")
    artifact = LoadedArtifact("a-1", "perfusion", stored, trainer.learned(), "<rex>", ("dog",))
    judges = Judges(Colours(), Colours(), "judges/instance@1", "judges/clip@1")
    report = perfusion_front.front(
        backbone, artifact, view, judges, biases=(1.2, 0.2), prompts=("{} on a beach",), seeds=2, steps=2
    )
    assert [row["bias"] for row in report["rows"]] == [0.2, 1.2]
    assert report["pictures"] == 2
    assert report["rows"][0]["likeness"] != report["rows"][1]["likeness"] != report["untaught"]["likeness"]
    means = [row["likeness"][0] for row in report["rows"]]
    assert report["falls"] == (means[0] >= means[1])
    assert json.loads(json.dumps(report)) == report
    assert len(perfusion_front.table(report).splitlines()) == 5


def test_a_method_without_a_bias_is_refused() -> None:
    artifact = LoadedArtifact("a-1", "lora", {}, {}, "sks dog", ("dog",))
    with pytest.raises(InputProblem):
        perfusion_front.front(tiny(), artifact, SUBJECT, Judges())
