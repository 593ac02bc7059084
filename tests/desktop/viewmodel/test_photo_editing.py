"""The photo editor's state: turning, cropping, painting and selecting are undoable steps; saving is one change."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.errors import InputProblem, WorkerDied
from studio.core.geometry import WHOLE, BoxFrac
from studio.desktop.viewmodel import crop as crops
from studio.desktop.viewmodel.photo_editing import PhotoEditing, Point
from studio.library.gallery.edits import PhotoEdit
from tests.fakes.records import photo, subject
from tests.fakes.service import FakeService


@pytest.fixture
def editing(filled: FakeService, tmp_path: Path) -> PhotoEditing:
    rex = filled.subjects[0]
    for number, kept in enumerate(rex.photos):
        image = QImage(200, 100, QImage.Format.Format_RGB32)
        image.fill(QColor(number * 40, 90, 120))
        path = tmp_path / f"{kept.id}.png"
        image.save(str(path))
        filled.files[kept.id] = path
    return PhotoEditing(filled, rex, rex.photos[0])  # type: ignore[arg-type]


def _share(mask: QImage | None) -> float:
    """White pixels of a mask."""
    assert mask is not None
    white = sum(
        QColor(mask.pixel(x, y)).red() > 127 for y in range(0, mask.height(), 2) for x in range(0, mask.width(), 2)
    )
    return white / ((mask.height() + 1) // 2 * ((mask.width() + 1) // 2))


def test_turning_takes_crop_and_mask_along(editing: PhotoEditing) -> None:
    editing.set_crop(BoxFrac(0.0, 0.0, 0.5, 0.25))
    editing.mask_all()
    editing.turn(1)
    assert editing.state.rotation_deg == 90
    assert (editing.picture.width(), editing.picture.height()) == (100, 200)
    assert editing.state.crop == BoxFrac(0.75, 0.0, 1.0, 0.5)
    assert editing.state.mask is not None
    assert (editing.state.mask.width(), editing.state.mask.height()) == (100, 200)
    editing.turn(-1)
    assert editing.state.crop == BoxFrac(0.0, 0.0, 0.5, 0.25)
    editing.stack.undo()
    editing.stack.undo()
    assert (editing.state.rotation_deg, editing.picture.width()) == (0, 200)


def test_a_stroke_is_one_step(editing: PhotoEditing) -> None:
    editing.begin_stroke(0.2, 0.5, 0.1, erases=False)
    editing.stroke_to(0.8, 0.5, 0.1)
    assert _share(editing.mask) > 0.2
    editing.end_stroke()
    assert editing.stack.count() == 1
    before = _share(editing.state.mask)
    editing.begin_stroke(0.2, 0.5, 0.1, erases=True)
    editing.end_stroke()
    assert _share(editing.state.mask) < before
    editing.stack.undo()
    assert _share(editing.state.mask) == before
    editing.stack.undo()
    assert editing.state.mask is None


def test_pressure_makes_the_line_thinner(editing: PhotoEditing) -> None:
    shares = []
    for pressure in (1.0, 0.3):
        editing.begin_stroke(0.2, 0.5, 0.1 * pressure, erases=False)
        editing.stroke_to(0.8, 0.5, 0.1 * pressure)
        shares.append(_share(editing.mask))
        editing.cancel_stroke()
    assert shares[1] < shares[0] / 2
    assert editing.mask is None
    assert not editing.is_changed


def test_erasing_nothing_makes_no_step(editing: PhotoEditing) -> None:
    editing.begin_stroke(0.5, 0.5, 0.1, erases=True)
    editing.end_stroke()
    assert editing.state.mask is None
    assert editing.stack.count() == 0


def test_inverting_and_clearing(editing: PhotoEditing) -> None:
    editing.invert_mask()
    assert editing.state.mask is None
    editing.mask_all()
    editing.invert_mask()
    assert _share(editing.state.mask) == 0
    editing.clear_mask()
    assert editing.state.mask is None


def test_selecting_adds_and_takes_away(editing: PhotoEditing, filled: FakeService) -> None:
    editing.select_subject(0.9, 0.9, is_subject=False)  # nothing to take away from yet
    assert ("cut_out", (Point(0.9, 0.9, False),)) not in filled.asked
    editing.select_subject(0.2, 0.5, is_subject=True)
    assert _share(editing.state.mask) == pytest.approx(0.5, abs=0.05)
    editing.select_subject(0.9, 0.9, is_subject=False)
    assert filled.asked[-1] == ("cut_out", (Point(0.2, 0.5), Point(0.9, 0.9, False)))
    editing.begin_stroke(0.5, 0.5, 0.05, erases=False)
    editing.end_stroke()
    editing.select_subject(0.3, 0.3, is_subject=True)
    assert filled.asked[-1] == ("cut_out", (Point(0.3, 0.3),))  # the brush began anew


def test_a_failed_selection_says_so_and_changes_nothing(
    editing: PhotoEditing, filled: FakeService, qtbot: QtBot
) -> None:
    filled.cut_problem = WorkerDied("The subject could not be cut out of this photo.", "Brush the mask by hand.")
    with qtbot.waitSignal(editing.problem):
        editing.select_subject(0.2, 0.5, is_subject=True)
    assert not editing.is_busy
    assert not editing.is_changed


def test_saving_is_one_change_and_keeps_an_untouched_mask(editing: PhotoEditing, filled: FakeService) -> None:
    editing.set_crop(BoxFrac(0.1, 0.1, 0.9, 0.9))
    editing.set_caption("a photo of @Rex")
    editing.set_held_out(True)
    editing.save()
    edit = filled.asked[-1]
    assert isinstance(edit, PhotoEdit)
    assert edit.keeps_mask
    assert (edit.crop, edit.caption, edit.held_out) == (BoxFrac(0.1, 0.1, 0.9, 0.9), "a photo of @Rex", True)
    assert not editing.is_changed
    assert filled.subjects[0].photos[0].caption == "a photo of @Rex"
    editing.mask_all()
    editing.save()
    edit = filled.asked[-1]
    assert isinstance(edit, PhotoEdit)
    assert edit.mask is not None
    assert edit.mask.startswith(b"\x89PNG")
    assert filled.subjects[0].photos[0].has_mask
    again = PhotoEditing(filled, filled.subjects[0], filled.subjects[0].photos[0])  # type: ignore[arg-type]
    assert _share(again.state.mask) == 1.0


def test_a_refused_save_is_still_unsaved(editing: PhotoEditing, filled: FakeService, qtbot: QtBot) -> None:
    filled.edit_problem = InputProblem("All photos of Rex would be held out.", "Keep one.")
    editing.set_held_out(True)
    with qtbot.waitSignal(editing.problem):
        editing.save()
    assert editing.is_changed


def test_going_to_the_next_photo_saves(editing: PhotoEditing, filled: FakeService) -> None:
    editing.set_caption("@Rex asleep")
    editing.go(1)
    assert editing.place == (2, 4)
    assert editing.state.caption == ""
    assert filled.subjects[0].photos[0].caption == "@Rex asleep"
    editing.go(-1)
    assert editing.state.caption == "@Rex asleep"
    editing.go(-1)
    assert editing.place == (4, 4)


def test_a_caption_without_the_name_is_told(editing: PhotoEditing) -> None:
    editing.set_caption("a dog")
    assert "@Rex" in editing.caption_note
    editing.set_caption(editing.suggested)
    assert editing.caption_note == ""
    assert editing.stack.count() == 1  # typing is one step


def test_a_photo_that_is_gone_is_told(filled: FakeService) -> None:
    rex = subject(photos=(photo("gone.jpg"),))
    editing = PhotoEditing(filled, rex, rex.photos[0])  # type: ignore[arg-type]
    assert editing.is_broken
    editing.begin_stroke(0.5, 0.5, 0.1, erases=False)
    assert editing.mask is None


@pytest.mark.parametrize("handle", crops.HANDLES)
@pytest.mark.parametrize("ratio", [0.0, 1.0, 2.0, 0.4])
@pytest.mark.parametrize("spot", [(-0.5, 0.5), (0.5, 2.0), (0.31, 0.29), (1.0, 0.0), (0.5, 0.5)])
def test_a_resized_crop_stays_inside_and_keeps_its_shape(handle: str, ratio: float, spot: tuple[float, float]) -> None:
    start = crops.largest(ratio, BoxFrac(0.3, 0.3, 0.7, 0.7)) if ratio else BoxFrac(0.3, 0.3, 0.7, 0.7)
    box = crops.resized(start, handle, *spot, ratio)
    assert box.is_valid()
    if ratio:
        assert (box.x1 - box.x0) / (box.y1 - box.y0) == pytest.approx(ratio)


@pytest.mark.parametrize(
    "hand", [(0.99, 0.99, 1.5, 1.2), (0.5, 0.5, 0.5, 0.5), (0.2, 0.8, 0.1, 0.1), (0.0, 1.0, -1, 2)]
)
def test_a_new_crop_is_always_a_real_frame(hand: tuple[float, float, float, float]) -> None:
    for ratio in (0.0, 1.0, 3.0):
        box = crops.between(*hand, ratio)
        assert box.is_valid()
        if not ratio:
            assert min(box.x1 - box.x0, box.y1 - box.y0) >= crops.LEAST - 1e-9


def test_moving_stops_at_the_edges() -> None:
    assert crops.moved(BoxFrac(0.5, 0.5, 0.9, 0.9), 1.0, -1.0) == BoxFrac(0.6, 0.0, 1.0, 0.4)
    assert crops.largest(0.0) == WHOLE
