"""A generate job from request to files: numbered seeds, redraw, resume, warnings, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.control import NoControl, StopRequested
from studio.core.errors import InputProblem, MissingWeights
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.tiny import tiny
from studio.engine.generation.run import generate
from studio.library.exports.metadata import read_record
from studio.library.layout.records import Layout
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import GenerateRequest, Steer
from studio.library.results.records import Result


@pytest.fixture(scope="module")
def backbone() -> StableDiffusion:
    return tiny()


class Job:
    """A generate job in a library of its own."""

    def __init__(self, root: Path, backbone: StableDiffusion | None, **request: Any) -> None:
        values: dict[str, Any] = {"prompt": "a dog", "steps": 2, "seed": 5, **request}
        self.request = GenerateRequest(library=root / "library", **values)
        self.folder = JobFolder.create(root / "library" / "jobs", self.request)
        self.backbone = backbone
        self.events: list[events.Event] = []

    def run(self, control: Any = None) -> list[dict[str, Any]]:
        answer = generate(self.request, self.folder, self.events.append, control or NoControl(), self.backbone)
        return list(answer["results"])

    def told(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


def pixels(path: str | Path) -> np.ndarray[Any, Any]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def test_pictures_with_their_records(tmp_path: Path, backbone: StableDiffusion) -> None:
    job = Job(tmp_path, backbone, prompt="a {red|blue} (dog:1.2)", count=3, negative="blurred", tags=("x",))
    results = job.run()
    assert [result["seed"] for result in results] == [5, 6, 7]
    for index, result in enumerate(results):
        record = Result.load(Path(result["path"]).with_suffix(".json"))
        assert (record.id, record.index, record.seed) == (result["id"], index, 5 + index)
        assert (record.width_px, record.height_px) == (32, 32)
        assert record.request.guidance == 5.0
        assert record.request.size == (32, 32)
        assert record.prompt in ("a red (dog:1.2)", "a blue (dog:1.2)")
        inside = read_record(Path(result["path"]))
        assert inside is not None
        assert inside.id == record.id
    assert len({record["path"] for record in results}) == 3
    assert [event.index for event in job.told(events.PictureReady)] == [0, 1, 2]
    (started,) = job.told(events.Started)
    last = job.told(events.Progress)[-1]
    assert started.total_steps == last.of == last.step == 6


def test_a_picture_redrawn_alone_is_the_same(tmp_path: Path, backbone: StableDiffusion) -> None:
    results = Job(tmp_path / "a", backbone, prompt="a {red|blue|tall} dog", count=4).run()
    (alone,) = Job(tmp_path / "b", backbone, prompt="a {red|blue|tall} dog", seed=7).run()
    assert (pixels(alone["path"]) == pixels(results[2]["path"])).all()


def test_a_stored_request_run_again_gives_the_same_picture(tmp_path: Path, backbone: StableDiffusion) -> None:
    (first,) = Job(tmp_path / "a", backbone, steps=None).run()
    record = Result.load(Path(first["path"]).with_suffix(".json"))
    again = Job(tmp_path / "b", backbone)
    again.request = record.request.model_copy(update={"library": tmp_path / "b" / "library"})
    (second,) = again.run()
    assert (pixels(first["path"]) == pixels(second["path"])).all()


class StopAfter(NoControl):
    """Stops at the n-th question."""

    def __init__(self, polls: int) -> None:
        self.left = polls

    def poll(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise StopRequested


def test_a_stopped_job_goes_on_where_it_was(
    tmp_path: Path, backbone: StableDiffusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.engine.generation.sample._MOST_TOGETHER", 1)
    whole = Job(tmp_path / "whole", backbone, count=4).run()
    job = Job(tmp_path / "cut", backbone, count=4)
    partial = job.run(StopAfter(5))
    assert 0 < len(partial) < 4
    times = [Path(each["path"]).stat().st_mtime_ns for each in partial]
    job.events.clear()
    results = job.run()
    assert results[: len(partial)] == partial
    assert [Path(each["path"]).stat().st_mtime_ns for each in partial] == times
    assert len(job.told(events.PictureReady)) == 4 - len(partial)
    assert job.told(events.Started)[0].resumed_from == 2 * len(partial)
    for mine, theirs in zip(results, whole, strict=True):
        assert (pixels(mine["path"]) == pixels(theirs["path"])).all()
    assert job.run() == results


def test_a_picture_killed_before_its_record_is_drawn_again(tmp_path: Path, backbone: StableDiffusion) -> None:
    job = Job(tmp_path, backbone, count=2)
    results = job.run()
    Path(results[1]["path"]).with_suffix(".json").unlink()
    assert job.run() == results
    assert len(list((tmp_path / "library" / "results").glob("*/*.png"))) == 2


def test_image_to_image_and_inpainting(tmp_path: Path, backbone: StableDiffusion) -> None:
    values = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    Image.fromarray(values).save(tmp_path / "init.png")
    mask = np.zeros((32, 32), np.uint8)
    mask[8:24, 8:24] = 255
    Image.fromarray(mask).save(tmp_path / "mask.png")
    (kept,) = Job(tmp_path / "a", backbone, init=tmp_path / "init.png", denoise=0.0).run()
    assert (pixels(kept["path"]) == values).all()
    (drawn,) = Job(tmp_path / "b", backbone, init=tmp_path / "init.png", mask=tmp_path / "mask.png").run()
    assert (pixels(drawn["path"])[mask == 0] == values[mask == 0]).all()
    assert (pixels(drawn["path"])[mask != 0] != values[mask != 0]).any()


def test_a_wide_picture_and_its_mask_are_cut_alike(tmp_path: Path, backbone: StableDiffusion) -> None:
    Image.new("RGB", (128, 64), "red").save(tmp_path / "init.png")
    mask = Image.new("L", (64, 32), 0)
    mask.paste(255, (16, 0, 32, 32))  # the left half of what is left after cutting
    mask.save(tmp_path / "mask.png")
    (drawn,) = Job(tmp_path, backbone, init=tmp_path / "init.png", mask=tmp_path / "mask.png").run()
    assert (pixels(drawn["path"])[:, 18:] == (255, 0, 0)).all()
    assert (pixels(drawn["path"])[:, :14] != (255, 0, 0)).any()


def test_an_empty_mask_is_told(tmp_path: Path, backbone: StableDiffusion) -> None:
    Image.new("RGB", (32, 32)).save(tmp_path / "black.png")
    job = Job(tmp_path, backbone, init=tmp_path / "black.png", mask=tmp_path / "black.png")
    with pytest.raises(InputProblem, match="nothing to redraw"):
        job.run()


def test_a_long_prompt_is_warned_of_once(tmp_path: Path, backbone: StableDiffusion) -> None:
    job = Job(tmp_path, backbone, prompt="a very long story " * 20, count=2)
    assert len(job.run()) == 2
    (warned,) = job.told(events.Warned)
    assert "reads 75" in warned.message
    assert warned.remedy


def test_previews_on_request(tmp_path: Path, backbone: StableDiffusion) -> None:
    class Curious(NoControl):
        asked = False

        def wants_preview(self) -> bool:
            self.asked, first = True, not self.asked
            return first

    job = Job(tmp_path, backbone)
    job.run(Curious())
    (preview,) = [event for event in job.told(events.PreviewReady) if event.step == 1]
    assert preview.path.is_relative_to(job.folder.path)
    assert pixels(preview.path).shape == (32, 32, 3)


def layout(*regions: dict[str, Any], **values: Any) -> Layout:
    """Regions on the left half unless they say where."""
    return Layout.model_validate({**values, "regions": [{"box": [0, 0, 0.5, 1], **each} for each in regions]})


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"frames": 8}, "clips"),
    ({"layout": layout({})}, "nothing to draw"),
    ({"layout": layout({"subject": "s-rex00000"})}, "no artifact"),
    ({"layout": layout({"prompt": "a dog", "artifact": "a-zzzzzz"})}, "artifact"),
    ({"layout": layout({"prompt": "a dog", "method": "ip_adapter"})}, "photos"),
    ({"layout": layout({"prompt": "@rex and @tom"})}, "2 subjects"),
    ({"layout": layout({"prompt": "a {red"})}, "braces"),
    ({"layout": layout({"prompt": "a dog", "shape": "mask"})}, "no mask"),
    ({"layout": layout({"prompt": "a dog", "shape": "mask", "mask": "nowhere.png"})}, "missing"),
    ({"layout": layout({"prompt": "a dog", "shape": "mask", "mask": "../x.png"})}, "outside"),
    ({"layout": layout(*[{"prompt": "a dog"}] * 9)}, "9 regions"),
    ({"layout": layout({"prompt": "a dog", "hidden": True}), "prompt": ""}, "empty"),
    ({"references": ("s-000000",)}, "reference"),
    ({"steer": (Steer(method="dreammatcher", strength=1.0),)}, "steering"),
    ({"sampler": "ddmi"}, "sampler"),
    ({"size": (33, 32)}, "cannot be drawn"),
    ({"prompt": "  "}, "empty"),
    ({"prompt": "a {red"}, "braces"),
    ({"prompt": "@nobody"}, "nobody"),
    ({"prompt": "(a:9) dog"}, "weight"),
    ({"names": {"rex": "a-zzzzzz"}}, "artifact"),
    ({"mask": Path("/nowhere.png")}, "mask"),
]


@pytest.mark.parametrize(
    ("request_", "said"), REFUSED, ids=lambda value: next(iter(value)) if isinstance(value, dict) else ""
)
def test_what_cannot_be_drawn_is_said(
    tmp_path: Path, backbone: StableDiffusion, request_: dict[str, Any], said: str
) -> None:
    job = Job(tmp_path, backbone, **request_)
    with pytest.raises(InputProblem, match=said) as told:
        job.run()
    assert told.value.remedy
    assert not job.told(events.PictureReady)


def test_missing_weights_are_told_before_anything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.core.folders.models", lambda: tmp_path / "nowhere")
    with pytest.raises(MissingWeights):
        Job(tmp_path, None).run()


def test_damaged_list_of_pictures(tmp_path: Path, backbone: StableDiffusion) -> None:
    from studio.core.errors import DiskProblem

    job = Job(tmp_path, backbone)
    (job.folder.path / "pictures.json").write_text(json.dumps(["../../x"]))
    with pytest.raises(DiskProblem):
        job.run()


def test_nothing_global_is_changed(tmp_path: Path, backbone: StableDiffusion) -> None:
    state = torch.get_rng_state()
    Job(tmp_path, backbone).run()
    assert torch.equal(torch.get_rng_state(), state)
