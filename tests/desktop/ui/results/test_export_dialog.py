"""The export dialog from its form to its end, on the fake service; and once on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem, InputProblem
from studio.desktop.app import Desktop
from studio.desktop.service.exporting import Taken
from studio.desktop.service.orders import ExportOrder
from studio.desktop.ui.results.export_dialog import ExportDialog
from studio.desktop.viewmodel.export import Stage
from studio.library.exports.pictures import ExportReport
from tests.desktop.ui.results.test_results_screen import show
from tests.fakes.answers import FakeExport
from tests.fakes.service import FakeService


@pytest.fixture
def dialog(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> ExportDialog:
    """On two of five pictures."""
    screen = show(qtbot, desktop, filled, tmp_path, 5)
    desktop.results.select((filled.stored[0].id, filled.stored[3].id))
    screen.ask_export()
    assert screen.dialog is not None
    screen.dialog.folder.setText(str(tmp_path / "out"))
    return screen.dialog


def _click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def _run(service: FakeService) -> FakeExport:
    return service.exports[-1]


def test_names_are_previewed_while_typing(qtbot: QtBot, dialog: ExportDialog) -> None:
    assert dialog._preview.text() == "rex-number-0-seed0.png, rex-number-3-seed3.png"
    dialog.pattern.setText("{number} of {date}")
    assert dialog._preview.text().startswith("1 of 2026-11-23.png")
    dialog.pattern.setText("{nummer}")
    assert dialog._preview.text() == "{nummer} stands for nothing. Did you mean {number}?"
    assert not dialog.go.isEnabled()
    dialog.pattern.setText("{seed}")
    assert dialog.go.isEnabled()
    dialog.folder.setText("")
    assert not dialog.go.isEnabled()
    dialog.close()


def test_fields_fit_the_format(dialog: ExportDialog) -> None:
    assert not dialog.quality.isVisible()
    dialog.format.setCurrentIndex(dialog.format.findData("avif"))
    assert dialog.quality.isVisible()
    dialog.format.setCurrentIndex(dialog.format.findData("contact-sheet-pdf"))
    assert not dialog.pattern.isVisible()
    assert dialog.title.isVisible()
    dialog.close()


def test_all_that_fit_the_filter(qtbot: QtBot, desktop: Desktop, filled: FakeService, dialog: ExportDialog) -> None:
    assert dialog.go.text() == "Export 2 pictures"
    dialog.which.setCurrentIndex(1)
    assert dialog.go.text() == "Export 5 pictures"
    dialog.edge.setValue(512)
    _click(qtbot, dialog.go)
    order = filled.asked[-1]
    assert isinstance(order, ExportOrder)
    assert (order.results, order.filter, order.edge_px) == ((), desktop.results.filter, 512)
    _run(filled).ended.emit(ExportReport((Path("a.png"), Path("b.png"))))


@pytest.mark.parametrize(("choice", "wanted"), [("skip", "skip"), ("rename", "rename"), ("replace", "replace")])
def test_files_that_are_there_are_asked_about_once(
    qtbot: QtBot, filled: FakeService, dialog: ExportDialog, tmp_path: Path, choice: str, wanted: str
) -> None:
    _click(qtbot, dialog.go)
    _run(filled).ended.emit(Taken((tmp_path / "a.png",), 2))
    assert dialog._export.stage is Stage.ASKING
    assert "a.png" in dialog._names.text()
    _click(qtbot, getattr(dialog, choice))
    order = filled.asked[-1]
    assert isinstance(order, ExportOrder)
    assert order.collisions == wanted
    _run(filled).ended.emit(ExportReport((tmp_path / "a.png",)))


def test_progress_and_stop(qtbot: QtBot, filled: FakeService, dialog: ExportDialog) -> None:
    _click(qtbot, dialog.go)
    run = _run(filled)
    run.progressed.emit(1, 2)
    assert (dialog.bar.value(), dialog.bar.maximum()) == (1, 2)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert run.was_stopped
    assert dialog.isVisible()
    run.ended.emit(ExportReport((Path("a.png"),), was_stopped=True))
    assert dialog._export.sentences()[0].startswith("Stopped: 1 of 2 written")
    dialog.close()


def test_what_went_wrong_is_said_and_nothing_typed_is_lost(
    qtbot: QtBot, filled: FakeService, dialog: ExportDialog
) -> None:
    dialog.pattern.setText("{seed}")
    _click(qtbot, dialog.go)
    _run(filled).failed.emit(InputProblem("“out” is a file.", "Choose a folder."))
    assert dialog._problem.text() == "“out” is a file. Choose a folder."
    _click(qtbot, dialog.go)
    full = DiskProblem("The disk is full.", "Free some space.")
    _run(filled).ended.emit(ExportReport((Path("a.png"),), stopped_by=full))
    assert dialog._export.sentences() == ("1 of 2 written, then it ended.", "The disk is full. Free some space.")
    dialog._export.back()
    assert dialog.pattern.text() == "{seed}"
    dialog.close()


def test_the_next_export_begins_as_the_last_one_was(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, dialog: ExportDialog
) -> None:
    screen = desktop.window.stack.currentWidget()
    dialog.pattern.setText("{id}")
    dialog.close()
    screen.ask_export()  # type: ignore[union-attr]
    again = screen.dialog  # type: ignore[union-attr]
    assert again.pattern.text() == "{id}"
    again.close()
