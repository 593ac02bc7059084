"""Margins of boxes, and a whole run on the tiny backbone with two taught subjects."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from studio.core.control import NoControl
from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.bench import region_speed
from studio.engine.bench.region_subjects import WAYS, boxes, margins_of, run, size_of
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
    right = margins_of(beside(RED, BLUE), photos, JUDGES, boxes(2), is_free=False)
    wrong = margins_of(beside(BLUE, RED), photos, JUDGES, boxes(2), is_free=False)
    assert right == pytest.approx((4 / 3, 4 / 3), abs=1e-4)
    assert wrong == pytest.approx((-4 / 3, -4 / 3), abs=1e-4)
    assert margins_of(beside(BLUE, RED), photos, JUDGES, boxes(2), is_free=True) == pytest.approx(right)
    mixed = margins_of(beside(RED, RED), photos, JUDGES, boxes(2), is_free=True)
    assert sorted(mixed) == pytest.approx([-4 / 3, 4 / 3], abs=1e-4)


def test_a_pair_is_drawn_four_ways_and_nothing_stays(tmp_path: Path) -> None:
    make_library(tmp_path)
    backbone = tiny()
    for artifact in ("a-first0000", "a-second000"):
        request, job = make_job(tmp_path, artifact=artifact, steps=2, seed=len(artifact))
        train(request, job, lambda _event: None, NoControl(), backbone)
    report = run(tmp_path, [("a-first0000", "a-second000")], backbone, JUDGES, seeds=2, out=tmp_path / "out")
    assert [report["all"][way]["crops"] for way in WAYS] == [4, 4, 4, 4]
    assert (tmp_path / "out" / "a-first0000-a-second000.png").is_file()
    assert not list((tmp_path / "results").rglob("*.png"))


def test_three_subjects_stand_in_three_columns_and_are_compared_with_the_likest_other() -> None:
    places = boxes(3)
    assert all(left.x1 < right.x0 for left, right in itertools.pairwise(places))
    green = torch.tensor([-1.0, 1, -1])[:, None, None].expand(3, 96, 96)
    red, blue = (colour[:, :1, :1].expand(3, 96, 96) for colour in (RED, BLUE))
    photos = (red[None], green[None], blue[None])

    def columns(*colours: Tensor) -> Tensor:
        return torch.cat([colour[..., :32] for colour in colours], dim=-1)

    assert margins_of(columns(red, green, blue), photos, JUDGES, places, is_free=False) == pytest.approx([4 / 3] * 3)
    turned = columns(blue, red, green)
    assert margins_of(turned, photos, JUDGES, places, is_free=False) == pytest.approx([-4 / 3] * 3)
    assert margins_of(turned, photos, JUDGES, places, is_free=True) == pytest.approx([4 / 3] * 3)


def test_a_picture_is_as_wide_as_its_subjects_are_many() -> None:
    backbone = tiny()
    width, height = backbone.facts.picture_px
    assert size_of(2, backbone) == (width, height)
    assert size_of(3, backbone) == (width * 3 // 2, height)


@pytest.mark.parametrize("count", [1, 5])
def test_one_artifact_or_five_are_refused(count: int) -> None:
    with pytest.raises(InputProblem, match="two to four"):
        boxes(count)


def test_the_time_of_regions_is_told_beside_a_plain_picture(tmp_path: Path) -> None:
    make_library(tmp_path)
    backbone = tiny()
    for artifact in ("a-first0000", "a-second000"):
        request, job = make_job(tmp_path, artifact=artifact, steps=2, seed=len(artifact))
        train(request, job, lambda _event: None, NoControl(), backbone)
    told = region_speed.run(tmp_path, [("a-first0000", "a-second000")], backbone, repeat=1)["pairs"][0]
    assert set(told["seconds"]) == set(region_speed.WAYS)
    assert set(told["ratio"]) == {"words", "regions"}
    assert told["ratio"]["regions"] > 0
    assert not list((tmp_path / "results").rglob("*.png"))
