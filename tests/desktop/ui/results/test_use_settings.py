"""Taking settings over: shown first, field by field; from a result, from a dropped file, and when there are none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.ui.results.use_settings_dialog import UseSettingsDialog
from tests.desktop.ui.results.test_results_screen import show
from tests.fakes.pictures import photo
from tests.fakes.service import FakeService
from tests.library.exports.test_read_settings import A1111, png

_COPY, _LEFT, _PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(screen: ResultsScreen, *files: Path) -> None:
    """As a file manager does it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    enter = QDragEnterEvent(QPointF(300, 300), _COPY, mime, _LEFT, _PLAIN)
    screen.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert screen._veil.isVisible()
    screen.dropEvent(QDropEvent(QPointF(300, 300), _COPY, mime, _LEFT, _PLAIN))
    assert not screen._veil.isVisible()


def dialogs(desktop: Desktop) -> list[UseSettingsDialog]:
    return [found for found in desktop.window.findChildren(UseSettingsDialog) if found.isVisible()]


def test_nothing_is_overwritten_before_it_was_shown(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    show(qtbot, desktop, filled, tmp_path, 3)
    desktop.create.set(prompt="mine", seed=77)
    desktop.results.select((filled.stored[2].id,))
    desktop.results.use_settings()
    (dialog,) = dialogs(desktop)
    assert desktop.create.order.prompt == "mine"
    assert {"prompt", "seed"} <= set(dialog.checks)
    assert dialog.checks["prompt"].accessibleName() == "Prompt: now mine, then @Rex number 2"
    dialog.reject()
    assert desktop.create.order.prompt == "mine"
    desktop.results.use_settings()
    (dialog,) = dialogs(desktop)
    for key, check in dialog.checks.items():
        check.setChecked(key == "seed")
    assert dialog.go.text() == "Change 1 setting"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert (desktop.create.order.prompt, desktop.create.order.seed) == ("mine", 2)
    assert desktop.window.current_screen() == "create"


def test_a_dropped_picture_of_another_program(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 1)
    drop(screen, png(tmp_path / "castle.png", parameters=A1111), tmp_path / "other.png")
    assert any("first of 2 files" in notice.message for notice in desktop.window.notices.notices())
    (dialog,) = dialogs(desktop)
    for check in dialog.checks.values():
        check.setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.checks["prompt"].setChecked(True)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert desktop.create.order.prompt == "a castle, by a lake at night"


def test_a_picture_without_settings_is_a_sentence(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 1)
    drop(screen, photo(tmp_path, "holiday.jpg"))
    assert dialogs(desktop) == []
    (notice,) = desktop.window.notices.notices()
    assert notice.message == "“holiday.jpg” holds no settings."


def test_the_same_settings_need_no_change(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    show(qtbot, desktop, filled, tmp_path, 1)
    desktop.results.select((filled.stored[0].id,))
    desktop.create.load(filled.stored[0].request)
    desktop.results.use_settings()
    (dialog,) = dialogs(desktop)
    assert dialog.go.text() == "Go to Create"
    dialog.accept()
