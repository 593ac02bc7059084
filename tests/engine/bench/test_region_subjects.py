"""Margins of boxes, and a whole run on the tiny backbone with two taught subjects."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from studio.core.control import NoControl
from studio.engine.backbones.tiny import tiny
from studio.engine.bench.region_subjects import WAYS, margins_of, run
from studio.engine.evaluation.judges import Judges
from studio.engine.training.run import train
from tests.fakes.teaching import make_job, make_library


class Colour(nn.Module):
    """The mean colour."""

    def embed(self, pictures: Tensor) -> Tensor:
        return pictures.mean((2, 3))


JUDGES = Judges(instance=Colour())
RED, BLUE = (torch.tensor(colour)[:, None, None].expand(3, 64, 64) for colour in ([1.0, -1, -1], [-1.0, -1, 1]))


def beside(left: Tensor, right: Tensor) -> Tensor:
    return torch.cat([left[..., :32], right[..., 32:]], dim=-1)


def test_a_box_is_compared_with_both_subjects() -> None:
    photos = (RED[None], BLUE[None])
    right = margins_of(beside(RED, BLUE), photos, JUDGES, is_free=False)
    wrong = margins_of(beside(BLUE, RED), photos, JUDGES, is_free=False)
    assert right == pytest.approx((4 / 3, 4 / 3), abs=1e-4)
    assert wrong == pytest.approx((-4 / 3, -4 / 3), abs=1e-4)
    assert margins_of(beside(BLUE, RED), photos, JUDGES, is_free=True) == pytest.approx(right)
    mixed = margins_of(beside(RED, RED), photos, JUDGES, is_free=True)
    assert sorted(mixed) == pytest.approx([-4 / 3, 4 / 3], abs=1e-4)


def test_a_pair_is_drawn_three_ways_and_nothing_stays(tmp_path: Path) -> None:
    make_library(tmp_path)
    backbone = tiny()
    for artifact in ("a-first0000", "a-second000"):
        request, job = make_job(tmp_path, artifact=artifact, steps=2, seed=len(artifact))
        train(request, job, lambda _event: None, NoControl(), backbone)
    report = run(tmp_path, [("a-first0000", "a-second000")], backbone, JUDGES, seeds=2, out=tmp_path / "out")
    assert [report["all"][way]["crops"] for way in WAYS] == [4, 4, 4]
    assert (tmp_path / "out" / "a-first0000-a-second000.png").is_file()
    assert not list((tmp_path / "results").rglob("*.png"))
