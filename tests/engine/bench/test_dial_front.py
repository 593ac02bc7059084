"""The plumbing of the front: one row a value, the untaught model's apart, a table; numbers mean nothing here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from blake3 import blake3
from PIL import Image
from torch import Tensor, nn

from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.bench import dial_front
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


@pytest.fixture
def pupil(tmp_path: Path) -> dial_front.Pupil:
    """An artifact of three steps, and its subject with a photo that can be read."""
    photo = tmp_path / "photo.png"
    Image.new("RGB", (40, 40), (200, 30, 30)).save(photo)
    seen = PhotoView(id="p-1", path=photo, blake3=blake3(photo.read_bytes()).hexdigest())
    method = Perfusion()
    settings = method.Settings.from_values({"batch_size": 2, "precision": "fp32", "learning_rate": 0.05})
    trainer = make_trainer(method, tiny(), settings)
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    stored = settings.model_dump(mode="json")
    artifact = LoadedArtifact("a-1", "perfusion", stored, trainer.learned(), "<rex>", ("dog",))
    return artifact, SUBJECT.model_copy(update={"training": (seen,)})


JUDGES = Judges(Colours(), Colours(), "judges/instance@1", "judges/clip@1")
WAY: dict[str, Any] = {"prompts": ("{} on a beach",), "steps": 2}


def test_a_row_for_each_value(pupil: dial_front.Pupil) -> None:
    report = dial_front.front(tiny(), [pupil, pupil], JUDGES, "bias", (1.2, 0.2), seeds=2, **WAY)
    assert [row["bias"] for row in report["rows"]] == [0.2, 1.2]
    assert (report["pictures"], report["artifacts"]) == (4, ["a-1", "a-1"])
    assert report["rows"][0]["likeness"] != report["rows"][1]["likeness"] != report["untaught"]["likeness"]
    means = [row["likeness"][0] for row in report["rows"]]
    assert report["likeness"] == ("falls" if means[0] > means[1] else "rises")
    assert json.loads(json.dumps(report)) == report
    assert len(dial_front.table(report).splitlines()) == 5


def test_strength_is_a_dial_of_every_method(pupil: dial_front.Pupil) -> None:
    report = dial_front.front(tiny(), [pupil], JUDGES, "strength", (0.0, 1.0), seeds=1, **WAY)
    asleep, awake = report["rows"]
    assert asleep["strength"] == 0.0
    assert asleep["likeness"] != awake["likeness"]


def test_another_drawing_setting_can_be_chosen_beside_the_dial(pupil: dial_front.Pupil) -> None:
    local = dial_front.front(tiny(), [pupil], JUDGES, "bias", (0.2,), seeds=1, **WAY)
    chosen = {"key_locking": "global"}
    free = dial_front.front(tiny(), [pupil], JUDGES, "bias", (0.2,), chosen=chosen, seeds=1, **WAY)
    assert free["chosen"] == chosen
    assert free["rows"] != local["rows"]


def test_a_dial_the_method_has_not_is_refused_with_the_nearest() -> None:
    artifact = LoadedArtifact("a-1", "dco", {}, {}, "sks dog", ("dog",))
    with pytest.raises(InputProblem, match="consistncy"):
        dial_front.front(tiny(), [(artifact, SUBJECT)], Judges(), "consistncy", (0.1,))


def test_artifacts_must_be_named() -> None:
    with pytest.raises(InputProblem, match="No artifacts"):
        dial_front.main(["--dial", "bias", "--values", "0.5"])
