"""Layouts in generate jobs: what regions say, where they act, and that pictures without regions stay the same bits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import InputProblem
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.tiny import tiny
from studio.engine.generation.regions import PlacedRegion, routed
from studio.engine.generation.sample import draw
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.parts.region_router import Outline
from studio.engine.methods.registry import get
from studio.library.layout.records import Region
from studio.library.protocol import events
from studio.library.results.records import Result
from tests.engine.generation.test_run import Job, layout, pixels
from tests.engine.methods.test_contract import fingerprint


@pytest.fixture(scope="module")
def backbone() -> StableDiffusion:
    return tiny()


def drawn(root: Path, backbone: StableDiffusion, **request: Any) -> np.ndarray[Any, Any]:
    (result,) = Job(root, backbone, **request).run()
    return pixels(result["path"])


def test_without_regions_the_picture_is_the_same_bits(tmp_path: Path, backbone: StableDiffusion) -> None:
    plain = drawn(tmp_path / "a", backbone, prompt="a dog on a beach")
    empty = drawn(tmp_path / "b", backbone, prompt="a dog", layout=layout(background="on a beach"))
    hidden = layout({"prompt": "a cat", "hidden": True}, background="on a beach")
    assert (plain == empty).all()
    assert (plain == drawn(tmp_path / "c", backbone, prompt="a dog", layout=hidden)).all()


def test_one_full_region_is_the_plain_prompt(tmp_path: Path, backbone: StableDiffusion) -> None:
    plain = drawn(tmp_path / "a", backbone, prompt="a dog on a beach")
    whole = layout({"prompt": "a dog", "box": [0, 0, 1, 1]}, background="on a beach")
    assert (plain == drawn(tmp_path / "b", backbone, prompt="", layout=whole)).all()


def test_regions_change_the_picture_and_leave_the_backbone_as_it_was(tmp_path: Path, backbone: StableDiffusion) -> None:
    before = fingerprint(backbone)
    two = layout({"prompt": "a dog"}, {"prompt": "a {red|blue} cat", "box": [0.5, 0, 1, 1], "shape": "ellipse"})
    job = Job(tmp_path / "a", backbone, prompt="on a beach", layout=two, count=3, negative="fog")
    results = job.run()
    assert fingerprint(backbone) == before
    record = Result.load(Path(results[0]["path"]).with_suffix(".json"))
    assert record.request.layout == two
    again = Job(tmp_path / "b", backbone, prompt="on a beach", layout=two, seed=6, negative="fog").run()
    assert (pixels(again[0]["path"]) == pixels(results[1]["path"])).all()  # alone as in a batch
    plain = drawn(tmp_path / "c", backbone, prompt="on a beach", negative="fog")
    assert (pixels(results[0]["path"]) != plain).any()


def test_a_mask_from_the_layouts_folder_and_its_size(tmp_path: Path, backbone: StableDiffusion) -> None:
    Image.fromarray(np.triu(np.full((32, 32), 255, np.uint8))).save(tmp_path / "m.png")
    masked = layout({"prompt": "a dog", "shape": "mask", "mask": "m.png", "box": [0, 0, 1, 1]}, size=[48, 32])
    picture = drawn(tmp_path / "a", backbone, prompt="x", layout=masked, layout_folder=tmp_path)
    assert picture.shape == (32, 48, 3)


def test_regions_with_a_picture_to_begin_with_keep_what_is_not_masked(
    tmp_path: Path, backbone: StableDiffusion
) -> None:
    values = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    Image.fromarray(values).save(tmp_path / "init.png")
    mask = np.zeros((32, 32), np.uint8)
    mask[:, :16] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    files = {"init": tmp_path / "init.png", "mask": tmp_path / "mask.png"}
    picture = drawn(tmp_path / "a", backbone, layout=layout({"prompt": "a cat"}), **files)
    assert (picture[mask == 0] == values[mask == 0]).all()
    assert (picture[mask != 0] != values[mask != 0]).any()


def test_a_region_wholly_under_another_is_warned_of(tmp_path: Path, backbone: StableDiffusion) -> None:
    under = layout(
        {"prompt": "a dog", "name": "Rex", "box": [0.25, 0.25, 0.5, 0.5]}, {"prompt": "a cat", "box": [0, 0, 1, 1]}
    )
    job = Job(tmp_path, backbone, layout=under)
    job.run()
    assert ["“Rex”" in warned.message for warned in job.told(events.Warned)] == [True]


@pytest.mark.parametrize(
    ("mask", "told"),
    [
        ("masks/black.png", "empty inside its box"),
        ("masks/none.png", "is missing"),
        ("../black.png", "outside the layout's folder"),
        (None, "no mask"),
    ],
)
def test_a_mask_that_says_nothing_is_refused(
    tmp_path: Path, backbone: StableDiffusion, mask: str | None, told: str
) -> None:
    (tmp_path / "masks").mkdir()
    Image.new("L", (64, 64), 0).save(tmp_path / "masks" / "black.png")
    bad = layout({"prompt": "a dog", "shape": "mask", "mask": mask, "box": [0.1, 0.1, 0.6, 0.6]})
    with pytest.raises(InputProblem, match=told) as caught:
        Job(tmp_path / "library", backbone, layout=bad, layout_folder=tmp_path).run()
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("a dog wearing a hat", "a sks dog wearing a hat"),
        ("@rex in the snow", "sks dog in the snow"),
        ("", "sks dog"),
        ("wearing a hat", "sks dog, wearing a hat"),
    ],
)
def test_how_a_region_names_its_subject(prompt: str, said: str) -> None:
    artifact = LoadedArtifact("a-1", "lora", {}, {}, "sks dog", ("dog",))
    region = Region.model_validate({"box": [0, 0, 1, 1], "prompt": prompt})
    placed = PlacedRegion(region, 1, Outline(region.box), artifact)
    assert placed.says(0, 0, taught=True) == said
    assert "sks" not in placed.says(0, 0, taught=False)


def test_regions_cost_one_evaluation_a_step(backbone: StableDiffusion, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.engine.generation.plan import plans

    calls: list[int] = []
    predict = backbone.predict
    monkeypatch.setattr(backbone, "predict", lambda x, t, c: calls.append(len(x)) or predict(x, t, c))
    regions = [Region.model_validate({"box": [0, 0, x, 1], "prompt": "a dog"}) for x in (0.5, 0.7)]
    placed = [PlacedRegion(each, n, Outline(each.box), None) for n, each in enumerate(regions, start=1)]
    with torch.no_grad(), routed(backbone, placed, (32, 32), get, lambda message, remedy: None) as pictures:
        draw(backbone, plans(["a beach"], 0), steps=3, regions=pictures)
    assert calls == [2, 2, 2]
