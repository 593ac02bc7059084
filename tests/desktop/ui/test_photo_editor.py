"""The photo editor by mouse and keys, in the real window on the fake service."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.gallery.photo_canvas import Tool
from studio.desktop.ui.gallery.photo_editor import PhotoEditor
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.library.gallery.edits import PhotoEdit
from tests.fakes.service import FakeService


@pytest.fixture
def editor(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> PhotoEditor:
    for kept in filled.subjects[0].photos:
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor(120, 90, 60))
        path = tmp_path / f"{kept.id}.png"
        image.save(str(path))
        filled.files[kept.id] = path
    desktop.window.show_screen("subjects")
    desktop.subjects.select(filled.subjects[0].id)
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    page = screen.page
    page.edit_photo(filled.subjects[0].photos[0].id)
    assert page.editor is not None
    qtbot.waitExposed(page.editor)
    page.editor.canvas.fit()
    return page.editor


def _at(editor: PhotoEditor, x: float, y: float) -> QPoint:
    picture = editor.canvas.picture_rect()
    return QPoint(round(picture.x() + x * picture.width()), round(picture.y() + y * picture.height()))


def _drag(qtbot: QtBot, editor: PhotoEditor, start: tuple[float, float], end: tuple[float, float]) -> None:
    viewport = editor.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=_at(editor, *start))
    for part in (0.3, 0.6, 1.0):
        spot = (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
        qtbot.mouseMove(viewport, _at(editor, *spot))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=_at(editor, *end))


def test_a_crop_is_dragged_moved_and_undone_as_three_steps(qtbot: QtBot, editor: PhotoEditor) -> None:
    editing = editor.editing
    _drag(qtbot, editor, (0.2, 0.2), (0.6, 0.7))
    assert editing.state.crop == pytest.approx((0.2, 0.2, 0.6, 0.7), abs=0.02)
    _drag(qtbot, editor, (0.4, 0.4), (0.5, 0.45))
    assert editing.state.crop == pytest.approx((0.3, 0.25, 0.7, 0.75), abs=0.03)
    _drag(qtbot, editor, (editing.state.crop.x1, editing.state.crop.y1), (0.9, 0.9))  # type: ignore[union-attr]
    assert editing.state.crop == pytest.approx((0.3, 0.25, 0.9, 0.9), abs=0.03)
    assert editing.stack.count() == 3
    qtbot.keyClick(editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editing.state.crop == pytest.approx((0.3, 0.25, 0.7, 0.75), abs=0.03)


def test_a_drag_is_given_up_by_escape(qtbot: QtBot, editor: PhotoEditor) -> None:
    viewport = editor.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=_at(editor, 0.2, 0.2))
    qtbot.mouseMove(viewport, _at(editor, 0.6, 0.6))
    assert editor.editing.state.crop is not None
    qtbot.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert editor.editing.state.crop is None
    assert editor.isVisible()
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=_at(editor, 0.6, 0.6))


def test_a_fixed_shape_holds(qtbot: QtBot, editor: PhotoEditor) -> None:
    editor.shape.setCurrentIndex(editor.shape.findText("1 : 1"))
    editor.shape.activated.emit(editor.shape.currentIndex())
    _drag(qtbot, editor, (0.13, 0.1), (0.5, 0.9))
    crop = editor.editing.state.crop
    assert crop is not None
    assert (crop.x1 - crop.x0) * 400 == pytest.approx((crop.y1 - crop.y0) * 300, abs=2)


def test_crop_by_keys_alone(qtbot: QtBot, editor: PhotoEditor) -> None:
    editor.canvas.setFocus()
    for _ in range(10):
        qtbot.keyClick(editor.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert editor.editing.state.crop == pytest.approx((0, 0, 0.9, 1.0))
    qtbot.keyClick(editor.canvas, Qt.Key.Key_Right)
    assert editor.editing.state.crop == pytest.approx((0.01, 0, 0.91, 1.0))
    qtbot.mouseClick(editor.whole, Qt.MouseButton.LeftButton)
    assert editor.editing.state.crop is None


def test_the_brush_paints_and_its_keys_change_it(qtbot: QtBot, editor: PhotoEditor) -> None:
    editor.canvas.setFocus()
    qtbot.keyClick(editor.canvas, Qt.Key.Key_B)
    assert editor.canvas.tool is Tool.BRUSH
    before = editor.size_slider.value()
    qtbot.keyClick(editor.canvas, Qt.Key.Key_BracketRight)
    assert editor.size_slider.value() > before
    _drag(qtbot, editor, (0.2, 0.5), (0.8, 0.5))
    mask = editor.editing.state.mask
    assert mask is not None
    assert QColor(mask.pixel(200, 150)).red() == 255
    qtbot.keyClick(editor.canvas, Qt.Key.Key_E)
    _drag(qtbot, editor, (0.5, 0.2), (0.5, 0.8))
    mask = editor.editing.state.mask
    assert mask is not None
    assert QColor(mask.pixel(200, 150)).red() == 0


def test_the_subject_is_selected_by_a_click(qtbot: QtBot, editor: PhotoEditor, filled: FakeService) -> None:
    qtbot.mouseClick(editor.tools[Tool.SELECT], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(editor.canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(editor, 0.3, 0.5))
    assert editor.editing.state.mask is not None
    qtbot.mouseClick(
        editor.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, _at(editor, 0.8, 0.5)
    )
    asked = filled.asked[-1]
    assert isinstance(asked, tuple)
    assert [point.is_subject for point in asked[1]] == [True, False]


def test_nothing_moves_while_the_subject_is_selected(qtbot: QtBot, editor: PhotoEditor) -> None:
    """A line that came and went moved the buttons away from under the mouse."""
    qtbot.mouseClick(editor.tools[Tool.SELECT], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    before = editor.suggest.mapTo(editor, QPoint(0, 0))
    editor.editing.busy_changed.emit(True)
    QApplication.processEvents()
    assert editor._busy.isVisible()
    assert editor.suggest.mapTo(editor, QPoint(0, 0)) == before
    editor.editing.busy_changed.emit(False)


def test_save_stores_and_next_goes_on(qtbot: QtBot, editor: PhotoEditor, filled: FakeService) -> None:
    assert not editor.save.isEnabled()
    qtbot.mouseClick(editor.suggest, Qt.MouseButton.LeftButton)
    assert editor.caption.toPlainText() == "a photo of @Rex"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert isinstance(filled.asked[-1], PhotoEdit)
    assert not editor.save.isEnabled()
    assert editor._close.hasFocus()  # not the first button of the window
    qtbot.keyClick(editor.canvas, Qt.Key.Key_PageDown)
    assert editor.editing.place == (2, 4)
    assert editor.caption.toPlainText() == ""


def test_closing_with_changes_asks(qtbot: QtBot, editor: PhotoEditor, filled: FakeService) -> None:
    editor.editing.turn(1)
    editor.close()
    assert editor.isVisible()
    box = editor.findChildren(QMessageBox)[-1]
    assert {b.text() for b in box.buttons()} == {"Save", "Discard", "Go on editing"}
    _button(box, "Go on editing").click()
    assert editor.isVisible()
    editor.close()
    _button(editor.findChildren(QMessageBox)[-1], "Save").click()
    assert not editor.isVisible()
    assert filled.subjects[0].photos[0].rotation_deg == 90


def _button(box: QMessageBox, text: str) -> QAbstractButton:
    return next(b for b in box.buttons() if b.text() == text)
