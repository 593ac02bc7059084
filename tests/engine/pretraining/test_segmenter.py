"""The small SAM's recipe on tiny settings, what it learns from, and the report that judges it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import InputProblem
from studio.engine.perception.segmenters import open_segmenter
from studio.engine.perception.small_sam import SmallSamShape
from studio.engine.pretraining import segmenter, segmenter_card, segmenter_report
from studio.engine.pretraining.runs import Budget
from studio.engine.pretraining.segmenter import SegmenterSettings, cropped, mask_loss, noisy_boxes, overlap, patch_of
from studio.engine.pretraining.segmenter_pictures import make_pictures
from studio.engine.pretraining.world.drawings import UNSEEN_SET

_TINY = SegmenterSettings(
    shape=SmallSamShape(
        widths=(16, 16, 16), depths=(1, 1, 1), attention_depth=1, heads=2, dims=16, decoder_mlp=16, decoder_heads=2
    ),
    batch=2,
    pictures=8,
)


def _quiet(_line: str) -> None:
    pass


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    segmenter.run(folder, Budget(steps=4), False, _quiet, _TINY)
    return folder


def test_it_resumes_exactly_and_leaves_a_pack_that_opens(work: Path, tmp_path: Path) -> None:
    segmenter.run(tmp_path, Budget(steps=2), False, _quiet, _TINY)
    segmenter.run(tmp_path, Budget(steps=4), True, _quiet, _TINY)
    whole, broken = (torch.load(folder / "sam.pt", weights_only=True) for folder in (work, tmp_path))
    for part in ("modules", "emas"):
        for name, value in whole[part]["net"].items():
            assert torch.equal(value, broken[part]["net"][name]), name
    assert open_segmenter(work / "sam").card.title == "small SAM"


def test_it_learns_its_batch() -> None:
    """Twenty steps on the same two pictures: the loss falls by a third."""
    torch.manual_seed(0)
    sam = segmenter.build_small_sam(_TINY.shape).train()
    batch = segmenter.asked(make_pictures(range(4)), _TINY, np.random.default_rng(1))
    optimiser = torch.optim.Adam(sam.parameters(), 5e-3)
    losses = []
    for _ in range(20):
        torch.manual_seed(5)
        loss, figures = segmenter.step_loss(sam, batch, rounds=2)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        assert set(figures) == {"click", "box", "last"}
    assert losses[-1] < 0.67 * losses[0], losses


def test_pictures_come_from_the_training_drawings_and_number_what_they_show(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    scenes = sys.modules["studio.engine.pretraining.world.scenes"]
    real = scenes.drawing
    monkeypatch.setattr(scenes, "drawing", lambda name: asked.append(name) or real(name))
    made = make_pictures(range(70_000, 70_040))
    assert made.pixels.shape == (40, 128, 128, 3)
    assert made.numbers.shape == (40, 128, 128)
    assert asked
    assert not [name for name in asked if name.startswith(UNSEEN_SET)]
    assert (made.numbers > 0).any((1, 2)).mean() > 0.9
    again = make_pictures(range(70_000, 70_040))
    assert np.array_equal(made.pixels, again.pixels)


def test_a_crop_keeps_numbers_on_their_things() -> None:
    pixels = np.zeros((128, 128, 3), np.uint8)
    pixels[40:90, 30:80] = 255
    numbers = (pixels[..., 0] > 0).astype(np.uint8)
    for seed in range(20):
        cut, where = cropped(pixels, numbers, np.random.default_rng(seed))
        assert ((cut[..., 0] > 127) != (where > 0)).mean() < 0.03


def test_a_patch_is_one_colour_of_one_thing() -> None:
    pixels = np.full((32, 32, 3), 40, np.uint8)
    pixels[:, 16:] = 200
    thing = np.zeros((32, 32), bool)
    thing[8:24, 8:24] = True
    patch = patch_of(pixels, thing, 10, 10)
    assert patch[8:24, 8:16].all()
    assert patch.sum() == 16 * 8


def test_boxes_are_tight_and_move_within_the_picture() -> None:
    targets = torch.zeros(2, 128, 128, dtype=torch.bool)
    targets[0, 10:20, 30:70] = True
    targets[1, :, :5] = True
    assert noisy_boxes(targets, torch.zeros(2, 4)).tolist() == [[30, 10, 70, 20], [0, 0, 5, 128]]
    moved = noisy_boxes(targets, torch.full((2, 4), 9.0))
    assert moved[0].tolist() == [36, 14.5, 76, 24.5]
    assert moved[1].max() <= 128


def test_the_loss_is_least_for_the_true_mask() -> None:
    covered = torch.zeros(1, 1, 8, 8)
    covered[..., 2:6, 2:6] = 1
    right = (covered * 2 - 1) * 9
    wrong = torch.stack([right[0, 0], -right[0, 0], torch.zeros(8, 8)])[None]
    losses = mask_loss(wrong, covered)[0]
    assert losses[0] < 0.05 < losses[2] < losses[1]
    assert overlap(wrong, covered)[0].tolist() == [1, 0, 0]


def test_the_report_scores_clicks_boxes_and_what_is_found_by_itself(work: Path) -> None:
    figures = segmenter_report.figures(open_segmenter(work / "sam"), 4, automatic=2, after=1)
    assert figures["scenes"] == 4
    assert figures["things"] >= 4
    assert figures["automatic_scenes"] == 2
    for name in ("click", "click_anywhere", "click_best_of_three", "box", "found", "click_single", "box_scene"):
        assert 0 <= figures[name] <= 1
    assert figures["click"] <= figures["click_best_of_three"]


def test_the_report_scores_a_perfect_segmenter_with_one() -> None:
    mask = np.zeros((20, 30), bool)
    mask[5:10, 5:25] = True
    assert segmenter_report.iou(mask, mask) == 1
    assert segmenter_report.iou(mask, ~mask) == 0
    x, y = segmenter_report.innermost(mask)
    assert mask[y, x]
    assert y == 7


def test_no_bench_subject_is_in_the_report() -> None:
    words = {thing.word for scene in segmenter_report.unseen_scenes(60) for thing in scene.things}
    assert len(words) > 30
    assert not words & {"dog", "tropical fish", "sushi", "helicopter", "radio", "castle"}


def test_the_sheet_shows_photographs(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("vase", "unknown"):
        (tmp_path / name).mkdir()
        Image.new("RGB", (300, 200), "teal").save(tmp_path / name / "00.jpg")
    monkeypatch.setattr(
        sys, "argv",
        ["report", "--scenes", "0", "--segmenter", str(work / "sam"), "--photos", str(tmp_path), "--sheet",
         str(tmp_path / "sheet.webp")],
    )  # fmt: skip
    segmenter_report.main()
    with Image.open(tmp_path / "sheet.webp") as sheet:
        assert sheet.size == (6 * 240, 240)
    with pytest.raises(InputProblem, match="no folder of photographs"):
        segmenter_report.photo_sheet(open_segmenter(work / "sam"), tmp_path / "unknown")


def test_the_pack_says_what_it_is(work: Path) -> None:
    config = json.loads((work / "sam" / "config.json").read_text())
    assert config["class"] == "SmallSam"
    assert len(config["sha256"]) == 64


def test_the_card_says_what_was_measured_and_keeps_the_figures_of_others(work: Path, tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text(json.dumps({"gate": {"steps": 25}}))
    found = {
        "scenes": 300, "things": 400, "click": 0.9, "click_anywhere": 0.8, "click_best_of_three": 0.95, "box": 0.93,
        "automatic_masks": 3.2, "found": 0.88, "seconds_prediction": 0.02, "seconds_embedding": 0.03,
        "seconds_automatic": 1.5, "threads": 2, "automatic_scenes": 30, "click_single": 0.94,
    }  # fmt: skip
    trained = {"images": 48_000, "hours": 1.0, "recipe": "abc"}
    (work / "figures.json").write_text(json.dumps({"mini-sam": trained, "sam-report": found, "gate": {"steps": 1}}))
    segmenter_card.write_segmenter(work, tmp_path)
    card = (tmp_path / "sam" / "README.md").read_text()
    for words in (
        "license: apache-2.0",
        "48000 pictures",
        "| one click in the middle | 0.940 | – | 0.900 |",
        "| its box | – | – | 0.930 |",
        "| 0.880 |",
    ):
        assert words in card
    kept = json.loads((tmp_path / "figures.json").read_text())
    assert kept == {"gate": {"steps": 25}, "mini-sam": trained, "sam-report": found}
    assert open_segmenter(tmp_path / "sam").card.licence == "Apache-2.0"
