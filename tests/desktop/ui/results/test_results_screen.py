"""The Results screen by mouse and keys: marks, filter, scrolling on, dragging out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.viewmodel.large_view import Mode
from studio.desktop.viewmodel.results import PAGE
from tests.fakes import pictures
from tests.fakes.records import result
from tests.fakes.service import FakeService

_REDO = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def show(qtbot: QtBot, desktop: Desktop, service: FakeService, folder: Path, count: int) -> ResultsScreen:
    """The screen with so many pictures, the first chosen and the grid focused."""
    service.stored = [result(folder, f"@Rex number {n}", n) for n in range(count)]
    for number, made in enumerate(service.stored[:4]):
        service.files[made.id] = pictures.photo(folder, f"r{number}.png", number)
    service.results_changed.emit()
    desktop.window.show_screen("results")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    qtbot.waitUntil(lambda: screen.grid.pictures.rowCount() == min(count, PAGE))
    desktop.window.activateWindow()
    screen.grid.setFocus()
    screen.grid.setCurrentIndex(screen.grid.pictures.index(0))
    return screen


def test_keys_rate_and_colour(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    qtbot.keyClick(screen.grid, Qt.Key.Key_4)
    qtbot.keyClick(screen.grid, Qt.Key.Key_G)
    assert (filled.stored[0].rating, filled.stored[0].colour) == (4, "green")
    qtbot.keyClick(screen.grid, Qt.Key.Key_0)
    qtbot.keyClick(screen.grid, Qt.Key.Key_G)
    assert (filled.stored[0].rating, filled.stored[0].colour) == (0, "")
    qtbot.keyClick(screen.grid, Qt.Key.Key_Right)
    qtbot.keyClick(screen.grid, Qt.Key.Key_X)
    assert filled.stored[1].rating == -1
    item = screen.grid.pictures.item(1)
    assert item.is_dim
    assert "rejected" in item.spoken()
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    assert len(filled.stored) == 2


def test_a_word_without_end_does_not_widen_the_panel(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 2)
    long = filled.stored[0].request.model_copy(update={"prompt": "w" * 90, "negative": "v" * 90})
    filled.stored[0] = filled.stored[0].model_copy(update={"request": long, "prompt": "w" * 90})
    filled.results_changed.emit()
    qtbot.waitUntil(lambda: screen._details._prompt.text() == "w" * 90)
    area = screen._details._filled
    QApplication.processEvents()
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()


def test_typing_in_the_search_field_marks_nothing(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    screen.filter.text.setFocus()
    qtbot.keyClicks(screen.filter.text, "number 1 rag")
    assert screen.filter.text.text() == "number 1 rag"
    assert {(r.rating, r.colour) for r in filled.stored} == {(0, "")}
    screen.filter.clear()


def test_scrolling_reads_on(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3 * PAGE)
    bar = screen.grid.verticalScrollBar()
    where = bar.maximum()
    bar.setValue(where)
    qtbot.waitUntil(lambda: screen.grid.pictures.rowCount() == 2 * PAGE)
    assert bar.value() == where, "the place in the list is kept"
    qtbot.waitUntil(lambda: bar.maximum() > where)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: screen.grid.pictures.rowCount() == 3 * PAGE)


def test_filters_reach_the_service_and_can_be_taken_back(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    bar = screen.filter
    for combo, place in ((bar.rating, 4), (bar.colour, 1), (bar.days, 2), (bar.method, 1)):
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    wanted = desktop.results.filter
    assert (wanted.rating_least, wanted.colour) == (3, "red")
    assert wanted.since
    assert wanted.method
    qtbot.waitUntil(lambda: desktop.results.is_loaded and not desktop.results.results)
    assert screen._stack.currentWidget() is screen._none
    bar.clear()
    assert not desktop.results.is_filtered
    qtbot.waitUntil(lambda: len(desktop.results.results) == 3)
    assert bar.days.currentIndex() == 0
    assert bar.rating.currentIndex() == 0


def test_days_between(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 1)
    bar = screen.filter
    bar.days.setCurrentIndex(bar.days.count() - 1)
    bar.days.activated.emit(bar.days.currentIndex())
    assert bar.first.isVisible()
    bar.first.setDate(bar.first.date().addDays(-3))
    first, last = desktop.results.days
    assert first is not None
    assert last is not None
    assert (last - first).days == 3


def test_dragging_gives_the_files_to_other_programs(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 5)
    ids = tuple(r.id for r in filled.stored)
    desktop.results.select((ids[0], ids[1], ids[4]))
    urls = [Path(url.toLocalFile()) for url in screen.grid.mime_data().urls()]
    assert urls == [filled.files[ids[0]], filled.files[ids[1]]], "a file that is gone is left out"
    assert screen.grid.pictures.flags(screen.grid.pictures.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    dragged: list[object] = []
    monkeypatch.setattr(
        "studio.desktop.ui.results.result_grid.QDrag.exec", lambda drag, *_: dragged.append(drag.mimeData().urls())
    )
    screen.grid.startDrag(Qt.DropAction.CopyAction)
    assert len(dragged) == 1


def test_marks_and_the_trash_are_undone_and_done_again(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 4)
    ids = [r.id for r in filled.stored]
    undo, redo = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Z, _REDO)
    filled.stored[1] = filled.stored[1].model_copy(update={"rating": 2})
    filled.results_changed.emit()
    qtbot.waitUntil(lambda: desktop.results.results[1].rating == 2)
    desktop.results.select((ids[0], ids[1]))
    qtbot.keyClick(screen.grid, Qt.Key.Key_5)
    qtbot.keyClick(screen.grid, Qt.Key.Key_G)
    assert [(r.rating, r.colour) for r in filled.stored[:2]] == [(5, "green")] * 2
    qtbot.keyClick(screen.grid, *undo)
    qtbot.keyClick(screen.grid, *undo)
    assert [(r.rating, r.colour) for r in filled.stored[:2]] == [(0, ""), (2, "")], "each has its own back"
    qtbot.keyClick(screen.grid, *redo)
    assert [r.rating for r in filled.stored[:2]] == [5, 5]
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    assert [r.id for r in filled.stored] == ids[2:]
    assert "brings them back" in desktop.window.notices.notices()[0].message
    qtbot.keyClick(screen.grid, *undo)
    qtbot.waitUntil(lambda: [r.id for r in desktop.results.results] == ids)


def test_the_menu_does_what_the_keys_do(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 2)
    screen.grid.customContextMenuRequested.emit(screen.grid.viewport().rect().center())
    actions = {action.text().split("\t")[0]: action for action in screen.menu.actions()}
    assert {"Open", "Compare", "Use these settings", "Export…", "Rate", "Colour", "Move to trash"} <= set(actions)
    assert not actions["Compare"].isEnabled()
    actions["Move to trash"].trigger()
    assert len(filled.stored) == 1
    screen.menu.close()


def test_everything_fits_the_smallest_window(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    desktop.window.resize(desktop.window.minimumSize())
    qtbot.waitUntil(lambda: screen.width() <= 860)
    desktop.results.set_filter(text="number")
    qtbot.waitUntil(lambda: len(desktop.results.results) == 3)
    assert screen.minimumSizeHint().width() <= screen.width()
    desktop.results.select(tuple(r.id for r in filled.stored))
    screen.large.compare()
    screen.large.show_as(Mode.SLIDER)
    qtbot.waitUntil(lambda: not screen.large_view.files.is_reading)
    assert screen.minimumSizeHint().width() <= screen.width()
    screen.large.back()
