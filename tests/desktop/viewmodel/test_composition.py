"""The composition: every change can be undone and done again, gestures are one step, boxes stay inside the picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.desktop.viewmodel.composition import LEAST_SIDE, Composition, inside, moved
from studio.desktop.viewmodel.create import CreateViewModel
from studio.library.layout.records import Layout, Shape
from studio.library.protocol import events
from studio.library.protocol.requests import GenerateRequest
from tests.fakes.answers import Answered
from tests.fakes.service import FakeService

BOX = BoxFrac(0.1, 0.2, 0.5, 0.6)
_ANY = st.floats(-2, 3, allow_nan=False)


@pytest.fixture
def composition(qapp: QApplication) -> Iterator[Composition]:
    made = Composition()
    yield made
    made.stack.clear()
    made.deleteLater()


@settings(deadline=None)
@given(_ANY, _ANY, _ANY, _ANY)
def test_any_box_becomes_one_inside_the_picture(x0: float, y0: float, x1: float, y1: float) -> None:
    box = inside(BoxFrac(x0, y0, x1, y1))
    assert box.is_valid()
    assert min(box.x1 - box.x0, box.y1 - box.y0) > LEAST_SIDE - 1e-3


@settings(deadline=None)
@given(_ANY, _ANY)
def test_a_moved_box_keeps_its_size(right: float, down: float) -> None:
    box = moved(BOX, right, down)
    assert box.is_valid()
    assert box.x1 - box.x0 == pytest.approx(0.4, abs=2e-4)
    assert box.y1 - box.y0 == pytest.approx(0.4, abs=2e-4)


def test_every_change_is_undone_and_done_again(composition: Composition) -> None:
    states = [composition.layout]
    first = composition.add(BOX, prompt="a dog")
    states.append(composition.layout)
    composition.edit(first, shape=Shape.ELLIPSE)
    states.append(composition.layout)
    composition.duplicate(first)
    states.append(composition.layout)
    composition.reorder(first, 1)
    states.append(composition.layout)
    composition.edit(first, locked=True)
    composition.edit(first, locked=False)
    states += [composition.layout]
    composition.remove(first)
    states.append(composition.layout)
    assert [region.id for region in composition.regions] == ["r2"]
    while composition.stack.canUndo():
        composition.stack.undo()
    assert composition.layout == states[0]
    while composition.stack.canRedo():
        composition.stack.redo()
    assert composition.layout == states[-1]


def test_typing_is_one_step_and_switching_is_one_each(composition: Composition) -> None:
    key = composition.add(BOX)
    for text in ("a", "a d", "a dog"):
        composition.edit(key, prompt=text)
    assert composition.stack.count() == 2
    composition.edit(key, hidden=True)
    composition.edit(key, hidden=False)
    assert composition.stack.count() == 4
    composition.edit(key, hidden=False)
    assert composition.stack.count() == 4


def test_a_gesture_is_one_step_or_none(composition: Composition) -> None:
    key = composition.add(BOX)
    for shift in (0.1, 0.2, 0.3):
        composition.preview(key, moved(BOX, shift, 0))
    composition.cancel()
    assert composition.region(key).box == BOX  # type: ignore[union-attr]
    assert composition.stack.count() == 1
    composition.preview(key, moved(BOX, 0.3, 0))
    composition.commit("Move region")
    assert composition.stack.undoText() == "Move region"
    composition.stack.undo()
    assert composition.region(key).box == BOX  # type: ignore[union-attr]


def test_undo_in_the_middle_of_a_gesture_gives_the_gesture_up(composition: Composition) -> None:
    one, two = composition.add(BOX), composition.add(BOX)
    composition.preview(one, moved(BOX, 0.2, 0))
    composition.undo()  # undid the second region, and the release then kept that as "Move region"
    composition.commit("Move region")
    assert [region.id for region in composition.regions] == [one]
    assert composition.region(one).box == BOX  # type: ignore[union-attr]
    composition.redo()
    assert composition.selected == two


def test_regions_without_ids_get_their_own(composition: Composition) -> None:
    data = {"regions": [{"box": BOX}, {"box": BOX, "id": "r1"}, {"box": BOX, "id": "r1"}]}
    composition.restore(Layout.model_validate({"schema": 1, **data}))
    assert len({region.id for region in composition.regions}) == 3
    assert not composition.stack.canUndo()


def test_overlap(composition: Composition) -> None:
    one, two = composition.add(BOX), composition.add(BoxFrac(0.4, 0.5, 0.9, 0.9), name="Mug")
    assert [region.name for region in composition.overlapping(one)] == ["Mug"]
    composition.edit(two, hidden=True)
    assert composition.overlapping(one) == ()


def test_a_region_is_drawn_with_its_subjects_newest_artifact(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    rex, artifact = filled.subjects[0], filled.artifacts[0]
    create.put_on_canvas(rex.id, 0.9, 0.9)
    composition = create.composition
    assert composition.regions[0].box.x1 == 1.0
    composition.add(BOX, prompt=f"@{rex.name} wearing a hat")
    composition.add(BOX, prompt="@nobody", hidden=True)
    create.generate()
    assert create.error is None
    request = filled.jobs()[-1].request
    assert isinstance(request, GenerateRequest)
    assert request.layout is not None
    assert [region.artifact for region in request.layout.regions] == [artifact.id, artifact.id, None]
    assert request.prompt == ""
    composition.edit("r3", hidden=False)
    create.generate()
    assert isinstance(create.error, InputProblem)
    create.keep_canvas()


def test_an_empty_region_is_told_before_anything_is_queued(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.set(prompt="a beach")
    create.composition.add(BOX, prompt="a dog")
    empty = create.composition.add(BOX, prompt=" ")
    create.composition.select("")
    queued = len(filled.jobs())
    create.generate()
    assert isinstance(create.error, InputProblem)
    assert "empty region" in create.error.message
    assert create.composition.selected == empty
    assert len(filled.jobs()) == queued
    create.composition.edit(empty, hidden=True)
    create.generate()
    assert create.error is None
    assert len(filled.jobs()) == queued + 1
    create.keep_canvas()


def test_the_canvas_comes_back_after_a_crash(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.composition.add(BOX, prompt="a mug")
    create.keep_canvas()
    again = CreateViewModel(filled)  # type: ignore[arg-type]
    filled.opened.emit()
    assert [region.prompt for region in again.composition.regions] == ["a mug"]
    assert not again.composition.stack.canUndo()


def test_a_damaged_canvas_is_told(filled: FakeService) -> None:
    def damaged() -> None:
        raise InputProblem("The canvas of the last session is damaged.", "It was put aside.")

    filled.kept_canvas = lambda: Answered(damaged)  # type: ignore[method-assign]
    told: list[object] = []
    filled.problem.connect(told.append)
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    assert len(told) == 1, "the library is open already"
    filled.opened.emit()
    assert len(told) == 2
    assert create.composition.regions == ()


def test_step_previews_are_shown_until_the_picture_is_there(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.set(prompt="a dog", count=2, seed=7)
    create.generate()
    job = create.pictures[0].job
    filled.say(job, events.PreviewReady, step=5, index=0, prompt="a dog", path=tmp_path / "0.webp")
    assert create.selected is not None
    assert (create.selected.preview, create.selected.preview_step) == (tmp_path / "0.webp", 5)
    filled.say(job, events.PictureReady, result="r-000001", path=tmp_path / "r.png", index=0, seed=7)
    assert create.selected.path == tmp_path / "r.png"
    filled.say(job, events.PreviewReady, step=9, index=0, prompt="a dog", path=tmp_path / "0.webp")
    assert create.selected.preview is None
