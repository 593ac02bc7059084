"""The whole window on the fake service: ways through it, accessible names, targets, keys."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.core import folders
from studio.core.errors import DiskProblem
from studio.desktop.app import Desktop
from studio.desktop.service.orders import DrawOrder, ExportOrder, NewSubject, TrainOrder
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.ui.training.teach_screen import TeachScreen
from studio.library.exports.pictures import ExportReport
from studio.library.gallery.records import Kind
from studio.library.protocol import events
from tests.fakes.records import photo, result, subject
from tests.fakes.service import FakeService

_CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QListView, QPlainTextEdit, QSlider)
_LEAST_PX = 24


def _controls(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    for control in window.findChildren(QWidget):
        parent = control.parentWidget()
        inside = isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit)) or control.objectName().startswith("qt_")
        if isinstance(control, _CONTROLS) and not inside and type(control).__module__.startswith(("studio", "PySide6")):
            found.append(control)
    return [
        c for c in found if "QComboBoxPrivateContainer" not in type(c.parentWidget()).__name__ and c.window() is window
    ]


def test_every_control_has_a_name(desktop: Desktop, filled: FakeService) -> None:
    desktop.create.use(filled.artifacts[0].id)
    desktop.subjects.select(filled.subjects[0].id)
    nameless = [f"{type(c).__name__} in {type(c.parentWidget()).__name__}" for c in _controls(desktop.window)
                if not c.accessibleName() and not (isinstance(c, QAbstractButton) and c.text())]  # fmt: skip
    assert nameless == []


def test_targets_are_large_enough(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.create.use(filled.artifacts[0].id)
    small: list[str] = []
    for key in ("subjects", "teach", "create", "results"):
        desktop.window.show_screen(key)
        for control in _controls(desktop.window):
            is_shown = control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus
            if is_shown and min(control.width(), control.height()) < _LEAST_PX:
                small.append(f"{key}: {type(control).__name__} {control.accessibleName()} {control.size()}")
    assert small == []


def test_the_screens_are_reached_by_keys(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.activateWindow()
    for place, kind in ((2, TeachScreen), (3, CreateScreen), (4, ResultsScreen), (1, SubjectsScreen)):
        qtbot.keyClick(desktop.window, getattr(Qt.Key, f"Key_{place}"), Qt.KeyboardModifier.ControlModifier)
        assert isinstance(desktop.window.stack.currentWidget(), kind)


def test_a_drop_starts_a_new_subject(qtbot: QtBot, desktop: Desktop, service: FakeService) -> None:
    service.announce()
    desktop.window.show_screen("results")
    desktop.window.files_dropped.emit((Path("a.jpg"), Path("b.jpg")))
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    assert screen.sheet is not None
    sheet = screen.sheet
    assert not sheet.create_button.isEnabled()
    qtbot.keyClicks(sheet.name, "Rex")
    qtbot.keyClicks(sheet.class_word, "dog")
    assert Kind(sheet.kind.currentData()) is Kind.ANIMAL, "it once stayed a thing"
    sheet.kind.setCurrentIndex(sheet.kind.findData(Kind.PERSON))
    assert not sheet.create_button.isEnabled(), "a person needs a consent note"
    sheet.kind.setCurrentIndex(sheet.kind.findData(Kind.ANIMAL))
    qtbot.mouseClick(sheet.create_button, Qt.MouseButton.LeftButton)
    assert service.asked[-1] == NewSubject("Rex", "dog", Kind.ANIMAL, "", (Path("a.jpg"), Path("b.jpg")))
    assert desktop.subjects.selected is not None


def test_a_drop_before_the_library_is_open_is_kept(desktop: Desktop, service: FakeService) -> None:
    service.open_failed.emit(DiskProblem("The disk is read-only.", "Choose another folder."))
    desktop.window.files_dropped.emit((Path("a.jpg"),))
    desktop.window.files_dropped.emit((Path("b.jpg"),))
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    assert screen.sheet is None
    service.announce()
    assert screen.sheet is not None
    assert screen.sheet.new_subject.files == (Path("a.jpg"), Path("b.jpg"))


def test_a_drop_on_an_open_subject_adds_to_it(desktop: Desktop, filled: FakeService) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    desktop.window.files_dropped.emit((Path("new.jpg"),))
    assert len(filled.subjects[0].photos) == 5


def test_a_library_that_does_not_open_offers_to_try_again(qtbot: QtBot, desktop: Desktop, service: FakeService) -> None:
    service.open_failed.emit(DiskProblem("The disk is read-only.", "Choose another folder."))
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    with qtbot.waitSignal(screen.retry_asked):
        screen._failed.findChildren(QAbstractButton)[0].click()
    assert service.asked[-1] == desktop.root


def test_teach_starts_with_changed_settings(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("teach")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, TeachScreen)
    steps = screen.form.field("steps").widget
    steps.setValue(3)  # type: ignore[attr-defined]
    qtbot.mouseClick(screen.start, Qt.MouseButton.LeftButton)
    order = filled.asked[-1]
    assert isinstance(order, TrainOrder)
    assert order.settings == {"steps": 3}
    assert order.method == "lora"


def test_a_failed_job_is_shown_with_its_remedy(desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("teach")
    desktop.teach.start()
    desktop.window.show_screen("create")
    assert desktop.teach.job is not None
    error = {"kind": "OutOfMemory", "message": "It does not fit into memory.", "remedy": "Use a smaller batch."}
    filled.say(desktop.teach.job.id, events.Failed, error=error, log=("line",))
    notices = desktop.window.notices.notices()
    assert notices
    assert notices[0].accessibleName() == "It does not fit into memory. Use a smaller batch."


def test_create_sends_the_order(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    screen.prompt.setPlainText("@Rex on a beach")
    screen.form.count.setValue(2)
    screen.form.steps.setValue(12)
    qtbot.mouseClick(screen.generate, Qt.MouseButton.LeftButton)
    order = filled.asked[-1]
    assert isinstance(order, DrawOrder)
    assert (order.prompt, order.count, order.steps, order.guidance) == ("@Rex on a beach", 2, 12, None)
    assert screen.generate.text() == "Generate 2 pictures"


def test_a_prompt_problem_stands_below_the_prompt(desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    screen.prompt.setPlainText("@Rax on a beach")
    desktop.create.generate()
    assert screen._error.isVisible()
    assert "Rex" in screen._error.text()


def test_results_export_what_is_selected(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    filled.stored = [result(tmp_path), result(tmp_path, "a cat", seed=9)]
    filled.results_changed.emit()
    desktop.window.show_screen("results")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    qtbot.waitUntil(lambda: screen.grid.pictures.rowCount() == 2)
    desktop.results.select((filled.stored[1].id,))
    screen.ask_export()
    assert screen.dialog is not None
    screen.dialog.folder.setText(str(tmp_path / "out"))
    screen.dialog.format.setCurrentIndex(screen.dialog.format.findData("webp"))
    qtbot.mouseClick(screen.dialog.go, Qt.MouseButton.LeftButton)
    assert filled.asked[-1] == ExportOrder((filled.stored[1].id,), tmp_path / "out", "webp", "full")
    filled.exports[-1].ended.emit(ExportReport((tmp_path / "out" / "a-cat-seed9.webp",)))
    assert screen.dialog is None
    assert desktop.window.notices.notices()[0].message.startswith("Exported ")


def test_stars_by_key_on_the_grid(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    filled.stored = [result(tmp_path)]
    filled.results_changed.emit()
    desktop.window.show_screen("results")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    qtbot.waitUntil(lambda: screen.grid.pictures.rowCount() == 1)
    desktop.results.select((filled.stored[0].id,))
    desktop.results.rate(5)
    qtbot.waitUntil(lambda: filled.stored[0].rating == 5)


def test_long_names_do_not_widen_the_window(qtbot: QtBot, desktop: Desktop, service: FakeService) -> None:
    long = "Rex von Hohenstaufen-Wolkenstein the very second of that name " * 2
    service.subjects = (subject(long[:80], "wire-haired dog", photos=(photo("a" * 180 + ".jpg"),)),)
    service.announce()
    desktop.subjects.select(service.subjects[0].id)
    for key in ("subjects", "teach", "create", "results"):
        desktop.window.show_screen(key)
        assert desktop.window.minimumSizeHint().width() <= 1280, key


def test_the_window_comes_back_where_it_was(desktop: Desktop) -> None:
    desktop.window.resize(960, 700)  # the screen of the tests is small
    desktop.window.ask_before_closing(lambda: False)
    desktop.window.close()  # refused: nothing is kept
    desktop.window.ask_before_closing(lambda: True)
    desktop.window.closing.disconnect()
    desktop.window.close()
    desktop.window.resize(1100, 640)
    desktop.window.restore_place()
    assert (desktop.window.width(), desktop.window.height()) == (960, 700)
    desktop.window.closing.connect(lambda: None)


@pytest.mark.parametrize(
    "kept", ["[General]\ngeometry=rubbish\n", "rubbish", "[General]\ngeometry=@ByteArray(\\x0)\n", ""]
)
def test_a_damaged_window_file_costs_nothing(desktop: Desktop, kept: str) -> None:
    file = folders.user_config() / "window.ini"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(kept)
    size = desktop.window.size()
    desktop.window.restore_place()
    assert desktop.window.size() == size


def test_no_part_of_a_screen_flashes_up_as_a_window_of_its_own(
    qapp: QApplication, desktop: Desktop, filled: FakeService
) -> None:
    """The list of subjects was shown before it had a parent."""
    filled.subjects = (*filled.subjects, subject("Mug", "mug", photos=(photo("m"),)))
    filled.announce()
    shown: list[str] = []

    class Watching(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watching = Watching()
    qapp.installEventFilter(watching)
    try:
        made = [factory() for factory in desktop.window._factories.values()]
    finally:
        qapp.removeEventFilter(watching)
    for screen in made:
        screen.deleteLater()
    assert len(made) == 5
    assert shown == []


def test_a_picture_shown_in_results_is_rated_at_once(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    filled.stored = [result(tmp_path)]
    filled.results_changed.emit()
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    desktop.window.activateWindow()
    screen.prompt.setFocus()
    screen.results_asked.emit(filled.stored[0].id)
    results = desktop.window.stack.currentWidget()
    assert isinstance(results, ResultsScreen)
    qtbot.waitUntil(results.grid.hasFocus)


def test_other_threads_give_the_window_its_turn_soon(desktop: Desktop) -> None:
    assert sys.getswitchinterval() <= 0.001
