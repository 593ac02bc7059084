"""Pictures large and compared: by keys and mouse, zoom and pan together, what happens when one goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.results.large_view import LargeView
from studio.desktop.ui.results.picture_pane import PicturePane, Viewpoint
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.large_view import Mode
from tests.desktop.ui.results.test_results_screen import show
from tests.fakes.service import FakeService


@pytest.fixture
def screen(qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path) -> ResultsScreen:
    """Five pictures, four with files; the first chosen."""
    return show(qtbot, desktop, filled, tmp_path, 5)


def read(qtbot: QtBot, view: LargeView) -> None:
    """Wait for the files."""
    qtbot.waitUntil(lambda: not view.files.is_reading)


def wheel(widget: QWidget, at: QPointF, steps: int) -> None:
    """As a mouse does it."""
    nothing, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    place = widget.mapToGlobal(at)
    event = QWheelEvent(at, place, QPoint(), QPoint(0, 120 * steps), nothing, none, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def test_open_step_rate_and_back_by_keys(qtbot: QtBot, screen: ResultsScreen, filled: FakeService) -> None:
    qtbot.keyClick(screen.grid, Qt.Key.Key_Space)
    assert screen.large.mode is Mode.ONE
    view = screen.large_view
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert [r.id for r in screen.large.pictures] == [filled.stored[1].id]
    qtbot.keyClick(view, Qt.Key.Key_5)
    qtbot.keyClick(view, Qt.Key.Key_V)
    assert (filled.stored[1].rating, filled.stored[1].colour) == (5, "violet")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [r.id for r in screen.large.pictures] == [filled.stored[1].id], "the next one took its place"
    read(qtbot, view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert screen.large.mode is Mode.GRID
    qtbot.waitUntil(screen.grid.hasFocus)
    qtbot.keyClick(screen.grid, Qt.Key.Key_Return)
    assert screen.large.mode is Mode.ONE
    read(qtbot, view)


def test_compare_two_to_four(qtbot: QtBot, desktop: Desktop, screen: ResultsScreen, filled: FakeService) -> None:
    ids = tuple(r.id for r in filled.stored)
    assert not screen._compare.isEnabled()
    desktop.results.select(ids[:5])
    assert not screen._compare.isEnabled(), "five are too many"
    desktop.results.select(ids[:3])
    qtbot.keyClick(screen.grid, Qt.Key.Key_C)
    view = screen.large_view
    read(qtbot, view)
    assert screen.large.mode is Mode.SIDE_BY_SIDE
    assert [pane.isVisible() for pane in view.panes] == [True, True, True, False]
    qtbot.mouseClick(view.panes[1], Qt.MouseButton.LeftButton)
    qtbot.keyClick(view, Qt.Key.Key_3)
    assert [r.rating for r in filled.stored] == [0, 3, 0, 0, 0], "the active one is rated, not all"
    qtbot.keyClick(view, Qt.Key.Key_S)
    assert screen.large.mode is Mode.SLIDER
    assert [pane.isVisible() for pane in view.panes] == [True, False, False, False]
    assert "(the first two)" in view._title.text()
    qtbot.keyClick(view, Qt.Key.Key_W)
    assert [r.id for r in screen.large.pictures] == [ids[1], ids[2], ids[0]]
    read(qtbot, view)
    desktop.results.select((ids[1],))
    desktop.results.remove()
    assert [r.id for r in screen.large.pictures] == [ids[2], ids[0]]
    desktop.results.select((ids[2],))
    desktop.results.remove()
    assert screen.large.mode is Mode.ONE, "one alone is not compared"
    read(qtbot, view)
    screen.large.back()


def test_panes_zoom_and_pan_together(
    qtbot: QtBot, desktop: Desktop, screen: ResultsScreen, filled: FakeService
) -> None:
    desktop.results.select((filled.stored[0].id, filled.stored[1].id))
    screen.large.compare()
    view = screen.large_view
    read(qtbot, view)
    first, second = view.panes[:2]
    at = QPointF(first.width() * 0.7, first.height() * 0.4)
    under = first.frac_at(at)
    wheel(first, at, 4)
    assert view.viewpoint.zoom == pytest.approx(1.25**4)
    assert first.frac_at(at).x() == pytest.approx(under.x(), abs=0.01), "what was under the mouse stays there"
    assert first.picture_rect() == second.picture_rect()
    before = second.picture_rect().left()
    qtbot.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(first, QPoint(80, 100))
    qtbot.mouseRelease(first, Qt.MouseButton.LeftButton, pos=QPoint(80, 100))
    assert second.picture_rect().left() < before
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert view.viewpoint.zoom == 1.0
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.viewpoint.zoom == pytest.approx(1.0)


def test_the_divider_by_mouse_and_by_keys(
    qtbot: QtBot, desktop: Desktop, screen: ResultsScreen, filled: FakeService
) -> None:
    desktop.results.select((filled.stored[0].id, filled.stored[1].id))
    screen.large.compare()
    screen.large.show_as(Mode.SLIDER)
    view = screen.large_view
    read(qtbot, view)
    pane = view.panes[0]
    middle = QPoint(round(pane._divider_x()), 50)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane, middle + QPoint(60, 0))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))
    assert view.divider.value() > 50
    where = view.divider.value()
    view.divider.setFocus()
    qtbot.waitUntil(view.divider.hasFocus)
    qtbot.keyClick(view.divider, Qt.Key.Key_Left)
    assert view.divider.value() == where - 1
    screen.large.back()
    assert set(desktop.results.selected) == {filled.stored[0].id, filled.stored[1].id}


def test_a_missing_file_is_a_sentence(qtbot: QtBot, screen: ResultsScreen, filled: FakeService) -> None:
    screen.large.open(filled.stored[4].id)
    read(qtbot, screen.large_view)
    image = screen.large_view.panes[0]._images[0]
    assert image is not None
    assert image.isNull()
    screen.large_view.panes[0].repaint()
    qtbot.keyClick(screen.large_view, Qt.Key.Key_Z)
    assert screen.large_view.viewpoint.zoom == 1.0


@pytest.mark.parametrize(("zoom", "x", "y"), [(1.0, 0.2, 0.9), (3.0, 0.5, 0.5), (8.0, 0.1, 0.95), (64.0, 0.99, 0.01)])
def test_screen_to_fraction_and_back(
    qtbot: QtBot, look: ThemeSwitcher, qapp: QApplication, zoom: float, x: float, y: float
) -> None:
    view = Viewpoint(qapp)
    pane = PicturePane(look, view, "A")
    qtbot.addWidget(pane)
    pane.resize(400, 300)
    pane.show_one(QImage(640, 480, QImage.Format.Format_RGB32))
    view.look(zoom, QPointF(x, y))
    rect = pane.picture_rect()
    assert rect.left() <= 0.01
    assert rect.right() >= 399.99
    frac = pane.frac_at(QPointF(123, 45))
    back = QPointF(rect.left() + frac.x() * rect.width(), rect.top() + frac.y() * rect.height())
    assert (back - QPointF(123, 45)).manhattanLength() < 1e-6
    view.deleteLater()
