"""The face recipes: known points, exact targets, training that resumes, ONNX that says what its network says."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from studio.engine.pretraining import face_detector, face_pack, face_points, face_recogniser
from studio.engine.pretraining.face_card import write_card
from studio.engine.pretraining.face_detector import DetectorSettings, detection_loss, targets
from studio.engine.pretraining.face_figures import average_precision, folded_accuracy, verification
from studio.engine.pretraining.face_networks import (
    CUT_PX,
    CUTS,
    STRIDES,
    FaceDetector,
    PointFinder,
    ScrfdGraph,
    arcface_loss,
    corners,
    cut_out,
    cuts,
    parted,
)
from studio.engine.pretraining.face_points import PointSettings
from studio.engine.pretraining.face_recogniser import RecogniserSettings
from studio.engine.pretraining.face_scenes import (
    ARCFACE,
    FaceMix,
    aligned_face,
    cut_face,
    face_scene,
    mirrored,
    moved,
    similarity,
)
from studio.engine.pretraining.runs import Budget
from studio.engine.pretraining.world import avatars, faces, guests

_TINY = DetectorSettings(batch=2, side_px=64, scenes=4)
_FEW = RecogniserSettings(people=3, views=2)
_POINTS = PointSettings(batch=4)


def _quiet(_line: str) -> None:
    pass


@pytest.mark.parametrize("style", faces.STYLES)
def test_points_stand_where_the_layers_are_drawn(style: str) -> None:
    """The eyes' layer has ink around both points of the eyes, and the mouth's layer ends at its corners."""
    person = faces.people(style)[3]
    drawn = faces.draw(person, random.Random(4))
    layer = guests.layer if style in guests.STYLES else avatars.layer_of
    eyes = {"avataaars": "default", "personas": "open", "toon-head": "wide", "adventurer": "variant26",
            "big-smile": "normal", "micah": "eyes"}[style]  # fmt: skip
    ink = np.asarray(layer(style, "eyes", eyes, ""))[..., 3] > 100
    rows, columns = np.nonzero(ink)
    for x, y in drawn.points[:2]:
        assert np.hypot(columns - x, rows - y).min() < 3
    assert drawn.points[0][0] < drawn.points[1][0]
    assert drawn.points[3][0] < drawn.points[4][0]
    assert drawn.points[:2, 1].max() < drawn.points[3:, 1].min(), "eyes above the mouth"
    left, top, right, bottom = drawn.face
    assert ((drawn.points > (left, top)) & (drawn.points < (right, bottom + 6))).all()


def test_people_are_told_apart_by_what_is_seen_and_some_are_never_trained_on() -> None:
    everyone = [person for style in faces.STYLES for person in faces.people(style)]
    assert len({person.name for person in everyone}) == len(everyone)
    seen = faces.seen_people()
    assert not [person for person in seen if person.is_unseen or person.style == guests.UNSEEN_STYLE]
    for style in faces.STYLES:
        share = len(faces.unseen_people(style)) / len(faces.people(style))
        assert share == 1 if style == guests.UNSEEN_STYLE else 0.1 < share < 0.25


def test_a_scene_is_the_same_for_its_seed_and_its_boxes_hold_its_points() -> None:
    first, second = (face_scene(random.Random("a"), 128) for _ in range(2))
    assert (first.pixels == second.pixels).all()
    count = 0
    for number in range(12):
        scene = face_scene(random.Random(number), 128)
        assert scene.pixels.shape == (128, 128, 3)
        assert (scene.faces >= 0).all()
        assert (scene.faces <= 128).all()
        for box, points in zip(scene.faces, scene.points, strict=True):
            middle = points.mean(0)
            count += 1
            assert box[0] - 4 < middle[0] < box[2] + 4
            assert box[1] - 4 < middle[1] < box[3] + 4
        twice = mirrored(mirrored(scene))
        assert (twice.pixels == scene.pixels).all()
        np.testing.assert_allclose(twice.points, scene.points, atol=1e-4)
    assert count > 12
    nobody = FaceMix(nobody=1)
    assert face_scene(random.Random(1), 64, nobody).faces.shape == (0, 4)


def test_similarity_brings_points_onto_points() -> None:
    angle = 0.4
    turn = 1.7 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    source = (ARCFACE - (5, 3)) @ turn.T
    np.testing.assert_allclose(
        moved(source.astype(np.float32), similarity(source.astype(np.float32), ARCFACE)), ARCFACE, atol=1e-3
    )
    assert aligned_face(faces.seen_people()[0], random.Random(1)).shape == (112, 112, 3)


def test_targets_that_are_answered_exactly_cost_nothing_but_scores() -> None:
    large = FaceMix(nobody=0, giant=0, one=1, crowd=0, least=0.5, most=0.6)  # so that its cells lie inside its box
    scenes = (face_scene(random.Random(n), 64, large) for n in range(99))
    scene = next(s for s in scenes if len(s.faces) and s.faces.min() > 1 and s.faces.max() < 63)
    aims = targets(scene)
    assert aims.is_face.any()
    answers, start = [], 0
    for stride in STRIDES:
        count = 2 * (64 // stride) ** 2
        part = slice(start, start + count)
        start += count
        begin, own = aims.corners[part], aims.is_face[part]
        reach = torch.cat([begin - aims.boxes[part][:, :2], aims.boxes[part][:, 2:] - begin], 1) / stride
        offsets = ((aims.points[part] - begin[:, None]) / stride).flatten(1)
        raw = torch.cat(
            [torch.where(own, 12.0, -12.0)[:, None], torch.log(torch.expm1(reach.clamp(min=1e-3))), offsets], 1
        )
        side = 64 // stride
        boxed = raw.view(side, side, 2, 15)
        answer = torch.cat([boxed[..., :1].flatten(2), boxed[..., 1:5].flatten(2), boxed[..., 5:].flatten(2)], 2)
        answers.append(answer.permute(2, 0, 1)[None])
    for answer, stride in zip(answers, STRIDES, strict=True):
        logits, boxes, points = parted(answer)
        assert logits.shape == (1, 2 * (64 // stride) ** 2)
        assert (boxes.shape[-1], points.shape[-1]) == (4, 10)
    loss, figures = detection_loss(answers, aims, DetectorSettings())
    assert figures["iou"] > 0.98
    assert figures["off"] < 0.02
    assert float(loss) < 0.1


def test_a_face_is_cut_out_by_its_box_and_its_points_go_back_to_the_picture() -> None:
    rows, columns = torch.meshgrid(torch.arange(80.0) + 0.5, torch.arange(120.0) + 0.5, indexing="ij")
    picture = torch.stack([columns, rows, 0 * rows])[None]
    begins, sides = cuts(torch.tensor([[40.0, 20.0, 80.0, 50.0], [10.0, 10.0, 30.0, 50.0]]))
    torch.testing.assert_close(begins + sides / 2, torch.tensor([[60.0, 35.0], [20.0, 30.0]]))
    torch.testing.assert_close(sides[:, 0], torch.tensor([46.0, 46.0]))
    cut = cut_out(picture, begins, sides)
    assert cut.shape == (2, 3, CUT_PX, CUT_PX)
    torch.testing.assert_close(cut[0, 0, 28, 27:29].mean(), torch.tensor(60.0))
    torch.testing.assert_close(cut[0, 1, 27:29, 28].mean(), torch.tensor(35.0))
    assert corners(torch.zeros(1, 30, 2, 3)).tolist()[:4] == [[0, 0], [0, 0], [1, 0], [1, 0]]


def test_the_likeliest_cells_get_the_points_that_were_found_from_near() -> None:
    torch.manual_seed(0)
    finder = PointFinder().eval()  # before it learned anything it says the middle
    graph = ScrfdGraph(FaceDetector().eval(), finder).eval()
    with torch.inference_mode():
        found = graph(torch.randn(1, 3, 96, 128))
    scores, boxes, points = (torch.cat(found[3 * n : 3 * n + 3]) for n in range(3))
    best = scores[:, 0].topk(CUTS).indices
    middles = (boxes[best][:, 2:] - boxes[best][:, :2]) / 2
    torch.testing.assert_close(points[best].view(-1, 5, 2), middles[:, None].expand(-1, 5, 2), atol=1e-4, rtol=1e-4)
    guesses = torch.cat([parted(answer)[2][0] for answer in graph.detector(torch.zeros(1, 3, 96, 128))])
    assert guesses.shape == points.shape


def test_a_cut_face_holds_its_points() -> None:
    person = next(one for one in faces.seen_people() if one.style == "avataaars")
    for seed in range(20):
        pixels, points = cut_face(person, random.Random(seed), CUT_PX, 1.15)
        assert pixels.shape == (CUT_PX, CUT_PX, 3)
        assert ((points > 0) & (points < 1)).all()
        assert points[0, 0] < points[1, 0]


def test_a_margin_makes_the_same_answer_cost_more() -> None:
    torch.manual_seed(0)
    centres, people = torch.randn(5, 8), torch.tensor([0, 3])
    embeddings = centres[people] + 0.3 * torch.randn(2, 8)
    plain, strict = (float(arcface_loss(embeddings, centres, people, 16, margin)) for margin in (0.0, 0.4))
    assert strict > plain
    behind = arcface_loss(-centres[people], centres, people, 16, 0.4)
    assert torch.isfinite(behind)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faces")
    face_detector.run(folder, Budget(steps=2), False, _quiet, _TINY)
    face_points.run(folder, Budget(steps=2), False, _quiet, _POINTS)
    face_recogniser.run(folder, Budget(steps=2), False, _quiet, _FEW)
    return folder


def test_recipes_go_on_as_if_they_had_never_stopped(work: Path, tmp_path: Path) -> None:
    for recipe, settings in ((face_detector, _TINY), (face_points, _POINTS), (face_recogniser, _FEW)):
        broken, whole = tmp_path / "broken", tmp_path / "whole"
        recipe.run(broken, Budget(steps=1), False, _quiet, settings)  # type: ignore[arg-type]
        figures = recipe.run(broken, Budget(steps=2), True, _quiet, settings)  # type: ignore[arg-type]
        assert figures["step"] == 2
        recipe.run(whole, Budget(steps=2), False, _quiet, settings)  # type: ignore[arg-type]
    for name in ("face-detector", "face-points", "face-recogniser"):
        assert (broken / f"{name}.safetensors").read_bytes() == (whole / f"{name}.safetensors").read_bytes()


def test_a_detector_learns_to_say_where_a_face_is() -> None:
    torch.manual_seed(1)
    network = FaceDetector(widths=(8, 8, 16, 16, 16), neck=16).train()
    scene = next(s for n in range(40) if len((s := face_scene(random.Random(n), 64)).faces) == 1)
    pictures, aims = face_detector.detector_input([scene.pixels]), targets(scene)
    optimiser = torch.optim.Adam(network.parameters(), 5e-3)
    losses = []
    for _ in range(40):
        optimiser.zero_grad()
        loss, _ = detection_loss(network(pictures), aims, DetectorSettings())
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.5 * losses[0]


def test_the_pack_says_what_its_networks_say(work: Path, tmp_path: Path) -> None:
    target = tmp_path / "faces"
    face_pack.write_pack(work, target, 0.31)
    told = json.loads((target / "manifest.json").read_text("utf-8"))
    assert told["manifest_version"] == 2
    assert told["studio"] == {"licence": "Apache-2.0", "knows": "drawings", "same_person": 0.31}
    session = onnxruntime.InferenceSession(target / "detector.onnx", providers=["CPUExecutionProvider"])
    found = session.run(None, {"picture": np.zeros((1, 3, 96, 64), np.float32)})
    wanted = [2 * (96 // s) * (64 // s) for s in STRIDES]
    assert [part.shape for part in found] == [(n, width) for width in (1, 4, 10) for n in wanted]
    first = {name: (target / name).read_bytes() for name in (face_pack.DETECTOR, face_pack.RECOGNISER)}
    face_pack.write_pack(work, target, 0.31)
    assert first == {name: (target / name).read_bytes() for name in first}, "the same weights give the same files"
    other = ScrfdGraph(FaceDetector().eval(), PointFinder().eval())
    with pytest.raises(ValueError, match="differs"):
        face_pack.check_alike(first[face_pack.DETECTOR], other, torch.randn(1, 3, 64, 64))


def test_average_precision_by_hand() -> None:
    assert average_precision([(0.9, True), (0.8, True)], 2) == pytest.approx(1)
    assert average_precision([(0.9, True), (0.8, False), (0.7, True)], 2) == pytest.approx(0.5 + 0.5 * 2 / 3)
    assert average_precision([(0.9, True)], 2) == pytest.approx(0.5)
    assert average_precision([], 3) == 0


def test_accuracy_by_hand() -> None:
    rng = random.Random(0)
    assert folded_accuracy([0.8] * 50, [0.2] * 50, rng)[0] == 1
    assert folded_accuracy([0.5] * 50, [0.5] * 50, rng)[0] == pytest.approx(0.5, abs=0.15)
    marks = {name: [np.eye(4, dtype=np.float32)[n]] * 2 for n, name in enumerate("abcd")}
    found = verification(marks, dict.fromkeys("abcd", "style"))
    assert (found["accuracy"], found["auc"], found["roc"]["0.01"]) == (1, 1, 1)


def test_the_card_tells_the_figures(tmp_path: Path) -> None:
    figures = {"detection": {"faces": 9, "ap50": 0.9, "recall": 0.9, "precision": 0.8, "point_error": 0.05},
               "verification": {"pairs": 10, "accuracy": 0.9, "accuracy_same_style": 0.8, "auc": 0.95,
                                "roc": {"0.01": 0.7, "0.001": 0.5}}}  # fmt: skip
    photographs = {"photographs of things": {"photographs": 3, "with_faces": 1, "faces": 2}}
    measured = {"unseen_people": figures, "unseen_style": figures, "same_person": 0.4, "photographs": photographs}
    write_card(tmp_path, {"faces": measured})
    card = (tmp_path / "README.md").read_text("utf-8")
    assert "0.900 of 9" in card
    assert "in 3 photographs of things it claims 2 faces" in card
