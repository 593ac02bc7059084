"""The whole way on the real service and the real worker: drop photos, teach three steps, draw, rate, export; then
redrawing a part of a picture, and an X/Y sheet.

The base model is the tiny one, saved as a folder and registered. Looks are not judged here (tests/screens).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core import folders
from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.service import preferences as kept
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.ui.training.teach_screen import TeachScreen
from studio.desktop.viewmodel.welcome import Stage
from studio.library.protocol.jobs import State
from tests.desktop.ui.conftest import close
from tests.fakes import pictures, tiny_backbone

pytestmark = pytest.mark.journeys
_LONG_MS = 240_000
_NEEDS_MINI = pytest.mark.skipif(not (folders.models() / "mini").is_dir(), reason="needs the mini base model")


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The real thing on an empty library, after the first paint."""
    tiny_backbone.register(tmp_path / "tiny")
    kept.save(kept.Preferences(is_welcomed=True))
    made = Desktop(qapp, tmp_path / "library")
    problems: list[object] = []
    made.window.show()
    qtbot.waitUntil(lambda: made.service is not None and bool(made.service.methods), timeout=_LONG_MS)
    assert made.service is not None
    made.service.problem.connect(problems.append)
    service = made.service
    yield made
    service.close()
    close(made)
    assert problems == []


def drop(desktop: Desktop, files: list[Path]) -> None:
    """As a file manager does it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    place = QPointF(400, 300)
    copy, left, nothing = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desktop.window.dropEvent(QDropEvent(place, copy, mime, left, nothing))


def teach(qtbot: QtBot, desktop: Desktop, steps: int) -> TeachScreen:
    """From the subject's page to a running training."""
    desktop.window.show_screen("teach")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, TeachScreen)
    place = screen.backbone.findData(tiny_backbone.NAME)
    screen.backbone.setCurrentIndex(place)
    screen.backbone.activated.emit(place)
    screen.form.field("steps").widget.setValue(steps)  # type: ignore[attr-defined]
    qtbot.waitUntil(screen.start.isEnabled)
    qtbot.mouseClick(screen.start, Qt.MouseButton.LeftButton)
    return screen


def add_rex(qtbot: QtBot, desktop: Desktop, folder: Path) -> None:
    """Drop three photos and fill in the sheet."""
    drop(desktop, pictures.photos(folder / "photos", 3))
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    qtbot.waitUntil(lambda: screen.sheet is not None, timeout=20_000)
    assert screen.sheet is not None
    qtbot.keyClicks(screen.sheet.name, "Rex")
    qtbot.keyClicks(screen.sheet.class_word, "dog")
    qtbot.mouseClick(screen.sheet.create_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.subjects.selected is not None, timeout=20_000)
    assert desktop.subjects.selected is not None
    assert len(desktop.subjects.selected.photos) == 3


def draw_two_regions(qtbot: QtBot, desktop: Desktop, screen: CreateScreen) -> None:
    """Rex from the tray by Enter, a second region by the mouse, its words by the keyboard."""
    left, alt = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
    screen.tray.setCurrentRow(0)
    qtbot.keyClick(screen.tray, Qt.Key.Key_Return)
    composition, canvas = desktop.create.composition, screen.canvas
    assert [region.name for region in composition.regions] == ["Rex"]
    composition.edit(composition.selected, box=BoxFrac(0.5, 0.2, 0.95, 0.9))
    corners = [
        QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()).toPoint()
        for rect in (canvas.picture_rect(),)
        for x, y in ((0.05, 0.2), (0.4, 0.9))
    ]
    qtbot.mousePress(canvas.viewport(), left, alt, corners[0])
    qtbot.mouseMove(canvas.viewport(), corners[1])
    qtbot.mouseRelease(canvas.viewport(), left, alt, corners[1])
    qtbot.keyClicks(screen.regions.prompt, "a ball")
    assert [region.prompt for region in composition.regions] == ["", "a ball"]
    qtbot.mouseClick(screen.generate, left)
    create = desktop.create
    qtbot.waitUntil(lambda: len(create.pictures) == 4 and all(d.path for d in create.pictures), timeout=_LONG_MS)
    qtbot.waitUntil(lambda: create.active_job is None, timeout=20_000)


def test_from_drop_to_export(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    add_rex(qtbot, desktop, tmp_path)
    teach(qtbot, desktop, 3)
    vm = desktop.teach
    qtbot.waitUntil(lambda: vm.job is not None and vm.job.is_ended, timeout=_LONG_MS)
    assert vm.job is not None
    assert vm.job.state is State.FINISHED, vm.job
    assert vm.curves.losses["subject"].steps == [1, 2, 3]
    qtbot.waitUntil(lambda: vm.result is not None, timeout=20_000)

    vm.draw()
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    assert screen.prompt.toPlainText().startswith("a photo of @Rex")
    screen.form.count.setValue(2)
    screen.form.steps.setValue(2)
    qtbot.mouseClick(screen.generate, Qt.MouseButton.LeftButton)
    create = desktop.create
    qtbot.waitUntil(lambda: len(create.pictures) == 2 and all(d.path for d in create.pictures), timeout=_LONG_MS)
    qtbot.waitUntil(lambda: create.active_job is None, timeout=20_000)

    draw_two_regions(qtbot, desktop, screen)

    desktop.window.show_screen("results")
    shown = desktop.window.stack.currentWidget()
    assert isinstance(shown, ResultsScreen)
    qtbot.waitUntil(lambda: len(desktop.results.results) == 4, timeout=20_000)
    layout = desktop.results.results[0].request.layout
    assert layout is not None
    assert [bool(region.artifact) for region in layout.regions] == [True, False]
    desktop.results.select((desktop.results.results[0].id,))
    desktop.results.rate(5)
    qtbot.waitUntil(lambda: desktop.results.current is not None and desktop.results.current.rating == 5, timeout=20_000)
    shown.ask_export()
    assert shown.dialog is not None
    shown.dialog.folder.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(shown.export.done, timeout=20_000) as exported:
        qtbot.mouseClick(shown.dialog.go, Qt.MouseButton.LeftButton)
    assert exported.args is not None
    (path,) = exported.args[0].written
    with Image.open(path) as picture:
        assert picture.size == (32, 32)
        assert "parameters" in picture.info


def test_stop_and_save_then_resume(qtbot: QtBot, desktop: Desktop, tmp_path: Path) -> None:
    add_rex(qtbot, desktop, tmp_path)
    teach(qtbot, desktop, 5000)
    vm = desktop.teach
    qtbot.waitUntil(lambda: bool(vm.curves.losses), timeout=_LONG_MS)
    vm.stop()
    qtbot.waitUntil(lambda: vm.job is not None and vm.job.is_ended, timeout=_LONG_MS)
    assert vm.job is not None
    assert vm.job.state is State.STOPPED
    stopped_at = vm.job.step
    vm.resume()
    qtbot.waitUntil(lambda: vm.job is not None and vm.job.is_active and vm.job.step > stopped_at, timeout=_LONG_MS)
    vm.stop()
    qtbot.waitUntil(lambda: vm.job is not None and vm.job.is_ended, timeout=_LONG_MS)
    assert vm.job.state is State.STOPPED


def draw_plain(qtbot: QtBot, desktop: Desktop, backbone: str) -> CreateScreen:
    """One picture."""
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    screen.form.backbone.setCurrentIndex(screen.form.backbone.findData(backbone))
    screen.form.count.setValue(1)
    screen.form.steps.setValue(4)
    qtbot.keyClicks(screen.prompt, "a dog")
    qtbot.mouseClick(screen.generate, Qt.MouseButton.LeftButton)
    wait_for_pictures(qtbot, desktop, 1)
    return screen


def wait_for_pictures(qtbot: QtBot, desktop: Desktop, count: int) -> None:
    """All of them are drawn and nothing runs."""
    create = desktop.create
    qtbot.waitUntil(lambda: len(create.pictures) == count and all(d.path for d in create.pictures), timeout=_LONG_MS)
    qtbot.waitUntil(lambda: create.active_job is None, timeout=20_000)


@_NEEDS_MINI  # the tiny one draws the same from every noise
def test_only_what_is_marked_is_redrawn(qtbot: QtBot, desktop: Desktop) -> None:
    screen = draw_plain(qtbot, desktop, "mini")
    create, left, none = desktop.create, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    first = create.pictures[0].path
    assert first is not None
    screen.canvas.picture_dropped.emit(str(first))
    screen.canvas.set_brush(0.12)
    viewport = screen.canvas.viewport()
    spots = [
        QPointF(rect.x() + x * rect.width(), rect.y() + 0.5 * rect.height()).toPoint()
        for rect in (screen.canvas.picture_rect(),)
        for x in (0.7, 0.85)
    ]
    qtbot.mousePress(viewport, left, none, spots[0])
    qtbot.mouseMove(viewport, spots[1])
    qtbot.mouseRelease(viewport, left, none, spots[1])
    assert create.composition.base.mask is not None
    create.set_denoise(1.0)
    qtbot.mouseClick(screen.generate, left)
    wait_for_pictures(qtbot, desktop, 2)
    second = create.pictures[1].path
    assert second is not None
    with Image.open(first) as one, Image.open(second) as other:
        before, after = np.asarray(one.convert("RGB")).astype(int), np.asarray(other.convert("RGB")).astype(int)
    width = before.shape[1]
    assert np.array_equal(before[:, : width // 2], after[:, : width // 2])
    assert not np.array_equal(before[:, width // 2 :], after[:, width // 2 :])


def test_an_x_y_sheet_is_drawn_as_one_job(qtbot: QtBot, desktop: Desktop) -> None:
    draw_plain(qtbot, desktop, tiny_backbone.NAME)
    desktop.window.show_screen("results")
    shown = desktop.window.stack.currentWidget()
    assert isinstance(shown, ResultsScreen)
    qtbot.waitUntil(lambda: len(desktop.results.results) == 1, timeout=20_000)
    desktop.results.select((desktop.results.results[0].id,))
    qtbot.mouseClick(shown.sheet, Qt.MouseButton.LeftButton)
    dialog = shown.sheet_dialog
    assert dialog is not None
    dialog.across.numbers.setText("1, 4")
    dialog.down.numbers.setText("3-4")
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert desktop.service is not None
    service = desktop.service
    qtbot.waitUntil(lambda: any(j.kind == "sheet" and j.is_ended for j in service.jobs()), timeout=_LONG_MS)
    sheet = next(j for j in service.jobs() if j.kind == "sheet")
    assert sheet.state is State.FINISHED, sheet
    qtbot.waitUntil(lambda: len(desktop.results.results) == 6, timeout=20_000)  # four cells and the sheet


@_NEEDS_MINI
def test_the_welcome_ends_with_a_picture(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.show_welcome()
    qtbot.waitUntil(lambda: desktop.welcome.sample is not None, timeout=20_000)
    began = time.monotonic()
    desktop.welcome.start()
    qtbot.waitUntil(lambda: desktop.welcome.stage in (Stage.DONE, Stage.FAILED), timeout=2 * _LONG_MS)
    assert desktop.welcome.stage is Stage.DONE, desktop.welcome.failure
    print(f"welcome: {time.monotonic() - began:.0f} s")
    assert desktop.window.current_screen() == "create"
    assert len([d for d in desktop.create.pictures if d.path]) == 4
