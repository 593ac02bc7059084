"""A second run in the same folder scores what the first one taught, and refuses a folder of something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from studio.core import files
from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.bench import main_job
from studio.engine.evaluation.judges import Judges


class Colour(nn.Module):
    """The mean colour; for texts, one for all."""

    def embed(self, pictures: Tensor) -> Tensor:
        return pictures.mean((2, 3)) + 1.1

    image = embed

    def text(self, texts: list[str]) -> Tensor:
        return torch.ones(len(texts), 3)


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """main() on the tiny backbone: (its arguments) -> the report, and how often was taught."""
    from studio.engine.bench.main_job import train

    taught: list[int] = []
    judge: Any = Colour()

    def counted(request: Any, *args: Any, **kwargs: Any) -> Any:
        taught.append(request.seed)
        return train(request, *args, **{**kwargs, "judge": None})

    monkeypatch.setattr(main_job, "train", counted)
    monkeypatch.setattr(main_job.registry, "load", lambda _name: tiny())
    monkeypatch.setattr(main_job, "load_judges", lambda: Judges(instance=judge, clip=judge))
    monkeypatch.setattr(main_job, "selection_judge", lambda: None)

    def run(*more: str) -> tuple[dict[str, Any], list[int]]:
        arguments = ("--words", "fox", "--set", "steps=2", "--threads", "1", "--out", str(tmp_path), *more)
        main_job.main(arguments)
        return files.read_json(tmp_path / "main_job.json"), taught

    return run


def test_what_was_taught_is_scored_again_with_more_pictures(tried: Any) -> None:
    first, taught = tried("--seeds", "1", "--pictures", "1")
    assert taught == [0]
    again, taught = tried("--seeds", "2", "--pictures", "2")
    assert taught == [0, 1]
    assert (first["pictures"], again["pictures"], again["seeds"]) == (1, 2, 2)
    (before,), (row,) = first["drawings"], again["drawings"]
    assert [run["seed"] for run in row["runs"]] == [0, 1]
    assert row["runs"][0]["artifact"] == before["runs"][0]["artifact"]
    assert row["gain"][1] <= row["gain"][0] <= row["gain"][2]


def test_other_subjects_in_between_forget_nothing(tried: Any) -> None:
    first, _ = tried("--seeds", "1", "--pictures", "1")
    between, taught = tried("--seeds", "1", "--pictures", "1", "--words", "camera")
    assert (len(taught), len(between["drawings"])) == (2, 1)
    again, taught = tried("--seeds", "1", "--pictures", "1")
    assert len(taught) == 2
    assert again["drawings"][0]["runs"][0]["artifact"] == first["drawings"][0]["runs"][0]["artifact"]


def test_a_folder_of_other_settings_is_refused(tried: Any) -> None:
    tried("--seeds", "1", "--pictures", "1")
    with pytest.raises(InputProblem, match="settings"):
        tried("--seeds", "1", "--pictures", "1", "--set", "rank=4")
